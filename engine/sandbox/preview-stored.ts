/** Prepares a stored value for looking at. What it reads is plain data, parsed when it came in. */

import type { Failure, StoredValue } from "../model/value.ts";
import { previewOf } from "./preview.ts";
import type { PreviewNode } from "./protocol.ts";

export function previewStored(stored: StoredValue): PreviewNode {
  switch (stored.kind) {
    case "value":
      return previewOf(stored.value);
    case "failure":
      return previewFailure(stored.failure);
    case "bytes":
      return stored.json === undefined
        ? { type: "bytes", text: `${stored.bytes.byteLength} bytes` }
        : previewOf(JSON.parse(stored.json));
  }
}

function previewFailure({ type, message, stack, fields, cause, signal }: Failure): PreviewNode {
  const entries: { key: string; node: PreviewNode }[] = [];
  if (stack !== null) entries.push({ key: "stack", node: previewOf(stack) });
  for (const [key, value] of Object.entries(fields ?? {})) {
    entries.push({ key, node: previewOf(value) });
  }
  if (signal?.result !== undefined) {
    entries.push({ key: "result", node: previewStored(signal.result) });
  }
  if (cause !== undefined) entries.push({ key: "cause", node: previewFailure(cause) });
  const text = message === "" ? type : `${type}: ${message}`;
  return entries.length === 0 ? { type, text } : { type, text, entries };
}
