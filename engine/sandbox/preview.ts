/** Prepares values for looking at: bounded, and without running any getter or toString of theirs. */

import type { PreviewNode } from "./protocol.ts";

export const MAX_DEPTH = 6;
export const MAX_WIDTH = 100;
export const MAX_NODES = 2000;
export const MAX_TEXT = 10_000;
export const MAX_LINE = 200;
export const MAX_KEY = 200;

/** Names what a program's own objects are, such as a task: type and text; null for everything else. */
export type Namer = (value: object) => { readonly type: string; readonly text: string } | null;

interface Budget {
  nodes: number;
  readonly above: Set<object>;
  readonly namer: Namer;
}

/** The value as a tree: at most 6 levels, 100 entries a level and 2,000 nodes in all. */
export function previewOf(value: unknown, namer: Namer = () => null): PreviewNode {
  return nodeOf(value, { nodes: MAX_NODES, above: new Set(), namer }, 0);
}

/** The value in one line of at most 200 characters. */
export function previewLine(value: unknown, namer: Namer = () => null): string {
  const line = lineOf(value, { depth: 0, namer });
  return line.length <= MAX_LINE ? line : `${line.slice(0, MAX_LINE - 1)}…`;
}

function nodeOf(value: unknown, budget: Budget, depth: number): PreviewNode {
  budget.nodes--;
  if (typeof value === "string") {
    const text = value.length <= MAX_TEXT ? value : `${value.slice(0, MAX_TEXT)}…`;
    return { type: "string", text };
  }
  if ((typeof value !== "object" && typeof value !== "function") || value === null) {
    return { type: value === null ? "null" : typeof value, text: leafText(value) };
  }
  try {
    return objectNode(value, budget, depth);
  } catch {
    /* Only a proxy of the user's can make reading fail; that it did is all there is to show. */
    return { type: "Proxy", text: "(cannot be looked into)" };
  }
}

function objectNode(value: object, budget: Budget, depth: number): PreviewNode {
  const named = budget.namer(value);
  if (named !== null) return named;
  const type = typeName(value);
  const text = clip(lineOf(value, { depth: 0, namer: budget.namer }));
  if (typeof value === "function" || budget.above.has(value)) {
    return { type, text: budget.above.has(value) ? "(circular)" : text };
  }
  const all = entryCount(value);
  if (all === 0 || depth >= MAX_DEPTH || budget.nodes <= 0) {
    return all === 0 ? { type, text } : { type, text, more: all };
  }
  budget.above.add(value);
  const entries: { key: string; node: PreviewNode }[] = [];
  for (const [key, held] of entriesOf(value)) {
    if (entries.length >= MAX_WIDTH || budget.nodes <= 0) break;
    entries.push({ key: key.slice(0, MAX_KEY), node: nodeOf(held, budget, depth + 1) });
  }
  budget.above.delete(value);
  return all > entries.length
    ? { type, text, entries, more: all - entries.length }
    : { type, text, entries };
}

/** Stands for a value behind a getter, which is not run. */
class Unread {
  readonly text = "(getter)";
}

function* entriesOf(value: object): Generator<[string, unknown]> {
  if (value instanceof Map) {
    for (const [key, held] of mapEntries(value)) yield [lineOf(key, INNER), held];
  } else if (value instanceof Set) {
    let index = 0;
    for (const held of setValues(value)) yield [String(index++), held];
  } else if (isList(value)) {
    for (let index = 0; index < value.length; index++) yield [String(index), fieldOf(value, index)];
  } else {
    if (value instanceof Error) yield* errorEntries(value);
    for (const key of Object.keys(value)) yield [key, fieldOf(value, key)];
  }
}

function* errorEntries(error: Error): Generator<[string, unknown]> {
  for (const key of ["stack", "cause"]) {
    if (Object.hasOwn(error, key) && !Object.keys(error).includes(key)) {
      yield [key, fieldOf(error, key)];
    }
  }
}

const mapEntries = (map: Map<unknown, unknown>) => Map.prototype.entries.call(map);
const setValues = (set: Set<unknown>) => Set.prototype.values.call(set);

/** An own field without running a getter. */
function fieldOf(value: object, key: string | number): unknown {
  const field = Reflect.getOwnPropertyDescriptor(value, key);
  if (field === undefined) return undefined;
  return "value" in field ? field.value : new Unread();
}

/** What is indexed by 0, 1, 2… */
export const isList = (value: object): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

const sizeGetter = (prototype: object) =>
  Reflect.getOwnPropertyDescriptor(prototype, "size")?.get ?? (() => 0);
const mapSize = sizeGetter(Map.prototype);
const setSize = sizeGetter(Set.prototype);

function entryCount(value: object): number {
  if (value instanceof Map) return Number(mapSize.call(value));
  if (value instanceof Set) return Number(setSize.call(value));
  if (value instanceof Unread || value instanceof Date || value instanceof RegExp) return 0;
  if (isList(value)) return value.length;
  if (value instanceof Error) return [...errorEntries(value)].length + Object.keys(value).length;
  return Object.keys(value).length;
}

/** The class an object says it is of, read without running anything. */
export function className(value: object): string {
  for (
    let prototype: unknown = Object.getPrototypeOf(value);
    typeof prototype === "object" && prototype !== null;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    const constructor = fieldOf(prototype, "constructor");
    if (typeof constructor !== "function") continue;
    const name = fieldOf(constructor, "name");
    if (typeof name === "string" && name !== "") return name.slice(0, MAX_KEY);
  }
  return "Object";
}

function typeName(value: object): string {
  if (typeof value === "function") return "function";
  if (value instanceof Unread) return "getter";
  const name = className(value);
  if (value instanceof Map || value instanceof Set || isList(value)) {
    return `${name}(${entryCount(value)})`;
  }
  return name;
}

interface LineContext {
  readonly depth: number;
  readonly namer: Namer;
}

const INNER: LineContext = { depth: 1, namer: () => null };

/** Entries in one line, and levels. */
const LINE_WIDTH = 20;
const LINE_DEPTH = 3;

function lineOf(value: unknown, context: LineContext): string {
  if (typeof value === "string") return quote(value);
  if ((typeof value !== "object" && typeof value !== "function") || value === null) {
    return leafText(value);
  }
  try {
    return context.namer(value)?.text ?? objectLine(value, context);
  } catch {
    return "(cannot be looked into)";
  }
}

function objectLine(value: object, { depth, namer }: LineContext): string {
  if (typeof value === "function") return functionLine(value);
  if (value instanceof Unread) return value.text;
  if (value instanceof Date) return dateText(value);
  if (value instanceof RegExp) return RegExp.prototype.toString.call(value).slice(0, MAX_LINE);
  if (value instanceof Error) return errorLine(value);
  const name = className(value);
  const prefix = name === "Object" || name === "Array" ? "" : `${typeName(value)} `;
  const [open, close] = isList(value) ? ["[", "]"] : ["{", "}"];
  const count = entryCount(value);
  if (count === 0) return `${prefix}${open}${close}`;
  if (depth >= LINE_DEPTH) return `${prefix}${open}…${close}`;
  const parts: string[] = [];
  let length = 0;
  for (const [key, held] of entriesOf(value)) {
    if (parts.length >= LINE_WIDTH || length > MAX_LINE) break;
    const line = lineOf(held, { depth: depth + 1, namer });
    const part = isList(value) || value instanceof Set ? line : `${key}${arrow(value)}${line}`;
    parts.push(part);
    length += part.length;
  }
  const rest = count > parts.length ? ", …" : "";
  const space = isList(value) ? "" : " ";
  return `${prefix}${open}${space}${parts.join(", ")}${rest}${space}${close}`;
}

const arrow = (value: object): string => (value instanceof Map ? " => " : ": ");

function functionLine(value: object): string {
  const name = fieldOf(value, "name");
  return typeof name === "string" && name !== "" ? `function ${name}` : "function";
}

function dateText(date: Date): string {
  const time = Date.prototype.getTime.call(date);
  return Number.isNaN(time) ? "Invalid Date" : Date.prototype.toISOString.call(date);
}

function errorLine(error: Error): string {
  const message = fieldOf(error, "message");
  const own = fieldOf(error, "name");
  const name = typeof own === "string" ? own : className(error);
  return typeof message === "string" && message !== "" ? `${name}: ${message}` : name;
}

function leafText(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "-0";
  return String(value);
}

const quote = (text: string): string =>
  JSON.stringify(text.length <= MAX_LINE ? text : `${text.slice(0, MAX_LINE)}…`);

const clip = (line: string): string =>
  line.length <= MAX_LINE ? line : `${line.slice(0, MAX_LINE - 1)}…`;
