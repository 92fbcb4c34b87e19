/** Finds the places of the notebook that a traceback names. Pure. */

import type { Place } from "../../engine/model/graph.ts";
import type { Cell, CellId } from "../../engine/model/notebook.ts";
import type { PreviewNode } from "../../engine/sandbox/protocol.ts";

/** One line of a traceback. */
export interface TraceLine {
  readonly before: string;
  /** What names the place: `cell 3, line 2, column 20`; empty: the line names none. */
  readonly text: string;
  /** null: the notebook has no such cell. */
  readonly place: Place | null;
  readonly after: string;
}

const PLACE = /^(.*?)(cell (\d+), line (\d+), column (\d+))(.*)$/s;

/** The cells that places are looked up in. */
export interface TraceCells {
  /** Those of code, in the order in which the places count them; if not given, as they stand. */
  readonly counted?: readonly CellId[] | undefined;
  /** Those of the notebook as it is now. */
  readonly present: readonly Cell[];
}

/** The lines of a traceback, with the places they name in these cells. */
export function traceLines(stack: string, { counted, present }: TraceCells): TraceLine[] {
  const code = present.filter(({ kind }) => kind === "code").map(({ id }) => id);
  const there = new Set(code);
  return stack.split("\n").map((line) => {
    const [, before, text, cell, row, column, after] = PLACE.exec(line) ?? [];
    if (before === undefined || text === undefined) {
      return { before: line, text: "", place: null, after: "" };
    }
    const id = (counted ?? code)[Number(cell) - 1];
    const place =
      id !== undefined && there.has(id)
        ? { cell: id, line: Number(row), column: Number(column) }
        : null;
    return { before, text, place, after: after ?? "" };
  });
}

/** The frames of an error below a cell, each with the place that the engine found for it. */
export const frameLines = (
  trace: readonly { readonly text: string; readonly place: Place | null }[],
): TraceLine[] =>
  trace.map(({ text: line, place }) => {
    const [, before = line, text = "", , , , after = ""] = PLACE.exec(line) ?? [];
    return { before, text, place, after };
  });

/** The traceback in a prepared exception; null: it is none, or has none. */
export function stackOf({ type, entries = [] }: PreviewNode): string | null {
  const stack = entries.find(({ key }) => key === "stack")?.node;
  /* Any record may have a field of that name; that of an exception begins with its class. */
  return stack?.text.startsWith(type) === true ? stack.text : null;
}
