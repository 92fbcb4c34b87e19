/** A run read back from its journal, and what is put on record of one that nobody is at work on. */

import { decide } from "../core/decide.ts";
import { evolve } from "../core/evolve.ts";
import { logLines } from "../core/log-lines.ts";
import type { News } from "../core/news.ts";
import { FlowbookError } from "../model/errors.ts";
import type { LogRecord } from "../model/log.ts";
import type { FlowRun, RunEvent, RunId } from "../model/run.ts";
import type { Millis } from "../model/state.ts";
import type { RunStore, StoredJournal } from "../ports.ts";
import { summaryOf } from "../run/commits.ts";
import type { Published } from "../run/recorder.ts";

export interface StoredRun extends StoredJournal {
  readonly run: FlowRun;
}

/** @throws FlowbookError `notFound` */
export async function loadRun(id: RunId, store: RunStore): Promise<StoredRun> {
  const journal = await store.journal(id);
  if (journal === null || journal.events.length === 0) {
    throw new FlowbookError("notFound", `There is no run "${id}" in this browser's storage.`);
  }
  return { run: evolve(null, journal.events), ...journal };
}

/** How much of a run is on record. */
export const publishedOf = ({ events, logs }: StoredRun): Published => ({
  events: events.length,
  logs: logs.length,
});

/** How much of its waits a run jumped over, and those before it: its clock is so far ahead of the machine's. */
export const aheadOf = ({ run, events }: StoredRun): Millis =>
  events.reduce(
    (sum, event) => sum + (event.type === "PassStarted" ? (event.skipped ?? 0) : 0),
    run.options.series?.ahead ?? 0,
  );

/** Why a run inside a task does not go on. */
export const CUT_OFF = "The task that asked for it was cut off.";

/** The news that a run which nobody is at work on does not go on. */
export const cancelled = (reason: string): readonly News[] => [
  { type: "cancelRun", reason },
  { type: "stopped" },
];

/** Decides on news of a run that nobody is at work on, and puts down what follows. */
export async function amend(
  stored: StoredRun,
  news: readonly News[],
  { store, now }: { readonly store: RunStore; readonly now: Millis },
): Promise<{ readonly events: readonly RunEvent[]; readonly logs: readonly LogRecord[] }> {
  const { id } = stored.run;
  const events = decide(stored.run, news, now);
  const logs: LogRecord[] = [];
  let { run } = stored;
  for (const event of events) {
    logs.push(...logLines(run, event, (at) => new Date(at).toISOString()));
    run = evolve(run, [event]);
  }
  const { endedAt, notebook } = stored.summary;
  /* What is said of a run that is over does not move its end. */
  const summary = summaryOf(run, notebook, endedAt ?? now);
  await store.commit([{ run: id, seq: stored.nextSeq, events, logs, values: [] }], summary);
  return { events, logs };
}
