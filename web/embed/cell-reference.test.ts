import { expect, it } from "vitest";
import { FlowbookError } from "../../engine/model/errors.ts";
import { parseNotebook } from "../../engine/notebook/markdown.ts";
import { findCell, namedCells } from "./cell-reference.ts";

const code = (text: string): string => `\`\`\`ts\n${text}\n\`\`\`\n\n`;

const notebook = parseNotebook(
  "n",
  `${code("first")}# Größe & \`maß\`\n\n${code("size")}${code("more")}## 2026\n\n${code("year")}## Tasks\n\n### Of a *class*\n\n${code("class")}## Größe, Maß\n\n${code("again")}`,
);

const textOf = (reference: string): string => findCell(notebook, reference).cell.text;

it("names each code cell by the heading it stands under, else by its number", () => {
  expect(namedCells(notebook).map(({ reference }) => reference)).toEqual([
    "1",
    "größe-maß",
    "größe-maß.2",
    "größe-maß.3",
    "of-a-class",
    "größe-maß.4",
  ]);
});

it("finds a cell by its number, and by each name", () => {
  expect(textOf("1")).toBe("first");
  expect(textOf("5")).toBe("class");
  expect(textOf("größe-maß.1")).toBe("size");
  expect(textOf("Größe-Maß.2")).toBe("more");
  for (const { cell, reference } of namedCells(notebook)) {
    expect(findCell(notebook, reference).cell).toBe(cell);
  }
});

it.each(["0", "7", "-1", "1.1", "tasks", "größe-maß.9", "__proto__", ".1"])(
  "says that there is no cell %s, and which there are",
  (reference) => {
    expect(() => findCell(notebook, reference)).toThrow(FlowbookError);
    expect(() => findCell(notebook, reference)).toThrow(
      `"${reference}", and its notebook has none of that name. Write a number from 1 to 6`,
    );
  },
);

it("says so where a notebook has no code", () => {
  expect(() => findCell(parseNotebook("n", "# Words\n"), "1")).toThrow(/no code at all/);
});
