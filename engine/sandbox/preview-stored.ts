/** Prepares a stored value for looking at. What it reads is plain data, parsed when it came in. */

import type { Failure, StoredValue } from "../model/value.ts";
import { previewJson } from "./preview-json.ts";
import { previewOf } from "./preview.ts";
import type { PreviewNode } from "./protocol.ts";

/** @param line what its worker said of the value, for where nothing else can be said */
export function previewStored(stored: StoredValue, line: string): PreviewNode {
  switch (stored.kind) {
    case "value":
      return previewOf(stored.value);
    case "failure":
      return previewFailure(stored.failure);
    case "bytes":
      return stored.json === undefined ? { type: "object", text: line } : previewJson(stored.json);
  }
}

function previewFailure({ type, message, stack, fields, cause, signal }: Failure): PreviewNode {
  const entries: { key: string; node: PreviewNode }[] = [];
  if (stack !== null) entries.push({ key: "stack", node: previewOf(stack) });
  for (const [key, value] of Object.entries(fields ?? {})) {
    entries.push({ key, node: previewOf(value) });
  }
  if (signal?.result !== undefined) {
    entries.push({ key: "result", node: previewStored(signal.result, "an object of its own") });
  }
  if (cause !== undefined) entries.push({ key: "cause", node: previewFailure(cause) });
  const text = message === "" ? type : `${type}: ${message}`;
  return entries.length === 0 ? { type, text } : { type, text, entries };
}
