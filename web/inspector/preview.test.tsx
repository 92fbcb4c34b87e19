import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { previewOf } from "../../engine/sandbox/preview.ts";
import { Preview } from "./PreviewTree.tsx";
import { tableOf } from "./preview-shape.ts";

const shown = (value: unknown): string => renderToStaticMarkup(<Preview node={previewOf(value)} />);

it("shows a text as it is, and quotes those inside other values", () => {
  expect(shown("two\nlines")).toContain(">two\nlines</pre>");
  expect(shown([{ name: "Ada" }, { name: "Ben" }])).toContain("&quot;Ada&quot;");
});

it("shows records with the same keys as a table", () => {
  const records = [
    { name: "Ada", age: 36 },
    { age: 41, name: "Ben" },
  ];
  const table = tableOf(previewOf(records));
  expect(table?.columns).toEqual(["name", "age"]);
  expect(table?.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
    ["Ada", "36"],
    ["Ben", "41"],
  ]);
});

it.each<[string, unknown]>([
  ["one record", [{ a: 1 }]],
  ["different keys", [{ a: 1 }, { b: 1 }]],
  ["more keys", [{ a: 1 }, { a: 1, b: 1 }]],
  ["lists", [[1], [2]]],
  ["empty records", [{}, {}]],
  ["a map of records", new Map(Object.entries({ x: { a: 1 }, y: { a: 2 } }))],
])("makes no table of %s", (_, value) => {
  expect(tableOf(previewOf(value))).toBeNull();
});

it("shows other collections as a closed branch", () => {
  const html = shown({ list: [1, 2] });
  expect(html).toContain('aria-expanded="false"');
  expect(html).toContain("{ list: [1, 2] }");
});
