import { describe, expect, it } from "vitest";
import { moveOf, rangeWith } from "./data-grid.ts";

interface Row {
  readonly level: number;
  readonly isOpen: boolean | null;
}
const rows: readonly Row[] = [
  { level: 1, isOpen: true },
  { level: 2, isOpen: null },
  { level: 2, isOpen: null },
  { level: 1, isOpen: false },
];
const branchOf = (row: Row): Row => row;
const press = (key: string, at: number) => moveOf(key, { at, page: 3, rows, branchOf });

describe("a key in a table", () => {
  it("goes by a row, by a page, or to an end", () => {
    expect(
      ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"].map((key) => press(key, 2)),
    ).toEqual([1, 3, -1, 5, 0, 3]);
  });

  it("chooses a row, and is left to others if it means nothing", () => {
    expect(press("Enter", 1)).toBe("choose");
    expect(press(" ", 1)).toBe("choose");
    expect(press("x", 1)).toBeNull();
    expect(moveOf("ArrowRight", { at: 0, page: 3, rows, branchOf: undefined })).toBeNull();
  });

  it("opens and closes a branch, goes into it and back to its head", () => {
    expect(press("ArrowRight", 3)).toBe("toggle");
    expect(press("ArrowRight", 0)).toBe(1);
    expect(press("ArrowRight", 1)).toBeNull();
    expect(press("ArrowLeft", 2)).toBe(0);
    expect(press("ArrowLeft", 0)).toBe("toggle");
    expect(press("ArrowLeft", 3)).toBeNull();
  });
});

describe("the rows that have to be there", () => {
  const range = { startIndex: 10, endIndex: 12, overscan: 1, count: 100 };

  it("are those in sight, some on either side, and that with the focus", () => {
    expect(rangeWith(range, 11)).toEqual([9, 10, 11, 12, 13]);
    expect(rangeWith(range, 2)).toEqual([2, 9, 10, 11, 12, 13]);
    expect(rangeWith(range, 50)).toEqual([9, 10, 11, 12, 13, 50]);
  });

  it("are none beyond the last", () => {
    expect(rangeWith({ startIndex: 0, endIndex: 0, overscan: 3, count: 0 }, 0)).toEqual([]);
    expect(rangeWith({ ...range, count: 11 }, 40)).toEqual([9, 10]);
  });
});
