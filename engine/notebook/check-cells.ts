/**
 * Reads from a code cell's fence whether the cell checks an exercise: ` ```python check mapping-squares `.
 * The learner's answer is the code cell directly before it.
 */

import type { Cell } from "../model/notebook.ts";
import { linesOf } from "./lines.ts";
import { BYTE_ORDER_MARK, FENCE } from "./markdown.ts";

/** The word behind the language that makes a cell a check. */
const CHECK = "check";

/**
 * The name of the exercise a cell checks; null where the cell is no check: prose, a plain code
 * cell, or a check without a name.
 */
export function checkNameOf(cell: Pick<Cell, "kind" | "raw">): string | null {
  if (cell.kind !== "code") return null;
  const [, word = "", name] = infoWordsOf(cell.raw);
  return word.toLowerCase() === CHECK ? (name ?? null) : null;
}

/** The words behind the fence: the language first. */
function infoWordsOf(raw: string): string[] {
  const text = raw.startsWith(BYTE_ORDER_MARK) ? raw.slice(BYTE_ORDER_MARK.length) : raw;
  const fence = linesOf(text).find((line) => line.trim() !== "") ?? "";
  const info = FENCE.exec(fence)?.groups?.["info"] ?? "";
  return info.trim().split(/\s+/);
}
