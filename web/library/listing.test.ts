import { expect, it } from "vitest";
import type { ListedNotebook } from "../../engine/ports.ts";
import { parseNotebook } from "../../engine/notebook/markdown.ts";
import { choices, chooseNotebook, NEW_TEXT, ownNotebooks } from "./listing.ts";

const listed = (id: string, deletedAt: number | null = null): ListedNotebook => ({
  id,
  title: `Title of ${id}`,
  updatedAt: 1,
  deletedAt,
});

const list = () =>
  Promise.resolve([listed("mine"), listed("bin:old:5", 5), listed("automation-1")]);

it("offers the bundled notebooks once, and the others that are not in the bin", async () => {
  const stored = [...(await list()), listed("my-first-flow")];
  const ids = choices(stored).map(({ id }) => id);
  expect(ids).toEqual(["my-first-flow", "thinking-prefectly", "thinking-prefectly-ts", "mine"]);
  expect(ownNotebooks(stored).map(({ id }) => id)).toEqual(["mine"]);
});

it("offers a lesson once it was begun", async () => {
  const stored = [listed("mine"), listed("mapping-py")];
  const ids = choices(stored).map(({ id }) => id);
  expect(ids).toEqual([
    "my-first-flow",
    "thinking-prefectly",
    "thinking-prefectly-ts",
    "mapping-py",
    "mine",
  ]);
});

it("opens the one that the address names", async () => {
  const bundled = await chooseNotebook("?notebook=thinking-prefectly", list);
  expect(bundled).toEqual({ id: "thinking-prefectly", problem: null });
  expect(await chooseNotebook("?notebook=mine", list)).toEqual({ id: "mine", problem: null });
});

it("opens the first where the address names none", async () => {
  expect(await chooseNotebook("", list)).toEqual({ id: "my-first-flow", problem: null });
});

it.each(["../../secret", "bin:old:5", "automation-1", "gone"])(
  "opens the first for %s, and says that there is no such notebook",
  async (name) => {
    const choice = await chooseNotebook(`?notebook=${encodeURIComponent(name)}`, list);
    expect(choice.id).toBe("my-first-flow");
    expect(choice.problem).toContain(`"${name}"`);
  },
);

it("begins a new notebook with a title and an empty cell to write code in", () => {
  const { title, cells } = parseNotebook("new", NEW_TEXT);
  expect(title).toBe("Untitled");
  expect(cells.map(({ kind, language, text }) => [kind, language, text])).toEqual([
    ["prose", undefined, "# Untitled"],
    ["code", "typescript", ""],
  ]);
});
