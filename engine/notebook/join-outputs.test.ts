import { expect, it } from "vitest";
import type { CellOutput } from "../model/cell-output.ts";
import { joinOutputs, printedLines } from "./join-outputs.ts";

const line = (text: string, level = "INFO"): CellOutput => ({ type: "print", level, text });
const open = (text: string): CellOutput => ({ type: "print", level: "INFO", text, isOpen: true });

const shown = (...outputs: readonly CellOutput[]): string[] =>
  outputs
    .reduce<readonly CellOutput[]>((before, each) => joinOutputs(before, [each]), [])
    .flatMap((each) => (each.type === "print" ? printedLines(each) : [`(${each.type})`]));

it("puts lines below each other, and empty ones too", () => {
  expect(shown(line("a"), line(""), line("b\nc"))).toEqual(["a", "", "b", "c"]);
});

it("goes on in a line that was left open", () => {
  expect(shown(open("a"), open("b"), line("c"), line("d"))).toEqual(["abc", "d"]);
});

it("writes over a line from its beginning after a carriage return", () => {
  expect(shown(open("10 %"), open("\r20 %"), open("\r100 %"), line(""))).toEqual(["100 %"]);
  expect(shown(open("abc\r"), line("X"))).toEqual(["Xbc"]);
  expect(shown(line("kept\nfirst\rsecond\r\nlast"))).toEqual(["kept", "second", "last"]);
});

it("keeps a line that is rewritten for ever as short as it is", () => {
  let outputs: readonly CellOutput[] = [];
  for (let i = 0; i < 10_000; i++) outputs = joinOutputs(outputs, [open(`\r${i} of 10,000`)]);
  expect(outputs).toEqual([open("9999 of 10,000")]);
});

it("keeps apart what is of different levels", () => {
  const joined = joinOutputs([], [line("a"), line("b", "WARNING"), line("c", "WARNING")]);
  expect(joined).toEqual([line("a"), line("b\nc", "WARNING")]);
});

it("begins a new output when one is full, so that adding to it stays cheap", () => {
  let outputs: readonly CellOutput[] = [];
  for (let i = 0; i < 100_000; i++) outputs = joinOutputs(outputs, [line(`line ${i}`)]);
  expect(outputs.length).toBeLessThan(100);
  expect(shown(...outputs)).toHaveLength(100_000);
});

it("puts a display in the place of the one with its id", () => {
  const bar = (done: number): CellOutput => ({
    type: "display",
    id: "p",
    display: { kind: "progress", done, total: 3, label: "" },
  });
  expect(joinOutputs([bar(1), line("between")], [bar(2)])).toEqual([bar(2), line("between")]);
});
