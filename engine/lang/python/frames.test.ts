import { describe, expect, it } from "vitest";
import { findPythonFrames } from "./frames.ts";

const STACK = `Traceback (most recent call last):
  File "flowbook-cell-c1.py", line 4, column 5, in <module>
  File "flowbook-cell-c2.py", line 12, in divide
    return a / b
           ~~^~~
  File "/lib/python3.14/fractions.py", line 3, in __truediv__
ZeroDivisionError: division by zero`;

const CHAINED = `Traceback (most recent call last):
  File "flowbook-cell-c9.py", line 9, column 9, in first
KeyError: 'a'

During handling of the above exception, another exception occurred:

${STACK}`;

describe("the frames of a traceback", () => {
  it("are those of cells, the innermost first", () => {
    expect(findPythonFrames(STACK)).toEqual([
      { cell: "c2", line: 12, column: 1, callee: "divide" },
      { cell: "c1", line: 4, column: 5, callee: "" },
    ]);
  });

  it("are those of the last exception of several", () => {
    expect(findPythonFrames(CHAINED)).toEqual(findPythonFrames(STACK));
  });

  it("are not those that the exception's own text quotes", () => {
    const quoting = `Traceback (most recent call last):
  File "flowbook-cell-c1.py", line 1, column 2, in <module>
RuntimeError: it failed:
${STACK}`;
    expect(findPythonFrames(quoting)).toEqual([{ cell: "c1", line: 1, column: 2, callee: "" }]);
  });

  it("are none where the text is no traceback", () => {
    expect(findPythonFrames("Error: boom\n    at f (flowbook-cell-c1.js:1:2)")).toEqual([]);
    expect(findPythonFrames("")).toEqual([]);
  });
});
