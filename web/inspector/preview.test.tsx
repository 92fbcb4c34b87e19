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

it("shows Python's lists of dictionaries as a table too, and text as Python writes it", () => {
  const leaf = (type: string, text: string) => ({ type, text });
  const record = (name: string) => ({
    type: "dict(2)",
    text: "{…}",
    entries: [
      { key: "'name'", node: leaf("str", name) },
      { key: "'age'", node: leaf("int", "36") },
    ],
  });
  const node = {
    type: "list(2)",
    text: "[…]",
    entries: [
      { key: "0", node: record('Ada "the first"') },
      { key: "1", node: record("O'Hara") },
    ],
  };
  expect(tableOf(node)?.columns).toEqual(["name", "age"]);
  const html = renderToStaticMarkup(<Preview node={node} />);
  expect(html).toContain("&#x27;Ada &quot;the first&quot;&#x27;");
  expect(html).toContain("&quot;O&#x27;Hara&quot;");
  expect(html).toContain('<td class="is-number">');
});

it("shows other collections as a closed branch", () => {
  const html = shown({ list: [1, 2] });
  expect(html).toContain('aria-expanded="false"');
  expect(html).toContain("{ list: [1, 2] }");
});
