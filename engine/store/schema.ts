/** The database: its name, its tables, and how one of an older version becomes one of this. */

import {
  openDB,
  type DBSchema,
  type IDBPDatabase,
  type IDBPTransaction,
  type StoreNames,
} from "idb";
import type { LogRecord } from "../model/log.ts";
import type { RunEvent, RunId } from "../model/run.ts";
import type { Millis } from "../model/state.ts";
import type { StoredValue } from "../model/value.ts";
import type { LocatedResult, NotebookRecord, RunSummary } from "../ports.ts";

/** The run, and the number of the first of the commits that were written together. */
type CommitKey = [run: RunId, firstSeq: number];

/** What commits written together say, in order. A put costs some 100 µs, so there is one for all. */
export interface JournalRecord {
  readonly events: readonly RunEvent[];
  readonly logs: readonly LogRecord[];
}

/** The values of commits written together; commits without any are left out. */
export interface ValuesRecord {
  readonly commits: readonly { readonly seq: number; readonly values: readonly StoredValue[] }[];
}

export interface FlowbookSchema extends DBSchema {
  notebooks: {
    key: string;
    value: NotebookRecord;
    /** What a list shows, so that listing reads keys only. */
    indexes: { listing: [updatedAt: Millis, title: string] };
  };
  runs: {
    key: RunId;
    value: RunSummary;
    indexes: { byNotebook: [notebook: string, startedAt: Millis] };
  };
  journal: { key: CommitKey; value: JournalRecord };
  values: { key: CommitKey; value: ValuesRecord };
  /** Results that user code named, by that name. */
  locations: { key: string; value: LocatedResult };
}

export type FlowbookDatabase = IDBPDatabase<FlowbookSchema>;

type Upgrade = IDBPTransaction<FlowbookSchema, StoreNames<FlowbookSchema>[], "versionchange">;

/** Step n makes version n + 1 of version n. Steps that have been shipped are never changed. */
const STEPS: readonly ((database: FlowbookDatabase, transaction: Upgrade) => void)[] = [
  (database) => {
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
];

/** All projects of one user may share an origin: the path the app is served under tells them apart. */
export const databaseName = (path: string): string => `flowbook:${path.replace(/[^/]*$/, "")}`;

/**
 * Opens the database, made or brought up to this version where need be.
 * @param onGone  the connection is no more: closed for another tab's newer version, or by the browser
 */
export function openDatabase(name: string, onGone: () => void): Promise<FlowbookDatabase> {
  const opening = openDB<FlowbookSchema>(name, STEPS.length, {
    upgrade(database, oldVersion, _newVersion, transaction) {
      for (const step of STEPS.slice(oldVersion)) step(database, transaction);
    },
    blocking() {
      void opening.then((database) => database.close());
      onGone();
    },
    terminated: onGone,
  });
  return opening;
}
