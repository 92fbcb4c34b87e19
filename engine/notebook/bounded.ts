/**
 * Markdown from anybody, read within bounds. The library recurses into what is nested and compares
 * some letters with all that follow: a link of fifty letters could say what it never ends with.
 * Beyond the bounds a text is not read but shown as it is. Pure.
 */

import { Lexer, Parser, type Token, type TokensList } from "marked";
import type { Cell, CellId } from "../model/notebook.ts";

/** Lists, quotes and emphasis within one another; a person writes four or five. */
const MOST_DEPTH = 16;
/** Of `workOf`, some ten nanoseconds each. */
const MOST_WORK_CELL = 40_000_000;
const MOST_WORK_NOTEBOOK = 150_000_000;
/** A longer line overflows the stack of regular expressions. */
export const MOST_LINE = 1_000_000;
/** What a line costs, whatever is in it. */
const WORK_LINE = 400;
/** A document of more is not read. */
export const MOST_LINES = MOST_WORK_CELL / WORK_LINE;
/** Letters of a heading that are read as a title. */
export const MOST_TITLE = 500;

/** Reads what is nested deeper than anybody writes as plain text. */
export class BoundedLexer extends Lexer {
  /** Whether something was left as it is. */
  isCut = false;
  #depth = 0;

  override blockTokens(src: string, tokens?: Token[], isClipped?: boolean): Token[];
  override blockTokens(src: string, tokens?: TokensList, isClipped?: boolean): TokensList;
  override blockTokens(src: string, tokens: Token[] = [], isClipped?: boolean): Token[] {
    return this.#within(tokens, {
      isMuch: this.#depth === 0 && blockWorkOf(src) > MOST_WORK_CELL,
      plain: { type: this.#depth === 0 ? "paragraph" : "code", raw: src, text: src, tokens: [] },
      read: () => super.blockTokens(src, tokens, isClipped),
    });
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    return this.#within(tokens, {
      isMuch: false,
      plain: { type: "text", raw: src, text: src, escaped: false },
      read: () => super.inlineTokens(src, tokens),
    });
  }

  #within(tokens: Token[], { isMuch, plain, read }: Reading): Token[] {
    if (isMuch || this.#depth >= MOST_DEPTH) {
      this.isCut = true;
      tokens.push(plain);
      return tokens;
    }
    this.#depth++;
    try {
      return read();
    } finally {
      this.#depth--;
    }
  }
}

interface Reading {
  readonly isMuch: boolean;
  /** What stands for it where it is not read. */
  readonly plain: Token;
  readonly read: () => Token[];
}

export interface Rendered {
  readonly html: string;
  /** Part of it, or all, is not read as Markdown but stands there as it is. */
  readonly isCut: boolean;
}

/**
 * A text as HTML, which still has to be made safe.
 * @param isPlain  it is to stand there as it is
 */
export function renderMarkdown(text: string, isPlain = false): Rendered {
  if (isPlain || workOf(text) > MOST_WORK_CELL) {
    return { html: new Parser().parse([{ type: "code", raw: text, text }]), isCut: true };
  }
  const lexer = new BoundedLexer();
  const html = new Parser().parse(lexer.lex(text));
  return { html, isCut: lexer.isCut };
}

/** Of each text, as long as somebody has it: cells are the same objects while nothing changes them. */
const works = new WeakMap<Cell, number>();

/** The text cells that are too much for one page, all before them counted. */
export function plainCells(cells: readonly Cell[]): ReadonlySet<CellId> {
  const plain = new Set<CellId>();
  let sum = 0;
  for (const cell of cells) {
    if (cell.kind !== "prose") continue;
    const work = works.get(cell) ?? workOf(cell.text);
    works.set(cell, work);
    if (sum + work > MOST_WORK_NOTEBOOK) plain.add(cell.id);
    else sum += work;
  }
  return plain;
}

/** An image that stands in the text is stepped over in one go. */
const IMAGE = /(?<!\\)!\[[^[\]\\`<]{0,200}\]\(data:image\/[a-z+]+;base64,[\w+/=]+\)/g;
const MARK = /[*_~`[\]<!]/g;
/** Marks have their other half within a paragraph, an item, a row. */
const BETWEEN = /\n(?=[ \t>]*(?:\n|[-*+|#]|\d{1,9}[.)]))/;
const TAG = /<[a-z!]/gi;

/**
 * What reading a text may cost: each letter of a word looks for an "@" in the rest of it, each mark
 * for its other half in the rest of the paragraph, and HTML's open tags are opened again in each
 * paragraph.
 */
function workOf(text: string): number {
  let work = blockWorkOf(text) + 50 * count(text, TAG) ** 2;
  for (const paragraph of text.replace(IMAGE, "").split(BETWEEN)) {
    work += paragraph.length * (1 + count(paragraph, MARK));
    for (const word of paragraph.split(/\s+/)) work += word.length ** 2;
  }
  return work;
}

const ITEM = /(?<=^|[\s>])(?:[-*+]|\d{1,9}[.)])(?=\s|$)/gm;
const INDENTED_ITEM = /^[ \t>]{20,}(?=(?:[-*+]|\d{1,9}[.)])(?:\s|$))/gm;

/**
 * What it may cost to part a text into its blocks: lines, items of lists, above all those far within
 * others.
 */
function blockWorkOf(text: string): number {
  let work = 2000 * count(text, ITEM);
  for (const indent of text.match(INDENTED_ITEM) ?? []) work += indent.length ** 2;
  for (const line of text.split("\n")) work += WORK_LINE + (line.length > MOST_LINE ? Infinity : 0);
  return work;
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
