/** Finds the frames of cells in a stack, as the browsers write it. */

import type { StackFrame } from "../../ports.ts";

/** A frame of V8, SpiderMonkey or JavaScriptCore that stands in a cell. */
const FRAME =
  /^\s*(?:at )?(.*?)[@(\s]*(?:file:\/\/\S*\/)?flowbook-cell-([\w-]+?)\.js:(\d+):(\d+)\)?\s*$/;

/** The innermost first, as they come. */
export function findJavaScriptFrames(stack: string): StackFrame[] {
  return stack.split("\n").flatMap((line) => {
    const match = FRAME.exec(line);
    if (!match) return [];
    const [, caller = "", cell = "", row, column] = match;
    return [{ cell, line: Number(row), column: Number(column), callee: calleeName(caller) }];
  });
}

/** The function's name as the user wrote it; the wrapper of a whole cell has none. */
function calleeName(caller: string): string {
  const name = caller
    .replace(/^async /, "")
    .replace(/\$s\./g, "")
    .trim();
  return name === "default" || name === "module.default" || name === "Module.default" ? "" : name;
}
