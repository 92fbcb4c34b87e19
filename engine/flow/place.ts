/** Finds the place in a cell from which the flow API was called. */

import type { Place } from "../model/graph.ts";

/** Between user code and a task's entry into the flow lie fewer frames of ours than this. */
const DEPTH = 30;

/** Other scripts may have a name of any length: a `data:` URL is all of their text. */
const LONGEST_NAME = 300;

const CELL = /flowbook-cell-([^\s()]+?)\.js$/;
const FRAME = /flowbook-cell-([^\s()]+?)\.js:(\d+):(\d+)/;

/** In the compiled program's positions; undefined where no cell is on the stack. */
export function placeOfCall(): Place | undefined {
  const { stackTraceLimit, prepareStackTrace } = Error;
  Error.stackTraceLimit = DEPTH;
  /* Where the engine has it, frames as objects: as text they cost ten times as much, and with our
     own code in a `data:` URL, which each frame repeats, a thousand times. */
  Error.prepareStackTrace = (_error, frames) => frames;
  const stack: unknown = new Error().stack;
  Error.stackTraceLimit = stackTraceLimit;
  if (prepareStackTrace === undefined) Reflect.deleteProperty(Error, "prepareStackTrace");
  else Error.prepareStackTrace = prepareStackTrace;
  return Array.isArray(stack) ? placeIn(stack as readonly NodeJS.CallSite[]) : placeAt(stack);
}

function placeIn(frames: readonly NodeJS.CallSite[]): Place | undefined {
  for (const frame of frames) {
    const source = frame.getScriptNameOrSourceURL() ?? "";
    const [, cell] = CELL.exec(source.slice(-LONGEST_NAME)) ?? [];
    const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()];
    if (cell !== undefined && line !== null && column !== null) return { cell, line, column };
  }
  return undefined;
}

function placeAt(stack: unknown): Place | undefined {
  const [, cell, line, column] = FRAME.exec(String(stack)) ?? [];
  return cell === undefined ? undefined : { cell, line: Number(line), column: Number(column) };
}
