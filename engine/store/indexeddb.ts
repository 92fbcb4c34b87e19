/** Runs and notebooks in IndexedDB. One transaction per call: all of it is kept, or none. */

import type { LogRecord } from "../model/log.ts";
import type { RunEvent, RunId } from "../model/run.ts";
import type { ResultKey, StoredValue } from "../model/value.ts";
import type { Commit, LocationStore, NotebookStore, RunStore, RunSummary } from "../ports.ts";
import { locatedBy } from "./located.ts";
import { Connection, type Table } from "./connection.ts";
import type { JournalRecord, ValuesRecord } from "./schema.ts";
import type { Stores } from "./stores.ts";
import { isUnclonable, toStorageError, unstorableValue } from "./storage-error.ts";
import { checkKeys, parseResultKey, valueNotFound } from "./value-address.ts";

export interface StoreOptions {
  /** See `databaseName`. */
  readonly name: string;
  /**
   * `relaxed` (the default) survives a crash of the browser; `strict` one of the machine too, at
   * some milliseconds a commit.
   */
  readonly durability?: "relaxed" | "strict";
}

/** @throws FlowbookError `storage` where the browser has no usable IndexedDB (private windows, embeds). */
export async function openIndexedDb({ name, durability }: StoreOptions): Promise<Stores> {
  const connection = new Connection(name, durability ?? "relaxed");
  await connection.open();
  const runs = new IndexedDbRuns(connection);
  return {
    runs,
    notebooks: notebooksIn(connection, runs),
    locations: locationsIn(connection),
    close: () => connection.close(),
  };
}

/** All that a run wrote. Arrays sort after numbers, so this ends past the last commit. */
const allOf = (run: RunId): IDBKeyRange => IDBKeyRange.bound([run], [run, []]);

/** All runs of a notebook, in the order they started. */
const runsOf = (notebook: string): IDBKeyRange => IDBKeyRange.bound([notebook], [notebook, []]);

/** How many records of values stay at hand: reading a list back asks for the same one over and over. */
const RECORDS_AT_HAND = 4;

class IndexedDbRuns implements RunStore {
  readonly #connection: Connection;
  /** The summaries as last written, as JSON. */
  readonly #written = new Map<RunId, string>();
  readonly #atHand: { readonly run: RunId; readonly record: ValuesRecord }[] = [];

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * One record for the journal and one for the values, however many commits there are; the summary
   * only when it has changed, for every put costs.
   */
  async commit(commits: readonly Commit[], summary: RunSummary): Promise<void> {
    commits.forEach(checkKeys);
    const [first] = commits;
    const located = commits.flatMap(locatedBy);
    const withValues = commits.filter(({ values }) => values.length > 0);
    const summaryText = JSON.stringify(summary);
    const isNews = this.#written.get(summary.id) !== summaryText;
    const tables: Table[] = [
      ...(isNews ? (["runs"] as const) : []),
      ...(first ? (["journal"] as const) : []),
      ...(withValues.length > 0 ? (["values"] as const) : []),
      ...(located.length > 0 ? (["locations"] as const) : []),
    ];
    if (tables.length === 0) return;
    try {
      await this.#connection.write(tables, ({ transaction, request }) => {
        if (isNews) request(transaction.objectStore("runs").put(summary));
        if (first === undefined) return;
        /* `add`, not `put`: a second writer of the same run must fail, not overwrite. */
        const key: [RunId, number] = [first.run, first.seq];
        request(transaction.objectStore("journal").add(toJournal(commits), key));
        for (const each of located) request(transaction.objectStore("locations").put(each));
        if (withValues.length === 0) return;
        request(transaction.objectStore("values").add({ commits: withValues.map(toKept) }, key));
      });
      this.#written.set(summary.id, summaryText);
    } catch (error) {
      if (isUnclonable(error)) await this.#checkEachValue(withValues);
      throw toStorageError(error, `keeping run "${summary.runName}"`);
    }
  }

  /** @throws FlowbookError `storage` naming the first value that cannot be cloned into the store. */
  async #checkEachValue(commits: readonly Commit[]): Promise<void> {
    for (const { key, stored } of commits.flatMap(({ values }) => values)) {
      const probe = { commits: [{ seq: 0, values: [stored] }] };
      try {
        /* Put, then undone: only the store itself knows what it can clone. */
        await this.#connection.write(["values"], ({ transaction, request }) => {
          request(transaction.objectStore("values").put(probe, ["", 0]));
          throw PROBED;
        });
      } catch (error) {
        if (error !== PROBED) throw unstorableValue(key, commits, error);
      }
    }
  }

  events(run: RunId): Promise<RunEvent[]> {
    return this.#connection.read("reading a run", async (database) =>
      (await database.getAll("journal", allOf(run))).flatMap(({ events }) => events),
    );
  }

  logs(run: RunId): Promise<LogRecord[]> {
    return this.#connection.read("reading a run's log", async (database) =>
      (await database.getAll("journal", allOf(run))).flatMap(({ logs }) => logs),
    );
  }

  async value(key: ResultKey): Promise<StoredValue> {
    const { run, seq, index } = parseResultKey(key) ?? valueNotFound(key);
    const record = await this.#valuesRecord(run, seq);
    const kept = record?.commits.find((each) => each.seq === seq);
    return kept?.values[index] ?? valueNotFound(key);
  }

  /** The record that has the values of a commit, if any has. */
  async #valuesRecord(run: RunId, seq: number): Promise<ValuesRecord | null> {
    const atHand = this.#atHand.find(
      (each) => each.run === run && each.record.commits.some((commit) => commit.seq === seq),
    );
    if (atHand) return atHand.record;
    const record = await this.#connection.read("reading a value", async (database) => {
      /* The last record that begins at or before the commit. */
      const upTo = IDBKeyRange.bound([run], [run, seq]);
      return (await database.transaction("values").store.openCursor(upTo, "prev"))?.value ?? null;
    });
    if (record !== null) this.#atHand.unshift({ run, record });
    this.#atHand.length = Math.min(this.#atHand.length, RECORDS_AT_HAND);
    return record;
  }

  runs(notebook: string): Promise<RunSummary[]> {
    return this.#connection.read("listing runs", async (database) =>
      (await database.getAllFromIndex("runs", "byNotebook", runsOf(notebook))).reverse(),
    );
  }

  remove(run: RunId): Promise<void> {
    return this.removeAll([run], null);
  }

  /** Removes runs, and with them a notebook, at one go. */
  async removeAll(runs: readonly RunId[], notebook: string | null): Promise<void> {
    this.#atHand.length = 0;
    for (const run of runs) this.#written.delete(run);
    try {
      await this.#connection.write(
        ["journal", "values", "runs", "notebooks"],
        ({ transaction, request }) => {
          for (const run of runs) {
            request(transaction.objectStore("journal").delete(allOf(run)));
            request(transaction.objectStore("values").delete(allOf(run)));
            request(transaction.objectStore("runs").delete(run));
          }
          if (notebook !== null) request(transaction.objectStore("notebooks").delete(notebook));
        },
      );
    } catch (error) {
      throw toStorageError(error, notebook === null ? "removing a run" : "removing a notebook");
    }
  }
}

const PROBED = new Error("The probe is undone.");

const toJournal = (commits: readonly Commit[]): JournalRecord => ({
  events: commits.flatMap(({ events }) => events),
  logs: commits.flatMap(({ logs }) => logs),
});

const toKept = ({ seq, values }: Commit): ValuesRecord["commits"][number] => ({
  seq,
  values: values.map(({ stored }) => stored),
});

function locationsIn(connection: Connection): LocationStore {
  return {
    find: (location) =>
      connection.read(
        "looking for a result",
        async (database) => (await database.get("locations", location)) ?? null,
      ),
    list: () =>
      connection.read("listing results", async (database) => database.getAll("locations")),
    async remove(location) {
      try {
        await connection.write(["locations"], ({ transaction, request }) =>
          request(transaction.objectStore("locations").delete(location)),
        );
      } catch (error) {
        throw toStorageError(error, `removing the result at "${location}"`);
      }
    },
  };
}

function notebooksIn(connection: Connection, runStore: IndexedDbRuns): NotebookStore {
  return {
    load: (id) =>
      connection.read(
        "opening a notebook",
        async (database) => (await database.get("notebooks", id)) ?? null,
      ),
    async save(record) {
      try {
        await connection.write(["notebooks"], ({ transaction, request }) =>
          request(transaction.objectStore("notebooks").put(record)),
        );
      } catch (error) {
        throw toStorageError(error, `saving notebook "${record.title}"`);
      }
    },
    list: () =>
      connection.read("listing notebooks", async (database) => {
        const index = database.transaction("notebooks").store.index("listing");
        const list = [];
        let cursor = await index.openKeyCursor(null, "prev");
        while (cursor) {
          const [updatedAt, title] = cursor.key;
          list.push({ id: cursor.primaryKey, title, updatedAt });
          cursor = await cursor.continue();
        }
        return list;
      }),
    async remove(id) {
      const runs = await connection.read("removing a notebook", (database) =>
        database.getAllKeysFromIndex("runs", "byNotebook", runsOf(id)),
      );
      await runStore.removeAll(runs, id);
    },
  };
}
