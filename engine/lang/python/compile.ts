/**
 * "Compiles" one cell of Python: reads from its text what it defines and uses. The text itself goes
 * to the worker as it is; Python compiles it there, so its positions are the user's own.
 */

import { parsePython } from "./syntax.ts";
import { hashText } from "../../model/hash.ts";
import type { Place } from "../../model/graph.ts";
import type { CellId } from "../../model/notebook.ts";
import type { CompiledCell, CompileResult } from "../../model/program.ts";
import { factsOf } from "./facts.ts";
import { faultsOf } from "./faults.ts";

/** Never refuses: what looks wrong is told as diagnostics beside the cell. */
export function compileCell(cell: CellId, text: string): CompileResult {
  const tree = parsePython(text);
  return {
    ok: true,
    cell: {
      cell,
      language: "python",
      hash: hashText(text),
      code: text,
      signatures: [],
      map: null,
      ...factsOf(text, tree),
    },
    diagnostics: faultsOf(cell, text, tree),
  };
}

/** The same place, if there is such a line. */
export function placeInCell(compiled: CompiledCell, line: number, column: number): Place | null {
  const text = compiled.code.split("\n")[line - 1];
  if (text === undefined) return null;
  return {
    cell: compiled.cell,
    line,
    column: Math.min(Math.max(column, 1), text.length + 1),
  };
}
