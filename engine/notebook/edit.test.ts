import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Notebook } from "../model/notebook.ts";
import {
  changeKind,
  insertCell,
  moveCell,
  removeCell,
  withCellText,
  type CellKind,
} from "./edit.ts";
import { parseNotebook, toMarkdown } from "./markdown.ts";
import { documents } from "../testing/random-documents.ts";

const counter = () => {
  let n = 0;
  return () => `new${n++}`;
};
const open = (text: string) => parseNotebook("n", text);
const ts = { kind: "code", language: "typescript" } as const;
const prose = { kind: "prose" } as const;
const idsOf = (notebook: Notebook) => notebook.cells.map(({ id }) => id);

describe("withCellText", () => {
  it.each<[string, string, string, string, string]>([
    [
      "keeps fence, info and blank lines",
      "a\n\n  ~~~~ ts title\n  x\n  ~~~~\n\n\nb",
      "c2",
      "y\nz",
      "a\n\n~~~~ts title\ny\nz\n~~~~\n\n\nb",
    ],
    [
      "keeps carriage returns",
      "a\r\n\r\n```ts\r\nx\r\n```\r\n",
      "c2",
      "y\nz",
      "a\r\n\r\n```ts\r\ny\r\nz\r\n```\r\n",
    ],
    [
      "lengthens a fence that the text contains",
      "```ts\n```\n",
      "c1",
      "`\n````\n",
      "`````ts\n`\n````\n\n`````\n",
    ],
    ["empties a cell", "```ts\nx\n```", "c1", "", "```ts\n```"],
    ["closes an open fence", "a\n```ts\nx", "c2", "y", "a\n\n```ts\ny\n```"],
    ["keeps blank lines round prose", "\n a\n\n\n```ts\n```\n", "c1", "b", "\nb\n\n\n```ts\n```\n"],
    ["drops prose that became blank", "a\n\n```ts\n```\n", "c1", " \n", "```ts\n```\n"],
    ["keeps a byte order mark", "\uFEFFa\n", "c1", "b", "\uFEFFb\n"],
    [
      "closes what prose leaves open before a cell",
      "a\n\n```ts\nx\n```\n",
      "c1",
      "a\n<!-- b",
      "a\n<!-- b\n-->\n\n```ts\nx\n```\n\n",
    ],
    [
      "closes a fence that prose leaves open before a cell",
      "a\n\n```ts\nx\n```\n",
      "c1",
      "~~~~js\nb",
      "~~~~js\nb\n~~~~\n\n```ts\nx\n```\n\n",
    ],
    ["leaves the document alone without a change", "a\n```ts\nx", "c2", "x", "a\n```ts\nx"],
  ])("%s", (_, ...[text, id, own, expected]) => {
    expect(toMarkdown(withCellText(open(text), id, own, counter()))).toBe(expected);
  });

  it("makes cells of code typed into prose", () => {
    const after = withCellText(
      open("a\n\n```ts\nx\n```\n"),
      "c1",
      "a\n```ts\ny\n```\nb",
      counter(),
    );
    expect(after.cells.map(({ id, kind, text }) => [id, kind, text])).toEqual([
      ["c1", "prose", "a"],
      ["new0", "code", "y"],
      ["new1", "prose", "b"],
      ["c2", "code", "x"],
    ]);
  });

  it("follows the title", () => {
    expect(withCellText(open("# A"), "c1", "# B", counter()).title).toBe("B");
  });
});

describe("the other edits", () => {
  const text = "# A\n\n```ts\nx\n```\n\nb\n";

  it("insert a cell with blank lines round it", () => {
    const after = insertCell(open(text), 1, { ...ts, text: "y" }, counter());
    expect(toMarkdown(after)).toBe("# A\n\n```ts\ny\n```\n\n```ts\nx\n```\n\nb\n");
    expect(idsOf(after)).toEqual(["c1", "new0", "c2", "c3"]);
  });

  it("insert into nothing", () => {
    const after = insertCell(
      open(""),
      0,
      { kind: "code", language: "python", text: "" },
      counter(),
    );
    expect(toMarkdown(after)).toBe("```python\n```\n");
  });

  it("join prose to prose", () => {
    const after = insertCell(open(text), 3, { ...prose, text: "c" }, counter());
    expect(after.cells.at(-1)).toMatchObject({ id: "c3", text: "b\n\nc" });
    expect(removeCell(open(text), "c2", counter()).cells).toEqual([
      { id: "c1", kind: "prose", text: "# A\n\nb", raw: "# A\n\nb\n" },
    ]);
  });

  it("move a cell, untouched", () => {
    const after = moveCell(open("# A\n\n```ts\nx\n```\n\n~~~py\ny\n~~~"), "c3", 1, counter());
    expect(toMarkdown(after)).toBe("# A\n\n~~~py\ny\n~~~\n\n```ts\nx\n```\n\n");
    expect(idsOf(after)).toEqual(["c1", "c3", "c2"]);
  });

  it("change what a cell is", () => {
    const change = (id: string, kind: CellKind) =>
      toMarkdown(changeKind(open(text), id, kind, counter()));
    expect(change("c2", { kind: "code", language: "python" })).toBe(
      "# A\n\n```python\nx\n```\n\nb\n",
    );
    expect(change("c2", prose)).toBe("# A\n\nx\n\nb\n");
    expect(change("c3", ts)).toBe("# A\n\n```ts\nx\n```\n\n```ts\nb\n```\n");
  });
});

const kinds = fc.constantFrom<CellKind>(ts, prose, { kind: "code", language: "python" });
const edits = fc.record({
  name: fc.constantFrom("text", "insert", "remove", "move", "kind"),
  cell: fc.nat(5),
  to: fc.nat(6),
  kind: kinds,
  text: documents,
});

function edit(
  notebook: Notebook,
  { name, cell, to, kind, text }: typeof edits extends fc.Arbitrary<infer E> ? E : never,
  newId: () => string,
): Notebook {
  const id = notebook.cells[cell % Math.max(1, notebook.cells.length)]?.id ?? "none";
  switch (name) {
    case "text":
      return withCellText(notebook, id, text, newId);
    case "insert":
      return insertCell(notebook, to, { ...kind, text }, newId);
    case "remove":
      return removeCell(notebook, id, newId);
    case "move":
      return moveCell(notebook, id, to, newId);
    default:
      return changeKind(notebook, id, kind, newId);
  }
}

it("closes a block that prose leaves open, whatever looks like its end", () => {
  const kind = { kind: "code", language: "typescript" } as const;
  for (const text of ["```\n  ```~~~~\n", "~~~\na\n~~~`\n"]) {
    const notebook = insertCell(open(text), 1, { ...kind, text: "" }, counter());
    expect(notebook.cells.map((cell) => cell.kind)).toEqual(["prose", "code"]);
  }
});

it("any edits give a notebook that its document reads as, with the code as given", () => {
  fc.assert(
    fc.property(documents, fc.array(edits, { minLength: 1, maxLength: 4 }), (text, steps) => {
      const newId = counter();
      let notebook = open(text);
      for (const step of steps) {
        const before = notebook;
        notebook = edit(notebook, step, newId);
        const ids = idsOf(notebook);
        expect(parseNotebook("n", toMarkdown(notebook), ids)).toEqual(notebook);
        expect(new Set(ids).size).toBe(ids.length);
        // No edit but these touches the code of a cell, nor loses it.
        if (step.name === "remove" || step.name === "text" || step.name === "kind") continue;
        for (const cell of before.cells.filter(({ kind }) => kind === "code")) {
          const after = notebook.cells.find(({ id }) => id === cell.id);
          expect(after).toMatchObject({ kind: "code", language: cell.language, text: cell.text });
        }
      }
    }),
    { numRuns: 2000 },
  );
});
