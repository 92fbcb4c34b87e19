/** The tables of a run, and how it goes out of all of them. */

import type { RunId } from "../model/run.ts";
import type { Change } from "./connection.ts";
import { isOfAny } from "./located.ts";
import { allOf } from "./ranges.ts";

/** The tables that a run is kept in, and the one that refers to its values. */
export const RUN_TABLES = [
  "runs",
  "programs",
  "journal",
  "values",
  "largeValues",
  "locations",
] as const;

/** Removes all that is kept of runs, within a transaction over `RUN_TABLES`. */
export async function removeRuns(
  { transaction, request }: Change,
  runs: readonly RunId[],
): Promise<void> {
  for (const run of runs) {
    request(transaction.objectStore("runs").delete(run));
    request(transaction.objectStore("programs").delete(run));
    request(transaction.objectStore("journal").delete(allOf(run)));
    request(transaction.objectStore("values").delete(allOf(run)));
    request(transaction.objectStore("largeValues").delete(allOf(run)));
  }
  const gone = new Set(runs);
  const locations = transaction.objectStore("locations");
  for (const located of gone.size > 0 ? await locations.getAll() : []) {
    if (isOfAny(gone, located)) request(locations.delete(located.location));
  }
}
