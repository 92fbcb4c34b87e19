/** The items of a stored list, each in one line: what a search among them reads. */

import type { StoredValue } from "../model/value.ts";
import { jsonItemLines } from "./preview-json.ts";
import { isList, previewLine } from "./preview.ts";

/**
 * In order, and none is made before it is asked for; null where nobody here can look into the value,
 * or it has no items. What it reads is plain data, parsed when it came in.
 */
export function itemLines(stored: StoredValue): Iterable<string> | null {
  switch (stored.kind) {
    case "value":
      return linesOf(stored.value);
    case "bytes":
      return stored.json === undefined ? null : jsonItemLines(stored.json);
    case "failure":
      return null;
  }
}

function linesOf(value: unknown): Iterable<string> | null {
  /* Text counts by character, as it does where a task is mapped over it. */
  if (typeof value === "string") return eachLine(Array.from(value));
  return typeof value === "object" && value !== null && isList(value) ? eachLine(value) : null;
}

function* eachLine(items: ArrayLike<unknown>): Generator<string> {
  for (let index = 0; index < items.length; index++) yield previewLine(items[index]);
}
