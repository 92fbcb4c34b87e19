/** The database: its name, its tables, and how one of an older version becomes one of this. */

import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { LogRecord } from "../model/log.ts";
import type { RunEvent, RunId } from "../model/run.ts";
import type { Millis } from "../model/state.ts";
import type { StoredValue } from "../model/value.ts";
import type {
  LocatedResult,
  NotebookDocument,
  NotebookOutputs,
  RunProgram,
  RunSummary,
} from "../ports.ts";
import { STEPS, type Upgrade } from "./steps.ts";
import type { LargeValueKey, ValuesRecord } from "./value-records.ts";

/** The run, and the number of the first of the commits that were written together. */
export type CommitKey = [run: RunId, firstSeq: number];

/** What commits written together say, in order. A put costs some 100 µs, so there is one for all. */
export interface JournalRecord {
  readonly events: readonly RunEvent[];
  readonly logs: readonly LogRecord[];
  /** The number of the last of the commits. Version 1 did not say it. */
  readonly lastSeq?: number;
}

export interface VersionRecord {
  readonly savedAt: Millis;
  readonly title: string;
  readonly text: string;
}

export type VersionKey = [notebook: string, revision: number];

export interface FlowbookSchema extends DBSchema {
  notebooks: {
    key: string;
    value: NotebookDocument;
    /** What a list shows, so that listing reads keys only. */
    indexes: { listing: [updatedAt: Millis, title: string] };
  };
  /** By notebook. */
  outputs: { key: string; value: NotebookOutputs };
  versions: { key: VersionKey; value: VersionRecord };
  runs: {
    key: RunId;
    value: RunSummary;
    indexes: { byNotebook: [notebook: string, startedAt: Millis] };
  };
  programs: { key: RunId; value: RunProgram };
  journal: { key: CommitKey; value: JournalRecord };
  values: { key: CommitKey; value: ValuesRecord };
  largeValues: { key: LargeValueKey; value: StoredValue };
  /** Results that user code named, by that name. */
  locations: { key: string; value: LocatedResult };
}

export type FlowbookDatabase = IDBPDatabase<FlowbookSchema>;

/** All projects of one user may share an origin: the path the app is served under tells them apart. */
export const databaseName = (path: string): string => `flowbook:${path.replace(/[^/]*$/, "")}`;

/**
 * Opens the database, made or brought up to this version where need be.
 * @param onGone  the connection is no more: closed for another tab's newer version, or by the browser
 * @param steps  step n makes version n + 1 of version n
 */
export async function openDatabase(
  name: string,
  onGone: () => void,
  steps: typeof STEPS = STEPS,
): Promise<FlowbookDatabase> {
  let fault: { readonly error: unknown } | null = null;
  const opening = openDB<FlowbookSchema>(name, steps.length, {
    upgrade(database, oldVersion, _newVersion, transaction) {
      const pending = upgrade({ database, transaction }, steps.slice(oldVersion));
      Promise.all([pending, transaction.done]).catch((error: unknown) => {
        fault = { error };
        giveUp(transaction);
      });
    },
    blocking() {
      void opening.then((database) => database.close());
      onGone();
    },
    terminated: onGone,
  });
  try {
    return await opening;
  } catch (error) {
    /* The opening itself only says that it was given up. */
    throw (fault as { readonly error: unknown } | null)?.error ?? error;
  }
}

/* A step that has nothing to wait for is not waited for: the upgrade would be over meanwhile. */
async function upgrade(under: Upgrade, steps: typeof STEPS): Promise<void> {
  for (const step of steps) {
    const pending = step(under);
    if (pending) await pending;
  }
}

/** Whatever the upgrade has done is undone; the old version stays as it was. */
function giveUp(transaction: Upgrade["transaction"]): void {
  try {
    transaction.abort();
  } catch (error) {
    /* The browser may have given it up first. */
    if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw error;
  }
}
