import { expect, it } from "vitest";
import { BUNDLED } from "./bundled.ts";
import { rowsOf, type Shelf } from "./shelf.ts";

const stored = (id: string, title: string, updatedAt: number, deletedAt: number | null = null) => ({
  id,
  title,
  updatedAt,
  deletedAt,
});

const shelf: Shelf = {
  stored: [
    stored("b", "Pipelines", 3),
    stored("a", "Notes", 2),
    stored("mapping-py", "Mapping (Python)", 1),
    stored("bin:c:5", "Gone", 5, 5),
    stored("automation-1", "Machine", 6),
  ],
  documents: [
    { id: "a", text: `# Notes\r\n\r\n${"x".repeat(60)} The quick FOX ${"y".repeat(200)}` },
    { id: "b", text: "# Pipelines\n" },
    { id: "mapping-py", text: "# Mapping\n\nzebra" },
  ],
};

const ids = (words: string) => rowsOf(shelf, words).map(({ id }) => id);

it("lists one's own first, the newest on top, then the examples one can begin with", () => {
  expect(ids("")).toEqual([
    "b",
    "a",
    "my-first-flow",
    "thinking-prefectly",
    "thinking-prefectly-ts",
    "mapping-py",
  ]);
  expect(rowsOf(shelf, "")[0]).toEqual({
    id: "b",
    title: "Pipelines",
    updatedAt: 3,
    isExample: false,
    found: null,
  });
  expect(rowsOf(shelf, "").find(({ id }) => id === "my-first-flow")?.updatedAt).toBeNull();
});

it("finds words in titles and texts, whatever their case, and shows where", () => {
  expect(ids("fox quick")).toEqual(["a"]);
  expect(rowsOf(shelf, "fox")[0]?.found).toMatch(/^…x+ The quick FOX y+…$/);
  expect(rowsOf(shelf, "pipe")[0]).toMatchObject({ id: "b", found: null });
  expect(ids("fox pipe")).toEqual([]);
  expect(ids("zebra")).toEqual(["mapping-py"]);
});

it("looks through all that ships, too, by what it is about", () => {
  const caching = BUNDLED.filter(({ title }) => title.startsWith("Caching")).map(({ id }) => id);
  expect(ids("caching")).toEqual(caching);
});
