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
}

export type Evaluations = ReadonlyMap<CellId, Evaluation>;

/**
 * For each cell the cells above that it depends on, in document order: for every name it uses the
 * nearest cell that defines it, and every cell between that changes it.
 */
export function dependenciesOf(cells: readonly PlannedCell[]): Map<CellId, readonly CellId[]> {
  return new Map(
    cells.map((cell, index) => {
      const above = cells.slice(0, index).filter(({ language }) => language === cell.language);
      const found = new Set(
        [...cell.uses, ...cell.mutates].flatMap((name) => shapers(name, above)),
      );
      return [cell.cell, above.map((each) => each.cell).filter((each) => found.has(each))];
    }),
  );
}

/** The nearest cell that defines a name, and those after it that change it. */
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
    const holds = (dependencies.get(cell) ?? []).every((dependency) => {
      const before = evaluations.get(dependency);
      return fresh.has(dependency) && before !== undefined && before.order < last.order;
    });
    if (holds) fresh.add(cell);
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
 * What to run, in document order, so that `target` runs on fresh ground. A cell that changes names
 * of cells above, and did so already, needs those made anew first.
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
      for (const each of spoiltBy(cell, cells, evaluations)) plan.add(each);
    }
  }
  return cells.map(({ cell }) => cell).filter((cell) => plan.has(cell));
}

/** The cells whose values this one has changed since they ran. */
function spoiltBy(
  cell: PlannedCell,
  cells: readonly PlannedCell[],
  evaluations: Evaluations,
): CellId[] {
  const last = evaluations.get(cell.cell);
  if (!last) return [];
  const index = cells.indexOf(cell);
  const above = cells.slice(0, index).filter(({ language }) => language === cell.language);
  return cell.mutates
    .flatMap((name) => shapers(name, above))
    .filter((each) => (evaluations.get(each)?.order ?? Infinity) < last.order);
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
