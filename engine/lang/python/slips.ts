/** Faults that the parser takes no notice of: it reads on as if they were not there. */

import type { SyntaxNode, Tree } from "@lezer/common";
import { childrenOf } from "./nodes.ts";

export interface Fault {
  readonly at: number;
  readonly end: number;
  readonly type: string;
  readonly message: string;
}

type Check = (node: SyntaxNode, text: string) => Fault | null;

/** The first of them. */
export function findSlip(tree: Tree, text: string): Fault | null {
  let found: Fault | null = null;
  tree.iterate({
    enter({ name, node }) {
      found ??= CHECKS[name]?.(node, text) ?? null;
      return found === null;
    },
  });
  return found;
}

const CHECKS: Readonly<Record<string, Check>> = {
  String: checkString,
  FormatString: checkString,
  Script: checkIndents,
  Body: checkIndents,
  TryStatement: checkTry,
};

/** A string of one line ends with it, closed or not. */
function checkString({ from, to }: SyntaxNode, text: string): Fault | null {
  const spelt = text.slice(from, to);
  const quote = /^[a-z]*('''|"""|'|")/i.exec(spelt)?.[1];
  if (quote === undefined) return null;
  const start = from + spelt.indexOf(quote);
  const isEmpty = to - start < 2 * quote.length;
  const isClosed = !isEmpty && spelt.endsWith(quote) && !/(?<!\\)(?:\\\\)*\\.$/s.test(spelt);
  if (isClosed) return null;
  const kind = quote.length > 1 ? "triple-quoted string" : "string";
  const message = `unterminated ${kind} literal`;
  return { at: from, end: start + quote.length, type: "SyntaxError", message };
}

/** Statements of one block start in one column. */
function checkIndents(block: SyntaxNode, text: string): Fault | null {
  let expected = block.name === "Script" ? 0 : null;
  for (const statement of childrenOf(block)) {
    const indent = indentOf(statement, text);
    if (indent === null || statement.type.isError) continue;
    expected ??= indent.width;
    if (indent.width === expected) continue;
    const isDeeper = indent.width > expected && !endsInBlock(statement.prevSibling, text);
    const message = isDeeper
      ? "unexpected indent"
      : "unindent does not match any outer indentation level";
    const { from } = statement;
    return { at: from, end: from + 1, type: "IndentationError", message };
  }
  return null;
}

function endsInBlock(statement: SyntaxNode | null, text: string): boolean {
  const body = statement?.getChildren("Body").at(-1);
  return body !== undefined && text.slice(body.from, body.to).trimEnd().includes("\n");
}

/** Null: something else stands before it on its line, or the line goes on from the one before. */
function indentOf({ from }: SyntaxNode, text: string): { readonly width: number } | null {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const before = text.slice(start, from);
  if (/[^ \t\f]/.test(before) || /\\\r?\n$/.test(text.slice(0, start))) return null;
  let width = 0;
  for (const sign of before) {
    if (sign === "\t") width += 8 - (width % 8);
    else width = sign === "\f" ? 0 : width + 1;
  }
  return { width };
}

function checkTry(node: SyntaxNode): Fault | null {
  const [word] = childrenOf(node);
  const isWhole = node.getChild("except") !== null || node.getChild("finally") !== null;
  if (isWhole || word === undefined) return null;
  const message = "expected 'except' or 'finally' block";
  return { at: word.from, end: word.to, type: "SyntaxError", message };
}
