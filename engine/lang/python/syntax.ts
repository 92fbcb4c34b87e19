/**
 * Parses Python, helped over what the parser does not know of the language: such places are spelt
 * otherwise, in as many characters, so that every node stays where the user's text has it.
 */

import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/python";
import { childrenOf } from "./nodes.ts";

/** What stands at an offset instead. */
interface Respelling {
  readonly at: number;
  readonly text: string;
}

/** Something the parser did not expect. */
interface Site {
  readonly error: SyntaxNode;
  readonly parent: SyntaxNode;
  /** Where what it stumbled over starts; the error itself may be empty and stand before a space. */
  readonly at: number;
  readonly text: string;
}

type Rule = (site: Site) => readonly Respelling[];

/** One respelling may lay the next one bare. */
const ROUNDS = 8;

/** A tree without errors for all that Python accepts, as far as we know. */
export function parsePython(text: string): Tree {
  /* A form feed alone on a line is taken for code. */
  let spelling = text.replace(/^\f+$/gm, (gap) => " ".repeat(gap.length));
  for (let round = 0; ; round += 1) {
    const tree = parser.parse(spelling);
    if (round === ROUNDS) return tree;
    const misread = misreadings(tree, text);
    const stumbles = (): Respelling[] =>
      errorsOf(tree).flatMap((error) => respellings(error, spelling));
    const next = spell(spelling, misread.length > 0 ? misread : stumbles());
    if (next === spelling) return tree;
    spelling = next;
  }
}

/** The places where the parser stumbled, in order. */
export function errorsOf(tree: Tree): SyntaxNode[] {
  const errors: SyntaxNode[] = [];
  tree.iterate({
    enter(node) {
      if (node.type.isError) errors.push(node.node);
    },
  });
  return errors;
}

function respellings(error: SyntaxNode, text: string): readonly Respelling[] {
  const { parent } = error;
  if (parent === null) return [];
  const at = error.from + (/^[ \t]*/.exec(text.slice(error.from))?.[0].length ?? 0);
  for (const rule of RULES) {
    const found = rule({ error, parent, at, text });
    if (found.length > 0) return found;
  }
  return [];
}

function spell(text: string, respellings: readonly Respelling[]): string {
  if (respellings.length === 0) return text;
  const signs = text.split("");
  for (const { at, text: instead } of respellings) {
    for (let i = 0; i < instead.length; i += 1) signs[at + i] = instead.charAt(i);
  }
  return signs.join("");
}

const blank = (from: number, to: number): Respelling => ({ at: from, text: " ".repeat(to - from) });

/** What Python 2 would print. Anything else behind `print` goes on with an expression. */
const PRINTED = /^print[ \t]+(?!(?:if|else|or|and|in|is|for|not[ \t]+in)\b)["'\w{`]/;

/** What the parser takes for something else, maybe without stumbling. */
function misreadings(tree: Tree, original: string): Respelling[] {
  const found: Respelling[] = [];
  tree.iterate({
    enter({ name, from, node }) {
      if (name === "PrintStatement" && !PRINTED.test(original.slice(from))) {
        found.push({ at: from, text: "prin_" });
      }
      const number = name === "MemberExpression" ? node.firstChild : null;
      if (number?.name !== "Number") return;
      /* `1.` is a number. In `1. if x else y`, `if` passes for an attribute. */
      if (/^[\d_]+\.$/.test(original.slice(number.from, number.to + 1))) {
        found.push({ at: number.to, text: "0" });
      }
    },
  });
  return found;
}

/** `yield` alone. */
const bareYield: Rule = ({ parent }) =>
  parent.name.startsWith("Yield") ? [{ at: parent.from, text: "False" }] : [];

/** `xs[*a, b]`, `def f(*args: *Ts)`, `for x in *a, b:`. */
const star: Rule = ({ at, text }) => (text[at] === "*" ? [blank(at, at + 1)] : []);

/** `lambda a, /, b: a`, `lambda a,: a`. */
const lambda: Rule = ({ parent, error, at, text }) => {
  if (parent.name !== "ParamList" && parent.name !== "LambdaExpression") return [];
  if (text[at] === "/") return [{ at, text: "_" }];
  const before = text.slice(0, error.from).trimEnd().length - 1;
  return text[at] === ":" && text[before] === "," ? [blank(before, before + 1)] : [];
};

/** `def f[T: A = int, *Ts = *tuple[int]]()`. */
const typeParameter: Rule = ({ parent, error, at, text }) => {
  const parameter = parent.name === "TypeParam" ? parent : error.prevSibling;
  if (parameter?.name !== "TypeParam" || text[at] !== "=") return [];
  const children = childrenOf(parameter);
  const isBound = children.some(({ name }) => name === "TypeDef");
  const stars = children.filter(({ name }) => name.startsWith("*"));
  return [{ at, text: isBound ? "|" : ":" }, ...stars.map(({ from, to }) => blank(from, to))];
};

/** `f"{x:=10}"`: no walrus, but a format that starts with `=`. */
const format: Rule = ({ parent, at, text }) =>
  parent.name === "FormatReplacement" && text.startsWith(":=", at) ? [{ at, text: ": " }] : [];

/** `rf"\{x}"`: a backslash means nothing there. */
const rawFormat: Rule = ({ error, text }) => {
  let string: SyntaxNode | null = error;
  while (string !== null && string.name !== "FormatString") string = string.parent;
  if (string === null || !/^[fF]?[rR]/.test(text.slice(string.from))) return [];
  const inside = text.slice(string.from, string.to);
  return Array.from(inside.matchAll(/\\(?=[{}])/g), ({ index }) => ({
    at: string.from + index,
    text: "_",
  }));
};

/** `t"{x}"` and prefixes in capital letters. */
const prefix: Rule = ({ error, text }) => {
  const [, name = "", quote] =
    /([a-zA-Z]{1,2})(["']?)$/.exec(text.slice(Math.max(0, error.from - 3), error.from + 1)) ?? [];
  const at = error.from - name.length;
  if (!quote || !/^(?:t|rt|tr|br|rb)$/i.test(name)) return [];
  return [{ at, text: name.toLowerCase().replace("t", "f") }];
};

/** `@buttons[0].clicked`, `@(a or b)`: what is decorated does not depend on it. */
const decorator: Rule = ({ parent }) =>
  parent.name === "Decorator" ? [{ at: parent.from, text: "~" }] : [];

/** `with (open(a) as f, open(b) as g):`, over several lines maybe. */
const bracketedWith: Rule = ({ parent, at, text }) => {
  const isBracketed = parent.parent?.name === "WithStatement" && text[parent.from] === "(";
  if (!isBracketed || !/^as\b/.test(text.slice(at))) return [];
  const close = closingOf(parent);
  if (close === null) return [];
  const found = [blank(parent.from, parent.from + 1), blank(close, close + 1)];
  const inside = text.slice(parent.from, close);
  for (const { index, 0: gap } of inside.matchAll(/(?:#.*)?\r?\n/g)) {
    found.push(blank(parent.from + index, parent.from + index + gap.length));
  }
  const last = /,(?:\s|#.*)*$/.exec(inside);
  if (last) found.push(blank(parent.from + last.index, parent.from + last.index + 1));
  return found;
};

/** `with a as (b, c):`, `with a as self.b:`. Whoever reads it looks at the text: see `isAs`. */
const withTarget: Rule = ({ parent, error, at, text }) => {
  if (parent.name !== "WithStatement" || !/[([.]/.test(text.charAt(at))) return [];
  const before = error.prevSibling;
  const as = before?.name === "VariableName" ? before.prevSibling : before;
  return as?.name === "as" ? [{ at: as.from, text: " ," }] : [];
};

/** Whether a node is the `as` before the target of a `with`, which may be spelt as a comma. */
export const isAs = (node: SyntaxNode | undefined, original: string): boolean =>
  node?.name === "as" || (node?.name === "," && original.slice(node.from - 1, node.to) === "as");

/** `except A, b.B, C:`. */
const exceptions: Rule = ({ parent, error, at, text }) => {
  if (parent.name !== "TryStatement") return [];
  const commas = text[at] === "," ? [at] : [];
  for (let node = error.prevSibling; node && node.name !== "except"; node = node.prevSibling) {
    if (node.name === ",") commas.push(node.from);
  }
  return commas.map((comma) => ({ at: comma, text: "|" }));
};

/** `case C():`, `case {}:`, `case []:`. */
const emptyPattern: Rule = ({ error, text }) => {
  let pattern: SyntaxNode | null = error;
  while (pattern && !/^(?:PatternArgList|(?:Sequence|Mapping)Pattern)$/.test(pattern.name)) {
    pattern = pattern.parent;
  }
  if (pattern === null) return [];
  const [all] = /^(?:\(\s*\)|\[\s*\]|\{\s*\})/.exec(text.slice(pattern.from)) ?? [];
  if (all === undefined) return [];
  const isArguments = pattern.name === "PatternArgList";
  const instead = isArguments ? `.${"_".repeat(all.length - 1)}` : "0".repeat(all.length);
  return [{ at: pattern.from, text: instead }];
};

/** `match a, b:`, `match a,:`. */
const subjects: Rule = ({ parent, at, text }) => {
  if (parent.name !== "MatchStatement" || text[at] !== ",") return [];
  return [{ at, text: /^,\s*:/.test(text.slice(at)) ? " " : "|" }];
};

/** `{(n := 1), m := 2}`. */
const walrus: Rule = ({ parent, at, text }) =>
  parent.name === "SetExpression" && text.startsWith(":=", at) ? [{ at, text: "==" }] : [];

const RULES: readonly Rule[] = [
  bareYield,
  star,
  lambda,
  typeParameter,
  format,
  rawFormat,
  prefix,
  decorator,
  bracketedWith,
  withTarget,
  exceptions,
  emptyPattern,
  subjects,
  walrus,
];

/** Where the bracket that a node starts with is closed, in whatever way the tree is broken. */
function closingOf(node: SyntaxNode): number | null {
  const cursor = node.cursor();
  let depth = 0;
  do {
    if (cursor.name === "(") depth += 1;
    if (cursor.name === ")") depth -= 1;
    if (cursor.name === ")" && depth === 0) return cursor.from;
  } while (cursor.next());
  return null;
}
