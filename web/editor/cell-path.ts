/** Where the text of a cell stands among the editor's models: cells of two notebooks may have one id. Pure. */

import type { CellId, LanguageId } from "../../engine/model/notebook.ts";

/** Letters that no address reads as anything but themselves. */
const folderOf = (notebook: string): string =>
  notebook.replace(/[^\w-]/g, (letter) => `.${letter.charCodeAt(0).toString(16)}.`);

/** The path of a cell's model. */
export const cellPath = (notebook: string, cell: CellId, language: LanguageId): string =>
  `${folderOf(notebook)}/cell-${cell}.${language === "python" ? "py" : "ts"}`;

/** The TypeScript cell of this notebook that a path is of; null: of none. */
export function typescriptCell(path: string, notebook: string): CellId | null {
  const before = `/${folderOf(notebook)}/cell-`;
  const isOne = path.startsWith(before) && path.endsWith(".ts");
  return isOne ? path.slice(before.length, -".ts".length) : null;
}
