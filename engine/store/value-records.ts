/** How the values of commits are laid out in records: small ones together, large ones by themselves. */

import { FlowbookError } from "../model/errors.ts";
import type { RunId } from "../model/run.ts";
import type { ResultKey, StoredValue } from "../model/value.ts";
import type { Commit } from "../ports.ts";
import { byteSize } from "./byte-size.ts";
import { parseResultKey } from "./value-address.ts";

/** In the place of a value that has a record of its own. */
export interface LargeValue {
  readonly kind: "large";
  /** Bytes, about: so that measuring a run need not read it. */
  readonly size: number;
}

/** The values of commits written together; commits without any are left out. */
export interface ValuesRecord {
  readonly commits: readonly CommitValues[];
}

interface CommitValues {
  readonly seq: number;
  readonly values: readonly (StoredValue | LargeValue)[];
}

export type LargeValueKey = [run: RunId, seq: number, index: number];

/** From so many bytes a value has a record of its own, so that reading its neighbours spares it. */
const LARGE = 1024 * 1024;

/** Past so many bytes a record takes no more: browsers refuse records over some 127 MB. */
const FULL = 16 * 1024 * 1024;

/** Lays out the values of commits; null where they have none. */
export function layOut(commits: readonly Pick<Commit, "run" | "seq" | "values">[]): {
  readonly record: ValuesRecord;
  readonly large: readonly { readonly key: LargeValueKey; readonly stored: StoredValue }[];
} | null {
  const large: { key: LargeValueKey; stored: StoredValue }[] = [];
  let together = 0;
  const place = (key: LargeValueKey, stored: StoredValue): StoredValue | LargeValue => {
    const size = byteSize(stored, LARGE);
    if (size <= LARGE && together + size <= FULL) {
      together += size;
      return stored;
    }
    large.push({ key, stored });
    return { kind: "large", size: byteSize(stored) };
  };
  const kept = commits.flatMap(({ run, seq, values }): CommitValues[] =>
    values.length === 0
      ? []
      : [{ seq, values: values.map(({ stored }, index) => place([run, seq, index], stored)) }],
  );
  return kept.length === 0 ? null : { record: { commits: kept }, large };
}

/**
 * Values by key, as those of the commits they belong to.
 * @throws FlowbookError `bug` if one is not of this run
 */
export function byCommit(
  run: RunId,
  values: Commit["values"],
): readonly Pick<Commit, "run" | "seq" | "values">[] {
  const commits = new Map<number, { readonly key: ResultKey; readonly stored: StoredValue }[]>();
  for (const value of values) {
    const address = parseResultKey(value.key);
    if (address?.run !== run) {
      const message = `The value "${value.key}" is not of run "${run}". Name it "${run}/<seq>/<index>".`;
      throw new FlowbookError("bug", message, { key: value.key });
    }
    const siblings = commits.get(address.seq) ?? [];
    siblings.push(value);
    commits.set(address.seq, siblings);
  }
  return [...commits].map(([seq, siblings]) => ({ run, seq, values: siblings }));
}
