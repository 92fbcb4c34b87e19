/** Keeps count of which cells ran, and answers what is fresh and what to run. */

import type { CellText, CellStatus } from "../api.ts";
import type { CellId } from "../model/notebook.ts";
import type { CompileResult } from "../model/program.ts";
import {
  planFor,
  programFor,
  statusesOf,
  visibleTo,
  withEvaluation,
  type Evaluations,
  type PlannedCell,
} from "../notebook/staleness.ts";

export class Plan {
  #cells: readonly PlannedCell[] = [];
  #evaluations: Evaluations = new Map();

  /** The code cells in document order, each with what compiling it gave. */
  setCells(cells: readonly CellText[], compiled: ReadonlyMap<CellId, CompileResult>): void {
    const languages = new Map(this.#cells.map(({ cell, language }) => [cell, language]));
    /* The same text in another language is another cell, which has not run. */
    const turned = cells.filter(({ id, language }) => (languages.get(id) ?? language) !== language);
    const evaluations = new Map(this.#evaluations);
    for (const { id } of turned) evaluations.delete(id);
    this.#evaluations = evaluations;
    this.#cells = cells.flatMap(({ id, language }) => {
      const result = compiled.get(id);
      if (!result) return [];
      const { cell, defines, uses, mutates } = result.ok ? result.cell : result.facts;
      return [
        { cell, defines, uses, mutates, language, hash: result.ok ? result.cell.hash : null },
      ];
    });
  }

  /** Takes note that a cell ran, as it stood when it began. */
  ran(cell: CellId, hash: string, ok: boolean): void {
    this.#evaluations = withEvaluation(this.#evaluations, { cell, hash, ok }, this.#cells);
  }

  /** The kernel is new: nothing has run. */
  forget(): void {
    this.#evaluations = new Map();
  }

  forCell(cell: CellId): CellId[] {
    return planFor(cell, this.#cells, this.#evaluations);
  }

  /** The cells whose names a cell is shown when it runs. */
  visibleTo(cell: CellId): CellId[] {
    return visibleTo(cell, this.#cells, this.#evaluations);
  }

  /** What a task worker needs for a run that this cell asked for; null: everything. */
  programFor(cell: CellId | null): CellId[] {
    return cell === null ? this.#cells.map((each) => each.cell) : programFor(cell, this.#cells);
  }

  statuses(): Record<CellId, CellStatus> {
    return Object.fromEntries(statusesOf(this.#cells, this.#evaluations));
  }
}
