/** Other ids for what is taken in beside what is here: a run's id stands in its keys and its journal. */

import type { RunId } from "../model/run.ts";
import type { ResultKey } from "../model/value.ts";

export interface Renaming {
  readonly run: (run: RunId) => RunId;
  readonly notebook: (notebook: string) => string;
}

export const SAME_NAMES: Renaming = { run: (run) => run, notebook: (notebook) => notebook };

/** The run whose value a key names, and whether it is one of a secret; null if it is no key. */
export function ownerOf(
  key: ResultKey,
): { readonly run: RunId; readonly isSecret: boolean } | null {
  const [, run, secret] = /^([^/]+)\/(?:\d+\/\d+|((?:\d+\/)?secret\/\d+))$/.exec(key) ?? [];
  return run === undefined ? null : { run, isSecret: secret !== undefined };
}

/** The same value, of the run under its new id. */
export function renameKey(key: ResultKey, { run }: Renaming): ResultKey {
  const owner = ownerOf(key);
  return owner === null ? key : `${run(owner.run)}${key.slice(owner.run.length)}`;
}
