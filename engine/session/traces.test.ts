import { describe, expect, it } from "vitest";
import { errorOutput, explainFailure, findFrames } from "./traces.ts";

const find = (cell: string, line: number, column: number) => ({ cell, line: line - 1, column });
const name = (cell: string) => `cell ${cell}`;

const STACK = `Error: boom
    at explode (flowbook-cell-c2.js:5:9)
    at runCall (blob:null/0f:120:3)
    at async default (flowbook-cell-c3.js:2:1)`;

describe("findFrames", () => {
  it("keeps frames in cells, in the user's own positions, and drops ours", () => {
    expect(findFrames(STACK, find, name).map(({ text }) => text)).toEqual([
      "at explode (cell c2, line 4, column 9)",
      "at cell c3, line 1, column 1",
    ]);
  });

  it("reads the stacks of Firefox and Safari too", () => {
    const [frame] = findFrames("explode@flowbook-cell-c2.js:5:9\n@blob:null/1:1:1", find, name);
    expect(frame?.text).toBe("at explode (cell c2, line 4, column 9)");
  });

  it("leaves out positions that lead nowhere in the user's text", () => {
    expect(findFrames(STACK, () => null, name)).toEqual([]);
  });
});

describe("a failure", () => {
  const failure = { type: "Error", message: "boom", stack: STACK };

  it("is shown with the place of its innermost frame", () => {
    expect(errorOutput(failure, find, name)).toMatchObject({
      errorType: "Error",
      place: { cell: "c2", line: 4, column: 9 },
    });
  });

  it("has a stack without generated code", () => {
    const { stack } = explainFailure(failure, find, name);
    expect(stack).toContain("cell c2, line 4");
    expect(stack).not.toContain("blob:");
  });
});
