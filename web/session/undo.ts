/**
 * Taking edits of a notebook back, step by step, and doing them again. A step knows the notebook
 * before and after it; what was written since, here or in another tab, stays. Pure.
 */

import type { Cell, CellId, Notebook } from "../../engine/model/notebook.ts";
import type { NewId } from "../../engine/notebook/edit.ts";
import { mergeNotebooks } from "../../engine/notebook/merge.ts";
import type { SessionState } from "./session-state.ts";

/** One edit: cells added, deleted, moved, changed in kind, or texts replaced. */
export interface Step {
  readonly before: Notebook;
  readonly after: Notebook;
  /** What was done, as a sentence without its full stop. */
  readonly what: string;
  /** The cell that was selected before it. */
  readonly selected: CellId | null;
  /** It is the text of this cell, which is being typed still: what is typed next is the same step. */
  readonly draftOf?: CellId;
}

/** Typing into a cell. */
export interface Writing {
  readonly cell: CellId;
  readonly isDone: boolean;
}

/** What can be taken back, and what can be done again; the latest is last. */
export interface Steps {
  readonly undo: readonly Step[];
  readonly redo: readonly Step[];
}

export const NO_STEPS: Steps = { undo: [], redo: [] };

/** Steps that are kept: older ones are forgotten. */
const MOST = 100;

/** `after`, with the way from `before` to it remembered; where the notebook is the same, no step. */
export function withStep(
  before: SessionState,
  after: SessionState,
  what: string,
  writing?: Writing,
): SessionState {
  const { undo } = before.steps;
  const last = undo.at(-1);
  const begun =
    writing && last?.draftOf === writing.cell && last.after === before.notebook ? last : null;
  if (before.notebook === after.notebook && !begun) return after;
  const step: Step = {
    before: (begun ?? { before: before.notebook }).before,
    after: after.notebook,
    what,
    selected: (begun ?? { selected: before.selectedCell }).selected,
    ...(writing && !writing.isDone ? { draftOf: writing.cell } : {}),
  };
  const done = begun ? undo.slice(0, -1) : undo;
  return { ...after, steps: { undo: [...done, step].slice(-MOST), redo: [] } };
}

/** Takes the last step back; the same state where there is none. */
export function undoStep(state: SessionState, newId: NewId): SessionState {
  const step = state.steps.undo.at(-1);
  if (!step) return state;
  const next = reversed(state, step, newId);
  return {
    ...next,
    steps: {
      undo: state.steps.undo.slice(0, -1),
      redo: [...state.steps.redo, inverse(state, next, step)],
    },
  };
}

/** Does the step that was taken back last again; the same state where there is none. */
export function redoStep(state: SessionState, newId: NewId): SessionState {
  const step = state.steps.redo.at(-1);
  if (!step) return state;
  const next = reversed(state, step, newId);
  return {
    ...next,
    steps: {
      undo: [...state.steps.undo, inverse(state, next, step)],
      redo: state.steps.redo.slice(0, -1),
    },
  };
}

const inverse = (from: SessionState, to: SessionState, { what }: Step): Step => ({
  before: from.notebook,
  after: to.notebook,
  what,
  selected: from.selectedCell,
});

function reversed(state: SessionState, step: Step, newId: NewId): SessionState {
  const { before, after } = step;
  const now = state.notebook;
  const { notebook } = mergeNotebooks(
    { base: after, mine: before, theirs: withoutAdded(now, step) },
    newId,
  );
  return {
    ...state,
    notebook,
    deleted: null,
    selectedCell: selectionIn(notebook, [step.selected, state.selectedCell]),
  };
}

/** Cells that the step added go with it, whatever was written into them: doing it again brings it back. */
function withoutAdded(now: Notebook, { before, after }: Step): Notebook {
  const had = new Set(before.cells.map(({ id }) => id));
  const added = new Map(
    after.cells.filter(({ id }) => !had.has(id)).map((cell) => [cell.id, cell]),
  );
  if (!now.cells.some(({ id }) => added.has(id))) return now;
  return { ...now, cells: now.cells.map((cell): Cell => added.get(cell.id) ?? cell) };
}

/** The first of these cells that is there, else the notebook's first. */
function selectionIn({ cells }: Notebook, wanted: readonly (CellId | null)[]): CellId | null {
  const found = wanted.find((id) => cells.some((cell) => cell.id === id));
  return found ?? cells[0]?.id ?? null;
}
