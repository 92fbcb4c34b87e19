/** Tells Monaco about TypeScript cells as one notebook: what does not fit, what can be typed, what a name is. */

import * as monaco from "monaco-editor";
import { notebookCells, onNotebookOffered, type CellText } from "../notebook-cells.ts";
import { joinCells, placeOf, type Joined } from "./joined.ts";
import { addPrefectTypes } from "./prefect-types.ts";

type Model = monaco.editor.ITextModel;

/** Quiet time after an edit before types are checked. */
const CHECK_PAUSE = 400;

/**
 * What is no fault among cells: a name declared in two of them (2300, 2393, 2451), or used by a cell
 * above the one that declares it (2448, 2454).
 */
const NO_FAULTS: ReadonlySet<number> = new Set([2300, 2393, 2448, 2451, 2454]);

const URI = monaco.Uri.parse("file:///notebook.ts");
const OWNER = "types";

const cellOf = ({ uri }: Model): string | null => /\/?cell-(.+)\.ts$/.exec(uri.path)?.[1] ?? null;

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
class NotebookModule {
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

export function registerTypeScript(): void {
  addPrefectTypes();
  const { typescriptDefaults } = monaco.typescript;
  /* A cell alone is no module: what the service says about one is asked for here. */
  typescriptDefaults.setModeConfiguration({
    documentRangeFormattingEdits: true,
    onTypeFormattingEdits: true,
  });
  const notebook = new NotebookModule();
  checkWhileTyping(notebook);
  monaco.languages.registerHoverProvider("typescript", {
    provideHover: (model, position) => hover(notebook, model, position),
  });
  monaco.languages.registerCompletionItemProvider("typescript", {
    triggerCharacters: [".", '"', "'"],
    provideCompletionItems: (model, position) => complete(notebook, model, position),
    resolveCompletionItem: (item: Item) => describe(notebook, item),
  });
  monaco.languages.registerSignatureHelpProvider("typescript", {
    signatureHelpTriggerCharacters: ["(", ","],
    provideSignatureHelp: (model, position) => signatures(notebook, model, position),
  });
}

function checkWhileTyping(notebook: NotebookModule): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void check(notebook), CHECK_PAUSE);
  };
  const watch = (model: Model) => {
    if (cellOf(model) === null) return;
    soon();
    model.onDidChangeContent(soon);
  };
  monaco.editor.getModels().forEach(watch);
  monaco.editor.onDidCreateModel(watch);
  onNotebookOffered(soon);
  soon();
}

/** Marks what does not fit at its place; a fault of types stops nothing from running. */
async function check(notebook: NotebookModule): Promise<void> {
  notebook.update();
  const { cells, joined } = notebook;
  const service = await notebook.service();
  const found = await service.getSemanticDiagnostics(URI.toString());
  /* Something else was typed meanwhile: that is checked by itself. */
  if (notebook.joined !== joined) return;
  const byCell = new Map<string, monaco.editor.IMarkerData[]>();
  for (const { start, length, messageText, code } of found) {
    const place = start === undefined || NO_FAULTS.has(code) ? null : placeOf(joined, cells, start);
    const model = place && modelOf(place.cell);
    if (!place || !model) continue;
    const marks = byCell.get(place.cell) ?? [];
    byCell.set(place.cell, marks);
    marks.push({
      ...rangeAt(model, place.offset, length ?? 1),
      severity: monaco.MarkerSeverity.Warning,
      message: textOf(messageText),
      source: "types",
    });
  }
  for (const { id } of cells) {
    const model = modelOf(id);
    if (model) monaco.editor.setModelMarkers(model, OWNER, byCell.get(id) ?? []);
  }
}

const modelOf = (cell: string): Model | undefined =>
  monaco.editor.getModels().find((model) => cellOf(model) === cell);

function rangeAt(model: Model, offset: number, length: number): monaco.IRange {
  return monaco.Range.fromPositions(
    model.getPositionAt(offset),
    model.getPositionAt(offset + length),
  );
}

type Message = monaco.typescript.Diagnostic["messageText"];

/** A message, and below it why, each further in. */
function textOf(message: Message, depth = 0): string {
  if (typeof message === "string") return message;
  const below = (message.next ?? []).map((each) => `\n${textOf(each, depth + 1)}`);
  return "  ".repeat(depth) + message.messageText + below.join("");
}

/** The place in the module that a place in a cell stands for; null: it is no cell of the notebook. */
function offsetIn(
  notebook: NotebookModule,
  model: Model,
  position: monaco.IPosition,
): number | null {
  notebook.update();
  const cell = cellOf(model);
  const start = cell === null ? undefined : notebook.joined.starts.get(cell);
  return start === undefined ? null : start + model.getOffsetAt(position);
}

interface Part {
  readonly text: string;
}

const partsText = (parts: readonly Part[] = []): string => parts.map(({ text }) => text).join("");

const code = (text: string): monaco.IMarkdownString => ({
  value: `\`\`\`typescript\n${text}\n\`\`\``,
});

async function hover(
  notebook: NotebookModule,
  model: Model,
  position: monaco.IPosition,
): Promise<monaco.languages.Hover | null> {
  const at = offsetIn(notebook, model, position);
  if (at === null) return null;
  const service = await notebook.service();
  const info: Info | undefined = await service.getQuickInfoAtPosition(URI.toString(), at);
  const place = info && placeOf(notebook.joined, notebook.cells, info.textSpan.start);
  if (!info || !place) return null;
  const contents = [code(partsText(info.displayParts)), { value: partsText(info.documentation) }];
  return { range: rangeAt(model, place.offset, info.textSpan.length), contents };
}

interface Info {
  readonly textSpan: { readonly start: number; readonly length: number };
  readonly displayParts?: readonly Part[];
  readonly documentation?: readonly Part[];
}

/** An item, and where it was offered: what it is is asked for when it is looked at. */
interface Item extends monaco.languages.CompletionItem {
  readonly at?: number;
}

interface Entries {
  readonly entries: readonly {
    readonly name: string;
    readonly kind: string;
    readonly sortText: string;
  }[];
}

const { CompletionItemKind } = monaco.languages;
const KINDS: Readonly<Record<string, monaco.languages.CompletionItemKind>> = {
  class: CompletionItemKind.Class,
  const: CompletionItemKind.Variable,
  function: CompletionItemKind.Function,
  "local function": CompletionItemKind.Function,
  keyword: CompletionItemKind.Keyword,
  let: CompletionItemKind.Variable,
  method: CompletionItemKind.Method,
  module: CompletionItemKind.Module,
  property: CompletionItemKind.Property,
  var: CompletionItemKind.Variable,
};

async function complete(
  notebook: NotebookModule,
  model: Model,
  position: monaco.IPosition,
): Promise<monaco.languages.CompletionList> {
  const at = offsetIn(notebook, model, position);
  if (at === null) return { suggestions: [] };
  const service = await notebook.service();
  const found: Entries | undefined = await service.getCompletionsAtPosition(URI.toString(), at);
  const { startColumn, endColumn } = model.getWordUntilPosition(position);
  const range = new monaco.Range(position.lineNumber, startColumn, position.lineNumber, endColumn);
  const suggestions: Item[] = (found?.entries ?? []).map(({ name, kind, sortText }) => ({
    label: name,
    insertText: name,
    kind: KINDS[kind] ?? CompletionItemKind.Value,
    sortText,
    range,
    at,
  }));
  return { suggestions };
}

async function describe(notebook: NotebookModule, item: Item): Promise<Item> {
  if (item.at === undefined) return item;
  const service = await notebook.service();
  const name = typeof item.label === "string" ? item.label : item.label.label;
  const details: Info | undefined = await service.getCompletionEntryDetails(
    URI.toString(),
    item.at,
    name,
  );
  if (!details) return item;
  return {
    ...item,
    detail: partsText(details.displayParts),
    documentation: { value: partsText(details.documentation) },
  };
}

interface Help {
  readonly selectedItemIndex: number;
  readonly argumentIndex: number;
  readonly items: readonly {
    readonly prefixDisplayParts: readonly Part[];
    readonly separatorDisplayParts: readonly Part[];
    readonly suffixDisplayParts: readonly Part[];
    readonly documentation: readonly Part[];
    readonly parameters: readonly {
      readonly displayParts: readonly Part[];
      readonly documentation: readonly Part[];
    }[];
  }[];
}

async function signatures(
  notebook: NotebookModule,
  model: Model,
  position: monaco.IPosition,
): Promise<monaco.languages.SignatureHelpResult | null> {
  const at = offsetIn(notebook, model, position);
  if (at === null) return null;
  const service = await notebook.service();
  const help: Help | undefined = await service.getSignatureHelpItems(URI.toString(), at, {});
  if (!help) return null;
  const value = {
    activeSignature: help.selectedItemIndex,
    activeParameter: help.argumentIndex,
    signatures: help.items.map((item) => {
      const parameters = item.parameters.map(({ displayParts, documentation }) => ({
        label: partsText(displayParts),
        documentation: { value: partsText(documentation) },
      }));
      const between = partsText(item.separatorDisplayParts);
      const label =
        partsText(item.prefixDisplayParts) +
        parameters.map((each) => each.label).join(between) +
        partsText(item.suffixDisplayParts);
      return { label, documentation: { value: partsText(item.documentation) }, parameters };
    }),
  };
  return { value, dispose: () => undefined };
}
