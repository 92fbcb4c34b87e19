/** Moves lines of Python into a block and out of it; what stands in texts of several lines stays. */

import { parsePython } from "../../lang/python/syntax.ts";

export const INDENT = "    ";

/** The lines as the body of a block. */
export function indented(code: string): string {
  return changeLines(code, (line) => (line.trim() === "" ? line : INDENT + line));
}

/** The body of a block as lines of their own: `code` is the whole block, its head first. */
export function bodyOf(code: string): string {
  const body = changeLines(code, (line) =>
    line.startsWith(INDENT) ? line.slice(INDENT.length) : line,
  );
  return body.slice(body.indexOf("\n") + 1);
}

function changeLines(code: string, change: (line: string) => string): string {
  const within = linesWithinTexts(code);
  return code
    .split("\n")
    .map((line, index) => (within.has(index) ? line : change(line)))
    .join("\n");
}

/** Lines, from 0, that begin inside a text. */
function linesWithinTexts(code: string): ReadonlySet<number> {
  const within = new Set<number>();
  const lineAt = lineFinder(code);
  parsePython(code).iterate({
    enter({ name, from, to }) {
      if (name !== "String" && name !== "FormatString") return;
      const last = lineAt(to - 1);
      for (let line = lineAt(from) + 1; line <= last; line += 1) within.add(line);
    },
  });
  return within;
}

/** Gives the line of an offset, from 0. */
function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (const { index } of text.matchAll(/\n/g)) starts.push(index + 1);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
}
