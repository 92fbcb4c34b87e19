/** Runs and notebooks in IndexedDB. One transaction per call: all of it is kept, or none. */

import { Connection } from "./connection.ts";
import { archiveIn } from "./indexeddb-archive.ts";
import { locationsIn } from "./indexeddb-locations.ts";
import { IndexedDbNotebooks } from "./indexeddb-notebooks.ts";
import { IndexedDbRuns } from "./indexeddb-runs.ts";
import type { Stores } from "./stores.ts";

export interface StoreOptions {
  /** See `databaseName`. */
  readonly name: string;
}

/** @throws FlowbookError `storage` where the browser has no usable IndexedDB (private windows, embeds). */
export async function openIndexedDb({ name }: StoreOptions): Promise<Stores> {
  const connection = new Connection(name);
  await connection.open();
  const runs = new IndexedDbRuns(connection);
  return {
    runs,
    notebooks: new IndexedDbNotebooks(connection, runs),
    locations: locationsIn(connection),
    archive: archiveIn(connection, runs),
    close: () => {
      runs.stop();
      return connection.close();
    },
  };
}
