/** Leads failures of user code back to the user's own text: cell, line and column, never generated code. */

import type { FlowDescription, Place } from "../model/graph.ts";
import type { CellId } from "../model/notebook.ts";
import type { Failure } from "../model/value.ts";
import type { CellOutput, StackFrame } from "../ports.ts";

/** Knows the compiled cells: position in compiled text (from 1) to position in the user's. */
export type FindPlace = (cell: CellId, line: number, column: number) => Place | null;

/** What people call a cell: "cell 3". */
export type NameCell = (cell: CellId) => string;

export interface TraceFrame {
  readonly text: string;
  readonly place: Place | null;
}

/** What reading a stack takes. */
export interface StackReader {
  readonly find: FindPlace;
  readonly name: NameCell;
  /** The frames that stand in cells, innermost first; a stack does not say of which language it is. */
  readonly framesOf: (stack: string) => readonly StackFrame[];
}

/** The frames of a stack that stand in cells; all others are ours, and of no use to the reader. */
export function findFrames(stack: string | null, reader: StackReader): TraceFrame[] {
  return reader.framesOf(stack ?? "").flatMap(({ cell, line, column, callee }) => {
    const place = reader.find(cell, line, column);
    if (place === null) return [];
    const where = `${reader.name(place.cell)}, line ${place.line}, column ${place.column}`;
    return [{ text: callee === "" ? `at ${where}` : `at ${callee} (${where})`, place }];
  });
}

/** The failure with a stack that a reader can use, its cause too. */
export function explainFailure(failure: Failure, reader: StackReader): Failure {
  const lines = findFrames(failure.stack, reader).map(({ text }) => `    ${text}`);
  const stack = [`${failure.type}: ${failure.message}`, ...lines].join("\n");
  const cause = failure.cause && explainFailure(failure.cause, reader);
  return { ...failure, stack, ...(cause && { cause }) };
}

/** A failure as a cell shows it. */
export function errorOutput(failure: Failure, reader: StackReader): CellOutput {
  const trace = findFrames(failure.stack, reader);
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
