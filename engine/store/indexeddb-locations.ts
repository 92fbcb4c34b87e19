/** Results by location, in IndexedDB. */

import type { LocationStore } from "../ports.ts";
import type { Connection } from "./connection.ts";
import { toStorageError } from "./storage-error.ts";

export function locationsIn(connection: Connection): LocationStore {
  return {
    find: (location) =>
      connection.read(
        "looking for a result",
        async (database) => (await database.get("locations", location)) ?? null,
      ),
    list: () =>
      connection.read("listing results", async (database) => database.getAll("locations")),
    async remove(location) {
      try {
        await connection.write(["locations"], ({ transaction, request }) =>
          request(transaction.objectStore("locations").delete(location)),
        );
      } catch (error) {
        throw toStorageError(error, `removing the result at "${location}"`);
      }
    },
  };
}
