/** Where a cell that is dragged goes. Pure. */

/** The half of a cell that the mouse is over: the dragged one goes before it, or after. */
export type Edge = "above" | "below";

/** @param y where the mouse is, on the same scale as the cell's box */
export const edgeAt = (y: number, box: { readonly top: number; readonly height: number }): Edge =>
  y < box.top + box.height / 2 ? "above" : "below";

/**
 * The index that a cell has once it is dropped there.
 * @param from the index of the cell that is dragged
 * @param over the index of the cell that it is dropped on
 */
export function dropIndex(from: number, over: number, edge: Edge): number {
  const gap = edge === "above" ? over : over + 1;
  return from < gap ? gap - 1 : gap;
}
