/** Runs in memory: their journals, values, programs and summaries. */

import type { LogRecord } from "../model/log.ts";
import type { RunEvent, RunId } from "../model/run.ts";
import type { ResultKey, StoredValue } from "../model/value.ts";
import type {
  Commit,
  LocatedResult,
  LocationStore,
  RunProgram,
  RunStore,
  RunSummary,
  StoredJournal,
  WholeRecord,
} from "../ports.ts";
import { byteSize } from "./byte-size.ts";
import { isOfAny, locatedBy } from "./located.ts";
import { toStorageError, unstorableValue } from "./storage-error.ts";
import { checkKeys, valueNotFound } from "./value-address.ts";

/** A run as it is kept: what was committed together is one record. */
export interface MemoryRun {
  readonly summary: RunSummary;
  readonly program: RunProgram | null;
  readonly records: readonly WholeRecord[];
}

export class MemoryRuns implements RunStore {
  readonly kept = new Map<RunId, MemoryRun>();
  readonly locations = new Map<string, LocatedResult>();
  readonly #values = new Map<ResultKey, StoredValue>();

  async commit(commits: readonly Commit[], summary: RunSummary): Promise<void> {
    commits.forEach(checkKeys);
    /* Cloned before anything is kept, so that one value that cannot be stops all of it. */
    const copies = cloneCommits(commits, summary);
    const { records, program } = this.kept.get(summary.id) ?? NOTHING;
    const [first] = copies;
    if (first && records.some(({ lastSeq }) => lastSeq >= first.seq)) {
      throw takenError(`commit ${first.seq}`, `keeping run "${summary.runName}"`);
    }
    this.put({
      summary: structuredClone(summary),
      program: copies.findLast((each) => each.program !== undefined)?.program ?? program,
      records: [...records, ...(first ? [toRecord(copies, first.seq)] : [])],
    });
    for (const located of copies.flatMap(locatedBy)) {
      this.locations.set(located.location, located);
    }
  }

  /** Keeps a run as it is. */
  put(run: MemoryRun): void {
    this.kept.set(run.summary.id, run);
    for (const { key, stored } of valuesOf(run)) this.#values.set(key, stored);
  }

  async journal(run: RunId): Promise<StoredJournal | null> {
    const kept = this.kept.get(run);
    if (!kept) return null;
    const { summary, program, records } = kept;
    return {
      summary,
      program,
      events: records.flatMap(({ events }) => events),
      logs: records.flatMap(({ logs }) => logs),
      nextSeq: (records.at(-1)?.lastSeq ?? -1) + 1,
    };
  }

  async events(run: RunId): Promise<RunEvent[]> {
    return (this.kept.get(run)?.records ?? []).flatMap(({ events }) => events);
  }

  async logs(run: RunId): Promise<LogRecord[]> {
    return (this.kept.get(run)?.records ?? []).flatMap(({ logs }) => logs);
  }

  async nextSeq(run: RunId): Promise<number> {
    return (this.kept.get(run)?.records.at(-1)?.lastSeq ?? -1) + 1;
  }

  async program(run: RunId): Promise<RunProgram | null> {
    return this.kept.get(run)?.program ?? null;
  }

  async summary(run: RunId): Promise<RunSummary | null> {
    return this.kept.get(run)?.summary ?? null;
  }

  async value(key: ResultKey): Promise<StoredValue> {
    return this.#values.get(key) ?? valueNotFound(key);
  }

  async runs(notebook: string): Promise<RunSummary[]> {
    return [...this.kept.values()]
      .map(({ summary }) => summary)
      .filter((summary) => summary.notebook === notebook)
      .sort((a, b) => b.startedAt - a.startedAt);
  }

  async notebooks(): Promise<string[]> {
    return [...new Set([...this.kept.values()].map(({ summary }) => summary.notebook))].sort();
  }

  async remove(runs: readonly RunId[]): Promise<void> {
    this.drop(runs);
  }

  drop(runs: readonly RunId[]): void {
    for (const id of runs) {
      const run = this.kept.get(id);
      for (const { key } of run ? valuesOf(run) : []) this.#values.delete(key);
      this.kept.delete(id);
    }
    const gone = new Set(runs);
    for (const located of this.locations.values()) {
      if (isOfAny(gone, located)) this.locations.delete(located.location);
    }
  }

  /** All runs of a notebook are of another from then on. */
  async move(notebook: string, to: string): Promise<void> {
    for (const { id } of await this.runs(notebook)) {
      const run = this.kept.get(id);
      if (run) this.kept.set(id, { ...run, summary: { ...run.summary, notebook: to } });
    }
  }

  async size(run: RunId): Promise<number> {
    const kept = this.kept.get(run);
    return kept ? byteSize(kept) : 0;
  }
}

const NOTHING: Pick<MemoryRun, "program" | "records"> = { program: null, records: [] };

const valuesOf = ({ records }: MemoryRun): Commit["values"] =>
  records.flatMap(({ values }) => values);

/** As IndexedDB says it where a key is taken. */
export const takenError = (what: string, doing: string) =>
  toStorageError(new DOMException(`There is ${what} already.`, "ConstraintError"), doing);

const toRecord = (commits: readonly Commit[], firstSeq: number): WholeRecord => ({
  firstSeq,
  lastSeq: firstSeq + commits.length - 1,
  events: commits.flatMap(({ events }) => events),
  logs: commits.flatMap(({ logs }) => logs),
  values: commits.flatMap(({ values }) => values),
});

function cloneCommits(commits: readonly Commit[], { runName }: RunSummary): Commit[] {
  return commits.map(({ values, ...journal }) => {
    const copies = values.map(({ key, stored }) => {
      try {
        return { key, stored: structuredClone(stored) };
      } catch (error) {
        throw unstorableValue(key, commits, error);
      }
    });
    try {
      return { ...structuredClone(journal), values: copies };
    } catch (error) {
      throw toStorageError(error, `keeping run "${runName}"`);
    }
  });
}

export function locationsIn({ locations }: MemoryRuns): LocationStore {
  return {
    find: async (location) => locations.get(location) ?? null,
    list: async () => [...locations.values()].sort((a, b) => (a.location < b.location ? -1 : 1)),
    async remove(location) {
      locations.delete(location);
    },
  };
}
