/** Runs out of the store, read as strictly as those of a file: what is exported can be taken in again. */

import { FlowbookError } from "../model/errors.ts";
import { hashBytes, hashText } from "../model/hash.ts";
import type { RunId } from "../model/run.ts";
import { checkPlainData } from "../host/plain-data.ts";
import type { ArchiveStore, RunStore, RunSummary, WholeRecord } from "../ports.ts";
import type { ArchivedRun } from "./archived.ts";
import { writeClone } from "./clone-write.ts";
import { parseRun } from "./parse-run.ts";
import { SAME_NAMES, type Renaming } from "./renaming.ts";

/** Records are put together up to this: many small entries make a file big and slow. */
const RECORD_LINES = 4000;
const RECORD_BYTES = 8 * 1024 * 1024;

export interface RunSource {
  readonly store: ArchiveStore;
  readonly runs: RunStore;
}

/** What is kept of a run cannot be played: it has nothing that could be exported. */
export class DamagedRun extends FlowbookError {
  constructor({ id, runName, flowName }: RunSummary, why: string) {
    super(
      "storage",
      `The run "${runName}" of ${flowName} is damaged in the browser's storage (${why}), so it cannot be exported. Remove it.`,
      { run: id },
    );
  }
}

/**
 * A run as it would go into a file; null if it is not in the store.
 * @param renaming  is asked for the id of every run that it names: so one learns which they are
 * @throws DamagedRun if what is stored is no run
 */
export async function loadRun(
  { store, runs }: RunSource,
  id: RunId,
  renaming: Renaming = SAME_NAMES,
): Promise<ArchivedRun | null> {
  const summary = await runs.summary(id);
  if (summary === null) return null;
  const program = await runs.program(id);
  const records: WholeRecord[] = [];
  for await (const record of store.records(id)) records.push(record);
  try {
    const run = parseRun({ summary, program, records }, renaming);
    return { ...run, records: mergeRecords(run.records) };
  } catch (error) {
    if (!(error instanceof FlowbookError) || error.code !== "badArchive") throw error;
    const why = String(error.data["why"]);
    throw new DamagedRun(summary, why);
  }
}

function mergeRecords(records: readonly WholeRecord[]): WholeRecord[] {
  const merged: WholeRecord[] = [];
  let size = { lines: Infinity, bytes: Infinity };
  for (const record of records) {
    const own = sizeOf(record);
    const last = merged.at(-1);
    const fits = size.lines + own.lines <= RECORD_LINES && size.bytes + own.bytes <= RECORD_BYTES;
    if (last !== undefined && fits) {
      merged[merged.length - 1] = {
        firstSeq: last.firstSeq,
        lastSeq: record.lastSeq,
        events: [...last.events, ...record.events],
        logs: [...last.logs, ...record.logs],
        values: [...last.values, ...record.values],
      };
      size = { lines: size.lines + own.lines, bytes: size.bytes + own.bytes };
    } else {
      merged.push(record);
      size = own;
    }
  }
  return merged;
}

const sizeOf = ({ events, logs, values }: WholeRecord): { lines: number; bytes: number } => ({
  lines: events.length + logs.length + values.length,
  bytes: checkPlainData(values, "values", Infinity),
});

/** Equal for runs that are, however their commits were grouped. */
export function digestOf({ summary, program, records }: ArchivedRun): string {
  const all = [
    [summary, program],
    records.flatMap(({ events }) => events),
    records.flatMap(({ logs }) => logs),
    records.flatMap(({ values }) => values),
  ];
  return hashText(all.map((list) => list.map(hashClone).join()).join(";"));
}

function hashClone(value: unknown): string {
  const { text, bytes } = writeClone(value);
  return [hashText(text), ...bytes.map(hashBytes)].join("+");
}
