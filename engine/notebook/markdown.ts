/**
 * Reads a Markdown document as cells, and writes them back byte for byte. A fenced block of
 * TypeScript or Python at the top level is a code cell; everything else is prose. The document is
 * read by the library that also renders the prose, so what shows as code in a list is no cell.
 */

import { Lexer, type Token } from "marked";
import type { Cell, CellId, LanguageId, Notebook } from "../model/notebook.ts";

const BYTE_ORDER_MARK = "\uFEFF";
const LINE = /[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g;

/** First words behind a fence that make it a cell. */
const LANGUAGES: ReadonlyMap<string, LanguageId> = new Map([
  ["ts", "typescript"],
  ["typescript", "typescript"],
  ["py", "python"],
  ["python", "python"],
]);

/** @param ids  names for the cells, in order, as they were when the document was last open */
export function parseNotebook(id: string, text: string, ids: readonly CellId[] = []): Notebook {
  const blocks = readBlocks(text);
  const names = namesFor(blocks.length, ids);
  return {
    id,
    title: findTitle(text),
    cells: blocks.map((block, index) => ({ id: names[index] ?? `c${index + 1}`, ...block })),
  };
}

export function toMarkdown(notebook: Pick<Notebook, "cells">): string {
  return notebook.cells.map((cell) => cell.raw).join("");
}

/** A cell without a name. */
export type Block = Omit<Cell, "id">;

/** A stretch of whole lines. */
interface Stretch {
  readonly language: LanguageId | null;
  readonly raw: string;
}

/** The cells of a document. Their raws joined are the document. */
export function readBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let blank = "";
  for (const { language, raw } of findStretches(text)) {
    const last = blocks.at(-1);
    if (language !== null) {
      blocks.push({ kind: "code", language, text: codeIn(raw), raw: blank + raw });
      blank = "";
    } else if (proseIn(raw) !== "") {
      blocks.push({ kind: "prose", text: proseIn(raw), raw });
    } else if (last === undefined) blank = raw;
    else blocks[blocks.length - 1] = { ...last, raw: last.raw + raw };
  }
  if (blank !== "") blocks.push({ kind: "prose", text: "", raw: blank });
  return blocks;
}

/** Fenced blocks of code, and the prose between them. */
function findStretches(text: string): Stretch[] {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
  const lines = text.slice(mark.length).match(LINE) ?? [];
  const stretches: Stretch[] = [];
  let done = 0;
  let line = 0;
  const takeProse = (end: number) => {
    const raw = lines.slice(done, end).join("");
    if (raw !== "") stretches.push({ language: null, raw });
    done = end;
  };
  for (const token of readTokens(lines.map(withoutEnd).join("\n"))) {
    const language = languageOf(token);
    if (language !== null) {
      takeProse(line);
      done = line + token.raw.replace(/\n$/, "").split("\n").length;
      stretches.push({ language, raw: lines.slice(line, done).join("") });
    }
    line += token.raw.split("\n").length - 1;
  }
  takeProse(lines.length);
  const [first] = stretches;
  if (mark === "") return stretches;
  if (first === undefined || first.language !== null)
    return [{ language: null, raw: mark }, ...stretches];
  return [{ ...first, raw: mark + first.raw }, ...stretches.slice(1)];
}

/** Top-level blocks. Their raws joined are the text, whose lines must end in `\n` alone. */
const readTokens = (text: string): Token[] => new Lexer().blockTokens(text, []);

const withoutEnd = (line: string): string => line.replace(/[\r\n]+$/, "");

function languageOf(token: Token): LanguageId | null {
  if (token.type !== "code" || !FENCE.test(token.raw)) return null;
  const info = FENCE.exec(token.raw)?.groups?.["info"] ?? "";
  const [word = ""] = info.trim().split(/\s/);
  return LANGUAGES.get(word.toLowerCase()) ?? null;
}

/** A fence's first line. */
export const FENCE = /^(?<indent> {0,3})(?<mark>`{3,}|~{3,})(?<info>[^\r\n]*)/;

/** Whether the last line of a fenced block closes it. */
export function isClosed(lines: readonly string[], mark: string): boolean {
  const last = lines.at(-1) ?? "";
  return lines.length > 1 && new RegExp(`^ {0,3}${mark}[~\`]* *$`).test(last);
}

/** The lines between the fences, without the fence's own indentation. */
function codeIn(raw: string): string {
  const lines = (raw.match(LINE) ?? []).map(withoutEnd);
  const { indent = "", mark = "```" } = FENCE.exec(lines[0] ?? "")?.groups ?? {};
  const body = lines.slice(1, isClosed(lines, mark) ? -1 : undefined);
  const margin = new RegExp(`^ {0,${indent.length}}`);
  return body.map((line) => line.replace(margin, "")).join("\n");
}

/** Without blank lines at its ends, and with lines that end in `\n`. */
function proseIn(raw: string): string {
  return raw
    .replace(/\r\n?/g, "\n")
    .replace(/^\uFEFF?(?:[ \t]*\n)*/, "")
    .replace(/(?:\n[ \t]*)+$/, "")
    .replace(/^[ \t]+$/, "");
}

function findTitle(text: string): string {
  const normal = text.replace(BYTE_ORDER_MARK, "").replace(/\r\n?/g, "\n");
  for (const token of readTokens(normal)) {
    if (token.type !== "heading" || !("text" in token)) continue;
    const title = plainText(Lexer.lexInline(String(token.text))).trim();
    if (title !== "") return title;
  }
  return "Untitled";
}

/** The words without their marks. */
const plainText = (tokens: readonly Token[]): string =>
  tokens
    .map((token) => {
      if ("tokens" in token && token.tokens !== undefined) return plainText(token.tokens);
      if (token.type === "br") return " ";
      return "text" in token ? String(token.text) : token.raw;
    })
    .join("");

/** The given names as far as they reach and differ, then new ones. */
function namesFor(count: number, ids: readonly CellId[]): CellId[] {
  const names = [...new Set(ids)].slice(0, count);
  for (let n = 1; names.length < count; n++) {
    if (!names.includes(`c${n}`)) names.push(`c${n}`);
  }
  return names;
}
