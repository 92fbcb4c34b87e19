/** Tells Monaco about TypeScript cells as one notebook: what does not fit, what can be typed, what a name is. */

import * as monaco from "monaco-editor";
import { checkWhileTyping } from "./check.ts";
import { placeOf } from "./joined.ts";
import { cellOf, NotebookModule, rangeAt, URI } from "./notebook-module.ts";
import { addPrefectTypes } from "./prefect-types.ts";

type Model = monaco.editor.ITextModel;

export function registerTypeScript(): void {
  addPrefectTypes();
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
