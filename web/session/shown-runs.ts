/** Runs read back from the store and put on show: past ones, and those of which news were missed. */

import type { EngineEvent } from "../../engine/api.ts";
import type { RunDetails } from "../../engine/api/runs.ts";
import type { RunId } from "../../engine/model/run.ts";
import { followRun, foldRun } from "./run-view.ts";
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

  constructor(options: ShownRunsOptions) {
    this.#options = options;
  }

  /** @throws FlowbookError `notFound` */
  async show(id: RunId): Promise<void> {
    const { open, get, set } = this.#options;
    const { events, logs } = await open(id);
    const run = foldRun(null, events, logs);
    if (run) set(showRun(get(), run));
  }

  /** Reads back what these news cannot be put on top of; called before they are taken in. */
  follow(news: readonly EngineEvent[]): void {
    for (const event of news) {
      if (event.type !== "runProgress" || event.notebook !== this.#options.get().notebook.id) {
        continue;
      }
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
