/** Reads a cell's text as TypeScript, with Babel's parser. Faults become diagnostics. */

import { parse as parseWithBabel } from "@babel/parser";
import type { Program } from "@babel/types";
import type { CellId, Diagnostic } from "../../model/notebook.ts";
import { explainFault } from "./faults.ts";
import { readTokens, type Tokens } from "./tokens.ts";

export interface ParsedCell {
  readonly cell: CellId;
  readonly text: string;
  readonly program: Program;
  readonly tokens: Tokens;
}

export interface ParseResult {
  /** null: so broken that there is no tree. With diagnostics, a tree that the parser mended. */
  readonly parsed: ParsedCell | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** A complaint of the parser. */
interface BabelFault {
  readonly reasonCode: string;
  readonly message: string;
  readonly pos: number;
}

export function parseCell(cell: CellId, text: string): ParseResult {
  const toDiagnostic = (fault: BabelFault) =>
    diagnosticAt({ cell, text }, explainFault(text, fault));
  try {
    const file = parseWithBabel(text, {
      sourceType: "module",
      plugins: ["typescript"],
      createImportExpressions: true,
      errorRecovery: true,
      attachComment: false,
      tokens: true,
    });
    const faults = (file.errors ?? []).flatMap((error) => readFault(error) ?? []);
    return {
      parsed: { cell, text, program: file.program, tokens: readTokens(text, file.tokens ?? []) },
      diagnostics: faults.sort((a, b) => a.pos - b.pos).map(toDiagnostic),
    };
  } catch (error) {
    const fault = readFault(error);
    if (fault === null) throw error;
    return { parsed: null, diagnostics: [toDiagnostic(fault)] };
  }
}

function readFault(error: unknown): BabelFault | null {
  if (!(error instanceof SyntaxError) || !("pos" in error) || typeof error.pos !== "number") {
    return null;
  }
  const reasonCode = "reasonCode" in error ? String(error.reasonCode) : "";
  return { reasonCode, message: error.message, pos: error.pos };
}

/** A fault in a cell's text, from offset `start` to before offset `end`. */
export interface Fault {
  readonly start: number;
  readonly end?: number;
  readonly message: string;
}

export function diagnosticAt(
  { cell, text }: { readonly cell: CellId; readonly text: string },
  { start, end, message }: Fault,
): Diagnostic {
  const from = positionOf(text, start);
  const to = end === undefined || end <= start ? null : positionOf(text, end);
  return {
    cell,
    ...from,
    ...(to === null ? {} : { endLine: to.line, endColumn: to.column }),
    severity: "error",
    type: "SyntaxError",
    message,
  };
}

/** Everything that ends a line in JavaScript. */
export const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/g;

/** Line and column, both from 1, columns in UTF-16 units. */
export function positionOf(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (const found of text.matchAll(LINE_BREAK)) {
    const next = found.index + found[0].length;
    if (next > offset) break;
    line += 1;
    lineStart = next;
  }
  return { line, column: offset - lineStart + 1 };
}
