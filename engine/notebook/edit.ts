/**
 * Edits of a notebook, as pure functions. The document is the truth: each answer is what the new
 * document reads as. So prose next to prose becomes one cell, blank prose none, and a fenced block
 * of TypeScript or Python typed into prose a cell of its own.
 */

import type { CellId, LanguageId, Notebook } from "../model/notebook.ts";
import { composeCells, type Draft } from "./compose.ts";
import { BYTE_ORDER_MARK, findTitle } from "./markdown.ts";

/** Makes a name that no cell of the notebook has. */
export type NewId = () => CellId;

/** What a cell is, apart from its text. */
export type CellKind =
  { readonly kind: "prose" } | { readonly kind: "code"; readonly language: LanguageId };

/** A block left open in prose (a fence, a comment) is closed if a cell follows. */
export function withCellText(notebook: Notebook, id: CellId, text: string, newId: NewId): Notebook {
  return edited(notebook, newId, (drafts) =>
    drafts.map((draft) =>
      draft.id === id && draft.text !== text ? { ...draft, text, isChanged: true } : draft,
    ),
  );
}

/** Puts a cell, under the id that `newId` gives first, before the one at `index`, or last. */
export function insertCell(
  notebook: Notebook,
  index: number,
  cell: CellKind & { readonly text: string },
  newId: NewId,
): Notebook {
  const draft: Draft = { ...cell, id: newId(), raw: "", isChanged: true, position: null };
  return edited(notebook, newId, (drafts) => drafts.toSpliced(index, 0, draft));
}

export function removeCell(notebook: Notebook, id: CellId, newId: NewId): Notebook {
  return edited(notebook, newId, (drafts) => drafts.filter((draft) => draft.id !== id));
}

/** Moves a cell so that it stands at `index` among the others. */
export function moveCell(notebook: Notebook, id: CellId, index: number, newId: NewId): Notebook {
  return edited(notebook, newId, (drafts) => {
    const moved = drafts.filter((draft) => draft.id === id);
    return drafts.filter((draft) => draft.id !== id).toSpliced(index, 0, ...moved);
  });
}

/** Makes prose of code, code of prose, or changes the language. */
export function changeKind(notebook: Notebook, id: CellId, kind: CellKind, newId: NewId): Notebook {
  return edited(notebook, newId, (drafts) =>
    drafts.map(({ language, ...draft }) => {
      if (draft.id === id) return { ...draft, ...kind, isChanged: true };
      return language === undefined ? draft : { ...draft, language };
    }),
  );
}

function edited(
  notebook: Notebook,
  newId: NewId,
  edit: (drafts: readonly Draft[]) => readonly Draft[],
): Notebook {
  const hasMark = notebook.cells[0]?.raw.startsWith(BYTE_ORDER_MARK) === true;
  const drafts = notebook.cells.map((cell, position) => {
    const raw = hasMark && position === 0 ? cell.raw.slice(BYTE_ORDER_MARK.length) : cell.raw;
    return { ...cell, raw, isChanged: false, position };
  });
  const cells = composeCells(edit(drafts), newId);
  const [first] = cells;
  // A text that begins with the same character by chance must not lose it.
  if (first !== undefined && (hasMark || first.raw.startsWith(BYTE_ORDER_MARK))) {
    cells[0] = { ...first, raw: BYTE_ORDER_MARK + first.raw };
  }
  return { ...notebook, title: findTitle(cells), cells };
}
