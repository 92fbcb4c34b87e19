/** A chart that a cell displays: drawn by Observable Plot from data, with its data as a table below. */

import * as Plot from "@observablehq/plot";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Chart as ChartData } from "../../engine/model/cell-output.ts";
import { useSize } from "../ui/use-size.ts";
import {
  colorAt,
  distinct,
  rowsOf,
  sentenceOf,
  textOf,
  ticksAmong,
  timeText,
  type Row,
} from "./chart-data.ts";

/** Pixels. */
const HEIGHT = 280;
const WIDEST = 800;
const TICK = 72;
/** Records in the table. */
const MOST_ROWS = 200;

export function Chart({ chart }: { readonly chart: ChartData }) {
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useSize(frame);
  const rows = useMemo(() => rowsOf(chart), [chart]);
  const series = useMemo(
    () => distinct(rows.flatMap((row) => (row.series === null ? [] : [row.series]))),
    [rows],
  );
  useEffect(() => {
    const element = frame.current;
    if (!element || width === 0) return;
    const drawn = draw(chart, { rows, series, width: Math.min(width, WIDEST) });
    /* It is one picture with one name: Plot names its layers too, which have no role to be named. */
    for (const part of drawn.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
    drawn.setAttribute("role", "img");
    drawn.setAttribute("aria-label", sentenceOf(chart));
    element.replaceChildren(drawn);
    return () => drawn.remove();
  }, [chart, rows, series, width]);
  return (
    <figure className="displayed-chart">
      {chart.title !== "" && <figcaption>{chart.title}</figcaption>}
      {series.length > 0 && (
        <ul aria-label={`Colours of ${chart.color?.name ?? "the series"}`} className="chart-legend">
          {series.map((name, index) => (
            <li key={name}>
              <span className="chart-swatch" style={{ background: colorAt(index) }} />
              {name}
            </li>
          ))}
        </ul>
      )}
      <div className="chart-drawing" ref={frame} style={{ minHeight: HEIGHT }} />
      <AsTable chart={chart} />
    </figure>
  );
}

interface Drawn {
  readonly rows: readonly Row[];
  readonly series: readonly string[];
  readonly width: number;
}

function draw(chart: ChartData, { rows, series, width }: Drawn): Element {
  const { type, x, y } = chart;
  const isBand = type === "bar" || x.kind === "text";
  const values = distinct(rows.flatMap((row) => (row.x === null ? [] : [keyOf(row.x)])));
  const color = series.length > 0 ? "series" : colorAt(0);
  const given = rows.map((row) => ({ ...row, x: isBand && row.x !== null ? keyOf(row.x) : row.x }));
  const label = (name: string) => (name === "" ? null : name);
  return Plot.plot({
    width,
    height: HEIGHT,
    marginLeft: 56,
    marginBottom: 44,
    style: { background: "transparent", fontSize: "12px" },
    x: {
      label: label(x.name),
      ...(isBand
        ? {
            domain: values,
            ticks: ticksAmong(values, Math.floor(width / TICK)),
            tickFormat: shorten,
          }
        : {}),
    },
    y: { label: label(y.name), grid: true },
    ...(series.length > 0
      ? { color: { domain: series, range: series.map((_, index) => colorAt(index)) } }
      : {}),
    marks: [markOf(type, given, color), Plot.ruleY([0])],
  });
}

type Given = Omit<Row, "x"> & { readonly x: Row["x"] };

function markOf(type: ChartData["type"], rows: readonly Given[], color: string): Plot.Markish {
  const at = { x: "x", y: "y" } as const;
  const given = [...rows];
  switch (type) {
    case "line":
      return Plot.lineY(given, { ...at, stroke: color, strokeWidth: 2 });
    case "area":
      return Plot.areaY(given, { ...at, fill: color, fillOpacity: 0.7 });
    case "bar":
      return Plot.barY(given, { ...at, fill: color });
    case "dot":
      return Plot.dot(given, { ...at, fill: color, r: 3 });
  }
}

/** What stands for a value where each has a place of its own: dates are the same where they say the same. */
const keyOf = (value: number | string | Date): number | string =>
  value instanceof Date ? timeText(value.getTime()) : value;

const LONGEST_TICK = 10;

function shorten(value: number | string): string {
  const text = String(value);
  return text.length <= LONGEST_TICK ? text : `${text.slice(0, LONGEST_TICK - 1)}…`;
}

/** The same in text, for who cannot see the drawing or wants the numbers. */
function AsTable({ chart }: { readonly chart: ChartData }) {
  const [isOpen, setOpen] = useState(false);
  const columns = [chart.x, chart.y, ...(chart.color === null ? [] : [chart.color])];
  const count = chart.x.values.length;
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Data as a table</summary>
      {isOpen && (
        <div aria-label="Data of the chart" className="preview-scroll" role="region" tabIndex={0}>
          <table className="preview-table">
            <thead>
              <tr>
                {columns.map(({ name }, index) => (
                  <th key={index} scope="col">
                    {name === "" ? "#" : name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {Array.from({ length: Math.min(count, MOST_ROWS) }, (_, row) => (
                <tr key={row}>
                  {columns.map((column, index) => (
                    <td className={column.kind === "number" ? "is-number" : undefined} key={index}>
                      {textOf(column, row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {count > MOST_ROWS && <p className="preview-more">… and {count - MOST_ROWS} more</p>}
        </div>
      )}
    </details>
  );
}
