/** Leads positions in a compiled cell back to the user's text. Exact: the edits are known. */

import type { Place } from "../../model/graph.ts";
import type { CompiledCell } from "../../model/program.ts";
import type { EditedText } from "./edits.ts";
import { positionOf } from "./parse.ts";
import type { PreludeName } from "./prelude.ts";

/** Lines and columns count from 1. Plain data: it crosses to other threads. */
export interface CellMap {
  /** Lines of the user's text; the compiled text has one more in front. */
  readonly lines: number;
  /** Pieces put in: user's line, column in the edited text, length; in order. */
  readonly insertions: readonly (readonly [line: number, column: number, length: number])[];
  /** Imported names in the prelude: columns there from and to, user's line and column. */
  readonly prelude: readonly (readonly [from: number, to: number, line: number, column: number])[];
}

export function toCellMap(
  text: string,
  edited: EditedText,
  names: readonly PreludeName[],
): CellMap {
  return {
    lines: edited.lines,
    insertions: edited.insertions.map(({ line, column, length }) => [line, column, length]),
    prelude: names.map(({ start, end, offset }) => {
      const { line, column } = positionOf(text, offset);
      return [start + 1, end + 1, line, column];
    }),
  };
}

/** Inside a piece put in: the place before which it was put. The prelude's own text is nobody's. */
export function placeInCell(cell: CompiledCell, line: number, column: number): Place | null {
  // The map is this folder's own, made by `toCellMap`; to the rest of the engine it is opaque.
  const map = cell.map as CellMap;
  if (line === 1) {
    const found = map.prelude.find(([from, to]) => from <= column && column < to);
    return found === undefined ? null : { cell: cell.cell, line: found[2], column: found[3] };
  }
  const own = line - 1;
  if (own < 1 || own > map.lines) return null;
  let shift = 0;
  for (const [at, start, length] of map.insertions) {
    if (at !== own || start > column) continue;
    shift += Math.min(length, column - start);
  }
  return { cell: cell.cell, line: own, column: column - shift };
}
