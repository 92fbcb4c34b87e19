/** Runs read back from the store and put on show: past ones, and those of which news were missed. */

import type { EngineEvent } from "../../engine/api.ts";
import type { RunDetails } from "../../engine/api/runs.ts";
import type { RunId } from "../../engine/model/run.ts";
import { isFinished } from "../../engine/model/state.ts";
import { foldRun, type ToldBefore } from "./fold-run.ts";
import { RunReader, type Progress } from "./run-reader.ts";
import type { RunView } from "./run-view.ts";
import { showRun, takeInRun, type SessionState } from "./session-state.ts";

export interface ShownRunsOptions {
  readonly open: (run: RunId) => Promise<RunDetails>;
  readonly get: () => SessionState;
  readonly set: (state: SessionState) => void;
  readonly failed: (error: unknown) => void;
}

export class ShownRuns {
  readonly #options: ShownRunsOptions;
  readonly #reading = new Set<RunId>();
  readonly #reader: RunReader;

  constructor(options: ShownRunsOptions) {
    this.#options = options;
    this.#reader = new RunReader(options.open);
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
    const { get, failed } = this.#options;
    for (const { id, state } of get().runs.values()) {
      if (isFinished(state)) continue;
      try {
        this.#replace(await this.#read(id));
      } catch (error) {
        failed(error);
      }
    }
  }

  /** The run as it is by the time it has been read. */
  async #read(id: RunId): Promise<RunView | null> {
    const { events, logs } = await this.#reader.read(id);
    return foldRun(null, events, logs);
  }

  /** Reads back what these news cannot be put on top of; called before they are taken in. */
  follow(news: readonly EngineEvent[]): void {
    /* One batch may hold several news of a run, each on top of the one before. */
    const known = new Map<RunId, ToldBefore>();
    for (const event of news) {
      if (event.notebook !== this.#options.get().notebook.id) continue;
      if (event.type === "roleChanged" && event.role === "leader") void this.#catchUp();
      if (event.type !== "runProgress") continue;
      this.#reader.follow(event);
      const before = known.get(event.run) ?? toldOf(this.#options.get(), event.run);
      if (isGap(event, before)) void this.#readBack(event.run, "follow");
      else if (before || isBegun(event)) known.set(event.run, toldAfter(event));
      else if (goesOn(event)) void this.#readBack(event.run, "takeIn");
    }
  }

  /**
   * @param purpose  follow: it is known, unless it no longer is by the time it has been read; takeIn: it
   * goes on, and was not known
   */
  async #readBack(id: RunId, purpose: "follow" | "takeIn"): Promise<void> {
    if (this.#reading.has(id)) return;
    this.#reading.add(id);
    try {
      const run = await this.#read(id);
      const { get, set } = this.#options;
      if (purpose === "follow") this.#replace(run);
      else if (run) set(takeInRun(get(), run));
    } catch (error) {
      this.#options.failed(error);
    } finally {
      this.#reading.delete(id);
    }
  }

  /** Takes in a run that was read back; a newer one that began meanwhile stays. */
  #replace(run: RunView | null): void {
    const { get, set } = this.#options;
    const { runs } = get();
    if (run && runs.get(run.flow)?.id === run.id) {
      set({ ...get(), runs: new Map(runs).set(run.flow, run) });
    }
  }
}

/** How much is known of a run on show; null: it is not. */
function toldOf({ runs }: SessionState, run: RunId): ToldBefore | null {
  const view = [...runs.values()].find(({ id }) => id === run);
  return view ? { events: view.eventCount, logs: view.logs.length } : null;
}

const toldAfter = ({ from, events, logs }: Progress): ToldBefore => ({
  events: from.events + events.length,
  logs: from.logs + logs.length,
});

/** Whether something is missing between what is known of a run and these news of it. */
const isGap = (news: Progress, known: ToldBefore | null): boolean =>
  known !== null &&
  !isBegun(news) &&
  (known.events < news.from.events || known.logs < news.from.logs);

const isBegun = ({ events }: Progress): boolean => events[0]?.type === "RunStarted";

const goesOn = ({ events }: Progress): boolean =>
  events.some(({ type }) => type === "RunResumed" || type === "RunRestarted");
