/** Other ids for what is taken in beside what is here: a run's id stands in its keys and its journal. */

import { ownerOf, type RunId } from "../model/run.ts";
import type { ResultKey } from "../model/value.ts";

export interface Renaming {
  readonly run: (run: RunId) => RunId;
  readonly notebook: (notebook: string) => string;
}

export const SAME_NAMES: Renaming = { run: (run) => run, notebook: (notebook) => notebook };

/** The same value, of the run under its new id. */
export function renameKey(key: ResultKey, { run }: Renaming): ResultKey {
  const owner = ownerOf(key);
  return owner === null ? key : `${run(owner.run)}${key.slice(owner.run.length)}`;
}
