/** Runs and notebooks in memory: for Node, and for pages that may not store anything. */

import type { LogRecord } from "../model/log.ts";
import type { RunEvent, RunId } from "../model/run.ts";
import type { ResultKey, StoredValue } from "../model/value.ts";
import type {
  Commit,
  LocatedResult,
  LocationStore,
  NotebookRecord,
  NotebookStore,
  RunStore,
  RunSummary,
} from "../ports.ts";
import { locatedBy } from "./located.ts";
import type { Stores } from "./stores.ts";
import { toStorageError, unstorableValue } from "./storage-error.ts";
import { checkKeys, valueNotFound } from "./value-address.ts";

/** Forgotten when the last reference to it goes. */
export function openMemory(): Stores {
  const runs = new MemoryRuns();
  return {
    runs,
    notebooks: notebooksBeside(runs),
    locations: locationsIn(runs),
    close: async () => undefined,
  };
}

interface KeptRun {
  readonly summary: RunSummary;
  readonly commits: Commit[];
}

class MemoryRuns implements RunStore {
  readonly #runs = new Map<RunId, KeptRun>();
  readonly #values = new Map<ResultKey, StoredValue>();
  readonly locations = new Map<string, LocatedResult>();

  async commit(commits: readonly Commit[], summary: RunSummary): Promise<void> {
    commits.forEach(checkKeys);
    /* Cloned before anything is kept, so that one value that cannot be stops all of it. */
    const kept = commits.map((commit) => cloneCommit(commit, commits));
    const all = this.#runs.get(summary.id)?.commits ?? [];
    const [first] = kept;
    if (first && all.some(({ seq }) => seq === first.seq)) {
      const taken = new DOMException(`Commit ${first.seq} is there.`, "ConstraintError");
      throw toStorageError(taken, `keeping run "${summary.runName}"`);
    }
    all.push(...kept);
    this.#runs.set(summary.id, { summary, commits: all });
    for (const { key, stored } of kept.flatMap(({ values }) => values)) {
      this.#values.set(key, stored);
    }
    for (const located of kept.flatMap(locatedBy)) this.locations.set(located.location, located);
  }

  async events(run: RunId): Promise<RunEvent[]> {
    return (this.#runs.get(run)?.commits ?? []).flatMap(({ events }) => events);
  }

  async logs(run: RunId): Promise<LogRecord[]> {
    return (this.#runs.get(run)?.commits ?? []).flatMap(({ logs }) => logs);
  }

  async value(key: ResultKey): Promise<StoredValue> {
    return this.#values.get(key) ?? valueNotFound(key);
  }

  async runs(notebook: string): Promise<RunSummary[]> {
    return [...this.#runs.values()]
      .map(({ summary }) => summary)
      .filter((summary) => summary.notebook === notebook)
      .sort((a, b) => b.startedAt - a.startedAt);
  }

  async remove(run: RunId): Promise<void> {
    for (const { key } of (this.#runs.get(run)?.commits ?? []).flatMap(({ values }) => values)) {
      this.#values.delete(key);
    }
    this.#runs.delete(run);
  }
}

function cloneCommit({ values, ...journal }: Commit, commits: readonly Commit[]): Commit {
  return {
    ...structuredClone(journal),
    values: values.map(({ key, stored }) => {
      try {
        return { key, stored: structuredClone(stored) };
      } catch (error) {
        throw unstorableValue(key, commits, error);
      }
    }),
  };
}

function locationsIn({ locations }: MemoryRuns): LocationStore {
  return {
    find: async (location) => locations.get(location) ?? null,
    list: async () => [...locations.values()].sort((a, b) => (a.location < b.location ? -1 : 1)),
    async remove(location) {
      locations.delete(location);
    },
  };
}

function notebooksBeside(runs: MemoryRuns): NotebookStore {
  const notebooks = new Map<string, NotebookRecord>();
  return {
    load: async (id) => notebooks.get(id) ?? null,
    async save(record) {
      try {
        notebooks.set(record.id, structuredClone(record));
      } catch (error) {
        throw toStorageError(error, `saving notebook "${record.title}"`);
      }
    },
    list: async () =>
      [...notebooks.values()]
        .map(({ id, title, updatedAt }) => ({ id, title, updatedAt }))
        .sort((a, b) => b.updatedAt - a.updatedAt),
    async remove(id) {
      notebooks.delete(id);
      for (const run of await runs.runs(id)) await runs.remove(run.id);
    },
  };
}
