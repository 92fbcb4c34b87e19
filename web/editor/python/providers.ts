/** Tells Monaco about Python: what can be typed, what a name is, how a call goes. */

import * as monaco from "monaco-editor";
import prefectDocs from "virtual:python-docs/packages";
import standardDocs from "virtual:python-docs/standard";
import { cellsAbove } from "../cells-above.ts";

import { callAt, hover } from "./ask.ts";
import { complete, type Asked, type Completion, type CompletionKind } from "./complete.ts";
import type { Description } from "./describe.ts";
import { refineIndentation } from "./indentation.ts";
import { Inference } from "./infer.ts";
import { Library } from "./library.ts";
import type { Signature } from "./signature.ts";

type Model = monaco.editor.ITextModel;
const { CompletionItemKind } = monaco.languages;

const KINDS: Readonly<Record<CompletionKind, monaco.languages.CompletionItemKind>> = {
  argument: CompletionItemKind.Field,
  class: CompletionItemKind.Class,
  function: CompletionItemKind.Function,
  keyword: CompletionItemKind.Keyword,
  method: CompletionItemKind.Method,
  module: CompletionItemKind.Module,
  property: CompletionItemKind.Property,
  variable: CompletionItemKind.Variable,
};

/** Lines. */
const LONGEST_CODE = 10;

/** What an item is described from, when it is looked at. */
interface Item extends monaco.languages.CompletionItem {
  readonly describe?: () => Description;
}

export function registerPython(): void {
  void refineIndentation();
  const inference = new Inference(new Library(standardDocs, prefectDocs));
  monaco.languages.registerCompletionItemProvider("python", {
    triggerCharacters: ["."],
    provideCompletionItems: (model, position) => {
      const { startColumn, endColumn } = model.getWordUntilPosition(position);
      const { lineNumber } = position;
      const range = new monaco.Range(lineNumber, startColumn, lineNumber, endColumn);
      const found = complete(askedAt(model, position), inference);
      return { suggestions: found.map((completion) => toItem(completion, range)) };
    },
    resolveCompletionItem: (item: Item) => {
      const description = item.describe?.();
      if (!description) return item;
      return { ...item, documentation: { value: toMarkdown(description) } };
    },
  });
  monaco.languages.registerHoverProvider("python", {
    provideHover: (model, position) => {
      const found = hover(askedAt(model, position), inference);
      if (!found) return null;
      const from = model.getPositionAt(found.from);
      const to = model.getPositionAt(found.to);
      const range = monaco.Range.fromPositions(from, to);
      return { range, contents: [{ value: toMarkdown(found) }] };
    },
  });
  monaco.languages.registerSignatureHelpProvider("python", {
    signatureHelpTriggerCharacters: ["(", ","],
    signatureHelpRetriggerCharacters: [")"],
    provideSignatureHelp: (model, position) => {
      const found = callAt(askedAt(model, position), inference);
      if (!found) return null;
      const signatures = [toSignature(found.signature)];
      const activeParameter = found.active < 0 ? found.signature.params.length : found.active;
      const value = { signatures, activeSignature: 0, activeParameter };
      return { value, dispose: () => undefined };
    },
  });
}

const askedAt = (model: Model, position: monaco.Position): Asked => ({
  above: cellsAbove(model.uri.path.slice(1)),
  /* Monaco counts offsets with the line ends of the model. */
  text: model.getValue(),
  offset: model.getOffsetAt(position),
});

const toItem = (completion: Completion, range: monaco.Range): Item => ({
  label: completion.label,
  kind: KINDS[completion.kind],
  insertText: completion.insert ?? completion.label,
  /* Names that begin with an underscore come last in their group. */
  sortText: `${completion.group}${completion.label.startsWith("_") ? "~" : ""}${completion.label}`,
  range,
  ...(completion.description && { describe: completion.description }),
});

/** What is said comes after a short signature; before a long one, which would push it out of sight. */
function toMarkdown({ code, doc }: Description): string {
  const block = `\`\`\`python\n${code}\n\`\`\``;
  if (doc === null) return block;
  return code.split("\n").length > LONGEST_CODE ? `${doc}\n\n${block}` : `${block}\n\n${doc}`;
}

function toSignature({
  name,
  params,
  returns,
  doc,
}: Signature): monaco.languages.SignatureInformation {
  let label = `${name}(`;
  const parameters = params.map((param, index): monaco.languages.ParameterInformation => {
    if (index > 0) label += ", ";
    const from = label.length;
    label += param;
    return { label: [from, label.length] };
  });
  label += returns === null ? ")" : `) -> ${returns}`;
  return { label, parameters, ...(doc !== null && { documentation: doc }) };
}
