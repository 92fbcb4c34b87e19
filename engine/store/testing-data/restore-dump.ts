/** Puts a database back as it was dumped: by an earlier version of the app, for the tests of upgrades. */

/** A database as JSON; bytes are lists under `$bytes`. */
export interface DatabaseDump {
  readonly version: number;
  readonly tables: readonly {
    readonly name: string;
    readonly keyPath: string | null;
    readonly indexes: readonly { readonly name: string; readonly keyPath: readonly string[] }[];
    readonly records: readonly { readonly key: unknown; readonly value: unknown }[];
  }[];
}

/** Refers to nothing outside of itself, so that it can be sent into a browser's page. */
export async function restoreDump({
  name,
  dump,
}: {
  readonly name: string;
  readonly dump: DatabaseDump;
}): Promise<void> {
  const revive = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(revive);
    if (typeof value !== "object" || value === null) return value;
    if ("$bytes" in value) return new Uint8Array(value.$bytes as number[]);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revive(item)]));
  };
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open(name, dump.version);
    opening.addEventListener("error", () => reject(opening.error ?? new Error("It did not open.")));
    opening.addEventListener("upgradeneeded", () => {
      for (const { keyPath, ...table } of dump.tables) {
        const store = opening.result.createObjectStore(
          table.name,
          keyPath === null ? {} : { keyPath },
        );
        for (const index of table.indexes) store.createIndex(index.name, [...index.keyPath]);
        for (const { key, value } of table.records) {
          if (keyPath === null) store.put(revive(value), key as IDBValidKey);
          else store.put(revive(value));
        }
      }
    });
    opening.addEventListener("success", () => {
      opening.result.close();
      resolve();
    });
  });
}
