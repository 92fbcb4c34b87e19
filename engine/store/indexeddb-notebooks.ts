/** Notebooks in IndexedDB: documents, what their cells showed, earlier texts, and the bin. */

import type { RunId } from "../model/run.ts";
import type { Millis } from "../model/state.ts";
import type {
  ListedNotebook,
  NotebookDocument,
  NotebookOutputs,
  NotebookRecord,
  NotebookStore,
  NotebookVersion,
  Saved,
} from "../ports.ts";
import { byteSize } from "./byte-size.ts";
import type { Change, Connection, Durability, Table } from "./connection.ts";
import type { IndexedDbRuns } from "./indexeddb-runs.ts";
import { removeRuns, RUN_TABLES } from "./run-tables.ts";
import { NO_OUTPUTS } from "./no-outputs.ts";
import { runsOf, versionsOf } from "./ranges.ts";
import { notebookNotFound, toStorageError, versionNotFound } from "./storage-error.ts";
import {
  asVersion,
  becomesVersion,
  binId,
  firstFree,
  listed,
  MOST_VERSIONS,
  parseBinId,
  restoredId,
} from "./versions.ts";

/** The tables that a notebook is kept in, without its runs. */
export const NOTEBOOK_TABLES = ["notebooks", "outputs", "versions"] as const;

export class IndexedDbNotebooks implements NotebookStore {
  readonly #connection: Connection;
  readonly #runs: IndexedDbRuns;

  constructor(connection: Connection, runs: IndexedDbRuns) {
    this.#connection = connection;
    this.#runs = runs;
  }

  load(id: string): Promise<NotebookRecord | null> {
    return this.#connection.read("opening a notebook", async (database) => {
      const transaction = database.transaction(["notebooks", "outputs"]);
      const document = await transaction.objectStore("notebooks").get(id);
      if (document === undefined) return null;
      return { ...document, ...((await transaction.objectStore("outputs").get(id)) ?? NO_OUTPUTS) };
    });
  }

  async document(id: string): Promise<NotebookDocument | null> {
    const document = await this.#connection.read("reading a notebook", (database) =>
      database.get("notebooks", id),
    );
    return document ?? null;
  }

  async save(
    document: Omit<NotebookDocument, "revision">,
    base: number,
    keep = false,
  ): Promise<Saved> {
    return this.#write(
      ["notebooks", "versions"],
      `saving notebook "${document.title}"`,
      async (change): Promise<Saved> => {
        const stored = await change.transaction.objectStore("notebooks").get(document.id);
        if (stored && stored.revision !== base) return { isSaved: false, stored };
        const next = { ...document, revision: base + 1 };
        if (stored) await saveOver(change, { stored, next, keep });
        else change.request(change.transaction.objectStore("notebooks").add(next));
        return { isSaved: true, revision: next.revision };
      },
    );
  }

  saveOutputs(notebook: string, outputs: NotebookOutputs): Promise<void> {
    return this.#write(
      ["outputs"],
      "saving what cells showed",
      ({ transaction, request }) =>
        request(transaction.objectStore("outputs").put(outputs, notebook)),
      "relaxed",
    );
  }

  list(): Promise<readonly ListedNotebook[]> {
    return this.#connection.read("listing notebooks", async (database) => {
      const index = database.transaction("notebooks").store.index("listing");
      const list: ListedNotebook[] = [];
      let cursor = await index.openKeyCursor(null, "prev");
      while (cursor) {
        const [updatedAt, title] = cursor.key;
        const id = cursor.primaryKey;
        list.push({ id, title, updatedAt, deletedAt: parseBinId(id)?.deletedAt ?? null });
        cursor = await cursor.continue();
      }
      return list;
    });
  }

  versions(notebook: string): Promise<readonly NotebookVersion[]> {
    return this.#connection.read("listing versions", async (database) => {
      const list: NotebookVersion[] = [];
      const { store } = database.transaction("versions");
      let cursor = await store.openCursor(versionsOf(notebook), "prev");
      while (cursor) {
        list.push(listed({ ...cursor.value, revision: cursor.key[1] }));
        cursor = await cursor.continue();
      }
      return list;
    });
  }

  async version(notebook: string, revision: number): Promise<string> {
    const record = await this.#connection.read("reading a version", (database) =>
      database.get("versions", [notebook, revision]),
    );
    return record?.text ?? versionNotFound(notebook, revision);
  }

  bin(id: string, now: Millis): Promise<string> {
    if (parseBinId(id)) return Promise.resolve(id);
    return this.#move(id, (n) => binId(id, now + n), "moving a notebook to the bin");
  }

  async restore(binned: string): Promise<string> {
    const was = parseBinId(binned) ?? notebookNotFound(binned);
    return this.#move(binned, restoredId(was.id), "taking a notebook out of the bin");
  }

  /** Gives a notebook, with all that is kept of it, the first free one of these ids. */
  async #move(id: string, idAt: (n: number) => string, doing: string): Promise<string> {
    const moved: RunId[] = [];
    const to = await this.#write([...NOTEBOOK_TABLES, "runs"], doing, async (change) => {
      const notebooks = change.transaction.objectStore("notebooks");
      const document = (await notebooks.get(id)) ?? notebookNotFound(id);
      const free = await firstFree(
        idAt,
        async (each) => (await notebooks.getKey(each)) !== undefined,
      );
      change.request(notebooks.delete(id));
      change.request(notebooks.add({ ...document, id: free }));
      await moveOutputs(change, id, free);
      await moveVersions(change, id, free);
      moved.push(...(await moveRuns(change, id, free)));
      return free;
    });
    this.#runs.forget(moved);
    return to;
  }

  async remove(id: string): Promise<void> {
    const tables = [...NOTEBOOK_TABLES, ...RUN_TABLES];
    const removed = await this.#write(tables, "removing a notebook", async (change) => {
      const { transaction, request } = change;
      const ofIt = await transaction.objectStore("runs").index("byNotebook").getAllKeys(runsOf(id));
      await removeRuns(change, ofIt);
      request(transaction.objectStore("notebooks").delete(id));
      request(transaction.objectStore("outputs").delete(id));
      request(transaction.objectStore("versions").delete(versionsOf(id)));
      return ofIt;
    });
    this.#runs.forget(removed);
  }

  /** In bytes, as `byteSize` estimates; one record at a time is in memory. */
  size(id: string): Promise<number> {
    return this.#connection.read("measuring a notebook", async (database) => {
      let bytes = byteSize(await database.get("notebooks", id));
      bytes += byteSize(await database.get("outputs", id));
      let cursor = await database.transaction("versions").store.openCursor(versionsOf(id));
      while (cursor) {
        bytes += byteSize(cursor.value);
        cursor = await cursor.continue();
      }
      return bytes;
    });
  }

  async #write<T>(
    tables: Table[],
    doing: string,
    change: (change: Change) => T | Promise<T>,
    durability?: Durability,
  ): Promise<T> {
    try {
      return await this.#connection.write(tables, change, durability);
    } catch (error) {
      throw toStorageError(error, doing);
    }
  }
}

/** Saves a document over what is stored; its text becomes a version where it is time for one. */
export async function saveOver(
  { transaction, request }: Change,
  save: {
    readonly stored: NotebookDocument;
    readonly next: NotebookDocument;
    readonly keep: boolean;
  },
): Promise<void> {
  const { stored, next, keep } = save;
  const table = transaction.objectStore("versions");
  const newest = await table.openCursor(versionsOf(next.id), "prev");
  if (becomesVersion(stored, next, { newest: newest?.value.savedAt ?? null, keep })) {
    const { revision, ...version } = asVersion(stored);
    await table.put(version, [next.id, revision]);
    const keys = await table.getAllKeys(versionsOf(next.id));
    for (const key of keys.slice(0, -MOST_VERSIONS)) request(table.delete(key));
  }
  request(transaction.objectStore("notebooks").put(next));
}

async function moveOutputs({ transaction, request }: Change, id: string, to: string) {
  const outputs = transaction.objectStore("outputs");
  const record = await outputs.get(id);
  request(outputs.delete(id));
  if (record) request(outputs.put(record, to));
}

async function moveVersions({ transaction, request }: Change, id: string, to: string) {
  const versions = transaction.objectStore("versions");
  let cursor = await versions.openCursor(versionsOf(id));
  while (cursor) {
    request(versions.put(cursor.value, [to, cursor.key[1]]));
    cursor = await cursor.continue();
  }
  request(versions.delete(versionsOf(id)));
}

async function moveRuns({ transaction, request }: Change, id: string, to: string) {
  const runs = transaction.objectStore("runs");
  const summaries = await runs.index("byNotebook").getAll(runsOf(id));
  for (const summary of summaries) request(runs.put({ ...summary, notebook: to }));
  return summaries.map((summary) => summary.id);
}
