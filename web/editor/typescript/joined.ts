/** All TypeScript cells as one module, for a checker that knows modules only. Pure. */

import type { CellId } from "../../../engine/model/notebook.ts";
import type { CellText } from "../notebook-cells.ts";
import { withoutRepeated } from "./repeated-imports.ts";

export interface Joined {
  readonly text: string;
  /** By cell: the letters before it. */
  readonly starts: ReadonlyMap<CellId, number>;
}

/** Ends what a cell leaves open at its end, and begins a line. */
const BETWEEN = "\n;\n";

/** It is a module even where no cell imports anything: else all would be global. */
const MODULE = "export {};\n";

export function joinCells(cells: readonly CellText[]): Joined {
  const starts = new Map<CellId, number>();
  const imported = new Set<string>();
  let text = MODULE;
  for (const cell of cells) {
    starts.set(cell.id, text.length);
    text += withoutRepeated(cell.text.replaceAll("\r\n", "\n"), imported) + BETWEEN;
  }
  return { text, starts };
}

export interface JoinedPlace {
  readonly cell: CellId;
  /** Letters from the start of the cell. */
  readonly offset: number;
}

/** Which cell a letter of the module is of; null: of none. */
export function placeOf(
  { starts }: Joined,
  cells: readonly CellText[],
  at: number,
): JoinedPlace | null {
  for (const { id, text } of cells) {
    const offset = at - (starts.get(id) ?? Number.NaN);
    if (offset >= 0 && offset <= text.replaceAll("\r\n", "\n").length) return { cell: id, offset };
  }
  return null;
}
