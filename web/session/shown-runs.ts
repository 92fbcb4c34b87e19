/** Runs read back from the store and put on show: past ones, and those of which news were missed. */

import type { EngineEvent } from "../../engine/api.ts";
import type { RunDetails } from "../../engine/api/runs.ts";
import type { RunId } from "../../engine/model/run.ts";
import { isFinished } from "../../engine/model/state.ts";
import { followRun, foldRun, type RunView } from "./run-view.ts";
import { showRun, type SessionState } from "./session-state.ts";

export interface ShownRunsOptions {
  readonly open: (run: RunId) => Promise<RunDetails>;
  readonly get: () => SessionState;
  readonly set: (state: SessionState) => void;
  readonly failed: (error: unknown) => void;
}

export class ShownRuns {
  readonly #options: ShownRunsOptions;
  readonly #reading = new Set<RunId>();
  /** What was told of runs while they are read. */
  readonly #meanwhile = new Map<RunId, Progress[]>();

  constructor(options: ShownRunsOptions) {
    this.#options = options;
  }

  /** @throws FlowbookError `notFound` */
  async show(id: RunId): Promise<void> {
    const { get, set } = this.#options;
    const run = await this.#read(id);
    if (run) set(showRun(get(), run));
  }

  /**
   * Reads back the runs that have not ended as far as is known: whoever told of them is no more, and
   * may have died between writing something and telling it.
   */
  async #catchUp(): Promise<void> {
    const { get, set, failed } = this.#options;
    for (const [flow, { id, state }] of get().runs) {
      if (isFinished(state)) continue;
      try {
        const run = await this.#read(id);
        const { runs } = get();
        if (run && runs.get(flow)?.id === id) {
          set({ ...get(), runs: new Map(runs).set(flow, run) });
        }
      } catch (error) {
        failed(error);
      }
    }
  }

  /** The run as it is by the time it has been read. */
  async #read(id: RunId): Promise<RunView | null> {
    const meanwhile: Progress[] = [];
    this.#meanwhile.set(id, meanwhile);
    try {
      const { events, logs } = await this.#options.open(id);
      const stored = foldRun(null, events, logs);
      /* What was told is on record already: there is nothing between. */
      return meanwhile.reduce((run, news) => run && followRun(run, news, news.from), stored);
    } finally {
      if (this.#meanwhile.get(id) === meanwhile) this.#meanwhile.delete(id);
    }
  }

  /** Reads back what these news cannot be put on top of; called before they are taken in. */
  follow(news: readonly EngineEvent[]): void {
    for (const event of news) {
      if (event.notebook !== this.#options.get().notebook.id) continue;
      if (event.type === "roleChanged" && event.role === "leader") void this.#catchUp();
      if (event.type !== "runProgress") continue;
      this.#meanwhile.get(event.run)?.push(event);
      if (isMissing(this.#options.get(), event)) void this.#readBack(event.run);
    }
  }

  async #readBack(run: RunId): Promise<void> {
    if (this.#reading.has(run)) return;
    this.#reading.add(run);
    try {
      await this.show(run);
    } catch (error) {
      this.#options.failed(error);
    } finally {
      this.#reading.delete(run);
    }
  }
}

type Progress = Extract<EngineEvent, { type: "runProgress" }>;

/** Whether a run begins again that is not on show, or one that is has got ahead of us. */
function isMissing({ runs }: SessionState, news: Progress): boolean {
  const view = [...runs.values()].find(({ id }) => id === news.run);
  if (view) return followRun(view, news, news.from) === null && !isBegun(news);
  return news.events.some(({ type }) => type === "RunResumed" || type === "RunRestarted");
}

const isBegun = ({ events }: Progress): boolean => events[0]?.type === "RunStarted";
