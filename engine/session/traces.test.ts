import { describe, expect, it } from "vitest";
import { findPythonFrames } from "../lang/python/frames.ts";
import { findJavaScriptFrames } from "../lang/typescript/frames.ts";
import { errorOutput, explainFailure, findFrames } from "./traces.ts";

const find = (cell: string, line: number, column: number) => ({ cell, line: line - 1, column });
const name = (cell: string) => `cell ${cell}`;
const framesOf = (stack: string) => [...findJavaScriptFrames(stack), ...findPythonFrames(stack)];
const reader = { find, name, framesOf };

const STACK = `Error: boom
    at explode (flowbook-cell-c2.js:5:9)
    at runCall (blob:null/0f:120:3)
    at async default (flowbook-cell-c3.js:2:1)`;

describe("findFrames", () => {
  it("keeps frames in cells, in the user's own positions, and drops ours", () => {
    expect(findFrames(STACK, reader).map(({ text }) => text)).toEqual([
      "at explode (cell c2, line 4, column 9)",
      "at cell c3, line 1, column 1",
    ]);
  });

  it("reads the stacks of Firefox and Safari too", () => {
    const [frame] = findFrames("explode@flowbook-cell-c2.js:5:9\n@blob:null/1:1:1", reader);
    expect(frame?.text).toBe("at explode (cell c2, line 4, column 9)");
  });

  it("reads the tracebacks of Python, the innermost frame first", () => {
    const stack = `Traceback (most recent call last):
  File "flowbook-cell-c2.py", line 5, column 1, in <module>
  File "flowbook-cell-c3.py", line 3, in divide
ZeroDivisionError: division by zero`;
    expect(findFrames(stack, reader).map(({ text }) => text)).toEqual([
      "at divide (cell c3, line 2, column 1)",
      "at cell c2, line 4, column 1",
    ]);
  });

  it("leaves out positions that lead nowhere in the user's text", () => {
    expect(findFrames(STACK, { ...reader, find: () => null })).toEqual([]);
  });
});

describe("a failure", () => {
  const failure = { type: "Error", message: "boom", stack: STACK };

  it("is shown with the place of its innermost frame", () => {
    expect(errorOutput(failure, reader)).toMatchObject({
      errorType: "Error",
      place: { cell: "c2", line: 4, column: 9 },
    });
  });

  it("has a stack without generated code", () => {
    const { stack } = explainFailure(failure, reader);
    expect(stack).toContain("cell c2, line 4");
    expect(stack).not.toContain("blob:");
  });
});
