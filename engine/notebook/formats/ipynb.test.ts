import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import fc from "fast-check";
import { FlowbookError } from "../../model/errors.ts";
import { parseNotebook, toMarkdown } from "../markdown.ts";
import { ipynbFormat } from "./ipynb.ts";

const written = (text: string) => ipynbFormat.write(parseNotebook("n", text)).text;

const back = (text: string) => ipynbFormat.read(written(text)).markdown;

/** A document that tries what a document can be. */
const line = fc.oneof(
  fc.constantFrom(
    "",
    "",
    " ",
    "# Title",
    "text",
    "```ts",
    "```python",
    "```python check its-name",
    "~~~py  title=x",
    "  ```ts",
    "```",
    "~~~",
    "````",
    "- item",
    "  ```python",
    "<!--",
    "-->",
    "    indented",
    "> quote",
    "x = '```'",
    "\uFEFF",
    "é ∑ 🦦 \u2028",
    "\ud800",
  ),
  fc.string({ maxLength: 8 }),
);
const document = fc
  .tuple(fc.array(line, { maxLength: 24 }), fc.constantFrom("\n", "\r\n", "\r", "mixed"))
  .chain(([lines, eol]) =>
    fc
      .array(fc.constantFrom("\n", "\r\n", "\r"), {
        minLength: lines.length,
        maxLength: lines.length,
      })
      .map((ends) => lines.map((each, at) => each + (eol === "mixed" ? ends[at] : eol)).join("")),
  );

it("comes back as the same document, byte for byte", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(document, fc.boolean(), (text, isCut) => {
      const whole = isCut ? text.replace(/[\r\n]+$/, "") : text;
      expect(back(whole)).toBe(whole);
    }),
    { numRuns: 500 },
  );
});

it("keeps a byte order mark", () => {
  for (const text of ["\uFEFF", "\uFEFF# A\r\n\r\n```ts\r\n1\r\n```", "\uFEFF\n\n```py\n```\n"]) {
    expect(back(text)).toBe(text);
  }
});

it.each(["my-first-flow", "thinking-prefectly", "lessons/retries-py", "lessons/etl-ts"])(
  "brings %s back, with nothing noted of plain cells",
  (name) => {
    const path = new URL(`../../../public/notebooks/${name}.md`, import.meta.url);
    const text = readFileSync(path, "utf8");
    expect(back(text)).toBe(text);
    expect(written(text)).not.toContain('"raw"');
  },
);

it("writes what Jupyter reads: kernel, ids, lines, no outputs", () => {
  const text = "# T\n\n```python check its-name\na = 1\nb\n```\n\n```ts\n1\n```\n";
  const { text: file, warnings } = ipynbFormat.write(parseNotebook("n", text, ["c1", "a b", "c1"]));
  const json = JSON.parse(file) as {
    nbformat: number;
    nbformat_minor: number;
    metadata: { kernelspec: { name: string } };
    cells: { id: string }[];
  };
  expect(json.nbformat).toBe(4);
  expect(json.nbformat_minor).toBe(5);
  expect(json.metadata.kernelspec.name).toBe("python3");
  expect(json.cells).toMatchObject([
    { cell_type: "markdown", source: ["# T"] },
    {
      cell_type: "code",
      execution_count: null,
      outputs: [],
      source: ["a = 1\n", "b"],
      metadata: { flowbook: { info: "python check its-name" } },
    },
    {
      cell_type: "code",
      metadata: { flowbook: { language: "typescript" }, vscode: { languageId: "typescript" } },
    },
  ]);
  const ids = json.cells.map(({ id }) => id);
  expect(new Set(ids).size).toBe(3);
  expect(ids.every((id) => /^[\w-]{1,64}$/.test(id))).toBe(true);
  expect(warnings).toEqual([expect.stringContaining("The TypeScript of cell 3")]);
});

it("takes a cell as somebody edited it in Jupyter, and keeps its fence", () => {
  const file = written("Hi\n\n~~~python   check  its-name\na\n~~~\n\nEnd");
  const json = JSON.parse(file) as { cells: { source: string | string[] }[] };
  json.cells[1]!.source = "a = 1\n```";
  const { markdown } = ipynbFormat.read(JSON.stringify(json));
  expect(markdown).toBe("Hi\n\n````python   check  its-name\na = 1\n```\n````\n\nEnd");
});

const nb = (cells: readonly object[], metadata: object = {}, minor = 4) =>
  JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: minor });
const code = (source: string | string[], more: object = {}) => ({
  cell_type: "code",
  execution_count: 1,
  metadata: {},
  outputs: [],
  source,
  ...more,
});
const markdown = (source: string | string[], more: object = {}) => ({
  cell_type: "markdown",
  metadata: {},
  source,
  ...more,
});

it("reads a notebook of Colab or an old Jupyter: sources as texts or lines, outputs counted", () => {
  const { markdown: text, warnings } = ipynbFormat.read(
    nb(
      [
        markdown(["# A\n", "text"]),
        markdown("more"),
        code(["%matplotlib inline\n", "!pip install x\n", "1 %2"], { outputs: [{}, {}] }),
        code("x = 5\nx % 2\n", { outputs: [{}] }),
        markdown(""),
        code(""),
      ],
      { colab: { provenance: [] }, kernelspec: { name: "python3" } },
      0,
    ),
  );
  expect(text).toBe(
    "# A\ntext\n\nmore\n\n```python\n%matplotlib inline\n!pip install x\n1 %2\n```\n\n```python\nx = 5\nx % 2\n\n```\n\n```python\n```\n",
  );
  expect(warnings).toEqual([
    expect.stringMatching(/^3 outputs of 2 cells left out/),
    expect.stringMatching(/^Lines that only Jupyter can run .* stand in cell 3\./),
  ]);
});

it("keeps what it has no cell for as text: raw cells, other languages, code in prose", () => {
  const { markdown: text, warnings } = ipynbFormat.read(
    nb(
      [
        { cell_type: "raw", metadata: {}, source: "raw ``` text" },
        code("SELECT 1", { metadata: { vscode: { languageId: "sql" } } }),
        markdown("see\n```python\nx\n```"),
        code("const a = 1", { metadata: { vscode: { languageId: "typescript" } } }),
      ],
      { language_info: { name: "python" } },
    ),
  );
  expect(text).toBe(
    "````text\nraw ``` text\n````\n\n```sql\nSELECT 1\n```\n\nsee\n```python\nx\n```\n\n```ts\nconst a = 1\n```\n",
  );
  expect(warnings).toEqual([
    expect.stringContaining("does not run sql: cell 2"),
    expect.stringContaining("Raw text (cell 1)"),
    expect.stringContaining("text of cell 3 is a cell of its own"),
  ]);
});

it("takes pictures that are attached into the text, and says what it leaves out", () => {
  const { markdown: text, warnings } = ipynbFormat.read(
    nb([
      markdown("![a](attachment:a.png) [b](attachment:b.pdf)", {
        attachments: {
          "a.png": { "image/png": "iVBORw0K\n" },
          "b.pdf": { "application/pdf": "xx" },
        },
      }),
    ]),
  );
  expect(text).toBe("![a](data:image/png;base64,iVBORw0K) [b](attachment:b.pdf)\n");
  expect(warnings).toEqual([expect.stringContaining("Files attached to cell 1")]);
});

it("loses no text of any notebook", { timeout: 60_000 }, () => {
  const text = fc.oneof(document, fc.string());
  const cell = fc.record({
    cell_type: fc.constantFrom("code", "markdown", "raw", "strange"),
    source: text,
    metadata: fc.record({
      flowbook: fc.record({ info: text, raw: text, language: text }, { requiredKeys: [] }),
    }),
  });
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 6 }), (cells) => {
      const { markdown: read } = ipynbFormat.read(nb(cells));
      const has = (words: string) => words.replace(/\s/g, "");
      for (const { source } of cells) {
        for (const word of source.split(/\s+/)) expect(has(read)).toContain(word);
      }
      expect(toMarkdown(parseNotebook("n", read))).toBe(read);
    }),
    { numRuns: 300 },
  );
});

it.each([
  ["{", /as JSON it cannot be read/],
  ["[]", /holds a list/],
  ["{}", /no number "nbformat"/],
  ['{"nbformat":3,"worksheets":[]}', /format 3, and only 4/],
  ['{"nbformat":4}', /list "cells", and this one has missing/],
  ['{"nbformat":4,"cells":[1]}', /cells\[0\] of the file should be an object, and is a number/],
  ['{"nbformat":4,"cells":[{"source":""}]}', /cells\[0\]\.cell_type .* is missing/],
  [
    '{"nbformat":4,"cells":[{"cell_type":"code","source":""},{"cell_type":"code","source":["a",1]}]}',
    /cells\[1\]\.source\[1\] should be a text, and is a number/,
  ],
  ['{"nbformat":4,"cells":[{"cell_type":"code","source":null}]}', /cells\[0\]\.source .* is null/],
])("refuses %s, and says where it is wrong", (text, why) => {
  const read = () => ipynbFormat.read(text);
  expect(read).toThrow(FlowbookError);
  expect(read).toThrow(why);
});

it("refuses a file that is too much for a page", () => {
  const many = nb(Array.from({ length: 5001 }, () => code("")));
  expect(() => ipynbFormat.read(many)).toThrow(/has 5001 cells, and a notebook at most 5000/);
  const long = nb([code("x\n".repeat(2_500_001))]);
  expect(() => ipynbFormat.read(long)).toThrow(/a notebook at most 5000000 in 100000/);
  const wide = nb([code(""), code("x".repeat(1_000_001))]);
  expect(() => ipynbFormat.read(wide)).toThrow(/Cell 2 .* a line of 1000001 characters/);
});
