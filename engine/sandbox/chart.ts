/** Makes the data of a chart out of a cell's records. */

import type { ChartDrawing, ChartOptions } from "../flow/displays.ts";
import { CHART_TYPES, OUTPUT_LIMITS, type Chart, type ChartColumn } from "../model/cell-output.ts";
import { previewLine } from "./preview.ts";

/** What `chart()` gives back. */
export class ChartValue implements ChartDrawing {
  /** Kept where previews do not look. */
  readonly #data: Chart;

  constructor(data: Chart) {
    this.#data = data;
  }

  get type(): ChartDrawing["type"] {
    return this.#data.type;
  }

  get title(): string {
    return this.#data.title;
  }

  /** null: the value is none of ours. */
  static dataOf(value: object): Chart | null {
    return #data in value ? value.#data : null;
  }
}

/**
 * @throws TypeError where a field is missing or of a kind that cannot be drawn
 * @throws RangeError where there are too many records
 */
export function makeChart(options: ChartOptions): ChartValue {
  const { type, data, x, y, color, title = "" } = options;
  if (!CHART_TYPES.includes(type)) {
    throw new TypeError(
      `chart() draws the types ${CHART_TYPES.join(", ")}, and not ${previewLine(type)}.`,
    );
  }
  const records = takeRecords(data);
  const columnX = x === undefined ? indices(records.length) : column(records, x);
  const columnY = column(records, y ?? null);
  if (columnY.kind !== "number") {
    throw new TypeError(`chart() needs numbers in the field "${columnY.name}" for y.`);
  }
  return new ChartValue({
    type,
    title: String(title).slice(0, OUTPUT_LIMITS.label),
    x: columnX,
    y: columnY,
    color: color === undefined ? null : asText(column(records, color)),
  });
}

function takeRecords(data: Iterable<unknown>): readonly unknown[] {
  const records: unknown[] = [];
  for (const each of data) {
    if (records.push(each) > OUTPUT_LIMITS.rows) {
      const most = OUTPUT_LIMITS.rows.toLocaleString("en");
      throw new RangeError(
        `chart() draws at most ${most} records. Give it a part of them, or sums.`,
      );
    }
  }
  return records;
}

/** @param name  null: the records are the values themselves */
function column(records: readonly unknown[], name: string | null): ChartColumn {
  const raw = records.map((record, index) => fieldOf(record, name, index));
  const given = raw.filter((value) => value !== null && value !== undefined);
  const shown = (name ?? "value").slice(0, OUTPUT_LIMITS.label);
  if (given.every((value) => typeof value === "number" || typeof value === "bigint")) {
    return { name: shown, kind: "number", values: raw.map(numberOf) };
  }
  if (given.every((value) => value instanceof Date)) {
    return { name: shown, kind: "time", values: raw.map(numberOf) };
  }
  return { name: shown, kind: "text", values: raw.map(textOf) };
}

function fieldOf(record: unknown, name: string | null, index: number): unknown {
  if (name === null) {
    if (typeof record === "number") return record;
    throw new TypeError("chart() needs the name of a field for y, where the data are records.");
  }
  if (typeof record !== "object" || record === null || !(name in record)) {
    throw new TypeError(
      `chart() found no field "${name}" in record ${index}, which is ${previewLine(record)}.`,
    );
  }
  return Reflect.get(record, name);
}

const indices = (count: number): ChartColumn => ({
  name: "",
  kind: "number",
  values: Array.from({ length: count }, (_, index) => index),
});

function numberOf(value: unknown): number | null {
  const number = value === null || value === undefined ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : null;
}

const textOf = (value: unknown): string | null =>
  value === null || value === undefined
    ? null
    : (typeof value === "string" ? value : previewLine(value)).slice(0, OUTPUT_LIMITS.chartText);

/** Series are told apart by what they are called. */
const asText = (given: ChartColumn): ChartColumn => ({
  ...given,
  kind: "text",
  values: given.values.map(textOf),
});
