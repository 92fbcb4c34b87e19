/** Finds the place in a cell from which the flow API was called. */

import type { Place } from "../model/graph.ts";

/** Between user code and a task's entry into the flow lie fewer frames of ours than this. */
const DEPTH = 30;

const FRAME = /flowbook-cell-([^\s()]+?)\.js:(\d+):(\d+)/;

/** In the compiled program's positions; undefined where no cell is on the stack. */
export function placeOfCall(): Place | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = DEPTH;
  const { stack } = new Error();
  Error.stackTraceLimit = limit;
  const [whole, cell, line, column] = FRAME.exec(stack ?? "") ?? [];
  if (whole === undefined || cell === undefined) return undefined;
  return { cell, line: Number(line), column: Number(column) };
}
