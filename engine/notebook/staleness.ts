/**
 * Which cells hold what their text says, and which must run for a cell to mean what it says. A
 * cell's meaning depends only on the text above it: the nearest definition above wins.
 */

import type { CellId, LanguageId } from "../model/notebook.ts";
import type { CellFacts } from "../model/program.ts";

/** A code cell as the planner sees it. */
export interface PlannedCell extends CellFacts {
  readonly language: LanguageId;
  /** Stands for its text; null: it does not compile, so it cannot be fresh. */
  readonly hash: string | null;
}

/** That a cell ran in this session. */
export interface Evaluation {
  readonly hash: string;
  /** Counts up: a later run has a higher one. */
  readonly order: number;
  readonly ok: boolean;
  /** The cells it depended on, as the document stood. */
  readonly saw: readonly CellId[];
  /** The cells that have assigned or changed in place its variables since. */
  readonly changedBy: readonly CellId[];
}

export type Evaluations = ReadonlyMap<CellId, Evaluation>;

/**
 * For each cell the cells above that it depends on, in document order: for every name it uses the
 * nearest cell that defines it, and every cell between that changes it.
 */
export function dependenciesOf(cells: readonly PlannedCell[]): Map<CellId, readonly CellId[]> {
  return new Map(
    cells.map((cell) => {
      const above = cellsAbove(cell, cells);
      const found = new Set(namesIn(cell).flatMap((name) => shapers(name, above)));
      return [cell.cell, above.map((each) => each.cell).filter((each) => found.has(each))];
    }),
  );
}

/** The evaluations with one more: `hash` stands for the text that ran. */
export function withEvaluation(
  evaluations: Evaluations,
  { cell, hash, ok }: { readonly cell: CellId; readonly hash: string; readonly ok: boolean },
  cells: readonly PlannedCell[],
): Evaluations {
  const next = new Map(evaluations);
  const self = cells.find((each) => each.cell === cell);
  const above = self === undefined ? [] : cellsAbove(self, cells);
  for (const name of new Set(self?.mutates)) {
    const definer = shapers(name, above).at(-1);
    const made = definer === undefined ? undefined : next.get(definer);
    if (definer === undefined || made === undefined) continue;
    next.set(definer, { ...made, changedBy: [...made.changedBy, cell] });
  }
  const order = Math.max(0, ...[...evaluations.values()].map((each) => each.order)) + 1;
  const saw = dependenciesOf(cells).get(cell) ?? [];
  return next.set(cell, { hash, order, ok, saw, changedBy: [] });
}

const namesIn = (cell: PlannedCell): string[] => [...cell.uses, ...cell.mutates];

/** The cells whose names a cell can see. */
const cellsAbove = (cell: PlannedCell, cells: readonly PlannedCell[]): PlannedCell[] =>
  cells.slice(0, cells.indexOf(cell)).filter(({ language }) => language === cell.language);

/** Those that change a name, the lowest first, and last the nearest cell that defines it. */
function shapers(name: string, above: readonly PlannedCell[]): CellId[] {
  const found: CellId[] = [];
  for (const cell of above.toReversed()) {
    const defines = cell.defines.includes(name);
    if (defines || cell.mutates.includes(name)) found.push(cell.cell);
    if (defines) return found;
  }
  /* Nobody defines it: a global, or a name that is missing. Then nobody can have shaped it. */
  return [];
}

/** The cells whose last run is what their text, and the text above, would give now. */
export function freshCells(cells: readonly PlannedCell[], evaluations: Evaluations): Set<CellId> {
  const dependencies = dependenciesOf(cells);
  const fresh = new Set<CellId>();
  for (const { cell, hash } of cells) {
    const last = evaluations.get(cell);
    if (!last?.ok || last.hash !== hash) continue;
    const needed = dependencies.get(cell) ?? [];
    const holds = needed.every((dependency, index) => {
      const before = evaluations.get(dependency);
      const isEarlier = before !== undefined && before.order < last.order;
      return isEarlier && fresh.has(dependency) && last.saw[index] === dependency;
    });
    if (holds && last.saw.length === needed.length) fresh.add(cell);
  }
  return fresh;
}

/** never: not run in this session. stale: it, or something it depends on, is not what ran. */
export function statusesOf(
  cells: readonly PlannedCell[],
  evaluations: Evaluations,
): Map<CellId, "never" | "fresh" | "stale"> {
  const fresh = freshCells(cells, evaluations);
  return new Map(
    cells.map(({ cell }) => {
      if (fresh.has(cell)) return [cell, "fresh"];
      return [cell, evaluations.has(cell) ? "stale" : "never"];
    }),
  );
}

/**
 * What to run, in document order, so that `target` runs on fresh ground. What a cell needs is made
 * anew if any other cell has changed it since, be it this one's own last run, a cell below, or one
 * that is gone.
 */
export function planFor(
  target: CellId,
  cells: readonly PlannedCell[],
  evaluations: Evaluations,
): CellId[] {
  const dependencies = dependenciesOf(cells);
  const fresh = freshCells(cells, evaluations);
  const closure = new Set(programFor(target, cells));
  const plan = new Set<CellId>([target]);
  for (const cell of closure) if (!fresh.has(cell)) plan.add(cell);
  for (let size = 0; size !== plan.size;) {
    size = plan.size;
    for (const cell of cells) {
      if (!closure.has(cell.cell)) continue;
      const needed = dependencies.get(cell.cell) ?? [];
      if (needed.some((each) => plan.has(each))) plan.add(cell.cell);
      if (!plan.has(cell.cell)) continue;
      for (const each of spoiltFor(cell, cells, evaluations)) plan.add(each);
    }
  }
  return cells.map(({ cell }) => cell).filter((cell) => plan.has(cell));
}

/**
 * The cells above whose variables are not what this cell is to see: changed by a cell that has no
 * business with them, or by an earlier run of this one.
 */
function spoiltFor(
  cell: PlannedCell,
  cells: readonly PlannedCell[],
  evaluations: Evaluations,
): CellId[] {
  const above = cellsAbove(cell, cells);
  return namesIn(cell).flatMap((name) => {
    const rightful = shapers(name, above);
    const definer = rightful.at(-1);
    if (definer === undefined) return [];
    const changedBy = evaluations.get(definer)?.changedBy ?? [];
    return changedBy.every((other) => rightful.includes(other)) ? [] : [definer];
  });
}

/**
 * The cells above whose names an evaluation is shown, in document order: those that ran as they
 * stand. What a cell defined before it was edited is not there any more.
 */
export function visibleTo(
  id: CellId,
  cells: readonly PlannedCell[],
  evaluations: Evaluations,
): CellId[] {
  const cell = cells.find((each) => each.cell === id);
  if (cell === undefined) return [];
  return cellsAbove(cell, cells)
    .filter((each) => evaluations.get(each.cell)?.hash === each.hash)
    .map((each) => each.cell);
}

/** The cell and all it depends on, directly or not, in document order. */
export function programFor(target: CellId, cells: readonly PlannedCell[]): CellId[] {
  const dependencies = dependenciesOf(cells);
  const found = new Set<CellId>();
  const pending = [target];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    pending.push(...(dependencies.get(next) ?? []));
  }
  return cells.map(({ cell }) => cell).filter((cell) => found.has(cell));
}
