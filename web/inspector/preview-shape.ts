/** What form a prepared value is shown in: as a leaf, a tree or a table. */

import type { PreviewNode } from "../../engine/sandbox/protocol.ts";

export interface PreviewTable {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly PreviewNode[] }[];
}

const MOST_COLUMNS = 30;

const isList = ({ type }: PreviewNode): boolean => type.startsWith("Array(");
/** Types with a count are collections: `Array(3)`, `Map(2)`. */
const isRecord = ({ type, entries, more }: PreviewNode): boolean =>
  entries !== undefined && entries.length > 0 && more === undefined && !type.endsWith(")");

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
  return { columns, rows };
}

/** One line for a value inside another: strings are quoted. */
export const nestedText = ({ type, text }: PreviewNode): string =>
  type === "string" ? JSON.stringify(text) : text;

const NUMBERS = new Set(["number", "bigint", "int", "float"]);
export const isNumber = ({ type }: PreviewNode): boolean => NUMBERS.has(type);
