/**
 * Faults in the text of a cell, as far as they can be told without Python. The parser here is not
 * Python's own, so what it finds is shown and refuses nothing: when the cell runs, Python decides.
 */

import type { SyntaxNode, Tree } from "@lezer/common";
import type { CellId, Diagnostic } from "../../model/notebook.ts";
import { childrenOf } from "./nodes.ts";
import { findSlip, type Fault } from "./slips.ts";

const PAIRS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

const PRINT = "PrintStatement";

/** The first fault of a cell; none if it looks right. */
export function faultsOf(cell: CellId, text: string, tree: Tree): Diagnostic[] {
  const fault = findFault(text, tree);
  if (fault === null) return [];
  const { type, message, at, end } = fault;
  const from = placeOf(text, at);
  const to = placeOf(text, Math.max(end, at + 1));
  return [
    {
      cell,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      severity: "error",
      type,
      message,
    },
  ];
}

function findFault(text: string, tree: Tree): Fault | null {
  const slip = findSlip(tree, text);
  const error = firstError(tree);
  if (error === null || (slip !== null && slip.at <= error.from)) return slip;
  if (error.name === PRINT) return printed(error);
  return command(error, text) ?? unbalanced(tree, text) ?? explained(error, text);
}

/** IPython's commands, which people paste along with their code: `%time f()`, `!ls`, `f?`. */
function command(error: SyntaxNode, text: string): Fault | null {
  const at = error.from + text.slice(error.from).search(/\S|$/);
  const found = /^(?:[!%]+\w*|\?+\w*)/.exec(text.slice(at))?.[0];
  const before = text.slice(0, at).trimEnd();
  const startsLine = /^[ \t]*$/.test(text.slice(text.lastIndexOf("\n", at - 1) + 1, at));
  if (!found || !(startsLine || found.startsWith("?") || before.endsWith("="))) return null;
  const message = `'${found}' is a command of IPython, not Python. Cells here take Python alone.`;
  return { at, end: at + found.length, type: "SyntaxError", message };
}

function firstError(tree: Tree): SyntaxNode | null {
  let found: SyntaxNode | null = null;
  tree.iterate({
    enter(node) {
      /* The parser takes Python 2 as well. */
      if (found === null && (node.type.isError || node.name === PRINT)) found = node.node;
      return found === null;
    },
  });
  return found;
}

/** A bracket that nothing closes, or that closes nothing. */
function unbalanced(tree: Tree, text: string): Fault | null {
  const open: { sign: string; at: number }[] = [];
  let fault: Fault | null = null;
  tree.iterate({
    enter({ name, from, to, node }) {
      /* A field of an f-string may be broken in many ways. */
      if (name === "{" && node.parent?.name === "FormatReplacement") return;
      if (name === "}" && node.parent?.name === "FormatReplacement") return;
      if (fault !== null || to !== from + 1 || text[from] !== name) return;
      if (name in PAIRS) open.push({ sign: name, at: from });
      else if (Object.values(PAIRS).includes(name)) {
        const last = open.pop();
        if (last !== undefined && PAIRS[last.sign] === name) return;
        fault = syntax(from, last ? mismatch(name, last.sign) : `unmatched '${name}'`);
      }
    },
  });
  const left = open.at(-1);
  return fault ?? (left ? syntax(left.at, `'${left.sign}' was never closed`) : null);
}

const mismatch = (closing: string, opening: string): string =>
  `closing parenthesis '${closing}' does not match opening parenthesis '${opening}'`;

const syntax = (at: number, message: string, type = "SyntaxError"): Fault => ({
  at,
  end: at + 1,
  type,
  message,
});

function explained(error: SyntaxNode, text: string): Fault {
  const { parent } = error;
  if (parent?.name === "Body" && !childrenOf(parent).some(isStatement)) {
    return syntax(parent.from, "expected an indented block", "IndentationError");
  }
  const at = error.from === error.to ? endBefore(error, text) : error.from;
  const next = error.from + (/^[ \t]*/.exec(text.slice(error.from))?.[0].length ?? 0);
  if (parent && /^(?:If|While)Statement$/.test(parent.name) && text[next] === "=") {
    return syntax(next, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  }
  if (parent?.name === "FormatReplacement") {
    const what = text[next] === "}" ? "valid expression required before" : "expecting";
    return syntax(next, `f-string: ${what} '}'`);
  }
  const line = lineAt(text, at);
  const isAtEnd = /^\s*(?:#.*)?(?:\n|$)/.test(text.slice(next));
  if (isAtEnd && HEADER.test(line) && !/[:,]\s*(?:#.*)?$/.test(line)) {
    return syntax(at, "expected ':'");
  }
  return syntax(at, "invalid syntax");
}

/** Where nothing stands, the fault is behind what stands before. */
function endBefore(error: SyntaxNode, text: string): number {
  const isPassed = ({ name, type }: SyntaxNode): boolean => name === "Comment" || type.isError;
  let before = error.prevSibling ?? error.parent?.prevSibling ?? null;
  while (before && isPassed(before)) before = before.prevSibling;
  const end = before?.to ?? text.slice(0, error.from).trimEnd().length;
  return Math.max(0, end - 1);
}

/** A line that opens a block, and says of what. */
const HEADER =
  /^\s*(?:(?:else|try|finally)\s*$|except\b|(?:async\s+)?(?:if|elif|for|while|with|def|class|match|case)\s+\S)/;

const isStatement = ({ name, type }: SyntaxNode): boolean => name !== ":" && !type.isError;

const printed = ({ from }: SyntaxNode): Fault => ({
  at: from,
  end: from + "print".length,
  type: "SyntaxError",
  message: "Missing parentheses in call to 'print'. Did you mean print(...)?",
});

function lineAt(text: string, at: number): string {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const end = text.indexOf("\n", start);
  return text.slice(start, end < 0 ? text.length : end);
}

/** Counted from 1. */
function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  return { line: before.split("\n").length, column: at - (before.lastIndexOf("\n") + 1) + 1 };
}
