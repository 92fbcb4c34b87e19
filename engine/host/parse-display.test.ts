import { expect, it } from "vitest";
import { OUTPUT_LIMITS, type Display } from "../model/cell-output.ts";
import { parseDisplay } from "./parse-display.ts";
import { parseReport } from "./parse-reports.ts";

const column = (values: readonly unknown[], kind = "number") => ({ name: "c", kind, values });
const chart = (more: object) => ({
  kind: "chart",
  chart: { type: "line", title: "", x: column([1]), y: column([2]), color: null, ...more },
});
const image = (more: object) => ({
  kind: "image",
  mime: "image/png",
  data: new Uint8Array([1, 2]),
  ...more,
});

it("takes what a cell may display, and nothing that is not said of it", () => {
  const displays: readonly Display[] = [
    { kind: "value", node: { type: "number", text: "1" } },
    { kind: "image", mime: "image/svg+xml", data: new Uint8Array([60]), alt: "a dot" },
    { kind: "html", html: "<script>alert(1)</script>" },
    { kind: "markdown", text: "# Title" },
    {
      kind: "chart",
      chart: {
        type: "bar",
        title: "t",
        x: { name: "x", kind: "text", values: ["a", null] },
        y: { name: "y", kind: "number", values: [1, null] },
        color: { name: "z", kind: "text", values: ["b", "c"] },
      },
    },
    { kind: "progress", done: 1, total: null, label: "" },
  ];
  for (const display of displays) {
    expect(parseDisplay({ ...display, onclick: "steal()" })).toEqual(display);
  }
});

it("copies the bytes of an image out of whatever they lie in", () => {
  const whole = new Uint8Array(1000);
  const parsed = parseDisplay(image({ data: whole.subarray(10, 12) }));
  expect(parsed.kind === "image" && parsed.data.buffer.byteLength).toBe(2);
});

it.each([
  ["no object", null],
  ["an unknown kind", { kind: "script", text: "alert(1)" }],
  ["a value that is no preview", { kind: "value", node: { type: 1, text: "" } }],
  ["an image of a type that can act", image({ mime: "text/html" })],
  ["an image that is a text", image({ data: "iVBOR" })],
  ["an image that is a buffer", image({ data: new ArrayBuffer(4) })],
  ["an image that is too big", image({ data: new Uint8Array(OUTPUT_LIMITS.image + 1) })],
  ["an alternative text that is too long", image({ alt: "x".repeat(201) })],
  ["HTML that is no text", { kind: "html", html: ["<b>"] }],
  ["HTML that is too long", { kind: "html", html: "x".repeat(OUTPUT_LIMITS.html + 1) }],
  ["Markdown that is too long", { kind: "markdown", text: "x".repeat(200_001) }],
  ["a chart of an unknown type", chart({ type: "pie" })],
  ["a chart whose columns differ in length", chart({ x: column([1, 2]) })],
  ["a chart of texts upwards", chart({ y: column(["a"], "text") })],
  ["a chart with an object among its numbers", chart({ x: column([{}]) })],
  ["a chart with what is not finite", chart({ x: column([Number.NaN]) })],
  ["a chart with a text that is too long", chart({ x: column(["x".repeat(201)], "text") })],
  [
    "a chart of too many records",
    chart({ x: column(Array(10_001).fill(1)), y: column(Array(10_001).fill(1)) }),
  ],
  ["a progress without a number", { kind: "progress", done: "1", total: 2, label: "" }],
  ["a progress without end", { kind: "progress", done: 1, total: Infinity, label: "" }],
])("refuses %s", (_, display) => {
  expect(() => parseDisplay(display)).toThrow("breaks the rules");
});

it("takes prints and displays as reports of a cell", () => {
  const prints = [
    { level: "INFO", text: "a" },
    { level: "WARNING", text: "b", isOpen: true },
  ];
  expect(parseReport({ type: "prints", cell: "a", prints })).toEqual({
    type: "prints",
    cell: "a",
    prints,
  });
  const display = { kind: "html", html: "<b>b</b>" };
  expect(parseReport({ type: "display", cell: "a", display, id: "x" })).toEqual({
    type: "display",
    cell: "a",
    display,
    id: "x",
  });
});

it.each([
  ["prints that are no list", { type: "prints", cell: "a", prints: "a" }],
  [
    "too many prints",
    { type: "prints", cell: "a", prints: Array(10_001).fill({ level: "INFO", text: "" }) },
  ],
  [
    "a print that is too long",
    { type: "prints", cell: "a", prints: [{ level: "INFO", text: "x".repeat(100_001) }] },
  ],
  [
    "a print of an unknown level",
    { type: "prints", cell: "a", prints: [{ level: "LOUD", text: "" }] },
  ],
  [
    "a display with a long id",
    { type: "display", cell: "a", display: { kind: "html", html: "" }, id: "x".repeat(201) },
  ],
  [
    "a display of no cell",
    { type: "display", cell: "__proto__", display: { kind: "html", html: "" } },
  ],
])("refuses %s", (_, report) => {
  expect(() => parseReport(report)).toThrow("breaks the rules");
});
