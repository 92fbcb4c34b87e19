/** What opening and editing a document do to the session's state. Pure. */

import type { CellText, EngineApi } from "../../engine/api.ts";
import type { Cell, CellId, Notebook } from "../../engine/model/notebook.ts";
import { checkNameOf } from "../../engine/notebook/check-cells.ts";
import {
  insertCell,
  moveCell,
  removeCell,
  withCellText,
  type CellKind,
  type NewId,
} from "../../engine/notebook/edit.ts";
import { isSettled, takeOther, type Conflict } from "../../engine/notebook/merge.ts";
import { parseNotebook, toMarkdown } from "../../engine/notebook/markdown.ts";
import type { NotebookRecord } from "../../engine/ports.ts";
import { emptyState, type SessionState } from "./session-state.ts";
import { withStep } from "./undo.ts";

/** The state with this notebook open. @param stored  what is kept of it; null: nothing yet */
export function openNotebook(
  state: SessionState,
  notebook: Notebook,
  stored: NotebookRecord | null,
): SessionState {
  const records = stored?.records ?? [];
  return {
    ...emptyState(state.settings),
    runtime: state.runtime,
    notebook,
    language: notebook.cells.findLast(({ kind }) => kind === "code")?.language ?? "typescript",
    isReady: true,
    /* One that is new is stored as it opens. */
    isSaved: stored !== null,
    outputs: Object.fromEntries(records.map(({ cell, outputs }) => [cell, outputs])),
    ends: Object.fromEntries(records.map(({ cell, status }) => [cell, status])),
    selectedCell: notebook.cells[0]?.id ?? null,
  };
}

/** What is compiled and run of a notebook. */
export const codeCells = ({ cells }: Notebook): CellText[] =>
  cells.flatMap((cell) => {
    const { id, language, text } = cell;
    if (!language) return [];
    return checkNameOf(cell) === null
      ? [{ id, language, text }]
      : [{ id, language, text, isCheck: true }];
  });

/** What is stored of a notebook. */
export const documentOf = ({
  title,
  cells,
}: Notebook): Parameters<EngineApi["saveNotebook"]>[1] => ({
  title,
  text: toMarkdown({ cells }),
  cells: cells.map(({ id }) => id),
});

/** Puts an empty cell after another (null: first), and selects it. */
export function addCell(
  state: SessionState,
  after: CellId | null,
  kind: CellKind,
  newId: NewId,
): SessionState {
  const { cells } = state.notebook;
  const index = after === null ? 0 : cells.findIndex((cell) => cell.id === after) + 1;
  const text = kind.kind === "prose" ? "New text" : "";
  const language = kind.kind === "code" ? kind.language : state.language;
  return insertCopy({ ...state, language }, { ...kind, text }, index, newId);
}

/** What can be put in as a new cell. */
export type Copied = Pick<Cell, "kind" | "language" | "text">;

/** Puts a cell like this one before the one at `index`, or last, and selects it. */
export function insertCopy(
  state: SessionState,
  { kind, language, text }: Copied,
  index: number,
  newId: NewId,
): SessionState {
  const id = newId();
  let isFirst = true;
  const next = (): CellId => {
    if (!isFirst) return newId();
    isFirst = false;
    return id;
  };
  const cell =
    kind === "code" && language
      ? ({ kind, language, text } as const)
      : ({ kind: "prose", text } as const);
  const notebook = insertCell(state.notebook, index, cell, next);
  /* Prose beside prose became one cell with it. */
  const isThere = notebook.cells.some((each) => each.id === id);
  const heir = notebook.cells[Math.max(0, index - 1)]?.id ?? null;
  return { ...state, notebook, selectedCell: isThere ? id : heir };
}

export function deleteCell(state: SessionState, id: CellId, newId: NewId): SessionState {
  const before = state.notebook;
  const index = before.cells.findIndex((cell) => cell.id === id);
  const what = before.cells[index]?.kind === "code" ? "Code cell deleted" : "Text deleted";
  const notebook = removeCell(before, id, newId);
  const { cells } = notebook;
  const selectedCell = cells[Math.min(index, cells.length - 1)]?.id ?? null;
  return { ...state, notebook, deleted: what, selectedCell };
}

/** Moves a cell by one place; nothing at the ends. */
export function shiftCell(state: SessionState, id: CellId, by: -1 | 1, newId: NewId): SessionState {
  const index = state.notebook.cells.findIndex((cell) => cell.id === id);
  return placeCell(state, id, index + by, newId);
}

/** Moves a cell so that it stands at `index` among the others; nothing outside, or where it is. */
export function placeCell(
  state: SessionState,
  id: CellId,
  index: number,
  newId: NewId,
): SessionState {
  const { cells } = state.notebook;
  if (index < 0 || index >= cells.length || cells[index]?.id === id) return state;
  const notebook = moveCell(state.notebook, id, index, newId);
  const isThere = notebook.cells.some((cell) => cell.id === id);
  return { ...state, notebook, selectedCell: isThere ? id : (notebook.cells[index]?.id ?? null) };
}

/** Joins a cell with the one below; of two kinds it cannot be, and the state says so. */
export function mergeBelow(state: SessionState, id: CellId, newId: NewId): SessionState {
  const { cells } = state.notebook;
  const index = cells.findIndex((cell) => cell.id === id);
  const [cell, below] = [cells[index], cells[index + 1]];
  if (!cell || !below) return state;
  if (cell.kind !== below.kind || cell.language !== below.language) {
    const problem =
      "Only cells of one kind and language can be merged. Change one of the two first (M, Y).";
    return { ...state, problem };
  }
  const texts = [cell.text, below.text].filter((text) => text !== "");
  const without = removeCell(state.notebook, below.id, newId);
  return { ...state, notebook: withCellText(without, id, texts.join("\n\n"), newId) };
}

/** Gives cells other texts. */
export function withTexts(
  state: SessionState,
  texts: ReadonlyMap<CellId, string>,
  newId: NewId,
): SessionState {
  let { notebook } = state;
  for (const [id, text] of texts) notebook = withCellText(notebook, id, text, newId);
  return { ...state, notebook };
}

/** The document with what another tab made of it. */
export function receiveMerged(
  state: SessionState,
  notebook: Notebook,
  conflicts: readonly Conflict[],
): SessionState {
  const { selectedCell } = state;
  const isNew = (cell: CellId) => conflicts.some((conflict) => conflict.cell === cell);
  const isThere = notebook.cells.some(({ id }) => id === selectedCell);
  return {
    ...state,
    notebook,
    conflicts: [
      ...state.conflicts.filter((each) => !isNew(each.cell) && !isSettled(each, notebook)),
      ...conflicts,
    ],
    selectedCell: isThere ? selectedCell : (notebook.cells[0]?.id ?? null),
  };
}

/** Ends the conflict over a cell: it stays as it is, or becomes the other text, which can be taken back. */
export function endConflict(
  state: SessionState,
  cell: CellId,
  choice: "stay" | "other",
  newId: NewId,
): SessionState {
  const conflict = state.conflicts.find((each) => each.cell === cell);
  if (!conflict) return state;
  const conflicts = state.conflicts.filter((each) => each !== conflict);
  const ended = { ...state, conflicts };
  if (choice === "stay") return ended;
  return withStep(ended, withOther(ended, conflict, newId), "The other text of a cell taken");
}

function withOther(state: SessionState, conflict: Conflict, newId: NewId): SessionState {
  const { cell, other } = conflict;
  const index = state.notebook.cells.findIndex(({ id }) => id === cell);
  if (other === null) return index < 0 ? state : deleteCell(state, cell, newId);
  const notebook = takeOther(state.notebook, conflict, newId);
  /* Of another kind it is another cell in that place. */
  const isThere = notebook.cells.some(({ id }) => id === cell);
  const heir = notebook.cells.at(index)?.id ?? null;
  return { ...state, notebook, deleted: null, selectedCell: isThere ? cell : heir };
}

/** The document read anew from a text: cells that are in both keep their ids, and so their outputs. */
export function withText(state: SessionState, markdown: string, newId: NewId): SessionState {
  const before = state.notebook;
  const left = [...before.cells];
  const takeId = (cell: Cell): CellId => {
    const at = left.findIndex((each) => each.language === cell.language && each.text === cell.text);
    return at < 0 ? newId() : (left.splice(at, 1)[0]?.id ?? newId());
  };
  const parsed = parseNotebook(before.id, markdown);
  const notebook = {
    ...parsed,
    cells: parsed.cells.map((cell) => ({ ...cell, id: takeId(cell) })),
  };
  const isThere = (id: CellId | null) => notebook.cells.some((cell) => cell.id === id);
  const next = {
    ...state,
    notebook,
    deleted: null,
    conflicts: state.conflicts.filter(({ cell }) => isThere(cell)),
    selectedCell: isThere(state.selectedCell)
      ? state.selectedCell
      : (notebook.cells[0]?.id ?? null),
  };
  return withStep(state, next, "Another text put here");
}
