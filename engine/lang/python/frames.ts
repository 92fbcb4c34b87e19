/** Finds the frames of cells in a traceback, as our Python workers write it. */

import type { StackFrame } from "../../ports.ts";

const FRAME = /^ {2}File "flowbook-cell-(.+?)\.py", line (\d+)(?:, column (\d+))?, in (.+)$/gm;

/** The innermost first, as JavaScript has them; the code of a cell itself has no name. */
export function findPythonFrames(stack: string): StackFrame[] {
  const frames = Array.from(stack.matchAll(FRAME), ([, cell = "", line, column, callee = ""]) => ({
    cell,
    line: Number(line),
    column: column === undefined ? 1 : Number(column),
    callee: callee === "<module>" ? "" : callee,
  }));
  return frames.toReversed();
}
