/**
 * "Compiles" one cell of Python: reads from its text what it defines and uses. The text itself goes
 * to the worker as it is; Python compiles it there, so its positions are the user's own.
 */

import type { Place } from "../../model/graph.ts";
import { hashText } from "../../model/hash.ts";
import type { CellId } from "../../model/notebook.ts";
import type { CompiledCell, CompileResult } from "../../model/program.ts";
import { factsOf } from "./facts.ts";
import { faultsOf } from "./faults.ts";
import { parsePython } from "./syntax.ts";

/** Refuses no Python: what looks wrong is told as diagnostics beside the cell. */
export function compileCell(cell: CellId, text: string): CompileResult {
  try {
    return compileText(cell, text);
  } catch (error) {
    /* Walking a tree uses the stack: the one way in which a text can break the compiler. */
    if (!(error instanceof RangeError)) throw error;
    return tooDeep(cell);
  }
}

const tooDeep = (cell: CellId): CompileResult => ({
  ok: false,
  facts: { cell, defines: [], uses: [], mutates: [] },
  diagnostics: [
    {
      cell,
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 2,
      severity: "error",
      type: "SyntaxError",
      message: "This cell is nested too deeply to be read. Split it into several variables.",
    },
  ],
});

function compileText(cell: CellId, text: string): CompileResult {
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
