/** What is found in which cell, for whoever shows cells. */

import { useSyncExternalStore } from "react";
import type { CellId } from "../../engine/model/notebook.ts";
import type { Match } from "./matches.ts";

export interface CellFinds {
  readonly matches: readonly Match[];
  /** The match one is at, if it is in this cell. */
  readonly current: Match | null;
  /** Goes up each time that match is to be brought into sight. */
  readonly reveal: number;
}

const NONE: CellFinds = { matches: [], current: null, reveal: 0 };

let finds: ReadonlyMap<CellId, CellFinds> = new Map();
let reveals = 0;
const listeners = new Set<() => void>();

/** Shows these matches in their cells. @param isAsked  the current one is to be brought into sight */
export function showFinds(
  matches: readonly Match[],
  current: Match | null,
  isAsked: boolean,
): void {
  if (isAsked) reveals += 1;
  const byCell = new Map<CellId, Match[]>();
  for (const match of matches) {
    const own = byCell.get(match.cell);
    if (own) own.push(match);
    else byCell.set(match.cell, [match]);
  }
  finds = new Map(
    [...byCell].map(([cell, own]): [CellId, CellFinds] => {
      const isHere = current?.cell === cell;
      return [cell, { matches: own, current: isHere ? current : null, reveal: reveals }];
    }),
  );
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is found in a cell. */
export const useFinds = (cell: CellId): CellFinds =>
  useSyncExternalStore(subscribe, () => finds.get(cell) ?? NONE);
