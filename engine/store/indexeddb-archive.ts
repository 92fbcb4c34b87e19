/** Whole runs and notebooks, out of IndexedDB and into it. */

import type { RunId } from "../model/run.ts";
import type { ResultKey, StoredValue } from "../model/value.ts";
import type { ArchiveStore, TakenIn, WholeNotebook, WholeRecord, WholeRun } from "../ports.ts";
import type { Change, Connection } from "./connection.ts";
import { NOTEBOOK_TABLES, saveOver } from "./indexeddb-notebooks.ts";
import type { IndexedDbRuns } from "./indexeddb-runs.ts";
import { removeRuns, RUN_TABLES } from "./run-tables.ts";
import { NO_OUTPUTS } from "./no-outputs.ts";
import { allOf, versionsOf } from "./ranges.ts";
import type { CommitKey, FlowbookDatabase } from "./schema.ts";
import { toStorageError } from "./storage-error.ts";
import { valueNotFound } from "./value-address.ts";
import { byCommit, layOut, type ValuesRecord } from "./value-records.ts";

export function archiveIn(connection: Connection, runs: IndexedDbRuns): ArchiveStore {
  return {
    records: (run) => recordsOf(connection, run),
    notebook: (id) =>
      connection.read("reading a notebook", (database) => wholeNotebook(database, id)),
    async takeIn(all) {
      try {
        await connection.write([...NOTEBOOK_TABLES, ...RUN_TABLES], (change) =>
          takeIn(change, all),
        );
        runs.forget(all.removeRuns);
      } catch (error) {
        throw toStorageError(error, "taking in runs and notebooks");
      }
    },
  };
}

/* A transaction for each: whoever reads may take its time over a record. */
async function* recordsOf(connection: Connection, run: RunId): AsyncGenerator<WholeRecord> {
  let rest = allOf(run);
  for (;;) {
    const next = await connection.read("reading a run", (database) => firstRecord(database, rest));
    if (next === null) return;
    yield next;
    rest = IDBKeyRange.bound([run, next.firstSeq], [run, []], true);
  }
}

async function firstRecord(
  database: FlowbookDatabase,
  range: IDBKeyRange,
): Promise<WholeRecord | null> {
  const transaction = database.transaction(["journal", "values", "largeValues"]);
  const cursor = await transaction.objectStore("journal").openCursor(range);
  if (cursor === null) return null;
  const { events, logs, lastSeq } = cursor.value;
  const { key } = cursor;
  const record = await transaction.objectStore("values").get(key);
  const values: { key: ResultKey; stored: StoredValue }[] = [];
  for (const { seq, kept, index } of placesIn(record)) {
    const name = `${key[0]}/${seq}/${index}`;
    const stored =
      kept.kind === "large"
        ? await transaction.objectStore("largeValues").get([key[0], seq, index])
        : kept;
    values.push({ key: name, stored: stored ?? valueNotFound(name) });
  }
  if (lastSeq !== undefined) return { firstSeq: key[1], lastSeq, events, logs, values };
  /* Of version 1: it ends where the next begins, or with the last commit that is known. */
  const next = await cursor.continue();
  const known = Math.max(key[1], record?.commits.at(-1)?.seq ?? 0);
  return { firstSeq: key[1], lastSeq: next ? next.key[1] - 1 : known, events, logs, values };
}

const placesIn = (record: ValuesRecord | undefined) =>
  (record?.commits ?? []).flatMap(({ seq, values }) =>
    values.map((kept, index) => ({ seq, kept, index })),
  );

async function wholeNotebook(
  database: FlowbookDatabase,
  id: string,
): Promise<WholeNotebook | null> {
  const transaction = database.transaction(NOTEBOOK_TABLES);
  const document = await transaction.objectStore("notebooks").get(id);
  if (document === undefined) return null;
  const outputs = (await transaction.objectStore("outputs").get(id)) ?? NO_OUTPUTS;
  const versions: WholeNotebook["versions"][number][] = [];
  let cursor = await transaction.objectStore("versions").openCursor(versionsOf(id));
  while (cursor) {
    versions.push({ ...cursor.value, revision: cursor.key[1] });
    cursor = await cursor.continue();
  }
  return { document, outputs, versions };
}

async function takeIn(change: Change, all: TakenIn): Promise<void> {
  const { transaction, request } = change;
  await removeRuns(change, all.removeRuns);
  for (const notebook of all.notebooks) await takeInNotebook(change, notebook);
  for (const run of all.runs) takeInRun(change, run);
  for (const located of all.located) request(transaction.objectStore("locations").put(located));
}

async function takeInNotebook(change: Change, { document, outputs, versions }: WholeNotebook) {
  const { transaction, request } = change;
  const stored = await transaction.objectStore("notebooks").get(document.id);
  if (stored) {
    const next = { ...document, revision: stored.revision + 1 };
    await saveOver(change, { stored, next, keep: true });
  } else {
    request(transaction.objectStore("notebooks").add(document));
    for (const { revision, ...version } of versions) {
      request(transaction.objectStore("versions").put(version, [document.id, revision]));
    }
  }
  request(transaction.objectStore("outputs").put(outputs, document.id));
}

/* `add`, not `put`: a run that is here must not be written over unasked. */
function takeInRun({ transaction, request }: Change, { summary, program, records }: WholeRun) {
  request(transaction.objectStore("runs").add(summary));
  if (program) request(transaction.objectStore("programs").put(program, summary.id));
  for (const { firstSeq, lastSeq, events, logs, values } of records) {
    const key: CommitKey = [summary.id, firstSeq];
    request(transaction.objectStore("journal").add({ events, logs, lastSeq }, key));
    const laidOut = layOut(byCommit(summary.id, values));
    if (laidOut === null) continue;
    request(transaction.objectStore("values").add(laidOut.record, key));
    for (const each of laidOut.large) {
      request(transaction.objectStore("largeValues").add(each.stored, each.key));
    }
  }
}
