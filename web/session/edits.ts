/** What opening and editing a document do to the session's state. Pure. */

import type { CellText, EngineApi } from "../../engine/api.ts";
import type { Cell, CellId, Notebook } from "../../engine/model/notebook.ts";
import {
  insertCell,
  moveCell,
  removeCell,
  type CellKind,
  type NewId,
} from "../../engine/notebook/edit.ts";
import {
  isSettled,
  mergeNotebooks,
  takeOther,
  type Conflict,
} from "../../engine/notebook/merge.ts";
import { parseNotebook, toMarkdown } from "../../engine/notebook/markdown.ts";
import type { NotebookRecord } from "../../engine/ports.ts";
import { emptyState, type SessionState } from "./session-state.ts";

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
    outputs: Object.fromEntries(records.map(({ cell, outputs }) => [cell, outputs])),
    ends: Object.fromEntries(records.map(({ cell, status }) => [cell, status])),
    selectedCell: notebook.cells[0]?.id ?? null,
  };
}

/** What is compiled and run of a notebook. */
export const codeCells = ({ cells }: Notebook): CellText[] =>
  cells.flatMap(({ id, language, text }) => (language ? [{ id, language, text }] : []));

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
  const id = newId();
  let isFirst = true;
  const next = (): CellId => {
    if (!isFirst) return newId();
    isFirst = false;
    return id;
  };
  const text = kind.kind === "prose" ? "New text" : "";
  const notebook = insertCell(state.notebook, index, { ...kind, text }, next);
  return { ...state, notebook, selectedCell: id };
}

export function deleteCell(state: SessionState, id: CellId, newId: NewId): SessionState {
  const before = state.notebook;
  const index = before.cells.findIndex((cell) => cell.id === id);
  const what = before.cells[index]?.kind === "code" ? "Code cell deleted" : "Text deleted";
  const notebook = removeCell(before, id, newId);
  const { cells } = notebook;
  const selectedCell = cells[Math.min(index, cells.length - 1)]?.id ?? null;
  return { ...state, notebook, deleted: { before, what }, selectedCell };
}

/** Takes the last deletion back. */
export function undoDelete(state: SessionState): SessionState {
  const { deleted } = state;
  return deleted ? { ...state, notebook: deleted.before, deleted: null } : state;
}

/** Moves a cell by one place; nothing at the ends. */
export function shiftCell(state: SessionState, id: CellId, by: -1 | 1, newId: NewId): SessionState {
  const { cells } = state.notebook;
  const index = cells.findIndex((cell) => cell.id === id) + by;
  if (index < 0 || index >= cells.length) return state;
  return { ...state, notebook: moveCell(state.notebook, id, index, newId) };
}

/** The document with what another tab made of it; taking back a deletion must not undo that. */
export function receiveMerged(
  state: SessionState,
  notebook: Notebook,
  conflicts: readonly Conflict[],
  newId: NewId,
): SessionState {
  const { deleted, notebook: base, selectedCell } = state;
  const undo = deleted && {
    ...deleted,
    before: mergeNotebooks({ base, mine: deleted.before, theirs: notebook }, newId).notebook,
  };
  const isNew = (cell: CellId) => conflicts.some((conflict) => conflict.cell === cell);
  const isThere = notebook.cells.some(({ id }) => id === selectedCell);
  return {
    ...state,
    notebook,
    deleted: undo,
    conflicts: [
      ...state.conflicts.filter((each) => !isNew(each.cell) && !isSettled(each, notebook)),
      ...conflicts,
    ],
    selectedCell: isThere ? selectedCell : (notebook.cells[0]?.id ?? null),
  };
}

/** Ends the conflict over a cell: it stays as it is, or becomes the other text. */
export function endConflict(
  state: SessionState,
  cell: CellId,
  choice: "stay" | "other",
  newId: NewId,
): SessionState {
  const conflict = state.conflicts.find((each) => each.cell === cell);
  if (!conflict) return state;
  const conflicts = state.conflicts.filter((each) => each !== conflict);
  if (choice === "stay") return { ...state, conflicts };
  return { ...state, conflicts, notebook: takeOther(state.notebook, conflict, newId) };
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
  return {
    ...state,
    notebook,
    /* Taking a deletion back would put the whole of the former text here. */
    deleted: null,
    conflicts: state.conflicts.filter(({ cell }) => isThere(cell)),
    selectedCell: isThere(state.selectedCell)
      ? state.selectedCell
      : (notebook.cells[0]?.id ?? null),
  };
}
