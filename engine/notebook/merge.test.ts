import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CellId, Notebook } from "../model/notebook.ts";
import { documents } from "../testing/random-documents.ts";
import { changeKind, insertCell, moveCell, removeCell, withCellText } from "./edit.ts";
import { parseNotebook, toMarkdown } from "./markdown.ts";
import {
  findOverwritten,
  isSettled,
  mergeNotebooks,
  takeOther,
  type Conflict,
  type Merged,
} from "./merge.ts";

const counter = (name: string): (() => CellId) => {
  let n = 0;
  return () => `${name}${n++}`;
};
const ts = { kind: "code", language: "typescript" } as const;
const base = parseNotebook("n", "# A\n\n```ts\none\n```\n\n```ts\ntwo\n```\n\nlast\n");
const edit = (id: CellId, text: string, of = base): Notebook =>
  withCellText(of, id, text, counter("x"));
const merge = (mine: Notebook, theirs: Notebook, from = base): Merged =>
  mergeNotebooks({ base: from, mine, theirs }, counter("merged"));
const textsOf = ({ cells }: Notebook): string[] => cells.map(({ text }) => text);

describe("merging two edits", () => {
  it("takes both when they are of different cells", () => {
    const { notebook, conflicts } = merge(edit("c2", "mine"), edit("c3", "theirs"));
    expect(textsOf(notebook)).toEqual(["# A", "mine", "theirs", "last"]);
    expect(notebook.cells.map(({ id }) => id)).toEqual(["c1", "c2", "c3", "c4"]);
    expect(conflicts).toEqual([]);
  });

  it("keeps the title of whoever changed it", () => {
    expect(merge(edit("c2", "mine"), edit("c1", "# B")).notebook.title).toBe("B");
  });

  it("keeps mine where both changed one cell, and hands theirs back", () => {
    const { notebook, conflicts } = merge(edit("c2", "mine"), edit("c2", "theirs"));
    expect(textsOf(notebook)).toEqual(["# A", "mine", "two", "last"]);
    expect(conflicts).toEqual([
      {
        cell: "c2",
        stays: "mine",
        other: { kind: "code", language: "typescript", text: "theirs" },
      },
    ]);
  });

  it("has no conflict where both changed a cell alike", () => {
    const { notebook, conflicts } = merge(
      edit("c3", "more", edit("c2", "same")),
      edit("c2", "same"),
    );
    expect(textsOf(notebook)).toEqual(["# A", "same", "more", "last"]);
    expect(conflicts).toEqual([]);
  });

  it("sees a changed language as a change", () => {
    const python = { kind: "code", language: "python" } as const;
    const { conflicts } = merge(changeKind(base, "c2", python, counter("x")), edit("c2", "theirs"));
    expect(conflicts).toHaveLength(1);
  });

  it("removes what one side removed and the other left alone", () => {
    const gone = removeCell(base, "c2", counter("x"));
    expect(textsOf(merge(gone, edit("c3", "theirs")).notebook)).toEqual(["# A", "theirs", "last"]);
    expect(textsOf(merge(edit("c3", "mine"), gone).notebook)).toEqual(["# A", "mine", "last"]);
  });

  it("keeps a cell that one side removed and the other changed, and says so", () => {
    const gone = removeCell(base, "c2", counter("x"));
    const back = merge(gone, edit("c2", "theirs"));
    expect(textsOf(back.notebook)).toContain("theirs");
    expect(back.conflicts).toEqual([{ cell: "c2", stays: "theirs", other: null }]);
    const kept = merge(edit("c2", "mine"), gone);
    expect(textsOf(kept.notebook)).toContain("mine");
    expect(kept.conflicts).toEqual([{ cell: "c2", stays: "mine", other: null }]);
  });

  it("removes it after all, where the person says so", () => {
    const gone = removeCell(base, "c2", counter("x"));
    const { notebook, conflicts } = merge(edit("c2", "mine"), gone);
    const [conflict] = conflicts;
    if (!conflict) throw new Error("There is no conflict.");
    expect(isSettled(conflict, notebook)).toBe(false);
    const after = takeOther(notebook, conflict, counter("y"));
    expect(textsOf(after)).toEqual(["# A", "two", "last"]);
    expect(isSettled(conflict, after)).toBe(true);
  });

  it("keeps what both sides added, where they added it", () => {
    const mine = insertCell(base, 2, { ...ts, text: "mine" }, counter("m"));
    const theirs = insertCell(base, 3, { ...ts, text: "theirs" }, counter("t"));
    expect(textsOf(merge(mine, theirs).notebook)).toEqual([
      "# A",
      "one",
      "mine",
      "two",
      "theirs",
      "last",
    ]);
  });

  it.each([true, false])("takes a move of either side with an edit of the other: %s", (isMine) => {
    const moved = moveCell(base, "c3", 1, counter("x"));
    const edited = edit("c2", "edited");
    const { notebook } = isMine ? merge(moved, edited) : merge(edited, moved);
    expect(textsOf(notebook)).toEqual(["# A", "two", "edited", "last"]);
  });

  it("puts a conflict at the cell that its own became part of", () => {
    const from = parseNotebook("n", "a\n\n```ts\none\n```\n\n```ts\ntwo\n```\n\nb\n");
    const mine = edit("c4", "mine", removeCell(from, "c2", counter("x")));
    const theirs = edit("c4", "theirs", removeCell(from, "c3", counter("x")));
    const { notebook, conflicts } = merge(mine, theirs, from);
    expect(notebook.cells.map(({ id }) => id)).toEqual(["c1"]);
    expect(conflicts).toEqual([
      { cell: "c1", stays: "mine", other: { kind: "prose", text: "theirs" } },
    ]);
  });

  it("keeps a byte order mark and the ends of lines", () => {
    const from = parseNotebook(
      "n",
      "\uFEFFa\r\n\r\n```ts\r\none\r\n```\r\n\r\n```ts\r\ntwo\r\n```\r\n",
    );
    const { notebook } = merge(edit("c2", "1", from), edit("c3", "2", from), from);
    expect(toMarkdown(notebook)).toBe(
      "\uFEFFa\r\n\r\n```ts\r\n1\r\n```\r\n\r\n```ts\r\n2\r\n```\r\n",
    );
  });
});

describe("taking the other text", () => {
  it.each<[string, string, Conflict["other"], string[]]>([
    ["in place", "c2", { ...ts, text: "theirs" }, ["# A", "theirs", "two", "last"]],
    ["as prose", "c2", { kind: "prose", text: "prose" }, ["# A\n\nprose", "two", "last"]],
    ["as code", "c4", { ...ts, text: "code" }, ["# A", "one", "two", "code"]],
    [
      "at the end, when its cell is gone",
      "gone",
      { ...ts, text: "theirs" },
      ["# A", "one", "two", "last", "theirs"],
    ],
  ])("puts it %s", (_, ...[cell, other, expected]) => {
    expect(textsOf(takeOther(base, { cell, stays: "mine", other }, counter("x")))).toEqual(
      expected,
    );
  });
});

describe("what another side overwrites", () => {
  it("is handed back, until the cell is that again", () => {
    const [mine, theirs] = [edit("c2", "mine"), edit("c2", "theirs")];
    const found = findOverwritten({ mine, theirs }, ["c2", "c3"]);
    const other = { kind: "code", language: "typescript", text: "mine" };
    expect(found).toEqual([{ cell: "c2", stays: "theirs", other }]);
    expect(found.map((each) => [isSettled(each, theirs), isSettled(each, mine)])).toEqual([
      [false, true],
    ]);
    expect(findOverwritten({ mine, theirs }, [])).toEqual([]);
  });
});

type Edit = (notebook: Notebook, newId: () => CellId) => Notebook;

const texts = fc.constantFrom("x", "y = 1", "z\nz", "", "```\n", "deep thought");
const at = (notebook: Notebook, index: number): CellId =>
  notebook.cells[index % Math.max(1, notebook.cells.length)]?.id ?? "none";

const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(fc.nat(9), texts).map(
    ([n, text]): Edit =>
      (notebook, newId) =>
        withCellText(notebook, at(notebook, n), text, newId),
  ),
  fc.tuple(fc.nat(9), texts).map(
    ([n, text]): Edit =>
      (notebook, newId) =>
        insertCell(notebook, n, { ...ts, text }, newId),
  ),
  fc.nat(9).map(
    (n): Edit =>
      (notebook, newId) =>
        removeCell(notebook, at(notebook, n), newId),
  ),
  fc.tuple(fc.nat(9), fc.nat(9)).map(
    ([n, to]): Edit =>
      (notebook, newId) =>
        moveCell(notebook, at(notebook, n), to, newId),
  ),
);
const somebody = fc.array(edits, { maxLength: 4 });
const done = (from: Notebook, steps: readonly Edit[], name: string): Notebook => {
  const newId = counter(name);
  return steps.reduce((notebook, step) => step(notebook, newId), from);
};

/** Code cells whose text is not what it was. */
const written = (from: Notebook, { cells }: Notebook): string[] =>
  cells.flatMap(({ id, kind, language, text }) => {
    const before = from.cells.find((cell) => cell.id === id);
    const isNew = before?.text !== text || before.language !== language;
    return kind === "code" && isNew ? [text] : [];
  });

/** On a machine that is busy with other things. */
const SLOWEST = 120_000;

describe("merging any two edits", () => {
  it(
    "loses no code that anybody wrote, and reads as the document it makes",
    () => {
      fc.assert(
        fc.property(documents, somebody, somebody, (text, ours, others) => {
          const from = parseNotebook("n", text);
          const [mine, theirs] = [done(from, ours, "m"), done(from, others, "t")];
          const { notebook, conflicts } = merge(mine, theirs, from);
          const kept = textsOf(notebook);
          const handed = conflicts.map(({ other }) => other?.text);
          for (const each of written(from, mine)) expect(kept).toContain(each);
          for (const each of written(from, theirs)) expect([...kept, ...handed]).toContain(each);
          const ids = notebook.cells.map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          for (const { cell } of conflicts) expect(ids).toContain(cell);
          expect(parseNotebook("n", toMarkdown(notebook), ids).cells).toEqual(notebook.cells);
        }),
        { numRuns: 1_000 },
      );
    },
    SLOWEST,
  );

  it(
    "changes nothing where one side did nothing",
    () => {
      fc.assert(
        fc.property(documents, somebody, (text, steps) => {
          const from = parseNotebook("n", text);
          const side = done(from, steps, "s");
          expect(merge(side, from, from)).toEqual({ notebook: side, conflicts: [] });
          expect(merge(from, side, from)).toEqual({ notebook: side, conflicts: [] });
          expect(toMarkdown(merge(side, side, from).notebook)).toBe(toMarkdown(side));
        }),
      );
    },
    SLOWEST,
  );

  it(
    "leaves the cells alone that nobody touched",
    () => {
      fc.assert(
        fc.property(somebody, somebody, (ours, others) => {
          const [mine, theirs] = [done(base, ours, "m"), done(base, others, "t")];
          const { notebook } = merge(mine, theirs);
          const untouched = base.cells.filter(
            (cell) =>
              cell.kind === "code" &&
              [mine, theirs].every(({ cells }) =>
                cells.some(({ id, text }) => id === cell.id && text === cell.text),
              ),
          );
          expect(textsOf(notebook)).toEqual(
            expect.arrayContaining(untouched.map(({ text }) => text)),
          );
        }),
      );
    },
    SLOWEST,
  );
});
