/** Where in a Python text a cursor stands: found by its signs alone, for half-typed code does not parse. */

import { maskText, type Masked } from "./mask.ts";

export interface OpenCall {
  /** The expression called. */
  readonly callee: string;
  /** Which argument the cursor is in, from 0. */
  readonly argument: number;
  /** The keyword of the argument the cursor is in, if it has one by now. */
  readonly keyword: string | null;
  /** Keywords given in the call, before or after the cursor. */
  readonly keywords: readonly string[];
  /** The argument has nothing but a beginning of a word yet. */
  readonly isFresh: boolean;
}

export interface Cursor {
  readonly place: "code" | "string" | "comment";
  /** The statement (of several lines, maybe) from its indentation up to the cursor, strings masked. */
  readonly before: string;
  /** What of a word stands before the cursor. */
  readonly word: string;
  /** The expression before the dot before the word. */
  readonly object: string | null;
  /** The innermost bracket open here, if it is a call's. */
  readonly call: OpenCall | null;
  /** The statement's stretch of the text. */
  readonly from: number;
  readonly to: number;
}

interface Bracket {
  readonly char: string;
  readonly at: number;
}

/** Begins a statement wherever it stands first in a line, even if a bracket above was left open. */
const STARTS = /^[ \t]*(?:@|(?:async|def|class|with|import|from|return|while|try)\b)/;

export function readCursor(text: string, offset: number): Cursor {
  const masked = maskText(text);
  const { from, open } = readStatement(masked.text, offset);
  const word = /\w*$/.exec(masked.text.slice(from, offset))?.[0] ?? "";
  const beforeWord = masked.text.slice(0, offset - word.length).trimEnd();
  const hasDot = beforeWord.endsWith(".") && beforeWord.length > from;
  const end = hasDot ? beforeWord.slice(0, -1).trimEnd().length : beforeWord.length;
  const start = hasDot ? chainStart(masked.text, end) : end;
  const bracket = open.at(-1);
  return {
    place: placeAt(masked, offset),
    before: masked.text.slice(from, offset),
    word,
    object: hasDot && start < end ? text.slice(start, end).trim() : null,
    call: bracket ? readCall(text, masked.text, { bracket, offset }) : null,
    from: from + indentOf(masked.text, from),
    to: statementEnd(masked.text, offset, {
      depth: open.length,
      indent: indentOf(masked.text, from),
    }),
  };
}

/**
 * The expression that ends with the word at the offset: of `flow.run(x)` at `run`, `flow.run`; null
 * in strings, comments and where there is no word.
 */
export function expressionAt(
  text: string,
  offset: number,
): { readonly text: string; readonly word: string; readonly from: number } | null {
  const masked = maskText(text);
  if (placeAt(masked, offset) !== "code") return null;
  const left = /\w*$/.exec(masked.text.slice(0, offset))?.[0] ?? "";
  const right = /^\w*/.exec(masked.text.slice(offset))?.[0] ?? "";
  const word = left + right;
  if (!/^[A-Za-z_]/.test(word)) return null;
  const from = offset - left.length;
  const end = offset + right.length;
  return { text: text.slice(chainStart(masked.text, end), end), word, from };
}

function placeAt({ stretches }: Masked, offset: number): Cursor["place"] {
  for (const { kind, from, to, isOpen } of stretches) {
    if (offset > from && (offset < to || (offset === to && isOpen))) return kind;
  }
  return "code";
}

/** Where the statement at the offset begins (its line's start), and which brackets are open. */
function readStatement(masked: string, offset: number): { from: number; open: Bracket[] } {
  let from = 0;
  let open: Bracket[] = [];
  for (let at = 0; at < offset; at++) {
    const char = masked[at] ?? "";
    if ("([{".includes(char)) open.push({ char, at });
    else if (")]}".includes(char)) open.pop();
    else if (char === "\n" && masked[at - 1] !== "\\") {
      const isNew =
        open.length > 0 &&
        STARTS.test(masked.slice(at + 1)) &&
        indentOf(masked, at + 1) <= indentOf(masked, from);
      if (isNew) open = [];
      if (open.length === 0) from = at + 1;
    } else if (char === ";" && open.length === 0) from = at + 1;
  }
  return { from, open };
}

const indentOf = (masked: string, from: number): number =>
  /^[ \t]*/.exec(masked.slice(from))?.[0].length ?? 0;

/** The end of the statement: of its last line, or of the cursor's if a bracket is never closed. */
function statementEnd(
  masked: string,
  offset: number,
  { depth, indent }: { depth: number; indent: number },
): number {
  const lineEnd = endOfLine(masked, offset);
  let open = depth;
  for (let at = offset; at < masked.length; at++) {
    const char = masked[at] ?? "";
    if ("([{".includes(char)) open++;
    else if (")]}".includes(char)) open--;
    else if (char === "\n") {
      if (open <= 0) return at;
      const line = masked.slice(at + 1, endOfLine(masked, at + 1));
      const isOutside = indentOf(line, 0) <= indent && /^\s*[^\s)\]}]/.test(line);
      if (isOutside) return lineEnd;
    }
  }
  return open <= 0 ? masked.length : lineEnd;
}

function endOfLine(masked: string, from: number): number {
  const end = masked.indexOf("\n", from);
  return end < 0 ? masked.length : end;
}

const OPENER: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** Where the chain of names, calls and subscripts that ends at `end` begins; `end` if there is none. */
function chainStart(masked: string, end: number): number {
  let at = end;
  for (;;) {
    const before = primaryStart(masked, at);
    if (before === at) return at === end ? end : at;
    at = before;
    const dot = /\.\s*$/.exec(masked.slice(0, at).trimEnd());
    if (!dot) return at;
    const afterDot = masked.slice(0, at).trimEnd().length - 1;
    const next = masked.slice(0, afterDot).trimEnd().length;
    if (primaryStart(masked, next) === next) return at;
    at = next;
  }
}

/** One name, literal or bracket, with the calls and subscripts after it. */
function primaryStart(masked: string, end: number): number {
  let at = end;
  for (;;) {
    const char = masked[at - 1] ?? "";
    if (")]}".includes(char) && char !== "") {
      const opener = openerOf(masked, at - 1);
      if (opener < 0) return end;
      at = opener;
      /* `f(x)`, `f(x)[0]`: what is called or subscripted goes with it; `(x)` stands alone. */
      if (!/[\w)\]"]/.test(masked[at - 1] ?? "")) return at;
      continue;
    }
    if (char === '"') return at - (/"+$/.exec(masked.slice(0, at))?.[0].length ?? 0);
    return at - (/\w*$/.exec(masked.slice(0, at))?.[0].length ?? 0);
  }
}

function openerOf(masked: string, closer: number): number {
  const stack: string[] = [];
  for (let at = closer; at >= 0; at--) {
    const char = masked[at] ?? "";
    const opener = OPENER[char];
    if (opener) stack.push(opener);
    else if ("([{".includes(char) && stack.pop() !== char) return -1;
    if (stack.length === 0) return at;
  }
  return -1;
}

function readCall(
  text: string,
  masked: string,
  { bracket, offset }: { bracket: Bracket; offset: number },
): OpenCall | null {
  const start = bracket.char === "(" ? chainStart(masked, bracket.at) : bracket.at;
  if (start === bracket.at) return null;
  const callee = text.slice(start, bracket.at);
  const head = masked.slice(0, start);
  if (KEYWORDS_BEFORE_PARENTHESES.test(callee) || /\b(def|class)\s+$/.test(head)) return null;
  const before = topLevel(masked.slice(bracket.at + 1, offset));
  const given = before.split(",");
  const current = given.at(-1) ?? "";
  const after = topLevel(masked.slice(offset)).split(/[)\]}]/)[0] ?? "";
  const keywords = [...`,${before}${after}`.matchAll(/,\s*(\w+)\s*=(?!=)/g)].map(
    ([, name]) => name ?? "",
  );
  return {
    callee,
    argument: given.length - 1,
    keyword: /^\s*(\w+)\s*=(?!=)/.exec(current)?.[1] ?? null,
    keywords,
    isFresh: /^\s*\w*$/.test(current),
  };
}

const KEYWORDS_BEFORE_PARENTHESES =
  /^(and|assert|await|elif|except|for|if|in|is|lambda|not|or|return|while|with|yield)$/;

/** The text with the insides of its brackets blanked; the last, unmatched closer stays. */
function topLevel(masked: string): string {
  let depth = 0;
  let result = "";
  for (const char of masked) {
    const isCloser = ")]}".includes(char);
    if (isCloser && depth > 0) depth--;
    else if (isCloser && depth === 0) return result + char;
    result += depth === 0 && !"([{".includes(char) ? char : " ";
    if ("([{".includes(char)) depth++;
  }
  return result;
}
