/** The edits of a notebook's cells that can be taken back: one step each. No React, no DOM. */

import type { Cell, CellId } from "../../engine/model/notebook.ts";
import { withCellText, changeKind, type CellKind, type NewId } from "../../engine/notebook/edit.ts";
import { withTitle } from "../../engine/notebook/title.ts";
import {
  addCell,
  deleteCell,
  insertCopy,
  mergeBelow,
  placeCell,
  shiftCell,
  withTexts,
  type Copied,
} from "./edits.ts";
import type { SessionState } from "./session-state.ts";
import { redoStep, undoStep, withStep, type Writing } from "./undo.ts";

/** The session that is edited. */
export interface Edited {
  readonly get: () => SessionState;
  /** Takes the edited state, and has it compiled and saved. */
  readonly change: (state: SessionState) => void;
  readonly newId: NewId;
}

export class CellEdits {
  readonly #edited: Edited;
  /** What was cut or copied last, of whichever notebook. */
  #clipboard: Copied | null = null;

  constructor(edited: Edited) {
    this.#edited = edited;
  }

  /** Puts an empty cell after another (null: first), and selects it. */
  add(after: CellId | null, kind: CellKind): void {
    this.#step("Cell added", (state, newId) => addCell(state, after, kind, newId));
  }

  /** Deletes a cell, and offers to take that back. */
  remove(cell: CellId): void {
    this.#step("Cell deleted", (state, newId) => deleteCell(state, cell, newId));
  }

  /** Moves a cell by one place; nothing at the ends. */
  move(cell: CellId, by: -1 | 1): void {
    this.#step("Cell moved", (state, newId) => shiftCell(state, cell, by, newId));
  }

  /** Moves a cell so that it stands at `index` among the others. */
  place(cell: CellId, index: number): void {
    this.#step("Cell moved", (state, newId) => placeCell(state, cell, index, newId));
  }

  /** Makes prose of code, code of prose, or changes the language. */
  changeKind(cell: CellId, kind: CellKind): void {
    this.#step("Kind of a cell changed", (state, newId) => ({
      ...state,
      language: kind.kind === "code" ? kind.language : state.language,
      notebook: changeKind(state.notebook, cell, kind, newId),
    }));
  }

  /**
   * Takes the text of a prose cell, which may read as several cells.
   * @param isDone  false: it is being typed still, and what is typed next is the same step
   */
  writeProse(cell: CellId, text: string, isDone = true): void {
    const write = (state: SessionState, newId: NewId) => ({
      ...state,
      notebook: withCellText(state.notebook, cell, text, newId),
    });
    this.#step("Text changed", write, { cell, isDone });
  }

  /** Gives the notebook another title: its first heading. */
  rename(title: string): void {
    this.#step("Notebook renamed", (state, newId) => ({
      ...state,
      notebook: withTitle(state.notebook, title, newId),
    }));
  }

  /** Gives cells other texts, all in one step. */
  replaceTexts(texts: ReadonlyMap<CellId, string>): void {
    this.#step("Texts replaced", (state, newId) => withTexts(state, texts, newId));
  }

  /** Joins a cell with the one below it; where they are not of one kind, the page says so. */
  mergeBelow(cell: CellId): void {
    this.#step("Cells merged", (state, newId) => mergeBelow(state, cell, newId));
  }

  copy(cell: CellId): void {
    const found = this.#find(cell);
    if (found) this.#clipboard = found;
  }

  cut(cell: CellId): void {
    this.copy(cell);
    this.#step("Cell cut", (state, newId) => ({
      ...deleteCell(state, cell, newId),
      deleted: null,
    }));
  }

  /** Puts what was cut or copied beside a cell (null: into an empty notebook), and selects it. */
  paste(cell: CellId | null, where: "above" | "below"): void {
    const copied = this.#clipboard;
    if (!copied) return;
    this.#step("Cell pasted", (state, newId) => {
      const at = state.notebook.cells.findIndex(({ id }) => id === cell);
      return insertCopy(state, copied, where === "above" ? Math.max(0, at) : at + 1, newId);
    });
  }

  /** Takes the last step back. */
  undo(): void {
    this.#edited.change(undoStep(this.#edited.get(), this.#edited.newId));
  }

  /** Does the step that was taken back last again. */
  redo(): void {
    this.#edited.change(redoStep(this.#edited.get(), this.#edited.newId));
  }

  #find(cell: CellId): Cell | undefined {
    return this.#edited.get().notebook.cells.find(({ id }) => id === cell);
  }

  #step(
    what: string,
    edit: (state: SessionState, newId: NewId) => SessionState,
    writing?: Writing,
  ): void {
    const before = this.#edited.get();
    const after = edit({ ...before, deleted: null }, this.#edited.newId);
    this.#edited.change(withStep(before, after, what, writing));
  }
}
