/** Which lines of the cells made which tasks, and how those tasks stand. Pure. */

import type { FlowGraph, FlowId, Place, Slug } from "../../engine/model/graph.ts";
import type { CellId } from "../../engine/model/notebook.ts";
import { slugIn, type TaskRunId } from "../../engine/model/run.ts";
import { isFinished, type StateType } from "../../engine/model/state.ts";
import type { Line } from "./pointing.ts";
import type { RunView } from "./run-view.ts";
import type { SessionState, ShownFlow } from "./session-state.ts";
import { countsOf, rankOf } from "./state-order.ts";

/** What stands beside a line whose call made tasks. */
export interface LineMark {
  readonly line: number;
  /** The state that most needs looking at. */
  readonly type: StateType;
  /** `add-1: Success`, `12 tasks: 2 Failed, 10 Success`. */
  readonly text: string;
}

/** A task of a flow. */
export interface Call {
  readonly flow: FlowId;
  readonly slug: Slug;
}

type Lines = ReadonlyMap<CellId, ReadonlyMap<number, readonly Slug[]>>;
const lines = new WeakMap<FlowGraph, Lines>();

/** By cell and line: the tasks that were called there, in the flow's order. */
function linesOf(graph: FlowGraph): Lines {
  const known = lines.get(graph);
  if (known) return known;
  const found = new Map<CellId, Map<number, Slug[]>>();
  for (const { slug, place } of graph.tasks) {
    if (!place) continue;
    const cell = found.get(place.cell) ?? new Map<number, Slug[]>();
    found.set(place.cell, cell);
    const slugs = cell.get(place.line);
    if (slugs) slugs.push(slug);
    else cell.set(place.line, [slug]);
  }
  lines.set(graph, found);
  return found;
}

const NO_SLUGS: ReadonlySet<Slug> = new Set();

/** The tasks of a graph that a line's calls made. */
export function slugsAt(graph: FlowGraph, at: Line | null): ReadonlySet<Slug> {
  const slugs = at && linesOf(graph).get(at.cell)?.get(at.line);
  return slugs ? new Set(slugs) : NO_SLUGS;
}

/** Where the call of a task stands that put it, or the mapped task it is a child of, into the flow. */
export function placeOf(graph: FlowGraph, id: TaskRunId): Place | null {
  const slug = slugIn(id);
  const node = graph.tasks.find((task) => task.slug === id || task.slug === slug);
  return node?.place ?? null;
}

/** The flow on show first: where two flows share a line, one means that. */
function flowsOf({ flows, shownFlow }: SessionState): FlowId[] {
  const shown = shownFlow !== null && flows.has(shownFlow) ? [shownFlow] : [];
  return [...shown, ...[...flows.keys()].filter((flow) => flow !== shownFlow)];
}

/** All tasks, of whichever flow, that a line's calls made. */
export function callsAt(state: SessionState, { cell, line }: Line): Call[] {
  return flowsOf(state).flatMap((flow) => {
    const graph = state.flows.get(flow)?.description.graph;
    const slugs = (graph && linesOf(graph).get(cell)?.get(line)) ?? [];
    return slugs.map((slug) => ({ flow, slug }));
  });
}

/** Of several tasks of a line, the one after that which is selected. */
export function nextCall(calls: readonly Call[], { shownFlow, selectedTask }: SessionState) {
  const at = calls.findIndex(
    ({ flow, slug }) =>
      flow === shownFlow && (slug === selectedTask || selectedTask?.startsWith(`${slug}[`)),
  );
  return calls[(at + 1) % calls.length];
}

/** The line of this cell at which the selected task was called; null: it was not called here. */
export function selectedLine(
  { flows, shownFlow, selectedTask }: SessionState,
  cell: CellId,
): number | null {
  const graph = shownFlow === null ? undefined : flows.get(shownFlow)?.description.graph;
  const place = graph && selectedTask !== null ? placeOf(graph, selectedTask) : null;
  return place?.cell === cell ? place.line : null;
}

type Marks = ReadonlyMap<CellId, readonly LineMark[]>;
const marks = new WeakMap<FlowGraph, { readonly run: RunView | null; readonly marks: Marks }>();

/** The marks of one flow, by cell. */
function marksIn(graph: FlowGraph, run: RunView | null): Marks {
  const known = marks.get(graph);
  if (known && known.run === run) return known.marks;
  const made = new Map(
    [...linesOf(graph)].map(([cell, byLine]) => [
      cell,
      [...byLine].map(([line, slugs]) => ({ line, ...standing(slugs, run) })),
    ]),
  );
  marks.set(graph, { run, marks: made });
  return made;
}

/** The marks of a cell, by line; where flows share a line, those of the one on show. */
export function marksOf(state: SessionState, cell: CellId): LineMark[] {
  const found = new Map<number, LineMark>();
  for (const flow of flowsOf(state)) {
    const shown = state.flows.get(flow);
    if (!shown) continue;
    const latest = state.runs.get(flow) ?? null;
    const run = hidesRun(shown, latest) ? null : latest;
    for (const mark of marksIn(shown.description.graph, run).get(cell) ?? []) {
      if (!found.has(mark.line)) found.set(mark.line, mark);
    }
  }
  return [...found.values()];
}

/** Whether the text builds another graph than the run's, which has come to its end. */
const hidesRun = ({ draft, isLikeRun }: ShownFlow, run: RunView | null): boolean =>
  draft && !isLikeRun && (run === null || isFinished(run.state));

/** A task's state; a mapped task is as its worst child is. */
function stateOf(slug: Slug, run: RunView | null): StateType | null {
  const type = run?.taskRuns.get(slug)?.state.type ?? null;
  if (type !== "Mapped") return type;
  const worst = countsOf(run?.children.get(slug) ?? {})[0]?.[0];
  return worst !== undefined && rankOf(worst) < rankOf("Pending") ? worst : type;
}

/** How the tasks of one line stand. */
function standing(slugs: readonly Slug[], run: RunView | null): Omit<LineMark, "line"> {
  const counts = new Map<StateType | null, number>();
  for (const slug of slugs) {
    const type = stateOf(slug, run);
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const rank = (type: StateType | null): number => rankOf(type ?? "Pending");
  const types = [...counts].toSorted(([a], [b]) => rank(a) - rank(b));
  const type = types[0]?.[0] ?? "Pending";
  const [only] = slugs;
  if (slugs.length === 1) return { type, text: `${only}: ${types[0]?.[0] ?? "not run"}` };
  const parts = types.map(([each, count]) => `${count} ${each ?? "not run"}`);
  return { type, text: `${slugs.length} tasks: ${parts.join(", ")}` };
}
