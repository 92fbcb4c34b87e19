import { describe, expect, it } from "vitest";
import type { Conflict } from "../../engine/notebook/merge.ts";
import { parseNotebook, toMarkdown } from "../../engine/notebook/markdown.ts";
import { codeCells, endConflict, withText } from "./edits.ts";
import { emptyState, type SessionState } from "./session-state.ts";
import { undoStep } from "./undo.ts";

const TEXT = "# A\n\n```ts\none\n```\n\n```ts\ntwo\n```\n";

const stateOf = (text: string, ids: readonly string[]): SessionState => ({
  ...emptyState({ poolSize: 1, skipWaits: false }),
  notebook: parseNotebook("n", text, ids),
  selectedCell: ids[0] ?? null,
});

function ids(): () => string {
  let count = 0;
  return () => `new${++count}`;
}

it("reads another text, and leaves cells that are in both their ids", () => {
  const before = stateOf(TEXT, ["title", "one", "two"]);
  const markdown = "# B\n\n```ts\ntwo\n```\n\nprose\n\n```ts\none\n```\n";
  const { notebook, selectedCell } = withText(before, markdown, ids());
  expect(notebook.cells.map(({ id }) => id)).toEqual(["new1", "two", "new2", "one"]);
  expect(notebook.id).toBe("n");
  expect(notebook.title).toBe("B");
  expect(toMarkdown(notebook)).toBe(markdown);
  expect(selectedCell).toBe("new1");
});

it("gives no id to two cells that read the same", () => {
  const before = stateOf("```ts\none\n```\n", ["one"]);
  const { notebook } = withText(before, "```ts\none\n```\n\n```ts\none\n```\n", ids());
  expect(notebook.cells.map(({ id }) => id)).toEqual(["one", "new1"]);
});

it("takes no cell of another language for the same", () => {
  const before = stateOf("```ts\none\n```\n", ["one"]);
  const { notebook } = withText(before, "```py\none\n```\n", ids());
  expect(notebook.cells.map(({ id }) => id)).toEqual(["new1"]);
});

it("says no more of a deletion once another text stands here", () => {
  const state = { ...stateOf(TEXT, ["title", "one", "two"]), deleted: "Code cell deleted" };
  expect(withText(state, "# B\n", ids()).deleted).toBeNull();
});

it("tells the engine which cells check an exercise", () => {
  const text = "```ts\n1\n```\n\n```ts check one\n2\n```\n";
  expect(codeCells(parseNotebook("n", text)).map(({ isCheck }) => isCheck)).toEqual([
    undefined,
    true,
  ]);
});

describe("the end of a conflict", () => {
  const inConflict = (other: Conflict["other"]): SessionState => ({
    ...stateOf(TEXT, ["title", "one", "two"]),
    selectedCell: "two",
    conflicts: [{ cell: "two", stays: "mine", other }],
  });
  const textsOf = ({ notebook }: SessionState): string[] => notebook.cells.map(({ text }) => text);

  it("leaves the cell as it is, and is no step of editing", () => {
    const before = inConflict({ kind: "code", language: "typescript", text: "theirs" });
    const after = endConflict(before, "two", "stay", ids());
    expect(after).toEqual({ ...before, conflicts: [] });
  });

  it("puts the other text there, and that can be taken back", () => {
    const before = inConflict({ kind: "code", language: "typescript", text: "theirs" });
    const after = endConflict(before, "two", "other", ids());
    expect([textsOf(after), after.conflicts, after.selectedCell]).toEqual([
      ["# A", "one", "theirs"],
      [],
      "two",
    ]);
    expect(textsOf(undoStep(after, ids()))).toEqual(textsOf(before));
  });

  it("deletes the cell as any deletion does: offers it back, and selects a neighbour", () => {
    const after = endConflict(inConflict(null), "two", "other", ids());
    expect([textsOf(after), after.deleted, after.selectedCell]).toEqual([
      ["# A", "one"],
      "Code cell deleted",
      "one",
    ]);
    expect(textsOf(undoStep(after, ids()))).toEqual(["# A", "one", "two"]);
  });

  it("selects the cell that came in the place of one of another kind", () => {
    const after = endConflict(inConflict({ kind: "prose", text: "said" }), "two", "other", ids());
    expect(textsOf(after)).toEqual(["# A", "one", "said"]);
    expect(after.selectedCell).toBe(after.notebook.cells[2]?.id);
  });
});
