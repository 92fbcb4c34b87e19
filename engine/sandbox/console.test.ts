import { describe, expect, it } from "vitest";
import { formatLine, makeConsole } from "./console.ts";
import type { ConsoleLine } from "./console.ts";

function record() {
  const lines: ConsoleLine[] = [];
  let now = 0;
  const console = makeConsole(
    (line) => lines.push(line),
    () => null,
    () => now,
  );
  return { lines, console, pass: (ms: number) => (now += ms) };
}

describe("a line of the console", () => {
  it.each([
    [["a", 1, { b: 2 }], "a 1 { b: 2 }"],
    [["%s is %d%% of %i", "x", 1.9, 2.9], "x is 1% of 2"],
    [["%cred", "color: red"], "red"],
    [["100%", "more"], "100% more"],
    [["%s"], "%s"],
    [[["x"], "y"], '["x"] y'],
    [[], ""],
  ])("of %j reads as in a browser", (given, text) => {
    expect(formatLine(given, () => null)).toBe(text);
  });
});

describe("a console", () => {
  it("has a level for each method, and unfolds what it was given alone", () => {
    const { lines, console } = record();
    console.log("a");
    console.debug("b");
    console.warn("c");
    console.error([1]);
    expect(lines).toEqual([
      { level: "INFO", text: "a" },
      { level: "DEBUG", text: "b" },
      { level: "WARNING", text: "c" },
      { level: "ERROR", text: "[1]", node: expect.objectContaining({ type: "Array(1)" }) },
    ]);
  });

  it("indents groups, counts and takes times", () => {
    const { lines, console, pass } = record();
    console.group("in");
    console.log("a\nb");
    console.groupEnd();
    console.count();
    console.count();
    console.time("t");
    pass(5);
    console.timeEnd("t");
    console.timeEnd("t");
    console.assert(true, "no");
    console.assert(false, "yes");
    expect(lines.map(({ text }) => text)).toEqual([
      "in",
      "  a\n  b",
      "default: 1",
      "default: 2",
      "t: 5 ms",
      'There is no timer "t".',
      "Assertion failed: yes",
    ]);
  });

  it("stays quiet where there is nothing to clear", () => {
    const { lines, console } = record();
    console.clear();
    expect(lines).toEqual([]);
  });
});
