/** How a database of one version becomes one of the next. */

import type { IDBPDatabase, IDBPTransaction, StoreNames } from "idb";
import type { RunEvent } from "../model/run.ts";
import type { NotebookRecord, RunSummary } from "../ports.ts";
import type { FlowbookSchema } from "./schema.ts";

export interface Upgrade {
  readonly database: IDBPDatabase<FlowbookSchema>;
  readonly transaction: IDBPTransaction<
    FlowbookSchema,
    StoreNames<FlowbookSchema>[],
    "versionchange"
  >;
}

/**
 * Step n makes version n + 1 of version n, within one transaction with all the steps after it.
 * Steps that have been shipped are never changed.
 */
export const STEPS: readonly ((under: Upgrade) => void | Promise<void>)[] = [
  ({ database }) => {
    database
      .createObjectStore("notebooks", { keyPath: "id" })
      .createIndex("listing", ["updatedAt", "title"]);
    database
      .createObjectStore("runs", { keyPath: "id" })
      .createIndex("byNotebook", ["notebook", "startedAt"]);
    database.createObjectStore("journal");
    database.createObjectStore("values");
    database.createObjectStore("locations", { keyPath: "location" });
  },
  async ({ database, transaction }) => {
    for (const table of ["outputs", "versions", "programs", "largeValues"] as const) {
      database.createObjectStore(table);
    }
    await splitNotebooks(transaction);
    await completeSummaries(transaction);
  },
];

/** Version 1 kept outputs in one record with the document, and counted no revisions. */
type NotebookOfOne = Omit<NotebookRecord, "revision">;

async function splitNotebooks(transaction: Upgrade["transaction"]): Promise<void> {
  let cursor = await transaction.objectStore("notebooks").openCursor();
  while (cursor) {
    const { records, lastRun, ...document } = cursor.value as unknown as NotebookOfOne;
    await transaction.objectStore("outputs").put({ records, lastRun }, document.id);
    await cursor.update({ ...document, revision: 1 });
    cursor = await cursor.continue();
  }
}

/** What version 1 left to the journal. */
type Added = "flow" | "parameters" | "isNested";

async function completeSummaries(transaction: Upgrade["transaction"]): Promise<void> {
  let cursor = await transaction.objectStore("runs").openCursor();
  while (cursor) {
    const summary: Omit<RunSummary, Added> = cursor.value;
    const first = await transaction.objectStore("journal").get([summary.id, 0]);
    await cursor.update({ ...summary, ...startOf(first?.events ?? []) });
    cursor = await cursor.continue();
  }
}

function startOf(events: readonly RunEvent[]): Pick<RunSummary, Added> {
  const started = events.find((event) => event.type === "RunStarted");
  /* A run that was cut off before its first commit: there is nothing to open, only to remove. */
  if (!started) return { flow: "", parameters: {}, isNested: false };
  return {
    flow: started.flow,
    parameters: Object.fromEntries(
      Object.entries(started.parameters).map(([name, { preview }]) => [name, preview]),
    ),
    isNested: started.options.isNested === true,
  };
}
