/** Reads a run from the store while news of it keep coming, and misses none of them. */

import type { EngineEvent } from "../../engine/api.ts";
import type { RunDetails } from "../../engine/api/runs.ts";
import type { LogRecord } from "../../engine/model/log.ts";
import type { RunEvent, RunId } from "../../engine/model/run.ts";

/** News of a run: what was added to its events and its log, and where. */
export type Progress = Extract<EngineEvent, { type: "runProgress" }>;

/** All that is on record of a run. */
export interface RunRecord {
  readonly events: readonly RunEvent[];
  readonly logs: readonly LogRecord[];
}

export class RunReader {
  readonly #open: (run: RunId) => Promise<RunDetails>;
  /** What was told of runs while they are read. */
  readonly #meanwhile = new Set<{ readonly run: RunId; readonly news: Progress[] }>();

  constructor(open: (run: RunId) => Promise<RunDetails>) {
    this.#open = open;
  }

  /** Is to be told all that the engine tells of runs. */
  follow(news: Progress): void {
    for (const reading of this.#meanwhile) {
      if (reading.run === news.run) reading.news.push(news);
    }
  }

  /**
   * The run as it is by the time it has been read.
   * @throws FlowbookError `notFound`
   */
  async read(run: RunId): Promise<RunRecord> {
    const reading = { run, news: [] as Progress[] };
    this.#meanwhile.add(reading);
    try {
      const { events, logs } = await this.#open(run);
      return reading.news.reduce(withNews, { events, logs });
    } finally {
      this.#meanwhile.delete(reading);
    }
  }
}

/** The record after news, some of which it may have: what is told is on record already. */
function withNews(record: RunRecord, { events, logs, from }: Progress): RunRecord {
  const known = record.events.length - from.events;
  const knownLogs = record.logs.length - from.logs;
  if (known < 0 || knownLogs < 0) return record;
  return {
    events: [...record.events, ...events.slice(known)],
    logs: [...record.logs, ...logs.slice(knownLogs)],
  };
}
