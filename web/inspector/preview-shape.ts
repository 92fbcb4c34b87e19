/** What form a prepared value is shown in: as a leaf, a tree or a table. */

import type { PreviewNode } from "../../engine/sandbox/protocol.ts";

export interface PreviewTable {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly PreviewNode[] }[];
}

const MOST_COLUMNS = 30;

const isList = ({ type }: PreviewNode): boolean => /^(?:Array|list|tuple)\(/.test(type);
const isDict = ({ type }: PreviewNode): boolean => type.startsWith("dict(");
/** Types with a count are collections: `Array(3)`, `Map(2)`. Python has its records in dictionaries. */
const isRecord = (node: PreviewNode): boolean =>
  node.entries !== undefined &&
  node.entries.length > 0 &&
  node.more === undefined &&
  (isDict(node) || !node.type.endsWith(")"));

/** The table that a list of at least two records with the same keys makes; else null. */
export function tableOf(node: PreviewNode): PreviewTable | null {
  const { entries } = node;
  if (!isList(node) || entries === undefined || entries.length < 2) return null;
  const columns = entries[0]?.node.entries?.map(({ key }) => key) ?? [];
  if (columns.length === 0 || columns.length > MOST_COLUMNS) return null;
  const rows: PreviewTable["rows"][number][] = [];
  for (const { key, node: record } of entries) {
    if (!isRecord(record) || record.entries?.length !== columns.length) return null;
    const held = new Map(record.entries.map((entry) => [entry.key, entry.node]));
    const cells = columns.map((column) => held.get(column)).filter((cell) => cell !== undefined);
    if (cells.length !== columns.length) return null;
    rows.push({ key, cells });
  }
  return { columns: columns.map(withoutQuotes), rows };
}

/** Keys of a dictionary are written as Python has them; the head of a table is plainer. */
const withoutQuotes = (column: string): string => column.replace(/^(['"])(.*)\1$/s, "$2");

/** One line for a value inside another: text is quoted. */
export function nestedText({ type, text }: PreviewNode): string {
  if (type === "string") return JSON.stringify(text);
  return type === "str" ? pythonText(text) : text;
}

/** As Python's `repr` has it: in single quotes, unless there are only such in it. */
function pythonText(text: string): string {
  const json = JSON.stringify(text);
  if (text.includes("'") && !text.includes('"')) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** Text of more than one line, which is shown as it is. */
export const isLongText = ({ type, text }: PreviewNode): boolean =>
  (type === "string" || type === "str") && text.includes("\n");

const NUMBERS = new Set(["number", "bigint", "int", "float"]);
export const isNumber = ({ type }: PreviewNode): boolean => NUMBERS.has(type);
