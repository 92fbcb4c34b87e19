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
  return { ...notebook, ...written(edit(draftsOf(notebook)), hasMark(notebook), newId) };
}

/** Whether the document begins with a byte order mark. */
export const hasMark = ({ cells }: Notebook): boolean =>
  cells[0]?.raw.startsWith(BYTE_ORDER_MARK) === true;

/** The cells as they stand, to be written again; without a byte order mark. */
export function draftsOf(notebook: Notebook): Draft[] {
  return notebook.cells.map((cell, position) => {
    const isMarked = position === 0 && hasMark(notebook);
    const raw = isMarked ? cell.raw.slice(BYTE_ORDER_MARK.length) : cell.raw;
    return { ...cell, raw, isChanged: false, position };
  });
}

/** The document that these cells make, as it reads. */
export function written(
  drafts: readonly Draft[],
  isMarked: boolean,
  newId: NewId,
): Pick<Notebook, "title" | "cells"> {
  const cells = composeCells(drafts, newId);
  const [first] = cells;
  // A text that begins with the same character by chance must not lose it.
  if (first !== undefined && (isMarked || first.raw.startsWith(BYTE_ORDER_MARK))) {
    cells[0] = { ...first, raw: BYTE_ORDER_MARK + first.raw };
  }
  return { title: findTitle(cells), cells };
}
