/**
 * Merges two edits of one document, cell by cell, against what both began with. What one side alone
 * changed is taken from that side; a cell that both changed stays as it is here, and what the other
 * side made of it is handed back beside. So nothing that anybody wrote is lost.
 */

import type { Cell, CellId, Notebook } from "../model/notebook.ts";
import type { Draft } from "./compose.ts";
import {
  draftsOf,
  hasMark,
  insertCell,
  removeCell,
  withCellText,
  written,
  type NewId,
} from "./edit.ts";
import { toMarkdown } from "./markdown.ts";

/** A cell that both sides changed, each in its own way. */
export interface Conflict {
  readonly cell: CellId;
  /** Whose it is now. */
  readonly stays: "mine" | "theirs";
  /** What the side made of it that it is not; null: it removed it. */
  readonly other: Content | null;
}

type Content = Pick<Cell, "kind" | "language" | "text">;

export interface Merged {
  readonly notebook: Notebook;
  readonly conflicts: readonly Conflict[];
}

/** The three documents that a merge begins with. */
export interface Sides {
  /** What both sides began with. */
  readonly base: Notebook;
  readonly mine: Notebook;
  readonly theirs: Notebook;
}

/** @param newId  names a cell that comes to be by the merge: two texts that read as something new */
export function mergeNotebooks(sides: Sides, newId: NewId): Merged {
  const { base, mine, theirs } = sides;
  if (isSame(base, mine) || toMarkdown(mine) === toMarkdown(theirs)) {
    return { notebook: theirs, conflicts: [] };
  }
  if (isSame(base, theirs)) return { notebook: mine, conflicts: [] };
  const order = mergeOrder(sides);
  const picks = order.flatMap((id) => pick(id, sides) ?? []);
  const drafts = draftsFor(picks, sides);
  const result = written(drafts, hasMark(mine) || hasMark(theirs), newId);
  const conflicts = picks.flatMap(({ cell, side, loser }): Conflict[] => {
    if (loser === null) return [];
    return [{ cell: cell.id, stays: side, other: loser === REMOVED ? null : contentOf(loser) }];
  });
  return {
    notebook: { ...mine, ...result },
    conflicts: conflicts.map((conflict) => placed(conflict, order, result.cells)),
  };
}

/** The cells that a side overwrites, though the person here wrote or removed them: what was is handed back. */
export function findOverwritten(
  { mine, theirs }: Pick<Sides, "mine" | "theirs">,
  overwrites: readonly CellId[],
): Conflict[] {
  const lost = mine.cells.flatMap((cell): Conflict[] => {
    if (!overwrites.includes(cell.id)) return [];
    const now = theirs.cells.find(({ id }) => id === cell.id);
    return now && isSameContent(cell, now)
      ? []
      : [{ cell: cell.id, stays: "theirs", other: contentOf(cell) }];
  });
  const back = theirs.cells.flatMap(({ id }): Conflict[] => {
    const isBack = overwrites.includes(id) && !mine.cells.some((cell) => cell.id === id);
    return isBack ? [{ cell: id, stays: "theirs", other: null }] : [];
  });
  return [...lost, ...back];
}

/** Whether the cell has come to be what it was not. */
export function isSettled({ cell, other }: Conflict, { cells }: Notebook): boolean {
  const now = cells.find(({ id }) => id === cell);
  if (other === null) return now === undefined;
  return now?.kind === other.kind && now.language === other.language && now.text === other.text;
}

/** Puts what a cell is not in place of what it is. */
export function takeOther(notebook: Notebook, conflict: Conflict, newId: NewId): Notebook {
  const { cell: id, other } = conflict;
  if (other === null) return removeCell(notebook, id, newId);
  const index = notebook.cells.findIndex((cell) => cell.id === id);
  const cell = notebook.cells[index];
  if (!cell) return insertCell(notebook, notebook.cells.length, kindOf(other), newId);
  if (cell.kind === other.kind && cell.language === other.language) {
    return withCellText(notebook, id, other.text, newId);
  }
  /* Of another kind it is another cell: prose turned to code would be one with prose beside it. */
  return insertCell(removeCell(notebook, id, newId), index, kindOf(other), newId);
}

const kindOf = ({ language, text }: Content): Parameters<typeof insertCell>[2] =>
  language === undefined ? { kind: "prose", text } : { kind: "code", language, text };

const isSame = (one: Notebook, other: Notebook): boolean =>
  one === other ||
  (one.cells.length === other.cells.length &&
    one.cells.every(({ id, raw }, index) => {
      const cell = other.cells[index];
      return cell?.id === id && cell.raw === raw;
    }));

const isSameContent = (one: Cell, other: Cell | undefined): boolean =>
  one.kind === other?.kind && one.language === other.language && one.text === other.text;

const contentOf = ({ kind, language, text }: Cell): Content => ({
  kind,
  ...(language && { language }),
  text,
});

/** A cell of the result, whose side it is, and what lost against it. */
interface Choice {
  readonly cell: Cell;
  readonly side: "mine" | "theirs";
  readonly loser: Cell | typeof REMOVED | null;
}

/** The other side removed the cell. */
const REMOVED = "removed";

/** @returns null: one side removed it, and the other had not touched it */
function pick(id: CellId, { base, mine, theirs }: Sides): Choice | null {
  const [before, here, there] = [base, mine, theirs].map(({ cells }) =>
    cells.find((cell) => cell.id === id),
  );
  if (here && there) {
    const isMine = !before || !isSameContent(here, before);
    const isTheirs = !before || !isSameContent(there, before);
    if (!isMine) return { cell: there, side: "theirs", loser: null };
    const isConflict = isTheirs && !isSameContent(here, there);
    return { cell: here, side: "mine", loser: isConflict ? there : null };
  }
  const cell = here ?? there;
  if (!cell || (before && isSameContent(cell, before))) return null;
  return { cell, side: here ? "mine" : "theirs", loser: before ? REMOVED : null };
}

/** The ids of all cells of both sides, in the order of whoever moved some; the other's among them. */
function mergeOrder({ base, mine, theirs }: Sides): CellId[] {
  const [before, here, there] = [base, mine, theirs].map(({ cells }) => cells.map(({ id }) => id));
  if (!before || !here || !there) return [];
  const [first, second] = hasMoved(before, here) ? [here, there] : [there, here];
  const order = [...first];
  let last = -1;
  for (const id of second) {
    const index = order.indexOf(id);
    if (index === -1) order.splice(last + 1, 0, id);
    last = order.indexOf(id);
  }
  return order;
}

function hasMoved(before: readonly CellId[], now: readonly CellId[]): boolean {
  const stayed = before.filter((id) => now.includes(id));
  const standing = now.filter((id) => before.includes(id));
  return stayed.some((id, index) => id !== standing[index]);
}

/** A cell's position tells what it stood next to: only where that holds the text between is kept. */
function draftsFor(picks: readonly Choice[], { mine, theirs }: Sides): Draft[] {
  const [here, there] = [mine, theirs].map(
    (side) => new Map(draftsOf(side).map((draft) => [draft.id, draft])),
  );
  const apart = mine.cells.length + 1;
  return picks.flatMap(({ cell, side }): Draft[] => {
    const [own, other] = [here?.get(cell.id), there?.get(cell.id)];
    if (other && (side === "theirs" || own?.raw === other.raw)) {
      return [{ ...other, position: apart + (other.position ?? 0) }];
    }
    return own ? [own] : [];
  });
}

/** Prose that came to stand next to prose is one cell with it: then the conflict is that one's. */
function placed(conflict: Conflict, order: readonly CellId[], cells: readonly Cell[]): Conflict {
  const before = order.slice(0, order.indexOf(conflict.cell) + 1);
  const cell = before.findLast((id) => cells.some((each) => each.id === id)) ?? cells[0]?.id;
  return cell === undefined ? conflict : { ...conflict, cell };
}
