/** What a task can be mapped over, as far as it can be told before anything runs. */

import { Annotation } from "./annotations.ts";
import { isPlainObject, repr, typeName } from "./repr.ts";

/**
 * @param value  anything but a task
 * @throws TypeError for a value that has no items to be taken by their position
 */
export function checkMappable(value: unknown): void {
  if (value instanceof Annotation || typeof value === "string" || value === undefined) return;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return;
  /* A dictionary has `__getitem__` too: it fails only when the task is to run. */
  if (isPlainObject(value) || value instanceof Map) return;
  throw new TypeError(
    `Cannot map over unsubscriptable object of type ${typeName(value)}: ${repr(value, 20)}. ` +
      "Map over a list, or write unmapped(…) around what is the same for every item.",
  );
}
