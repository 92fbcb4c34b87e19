/** Parses what a cell displays: images, HTML, Markdown, charts, progress. All of it bounded. */

import {
  CHART_TYPES,
  IMAGE_TYPES,
  OUTPUT_LIMITS,
  type Chart,
  type ChartColumn,
  type Display,
} from "../model/cell-output.ts";
import { fieldsOf, listOf, malformed, numberOf, oneOf, textOf } from "./guards.ts";
import { parsePreviewNode } from "./parse-preview.ts";

const IMAGES = new Set(IMAGE_TYPES);
const CHARTS = new Set(CHART_TYPES);
const KINDS = new Set(["number", "time", "text"] as const);
const { label: MAX_LABEL } = OUTPUT_LIMITS;

/** @throws FlowbookError `badMessage` */
export function parseDisplay(value: unknown): Display {
  const fields = fieldsOf(value, "a display");
  switch (fields["kind"]) {
    case "value":
      return { kind: "value", node: parsePreviewNode(fields["node"]) };
    case "image":
      return {
        kind: "image",
        mime: oneOf(fields["mime"], "the type of an image", IMAGES),
        data: parseBytes(fields["data"]),
        ...(fields["alt"] === undefined
          ? {}
          : { alt: textOf(fields["alt"], "the text of an image", MAX_LABEL) }),
      };
    case "html":
      return { kind: "html", html: textOf(fields["html"], "displayed HTML", OUTPUT_LIMITS.html) };
    case "markdown":
      return {
        kind: "markdown",
        text: textOf(fields["text"], "displayed Markdown", OUTPUT_LIMITS.markdown),
      };
    case "chart":
      return { kind: "chart", chart: parseChart(fields["chart"]) };
    case "progress":
      return {
        kind: "progress",
        done: numberOf(fields["done"], "how much is done"),
        total: fields["total"] === null ? null : numberOf(fields["total"], "how much there is"),
        label: textOf(fields["label"], "the label of a progress", MAX_LABEL),
      };
    default:
      throw malformed("the kind of a display", "a known kind");
  }
}

/** A copy: the buffer around the bytes may be bigger, or shared with whoever sent it. */
function parseBytes(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw malformed("the data of an image", "bytes");
  if (value.byteLength > OUTPUT_LIMITS.image) {
    throw malformed("the data of an image", `at most ${OUTPUT_LIMITS.image} bytes`);
  }
  return value.slice();
}

function parseChart(value: unknown): Chart {
  const fields = fieldsOf(value, "a chart");
  const x = parseColumn(fields["x"]);
  const y = parseColumn(fields["y"]);
  const color = fields["color"] === null ? null : parseColumn(fields["color"]);
  if (y.kind !== "number") throw malformed("the column y of a chart", "of numbers");
  if (y.values.length !== x.values.length || (color && color.values.length !== x.values.length)) {
    throw malformed("each column of a chart", "as long as the others");
  }
  return {
    type: oneOf(fields["type"], "the type of a chart", CHARTS),
    title: textOf(fields["title"], "the title of a chart", MAX_LABEL),
    x,
    y,
    color,
  };
}

function parseColumn(value: unknown): ChartColumn {
  const fields = fieldsOf(value, "a column of a chart");
  const kind = oneOf(fields["kind"], "the kind of a column", KINDS);
  const item = (each: unknown): number | string | null => {
    if (each === null) return null;
    return kind === "text"
      ? textOf(each, "a text of a chart", OUTPUT_LIMITS.chartText)
      : numberOf(each, "a number of a chart");
  };
  return {
    name: textOf(fields["name"], "the name of a column", MAX_LABEL),
    kind,
    values: listOf(fields["values"], "the values of a column", { max: OUTPUT_LIMITS.rows, item }),
  };
}
