import { expect, it } from "vitest";
import type { CellOutput } from "../../engine/model/cell-output.ts";
import { piecesOf, PrintedLines } from "./printed.ts";

const print = (text: string, level = "INFO") => ({ type: "print" as const, level, text });

it("finds each line of many prints", () => {
  const prints = [print("a\nb"), print("c", "ERROR"), print(""), print("d\ne\nf")];
  const lines = new PrintedLines(prints);
  expect(lines.count).toBe(7);
  const all = Array.from({ length: 7 }, (_, index) => lines.at(index)?.text);
  expect(all).toEqual(["a", "b", "c", "", "d", "e", "f"]);
  expect(lines.at(2)).toEqual({ level: "ERROR", text: "c" });
  expect(lines.at(7)).toBeNull();
  expect(lines.text()).toBe("a\nb\nc\n\nd\ne\nf");
});

it("has no line where nothing was printed", () => {
  expect(new PrintedLines([]).count).toBe(0);
  expect(new PrintedLines([]).at(0)).toBeNull();
});

it("puts prints in a row together, and what can be unfolded by itself", () => {
  const note: CellOutput = { type: "note", text: "n" };
  const tree: CellOutput = { ...print("{}"), node: { type: "Object", text: "{}" } };
  const pieces = piecesOf([print("a"), print("b"), note, tree, print("c")]);
  expect(pieces).toEqual([
    { type: "lines", prints: [print("a"), print("b")] },
    { type: "other", output: note },
    { type: "other", output: tree },
    { type: "lines", prints: [print("c")] },
  ]);
});
