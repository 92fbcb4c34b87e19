/** Checks the types of all TypeScript cells while one types, and marks what does not fit. */

import * as monaco from "monaco-editor";
import { onNotebookOffered } from "../notebook-cells.ts";
import { placeOf } from "./joined.ts";
import { cellOf, modelOf, rangeAt, URI, type NotebookModule } from "./notebook-module.ts";

type Model = monaco.editor.ITextModel;

const OWNER = "types";

/** Quiet time after an edit before types are checked. */
const CHECK_PAUSE = 400;

/** A name declared in two cells: no fault among cells, but the checker takes the first for both. */
const DECLARED_AGAIN: ReadonlySet<number> = new Set([2300, 2393, 2451]);

/** Used by a cell above the one that declares it: cells are run in any order. */
const USED_BEFORE: ReadonlySet<number> = new Set([2448, 2454]);

export function checkWhileTyping(notebook: NotebookModule): void {
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
  for (const { start, length, messageText } of faultsIn(found, joined.text)) {
    const place = start === undefined ? null : placeOf(joined, cells, start);
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

type Found = monaco.typescript.Diagnostic;

/** What is a fault among cells. Where a name may be another cell's of the same name nothing is said. */
function faultsIn(found: readonly Found[], text: string): readonly Found[] {
  const wordsAt = ({ start = 0, length = 0 }: Found) => wordsOf(text.slice(start, start + length));
  const again = new Set(found.filter(({ code }) => DECLARED_AGAIN.has(code)).flatMap(wordsAt));
  return found.filter((each) => {
    if (DECLARED_AGAIN.has(each.code) || USED_BEFORE.has(each.code)) return false;
    return !lineWordsAt(text, each).some((word) => again.has(word));
  });
}

const wordsOf = (text: string): readonly string[] => text.match(/[\w$]+/g) ?? [];

/** The words of the lines that a fault is on: an argument may be wrong because of what it is given to. */
function lineWordsAt(text: string, { start = 0, length = 0 }: Found): readonly string[] {
  const end = text.indexOf("\n", start + length);
  return wordsOf(text.slice(text.lastIndexOf("\n", start) + 1, end < 0 ? text.length : end));
}

type Message = monaco.typescript.Diagnostic["messageText"];

/** A message, and below it why, each further in. */
function textOf(message: Message, depth = 0): string {
  if (typeof message === "string") return message;
  const below = (message.next ?? []).map((each) => `\n${textOf(each, depth + 1)}`);
  return "  ".repeat(depth) + message.messageText + below.join("");
}
