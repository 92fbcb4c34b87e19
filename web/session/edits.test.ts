import { expect, it } from "vitest";
import { parseNotebook, toMarkdown } from "../../engine/notebook/markdown.ts";
import { codeCells, withText } from "./edits.ts";
import { emptyState, type SessionState } from "./session-state.ts";

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
