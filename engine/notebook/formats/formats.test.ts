import { expect, it } from "vitest";
import { parseNotebook } from "../markdown.ts";
import { FORMATS, formatOf } from "./formats.ts";

const NB = '{"nbformat":4,"cells":[]}';

it.each([
  ["a.md", "x", "markdown"],
  ["A.MARKDOWN", "", "markdown"],
  ["a.ipynb", "broken", "ipynb"],
  ["a.py", "x", "py"],
  ["a.ts", "x", "ts"],
  ["a.json", NB, "ipynb"],
  ["a.txt", NB, "ipynb"],
  ["a", "x = 1\n# %%\n", "py"],
  ["a.txt", "// %%\n", "ts"],
  ["README", "# Title\n", "markdown"],
])("takes %s with %j for %s", (name, text, id) => {
  expect(formatOf(name, text).id).toBe(id);
});

it.each([
  ["a.png", "PNG"],
  ["a.csv", "# a"],
  ["a.json", "{}"],
  ["a.txt", "words"],
  ["a.md", "a\0b"],
])("refuses %s with %j, and says what is read", (name, text) => {
  expect(() => formatOf(name, text)).toThrow(/Flowbook reads Markdown \(\.md\), Jupyter notebooks/);
});

it("refuses a file too large for a page", () => {
  expect(() => formatOf("a.ipynb", " ".repeat(50_000_001))).toThrow(/at most 50000000 are read/);
  const markdown = FORMATS.find(({ id }) => id === "markdown");
  expect(() => markdown?.read("x".repeat(5_000_001))).toThrow(/a notebook at most 5000000/);
});

it("has Markdown as it is, byte for byte", () => {
  const text = "\uFEFF# A\r\n\r\n~~~py\r\n1\r\n";
  const markdown = FORMATS.find(({ id }) => id === "markdown");
  expect(markdown?.write(parseNotebook("n", text)).text).toBe(text);
  expect(markdown?.read(text).markdown).toBe(text);
});

it("says of which notebooks a format makes no sense", () => {
  const why = (text: string) =>
    FORMATS.flatMap(({ id, whyNot }) => (whyNot(parseNotebook("n", text)) === null ? [id] : []));
  expect(why("text")).toEqual(["markdown", "ipynb"]);
  expect(why("```py\n```")).toEqual(["markdown", "ipynb", "py"]);
  expect(why("```py\n```\n\n```ts\n```")).toEqual(["markdown", "ipynb", "py", "ts"]);
});
