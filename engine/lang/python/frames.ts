/** Finds the frames of cells in a traceback, as our Python workers write it. */

import type { StackFrame } from "../../ports.ts";

const FRAME = /^ {2}File "flowbook-cell-(.+?)\.py", line (\d+)(?:, column (\d+))?, in (.+)$/gm;

/** Between an exception and the one that it led to. */
const CHAIN =
  /^(?:During handling of the above exception, another|The above exception was the direct cause).*$/m;

/** The frames; below them stands the exception's text, which may quote another traceback. */
const BLOCK = /^Traceback \(most recent call last\):\r?\n((?: .*(?:\r?\n|$))*)/m;

/** The innermost first, as JavaScript has them; the code of a cell itself has no name. */
export function findPythonFrames(stack: string): StackFrame[] {
  const last = stack.split(CHAIN).at(-1) ?? "";
  const block = BLOCK.exec(last)?.[1] ?? "";
  const frames = Array.from(block.matchAll(FRAME), ([, cell = "", line, column, callee = ""]) => ({
    cell,
    line: Number(line),
    column: column === undefined ? 1 : Number(column),
    callee: callee === "<module>" ? "" : callee,
  }));
  return frames.toReversed();
}
