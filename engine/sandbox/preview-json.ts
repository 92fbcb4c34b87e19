/** Prepares what JSON says of a Python value for looking at, as a Python worker would. */

import { repr } from "../flow/repr.ts";
import { MAX_DEPTH, MAX_KEY, MAX_LINE, MAX_NODES, MAX_TEXT, MAX_WIDTH } from "./preview.ts";
import type { PreviewNode } from "./protocol.ts";

/** JSON read with its texts and numbers marked, `"sab"` and `"n1.0"`: 1 and 1.0 are not one to Python. */
type Marked = null | boolean | string | readonly Marked[] | { readonly [key: string]: Marked };

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

interface Budget {
  nodes: number;
}

/** The value as a tree, of the same bounds as `previewOf`. */
export function previewJson(json: string): PreviewNode {
  return nodeOf(readMarked(json), { nodes: MAX_NODES }, 0);
}

/** Each item of a list, or character of a text, in one line; null: the value is neither. */
export function jsonItemLines(json: string): string[] | null {
  const value = readMarked(json);
  if (Array.isArray(value)) return value.map(lineOf);
  if (typeof value !== "string" || !value.startsWith("s")) return null;
  return Array.from(value.slice(1), (character) => repr(character));
}

function readMarked(json: string): Marked {
  const marked = json.replaceAll(TOKEN, (token) =>
    token.startsWith('"') ? `"s${token.slice(1)}` : `"n${token}"`,
  );
  return JSON.parse(marked) as Marked;
}

function nodeOf(value: Marked, budget: Budget, depth: number): PreviewNode {
  budget.nodes--;
  if (typeof value === "string") return textNode(value);
  const text = lineOf(value);
  if (value === null) return { type: "NoneType", text };
  if (typeof value === "boolean") return { type: "bool", text };
  const [name, parts] = Array.isArray(value)
    ? ["list", value.map((each: Marked, index) => [String(index), each] as const)]
    : ["dict", Object.entries(value).map(([key, each]) => [lineOf(key), each] as const)];
  if (parts.length === 0) return { type: name, text };
  const type = `${name}(${parts.length})`;
  if (depth >= MAX_DEPTH || budget.nodes <= 0) return { type, text, more: parts.length };
  const entries: { key: string; node: PreviewNode }[] = [];
  for (const [key, part] of parts) {
    if (entries.length >= MAX_WIDTH || budget.nodes <= 0) break;
    entries.push({ key: key.slice(0, MAX_KEY), node: nodeOf(part, budget, depth + 1) });
  }
  const more = parts.length - entries.length;
  return more > 0 ? { type, text, entries, more } : { type, text, entries };
}

function textNode(marked: string): PreviewNode {
  const text = marked.slice(1);
  if (marked.startsWith("n")) return { type: /[.eE]/.test(text) ? "float" : "int", text };
  return { type: "str", text: text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…` };
}

function lineOf(value: Marked): string {
  const line = write(value, MAX_LINE);
  return line.length <= MAX_LINE ? line : `${line.slice(0, MAX_LINE - 1)}…`;
}

/** As Python's `repr` has it; ends soon after so many characters. */
function write(value: Marked, left: number): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") {
    return value.startsWith("n") ? value.slice(1) : repr(value.slice(1, MAX_LINE + 2));
  }
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const parts: string[] = [];
  let length = 0;
  for (const [key, part] of Object.entries(value)) {
    const name = Array.isArray(value) ? "" : `${write(key, left)}: `;
    const text = name + write(part, left - length);
    parts.push(text);
    length += text.length + 2;
    if (length > left) break;
  }
  return `${open}${parts.join(", ")}${close}`;
}
