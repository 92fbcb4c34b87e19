/** The module that all TypeScript cells make, for Monaco's service to read. */

import * as monaco from "monaco-editor";
import { typescriptCell } from "../cell-path.ts";
import { notebookCells, offeredNotebook, type CellText } from "../notebook-cells.ts";
import { joinCells, type Joined } from "./joined.ts";

type Model = monaco.editor.ITextModel;

export const URI = monaco.Uri.parse("file:///notebook.ts");

/** The cell of the open notebook that a model is the text of; null: of none. */
export const cellOf = ({ uri }: Model): string | null =>
  typescriptCell(uri.path, offeredNotebook());

/** The cells, with what stands in their editors now. */
function currentCells(): readonly CellText[] {
  const texts = new Map<string, string>();
  for (const model of monaco.editor.getModels()) {
    const cell = cellOf(model);
    if (cell !== null) texts.set(cell, model.getValue());
  }
  return notebookCells().map(({ id, text }) => ({ id, text: texts.get(id) ?? text }));
}

/** The module that all cells make, for the service to read. */
export class NotebookModule {
  readonly #model = monaco.editor.createModel("export {};", "typescript", URI);
  cells: readonly CellText[] = [];
  joined: Joined = joinCells([]);

  update(): void {
    this.cells = currentCells();
    this.joined = joinCells(this.cells);
    if (this.#model.getValue() !== this.joined.text) this.#model.setValue(this.joined.text);
  }

  async service(): Promise<monaco.typescript.TypeScriptWorker> {
    const getWorker = await monaco.typescript.getTypeScriptWorker();
    return getWorker(URI);
  }
}

export const modelOf = (cell: string): Model | undefined =>
  monaco.editor.getModels().find((model) => cellOf(model) === cell);

export function rangeAt(model: Model, offset: number, length: number): monaco.IRange {
  return monaco.Range.fromPositions(
    model.getPositionAt(offset),
    model.getPositionAt(offset + length),
  );
}
