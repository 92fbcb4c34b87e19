import { expect, it } from "vitest";
import type { Cell } from "../../engine/model/notebook.ts";
import { previewOf } from "../../engine/sandbox/preview.ts";
import { stackOf, traceLines } from "./trace.ts";

const cells: readonly Cell[] = [
  { id: "text", kind: "prose", text: "", raw: "" },
  { id: "one", kind: "code", language: "typescript", text: "", raw: "" },
  { id: "two", kind: "code", language: "python", text: "", raw: "" },
];

it("finds the places that a traceback names, counting only cells of code", () => {
  const lines = traceLines("Error: no\n    at f (cell 2, line 4, column 9)", { present: cells });
  expect(lines).toEqual([
    { before: "Error: no", text: "", place: null, after: "" },
    {
      before: "    at f (",
      text: "cell 2, line 4, column 9",
      place: { cell: "two", line: 4, column: 9 },
      after: ")",
    },
  ]);
});

it("names a place without leading there if the notebook has no such cell", () => {
  const [line] = traceLines("at cell 9, line 1, column 1", { present: cells });
  expect(line).toMatchObject({ text: "cell 9, line 1, column 1", place: null });
});

it("counts the cells as they stood when it was written, and leads to where they are now", () => {
  const counted = ["gone", "one"];
  const lines = traceLines("at cell 2, line 1, column 1\nat cell 1, line 1, column 1", {
    counted,
    present: cells,
  });
  expect(lines.map(({ place }) => place?.cell ?? null)).toEqual(["one", null]);
});

it("takes for an exception only what has a traceback that begins with its class", () => {
  const stack = "RangeError: no\n    at f (cell 1, line 1, column 1)";
  const entries = [{ key: "stack", node: previewOf(stack) }];
  expect(stackOf({ type: "RangeError", text: "RangeError: no", entries })).toBe(stack);
  expect(stackOf(previewOf({ stack: "of plates" }))).toBeNull();
  expect(stackOf(previewOf(7))).toBeNull();
});
