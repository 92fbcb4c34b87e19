/** How those who help with a cell's text learn what stands in the cells above it. */

const finders = new Map<string, () => readonly string[]>();

/**
 * Says, for the editor of this path, how to find the texts of the cells above.
 * @returns stops saying it
 */
export function offerCellsAbove(path: string, find: () => readonly string[]): () => void {
  finders.set(path, find);
  return () => {
    if (finders.get(path) === find) finders.delete(path);
  };
}

/** The texts of the cells above of the same language, in order. */
export function cellsAbove(path: string): readonly string[] {
  return finders.get(path)?.() ?? [];
}
