/** Leads failures of user code back to the user's own text: cell, line and column, never generated code. */

import type { FlowDescription, Place } from "../model/graph.ts";
import type { CellId } from "../model/notebook.ts";
import type { Failure } from "../model/value.ts";
import type { CellOutput } from "../ports.ts";

/** Knows the compiled cells: position in compiled text (from 1) to position in the user's. */
export type FindPlace = (cell: CellId, line: number, column: number) => Place | null;

/** What people call a cell: "cell 3". */
export type NameCell = (cell: CellId) => string;

export interface TraceFrame {
  readonly text: string;
  readonly place: Place | null;
}

/** A frame of V8, SpiderMonkey or JavaScriptCore that stands in a cell. */
const FRAME =
  /^\s*(?:at )?(.*?)[@(\s]*(?:file:\/\/\S*\/)?flowbook-cell-([\w-]+?)\.js:(\d+):(\d+)\)?\s*$/;

/** The frames of a stack that stand in cells; all others are ours, and of no use to the reader. */
export function findFrames(stack: string | null, find: FindPlace, name: NameCell): TraceFrame[] {
  const frames: TraceFrame[] = [];
  for (const line of (stack ?? "").split("\n")) {
    const match = FRAME.exec(line);
    if (!match) continue;
    const [, caller = "", cell = "", row, column] = match;
    const place = find(cell, Number(row), Number(column));
    if (place === null) continue;
    const where = `${name(place.cell)}, line ${place.line}, column ${place.column}`;
    const who = calleeName(caller);
    frames.push({ text: who === "" ? `at ${where}` : `at ${who} (${where})`, place });
  }
  return frames;
}

/** The function's name as the user wrote it; the wrapper of a whole cell has none. */
function calleeName(caller: string): string {
  const name = caller
    .replace(/^async /, "")
    .replace(/\$s\./g, "")
    .trim();
  return name === "default" || name === "module.default" || name === "Module.default" ? "" : name;
}

/** The failure with a stack that a reader can use, its cause too. */
export function explainFailure(failure: Failure, find: FindPlace, name: NameCell): Failure {
  const frames = findFrames(failure.stack, find, name);
  const lines = frames.map(({ text }) => `    ${text}`);
  const stack = [`${failure.type}: ${failure.message}`, ...lines].join("\n");
  const cause = failure.cause && explainFailure(failure.cause, find, name);
  return { ...failure, stack, ...(cause && { cause }) };
}

/** A failure as a cell shows it. */
export function errorOutput(failure: Failure, find: FindPlace, name: NameCell): CellOutput {
  const trace = findFrames(failure.stack, find, name);
  return {
    type: "error",
    errorType: failure.type,
    message: failure.message,
    place: trace[0]?.place ?? null,
    trace,
  };
}

/** The description with its tasks' places in the user's text. */
export function placeDescription(description: FlowDescription, find: FindPlace): FlowDescription {
  const { graph } = description;
  const tasks = graph.tasks.map(({ place, ...node }) => {
    const found = place && find(place.cell, place.line, place.column);
    return found ? { ...node, place: found } : node;
  });
  return { ...description, graph: { ...graph, tasks } };
}
