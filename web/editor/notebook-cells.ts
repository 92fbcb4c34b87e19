/** How those who help with TypeScript learn of all its cells, near the view or not. */

import type { CellId } from "../../engine/model/notebook.ts";

export interface CellText {
  readonly id: CellId;
  readonly text: string;
}

let read: () => readonly CellText[] = () => [];
const changes = new EventTarget();

/** Says how to find the TypeScript cells of the notebook that is open, in order. */
export function offerNotebook(find: () => readonly CellText[]): void {
  read = find;
  changes.dispatchEvent(new Event("change"));
}

export const notebookCells = (): readonly CellText[] => read();

/** @param listener told when there may be other cells than before */
export function onNotebookOffered(listener: () => void): void {
  changes.addEventListener("change", listener);
}
