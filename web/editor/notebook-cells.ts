/** How those who help with TypeScript learn of all its cells, near the view or not. */

import type { CellId } from "../../engine/model/notebook.ts";

export interface CellText {
  readonly id: CellId;
  readonly text: string;
}

let open = "";
let read: () => readonly CellText[] = () => [];
const changes = new EventTarget();

/** Says which notebook is open, and how to find its TypeScript cells, in order. */
export function offerNotebook(notebook: string, find: () => readonly CellText[]): void {
  open = notebook;
  read = find;
  changes.dispatchEvent(new Event("change"));
}

/** The notebook that is open. */
export const offeredNotebook = (): string => open;

export const notebookCells = (): readonly CellText[] => read();

/** @param listener told when there may be other cells than before */
export function onNotebookOffered(listener: () => void): void {
  changes.addEventListener("change", listener);
}
