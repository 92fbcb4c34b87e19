/** A TypeScript module: the notebook's cells, with prose in comments. */

import type { Notebook } from "../../model/notebook.ts";
import { withPlainEnds } from "../lines.ts";
import { assemble } from "./assemble.ts";
import { cellsText, type NotebookFormat, type WrittenFile } from "./format.ts";
import {
  commented,
  joinCells,
  markerFor,
  scriptCell,
  splitScript,
  toPiece,
  type ScriptLanguage,
} from "./percent.ts";
import { joinImports, type JoinedCells } from "./typescript-imports.ts";

const TYPESCRIPT: ScriptLanguage = { id: "typescript", sign: "//" };

export const typescriptFormat: NotebookFormat = {
  id: "ts",
  title: "TypeScript",
  about: "One module for an editor or for Git: the cells in order, what they import once.",
  extensions: [".ts"],
  mediaType: "text/x.typescript",
  whyNot: ({ cells }) =>
    cells.some(({ language }) => language === "typescript")
      ? null
      : "The notebook has no cell in TypeScript.",
  write: writeTypeScript,
  read: (text) => ({
    markdown: assemble(splitScript(text, TYPESCRIPT).map((cell) => toPiece(cell, TYPESCRIPT))),
    warnings: [],
    isOwn: false,
  }),
};

/**
 * Reading it gives the prose and the code again, cell by cell. What is not kept: blank lines round
 * cells, and imports of what a cell above imports already.
 */
function writeTypeScript(notebook: Notebook): WrittenFile {
  const own = notebook.cells.filter(({ language }) => language === "typescript");
  const joined = joinImports(own.map(({ text }) => withPlainEnds(text)));
  const codes = new Map(own.map((cell, index) => [cell, joined.texts[index] ?? cell.text]));
  const blocks = notebook.cells.map((cell) => {
    const code = codes.get(cell) ?? commented(cell.text, TYPESCRIPT);
    return scriptCell(markerFor(cell, TYPESCRIPT), code.replace(/^\n+|\s+$/g, ""));
  });
  return { text: joinCells(blocks), warnings: warningsFor(notebook, joined) };
}

function warningsFor({ cells }: Notebook, { clashes, broken }: JoinedCells): string[] {
  const numbers = (language: string) =>
    cells.flatMap((cell, index) => (cell.language === language ? [index + 1] : []));
  const own = numbers("typescript");
  const numbersOf = (indices: readonly number[]) => indices.map((index) => own[index] ?? 0);
  const others = numbers("python");
  const warnings: string[] = [];
  if (others.length > 0) {
    warnings.push(`The Python of ${cellsText(others)} stands in comments: nothing runs it.`);
  }
  if (broken.length > 0) {
    warnings.push(`TypeScript cannot read ${cellsText(numbersOf(broken))}. Mend it first.`);
  }
  if (clashes.length > 0) {
    const names = clashes.map(({ name, cells: at }) => `"${name}" (${cellsText(numbersOf(at))})`);
    warnings.push(
      `A name can be declared once in a module, and here are several times: ${names.join(", ")}. Rename them before you compile the file.`,
    );
  }
  return warnings;
}
