/** A connection to the database, opened when needed, and one transaction at a time over it. */

import type { IDBPTransaction, StoreNames } from "idb";
import { openDatabase, type FlowbookDatabase, type FlowbookSchema } from "./schema.ts";
import { isAbort, toStorageError } from "./storage-error.ts";

export type Table = StoreNames<FlowbookSchema>;

export interface Change {
  readonly transaction: IDBPTransaction<FlowbookSchema, Table[], "readwrite">;
  /** Every request of the change is handed in here, so that none fails unheard. */
  readonly request: (pending: Promise<unknown>) => void;
}

export class Connection {
  readonly #name: string;
  readonly #durability: "relaxed" | "strict";
  #database: Promise<FlowbookDatabase> | null = null;

  constructor(name: string, durability: "relaxed" | "strict") {
    this.#name = name;
    this.#durability = durability;
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
   */
  async write(tables: Table[], change: (change: Change) => void): Promise<void> {
    const database = await this.open();
    const transaction = database.transaction(tables, "readwrite", {
      durability: this.#durability,
    });
    const requests: Promise<unknown>[] = [];
    let thrown: { readonly error: unknown } | null = null;
    try {
      change({ transaction, request: (pending) => requests.push(pending) });
      transaction.commit();
    } catch (error) {
      thrown = { error };
      transaction.abort();
    }
    const ends = await Promise.allSettled([transaction.done, ...requests]);
    if (thrown !== null) throw thrown.error;
    const reasons = ends.flatMap((end): unknown[] =>
      end.status === "rejected" ? [end.reason] : [],
    );
    /* One of them is the cause; the others only say that they were given up for it. */
    if (reasons.length > 0) throw reasons.find((reason) => !isAbort(reason)) ?? reasons[0];
  }
}
