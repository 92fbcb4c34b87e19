/** Runs in IndexedDB: their journals, values, programs and summaries. */

import type { IDBPTransaction } from "idb";
import type { LogRecord } from "../model/log.ts";
import type { RunEvent, RunId } from "../model/run.ts";
import { isFinished } from "../model/state.ts";
import type { ResultKey, StoredValue } from "../model/value.ts";
import type { Commit, RunProgram, RunStore, RunSummary, StoredJournal } from "../ports.ts";
import { byteSize } from "./byte-size.ts";
import type { Change, Connection, Table } from "./connection.ts";
import { Firm } from "./firm.ts";
import { locatedBy } from "./located.ts";
import { allOf, runsOf } from "./ranges.ts";
import { removeRuns, RUN_TABLES } from "./run-tables.ts";
import type { FlowbookDatabase, FlowbookSchema, JournalRecord } from "./schema.ts";
import { isUnclonable, toStorageError, unstorableValue } from "./storage-error.ts";
import { checkKeys, parseResultKey, valueNotFound } from "./value-address.ts";
import { layOut, type ValuesRecord } from "./value-records.ts";

/** How many records of values stay at hand: reading a list back asks for the same one over and over. */
const RECORDS_AT_HAND = 4;

/** What is read to know where a run stands. */
const JOURNAL_TABLES = ["runs", "programs", "journal", "values"] as const;

type ReadsJournal = IDBPTransaction<FlowbookSchema, (typeof JOURNAL_TABLES)[number][]>;

export class IndexedDbRuns implements RunStore {
  readonly #connection: Connection;
  /** The summaries as last written, as JSON. */
  readonly #written = new Map<RunId, string>();
  readonly #firm = new Firm(() => this.#settle());
  #lastWritten: RunId | null = null;
  readonly #atHand: { readonly run: RunId; readonly record: ValuesRecord }[] = [];

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * One record for the journal and one for the values, however many commits there are, but for
   * large values; the summary only when it has changed, for every put costs.
   */
  async commit(commits: readonly Commit[], summary: RunSummary): Promise<void> {
    commits.forEach(checkKeys);
    const [first] = commits;
    const located = commits.flatMap(locatedBy);
    const laidOut = layOut(commits);
    const program = commits.findLast((commit) => commit.program !== undefined)?.program;
    const summaryText = JSON.stringify(summary);
    const isNews = this.#written.get(summary.id) !== summaryText;
    const tables: Table[] = [
      ...(isNews ? (["runs"] as const) : []),
      ...(first ? (["journal"] as const) : []),
      ...(laidOut ? (["values"] as const) : []),
      ...(laidOut && laidOut.large.length > 0 ? (["largeValues"] as const) : []),
      ...(program ? (["programs"] as const) : []),
      ...(located.length > 0 ? (["locations"] as const) : []),
    ];
    if (tables.length === 0) return;
    try {
      const change = ({ transaction, request }: Change) => {
        if (isNews) request(transaction.objectStore("runs").put(summary));
        if (first === undefined) return;
        /* `add`, not `put`: a second writer of the same run must fail, not overwrite. */
        const key: [RunId, number] = [first.run, first.seq];
        request(transaction.objectStore("journal").add(toJournal(commits), key));
        if (program) request(transaction.objectStore("programs").put(program, first.run));
        for (const each of located) request(transaction.objectStore("locations").put(each));
        if (laidOut === null) return;
        request(transaction.objectStore("values").add(laidOut.record, key));
        for (const each of laidOut.large) {
          request(transaction.objectStore("largeValues").add(each.stored, each.key));
        }
      };
      /* A run is told to be over once it is on the disk itself. */
      const durability = commits.some(endsRun) ? "strict" : this.#firm.now();
      await this.#connection.write(tables, change, durability);
      this.#lastWritten = summary.id;
      this.#firm.wrote(durability);
      this.#written.set(summary.id, summaryText);
    } catch (error) {
      if (isUnclonable(error)) await this.#checkEachValue(commits);
      throw toStorageError(error, `keeping run "${summary.runName}"`);
    }
  }

  /** Writes what is there already once more: with it all that came before reaches the disk itself. */
  async #settle(): Promise<void> {
    const run = this.#lastWritten;
    if (run === null) return;
    await this.#connection.write(["runs"], async ({ transaction, request }) => {
      const runs = transaction.objectStore("runs");
      const there = await runs.get(run);
      if (there !== undefined) request(runs.put(there));
    });
  }

  /** Nothing is written any more. */
  stop(): void {
    this.#firm.stop();
  }

  /** @throws FlowbookError `storage` naming the first value that cannot be cloned into the store. */
  async #checkEachValue(commits: readonly Commit[]): Promise<void> {
    for (const { key, stored } of commits.flatMap(({ values }) => values)) {
      try {
        /* Put, then undone: only the store itself knows what it can clone. */
        await this.#connection.write(["largeValues"], ({ transaction, request }) => {
          request(transaction.objectStore("largeValues").put(stored, ["", 0, 0]));
          throw PROBED;
        });
      } catch (error) {
        if (error !== PROBED) throw unstorableValue(key, commits, error);
      }
    }
  }

  journal(run: RunId): Promise<StoredJournal | null> {
    return this.#connection.read("reading a run", async (database) => {
      const transaction = database.transaction([...JOURNAL_TABLES]);
      const [summary, program, records, nextSeq] = await Promise.all([
        transaction.objectStore("runs").get(run),
        transaction.objectStore("programs").get(run),
        transaction.objectStore("journal").getAll(allOf(run)),
        nextSeqIn(transaction, run),
      ]);
      if (summary === undefined) return null;
      const events = records.flatMap((record) => record.events);
      const logs = records.flatMap((record) => record.logs);
      return { summary, program: program ?? null, events, logs, nextSeq };
    });
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

  nextSeq(run: RunId): Promise<number> {
    return this.#connection.read("reading where a run ends", (database) =>
      nextSeqIn(database.transaction([...JOURNAL_TABLES]), run),
    );
  }

  program(run: RunId): Promise<RunProgram | null> {
    return this.#connection.read(
      "reading a run's program",
      async (database) => (await database.get("programs", run)) ?? null,
    );
  }

  summary(run: RunId): Promise<RunSummary | null> {
    return this.#connection.read(
      "reading a run",
      async (database) => (await database.get("runs", run)) ?? null,
    );
  }

  async value(key: ResultKey): Promise<StoredValue> {
    const { run, seq, index } = parseResultKey(key) ?? valueNotFound(key);
    const record = await this.#valuesRecord(run, seq);
    const kept = record?.commits.find((each) => each.seq === seq)?.values[index];
    if (kept === undefined) return valueNotFound(key);
    if (kept.kind !== "large") return kept;
    const large = await this.#connection.read("reading a value", (database) =>
      database.get("largeValues", [run, seq, index]),
    );
    return large ?? valueNotFound(key);
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

  notebooks(): Promise<string[]> {
    return this.#connection.read("listing notebooks with runs", async (database) => {
      const index = database.transaction("runs").store.index("byNotebook");
      const ids: string[] = [];
      let cursor = await index.openKeyCursor();
      while (cursor) {
        const [notebook] = cursor.key;
        ids.push(notebook);
        /* Past all the others of the same notebook. */
        cursor = await index.openKeyCursor(IDBKeyRange.lowerBound([notebook, []]));
      }
      return ids;
    });
  }

  async remove(runs: readonly RunId[]): Promise<void> {
    try {
      await this.#connection.write([...RUN_TABLES], (change) => removeRuns(change, runs));
      this.forget(runs);
    } catch (error) {
      throw toStorageError(error, runs.length === 1 ? "removing a run" : "removing runs");
    }
  }

  /** What is at hand of these runs is out of date: they were changed in the store itself. */
  forget(runs: readonly RunId[]): void {
    for (const run of runs) this.#written.delete(run);
    this.#atHand.length = 0;
  }

  /** In bytes, as `byteSize` estimates; one record at a time is in memory, and no large value. */
  size(run: RunId): Promise<number> {
    return this.#connection.read("measuring a run", async (database) => {
      const { summary, program } = {
        summary: await database.get("runs", run),
        program: await database.get("programs", run),
      };
      const journal = await sizeOfTable(database, "journal", run);
      const values = await sizeOfTable(database, "values", run);
      return byteSize(summary) + byteSize(program) + journal + values;
    });
  }
}

async function nextSeqIn(transaction: ReadsJournal, run: RunId): Promise<number> {
  const last = await transaction.objectStore("journal").openCursor(allOf(run), "prev");
  if (last === null) return 0;
  if (last.value.lastSeq !== undefined) return last.value.lastSeq + 1;
  /* Of version 1: it may have had commits after these, which left neither key nor value. */
  const values = await transaction.objectStore("values").openCursor(allOf(run), "prev");
  return Math.max(last.key[1], values?.value.commits.at(-1)?.seq ?? 0) + 1;
}

const PROBED = new Error("The probe is undone.");

async function sizeOfTable(
  database: FlowbookDatabase,
  table: "journal" | "values",
  run: RunId,
): Promise<number> {
  let bytes = 0;
  let cursor = await database.transaction(table).store.openCursor(allOf(run));
  while (cursor) {
    bytes += byteSize(cursor.value);
    if ("commits" in cursor.value) bytes += largeBytes(cursor.value);
    cursor = await cursor.continue();
  }
  return bytes;
}

const largeBytes = ({ commits }: ValuesRecord): number =>
  commits
    .flatMap(({ values }) => values)
    .reduce((sum, value) => sum + (value.kind === "large" ? value.size : 0), 0);

const toJournal = (commits: readonly Commit[]): JournalRecord => ({
  events: commits.flatMap(({ events }) => events),
  logs: commits.flatMap(({ logs }) => logs),
  lastSeq: commits.at(-1)?.seq ?? 0,
});

const endsRun = ({ events }: Commit): boolean =>
  events.some((event) => event.type === "FlowStateChanged" && isFinished(event.state));
