/**
 * Reads a Markdown document as cells, and writes them back byte for byte. A fenced block of
 * TypeScript or Python at the top level is a code cell; everything else is prose. The document is
 * read by the library that also renders the prose, so what shows as code in a list is no cell.
 */

import type { Token } from "marked";
import type { Cell, CellId, LanguageId, Notebook } from "../model/notebook.ts";
import { BoundedLexer, MOST_TITLE } from "./bounded.ts";
import { linesOf, partBlankEnds, withoutEnd, withPlainEnds } from "./lines.ts";

export const BYTE_ORDER_MARK = "\uFEFF";

/** First words behind a fence that make it a cell. */
const LANGUAGES: ReadonlyMap<string, LanguageId> = new Map([
  ["ts", "typescript"],
  ["typescript", "typescript"],
  ["py", "python"],
  ["python", "python"],
]);

/** @param ids  names for the cells, in order, as they were when the document was last open */
export function parseNotebook(id: string, text: string, ids: readonly CellId[] = []): Notebook {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
  const blocks = readBlocks(text.slice(mark.length));
  if (mark !== "" && blocks.length === 0) blocks.push({ kind: "prose", text: "", raw: "" });
  const names = namesFor(blocks.length, ids);
  const cells = blocks.map((block, index) => ({
    id: names[index] ?? `c${index + 1}`,
    ...block,
    raw: (index === 0 ? mark : "") + block.raw,
  }));
  return { id, title: findTitle(cells), cells };
}

export function toMarkdown(notebook: Pick<Notebook, "cells">): string {
  return notebook.cells.map((cell) => cell.raw).join("");
}

/** A cell without a name. */
export type Block = Omit<Cell, "id">;

/**
 * The cells of a document without byte order mark. Their raws joined are the document. Blank lines
 * belong to the cell before them.
 */
export function readBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let blank = "";
  const endBlank = () => {
    const last = blocks.at(-1);
    if (last === undefined) return;
    blocks[blocks.length - 1] = { ...last, raw: last.raw + blank };
    blank = "";
  };
  for (const { language, raw } of findStretches(linesOf(text))) {
    const { lead, own, trail } = partBlankEnds(raw);
    if (language === null) {
      blank += lead;
      endBlank();
    }
    if (language === null && own === "") continue;
    const block: Omit<Block, "raw"> =
      language === null
        ? { kind: "prose", text: withPlainEnds(own) }
        : { kind: "code", language, text: codeIn(raw) };
    blocks.push({ ...block, raw: blank + (language === null ? own + trail : raw) });
    blank = "";
  }
  if (blank !== "") blocks.push({ kind: "prose", text: "", raw: blank });
  return blocks;
}

/** Some whole lines: a fenced block that is a cell, or what is not. */
interface Stretch {
  readonly language: LanguageId | null;
  readonly raw: string;
}

function findStretches(lines: readonly string[]): Stretch[] {
  const stretches: Stretch[] = [];
  let done = 0;
  let line = 0;
  const takeProse = (end: number) => {
    const raw = lines.slice(done, end).join("");
    if (raw !== "") stretches.push({ language: null, raw });
  };
  for (const token of readTokens(lines.map(withoutEnd).join("\n"))) {
    const language = languageOf(token);
    if (language !== null) {
      takeProse(line);
      done = line + linesOf(token.raw).length;
      stretches.push({ language, raw: lines.slice(line, done).join("") });
    }
    line += token.raw.split("\n").length - 1;
  }
  takeProse(lines.length);
  return stretches;
}

/** Top-level blocks. Their raws joined are the text, whose lines must end in `\n` alone. */
const readTokens = (text: string): Token[] => new BoundedLexer().blockTokens(text, []);

/** A fence's first line. */
export const FENCE = /^(?<indent> {0,3})(?<mark>`{3,}|~{3,})(?<info>[^\r\n]*)/;

function languageOf(token: Token): LanguageId | null {
  const info = token.type === "code" ? FENCE.exec(token.raw)?.groups?.["info"] : undefined;
  const [word = ""] = (info ?? "").trim().split(/\s/);
  return LANGUAGES.get(word.toLowerCase()) ?? null;
}

/** The lines between the fences, without the fence's own indentation. */
function codeIn(raw: string): string {
  const lines = linesOf(raw).map(withoutEnd);
  const { indent = "", mark = "```" } = FENCE.exec(lines[0] ?? "")?.groups ?? {};
  const body = lines.slice(1, isClosed(lines, mark) ? -1 : undefined);
  const margin = new RegExp(`^ {0,${indent.length}}`);
  return body.map((line) => line.replace(margin, "")).join("\n");
}

/** Whether the last line of a fenced block closes it: with as many marks of its kind, or more. */
const isClosed = (lines: readonly string[], mark: string): boolean =>
  lines.length > 1 && new RegExp(`^ {0,3}${mark}${mark.charAt(0)}* *$`).test(lines.at(-1) ?? "");

/** The mark that would close the fenced block at the end of a text, if one is open. */
export function findOpenFence(text: string): string | null {
  const raw = readTokens(text).at(-1)?.raw ?? "";
  const mark = FENCE.exec(raw)?.groups?.["mark"];
  return mark === undefined || isClosed(linesOf(raw).map(withoutEnd), mark) ? null : mark;
}

/** A heading that has words, in a text cell. */
interface HeadingInText {
  /** Where it stands in the cell's text. */
  readonly from: number;
  readonly raw: string;
  readonly depth: number;
  readonly title: string;
}

/** The heading that gives a notebook its title. */
export interface Heading extends HeadingInText {
  readonly cell: CellId;
}

function* eachHeading(prose: string): Generator<HeadingInText> {
  let from = 0;
  for (const token of readTokens(prose)) {
    if (token.type === "heading" && "text" in token) {
      const title = plainText(readInline(String(token.text).slice(0, MOST_TITLE))).trim();
      const depth = Number("depth" in token ? token.depth : 1);
      if (title !== "") yield { from, raw: token.raw, depth, title };
    }
    from += token.raw.length;
  }
}

/** The first heading that has words; null: there is none. */
export function findHeading(cells: readonly Cell[]): Heading | null {
  for (const { id, kind, text } of cells) {
    if (kind !== "prose") continue;
    for (const heading of eachHeading(text)) return { cell: id, ...heading };
  }
  return null;
}

/** The words of the headings of a text cell, in order; those without words left out. */
export const headingsIn = (prose: string): string[] =>
  Array.from(eachHeading(prose), ({ title }) => title);

/** What a notebook without a heading is called. */
const UNTITLED = "Untitled";

/** The words of the first heading. */
export const findTitle = (cells: readonly Cell[]): string => findHeading(cells)?.title ?? UNTITLED;

const readInline = (text: string): Token[] => new BoundedLexer().inlineTokens(text, []);

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
