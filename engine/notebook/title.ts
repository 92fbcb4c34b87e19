/** Gives a notebook another title: the words of its first heading. Pure. */

import type { Notebook } from "../model/notebook.ts";
import { insertCell, withCellText, type NewId } from "./edit.ts";
import { findHeading, findTitle } from "./markdown.ts";

/** What Markdown would take for more than a letter. */
const MARKS = /[\\`*_{}[\]<>#~|&!-]/g;

/**
 * The notebook with this title. Its first heading gets other words, and keeps its level; where there
 * is none, one is put on top.
 * @param title  plain words, on one line; where they are blank nothing changes
 */
export function withTitle(notebook: Notebook, title: string, newId: NewId): Notebook {
  const words = title.replace(/\s+/g, " ").trim();
  if (words === "" || words === notebook.title) return notebook;
  const plain = withHeading(notebook, words, newId);
  if (findTitle(plain.cells) === words) return plain;
  return withHeading(notebook, words.replace(MARKS, String.raw`\$&`), newId);
}

function withHeading(notebook: Notebook, words: string, newId: NewId): Notebook {
  const heading = findHeading(notebook.cells);
  const cell = notebook.cells.find(({ id }) => id === heading?.cell);
  if (!heading || !cell) {
    return insertCell(notebook, 0, { kind: "prose", text: `# ${words}` }, newId);
  }
  const { from, raw, depth } = heading;
  const after = raw.slice(raw.trimEnd().length);
  const line = `${"#".repeat(depth)} ${words}${after}`;
  const text = cell.text.slice(0, from) + line + cell.text.slice(from + raw.length);
  return withCellText(notebook, cell.id, text, newId);
}

/** `Title (copy)`, `Title (copy 2)`: one that no notebook has. */
export function copyTitle(title: string, taken: readonly string[]): string {
  const own = title.replace(/ \(copy(?: \d+)?\)$/, "");
  const titles = new Set(taken);
  let copy = `${own} (copy)`;
  for (let n = 2; titles.has(copy); n += 1) copy = `${own} (copy ${n})`;
  return copy;
}
