/** A connection to the database, opened when needed, and one transaction at a time over it. */

import type { IDBPTransaction, StoreNames } from "idb";
import { openDatabase, type FlowbookDatabase, type FlowbookSchema } from "./schema.ts";
import { isAbort, toStorageError } from "./storage-error.ts";

export type Table = StoreNames<FlowbookSchema>;

/** relaxed: survives a crash of the browser. strict: one of the machine too, at some milliseconds. */
export type Durability = "relaxed" | "strict";

export interface Change {
  readonly transaction: IDBPTransaction<FlowbookSchema, Table[], "readwrite">;
  /** Every request of the change that is not awaited is handed in here, so that none fails unheard. */
  readonly request: (pending: Promise<unknown>) => void;
}

type End = { readonly error: unknown } | null;

export class Connection {
  readonly #name: string;
  #database: Promise<FlowbookDatabase> | null = null;

  constructor(name: string) {
    this.#name = name;
  }

  /** @throws FlowbookError `storage` */
  open(): Promise<FlowbookDatabase> {
    const forget = () => {
      this.#database = null;
    };
    this.#database ??= openDatabase(this.#name, forget).catch((error: unknown) => {
      forget();
      throw toStorageError(error, "opening it");
    });
    return this.#database;
  }

  async close(): Promise<void> {
    const database = this.#database;
    this.#database = null;
    (await database)?.close();
  }

  /** @throws FlowbookError `storage` */
  async read<T>(doing: string, read: (database: FlowbookDatabase) => Promise<T>): Promise<T> {
    try {
      return await read(await this.open());
    } catch (error) {
      throw toStorageError(error, doing);
    }
  }

  /**
   * Makes all of a change, or none of it: where `change` throws half-way (a value cannot be cloned),
   * what it had begun is undone. Errors are passed on as they are.
   * @param change  may wait for requests of its own transaction, and for nothing else
   */
  async write<T>(
    tables: Table[],
    change: (change: Change) => T | Promise<T>,
    durability: Durability = "strict",
  ): Promise<T> {
    const database = await this.open();
    const transaction = database.transaction(tables, "readwrite", { durability });
    const ends: Promise<End>[] = [endOf(transaction.done)];
    try {
      const made = change({ transaction, request: (pending) => ends.push(endOf(pending)) });
      if (!(made instanceof Promise)) transaction.commit();
      const result = await made;
      throwFirst(await Promise.all(ends));
      return result;
    } catch (error) {
      giveUp(transaction);
      throwFirst([{ error }, ...(await Promise.all(ends))]);
      throw error;
    }
  }
}

const endOf = (pending: Promise<unknown>): Promise<End> =>
  pending.then(
    () => null,
    (error: unknown) => ({ error }),
  );

/** Throws the cause, if any failed; the others only say that they were given up for it. */
function throwFirst(ends: readonly End[]): void {
  const failed = ends.filter((end) => end !== null);
  const cause = failed.find(({ error }) => !isAbort(error)) ?? failed[0];
  if (cause) throw cause.error;
}

function giveUp(transaction: Change["transaction"]): void {
  try {
    transaction.abort();
  } catch (error) {
    /* It is over: given up by the browser, and nothing is left to undo. */
    if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw error;
  }
}
