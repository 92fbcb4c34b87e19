/** Ranges of keys that belong together. */

import type { RunId } from "../model/run.ts";

/** All that has this as the first part of its key. Arrays sort after numbers and texts, so this ends past the last. */
const beginningWith = (first: string): IDBKeyRange => IDBKeyRange.bound([first], [first, []]);

/** All that a run wrote into a table whose keys begin with the run. */
export const allOf = (run: RunId): IDBKeyRange => beginningWith(run);

/** All runs of a notebook, in the order they started. */
export const runsOf = (notebook: string): IDBKeyRange => beginningWith(notebook);

/** All versions of a notebook, oldest first. */
export const versionsOf = (notebook: string): IDBKeyRange => beginningWith(notebook);
