/** Where a value lies in the store: its key, taken apart. */

import { FlowbookError } from "../model/errors.ts";
import type { RunId } from "../model/run.ts";
import type { ResultKey } from "../model/value.ts";
import type { Commit } from "../ports.ts";

export interface ValueAddress {
  readonly run: RunId;
  /** The number of its commit. */
  readonly seq: number;
  /** Its place among that commit's values. */
  readonly index: number;
}

/** Reads `<run>/<seq>/<index>`; null if the key has another form. */
export function parseResultKey(key: ResultKey): ValueAddress | null {
  const [, run, seq, index] = /^(.+)\/(\d+)\/(\d+)$/.exec(key) ?? [];
  if (run === undefined) return null;
  return { run, seq: Number(seq), index: Number(index) };
}

/** @throws FlowbookError `bug` when a value could not be found again by its key. */
export function checkKeys({ run, seq, values }: Commit): void {
  values.forEach(({ key }, index) => {
    if (key === `${run}/${seq}/${index}`) return;
    throw new FlowbookError(
      "bug",
      `Value ${index} of commit ${seq} of run "${run}" has the key "${key}". ` +
        `Name it "${run}/${seq}/${index}".`,
      { key },
    );
  });
}

/** @throws FlowbookError `notFound` */
export function valueNotFound(key: ResultKey): never {
  throw new FlowbookError(
    "notFound",
    `The value "${key}" is not in the store: its run was removed or never kept it. Run the flow again.`,
    { key },
  );
}
