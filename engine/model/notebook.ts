/** A notebook: a Markdown document, read as cells. */

export type CellId = string;
export type LanguageId = "typescript" | "python";

/**
 * One cell. `raw` is its exact stretch of the document, fences and blank lines included, so that
 * the cells' raws joined are the document, byte for byte.
 */
export interface Cell {
  readonly id: CellId;
  readonly kind: "prose" | "code";
  /** Code cells only. */
  readonly language?: LanguageId;
  /** What a person edits: prose as Markdown, or the code between the fences. */
  readonly text: string;
  readonly raw: string;
}

export interface Notebook {
  readonly id: string;
  /** The first heading, else "Untitled". */
  readonly title: string;
  readonly cells: readonly Cell[];
}

/** A fault found in a cell before it runs, or raised in it; positions count from 1 in the cell's own text. */
export interface Diagnostic {
  readonly cell: CellId;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly severity: "error" | "warning";
  readonly type: string;
  readonly message: string;
}
