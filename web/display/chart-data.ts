/** A cell's chart as rows, and what the drawing takes from them. Pure. */

import type { Chart, ChartColumn } from "../../engine/model/cell-output.ts";

export interface Row {
  readonly x: number | string | Date | null;
  readonly y: number | null;
  /** The series; null: there is one only. */
  readonly series: string | null;
}

export function rowsOf({ x, y, color }: Chart): readonly Row[] {
  return x.values.map((value, index) => ({
    x: typeof value === "number" && x.kind === "time" ? new Date(value) : value,
    y: numberOrNull(y.values[index]),
    series: color === null ? null : String(color.values[index] ?? "none"),
  }));
}

const numberOrNull = (value: ChartColumn["values"][number] | undefined): number | null =>
  typeof value === "number" ? value : null;

/** Each value once, in the order in which they come. */
export const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

/** So many colours are told apart; series past them have one that was used. */
const COLORS = [
  "var(--accent)",
  "var(--state-success)",
  "var(--state-retry)",
  "var(--state-trigger)",
  "var(--state-waiting)",
  "var(--state-failed)",
  "var(--state-mapped)",
  "var(--state-cancelled)",
] as const;

export const colorAt = (index: number): string => COLORS[index % COLORS.length] ?? COLORS[0];

/** What the drawing shows, in a sentence. */
export function sentenceOf(chart: Chart): string {
  const { type, title, x, y, color } = chart;
  const across = x.name === "" ? "place in the list" : x.name;
  const by = color === null ? "" : `, one series for each ${color.name}`;
  const count = x.values.length.toLocaleString("en");
  const head = title === "" ? "" : `${title}: `;
  return `${head}${type} chart of ${y.name} by ${across}${by}; ${count} records`;
}

/** Texts under the drawing: no more than fit in it. */
export function ticksAmong<T>(values: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, Math.ceil(values.length / Math.max(1, most)));
  return values.filter((_, index) => index % step === 0);
}

export function textOf(column: ChartColumn, index: number): string {
  const value = column.values[index];
  if (value === null || value === undefined) return "–";
  if (typeof value === "string") return value;
  return column.kind === "time" ? timeText(value) : value.toLocaleString("en");
}

/** What a Date cannot hold is shown as the number it is. */
export function timeText(time: number): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return String(time);
  return date
    .toISOString()
    .replace("T00:00:00.000Z", "")
    .replace("T", " ")
    .replace(/\.000Z$/, "");
}
