/** When calls that a worker was given together really ended. */

import type { FlowGraph } from "../../engine/model/graph.ts";
import type { TaskRunId } from "../../engine/model/run.ts";
import type { Millis } from "../../engine/model/state.ts";
import type { RunView, StateAt, TaskRunView } from "../session/run-view.ts";

/** The end of a call, by the event that told it. */
interface End {
  readonly event: number;
  readonly duration: Millis;
}

/** The ends told at one time of one worker. */
type Batches = Map<string, Map<Millis, End[]>>;

type Shifts = ReadonlyMap<number, Millis>;

/** How far a run has been looked through. */
interface Looked {
  readonly taskRuns: ReadonlyMap<TaskRunId, TaskRunView>;
  readonly batches: Batches;
  readonly shifts: Shifts;
}

const kept = new WeakMap<RunView, Shifts>();
/** The last view asked about of each run, known by its graph: the next one mostly goes on from there. */
const latest = new WeakMap<FlowGraph, Looked>();

/**
 * Short calls are handed to a worker in batches, and their ends are told at once. By the event that
 * ended a call: how much earlier it ended, for those behind it ran after it on the same worker.
 */
export function shiftsOf(run: RunView): Shifts {
  const known = kept.get(run);
  if (known) return known;
  const before = latest.get(run.graph);
  const looked = (before && lookOn(before, run)) ?? lookAnew(run);
  latest.set(run.graph, looked);
  kept.set(run, looked.shifts);
  return looked.shifts;
}

function lookAnew({ taskRuns }: RunView): Looked {
  const batches: Batches = new Map();
  const touched = new Set<End[]>();
  for (const { history } of taskRuns.values()) noteEnds(history, 0, { batches, touched });
  return { taskRuns, batches, shifts: shiftsWith(new Map(), touched) };
}

/** Looks only at what is new; null: this is no later view of the same run. */
function lookOn({ taskRuns: before, batches, shifts }: Looked, { taskRuns }: RunView) {
  if (taskRuns.size < before.size) return null;
  const news: { readonly history: readonly StateAt[]; readonly from: number }[] = [];
  let met = 0;
  for (const [id, taskRun] of taskRuns) {
    const old = before.get(id);
    if (old) met += 1;
    if (old === taskRun) continue;
    const from = old?.history.length ?? 0;
    if (from > 0 && old?.history[from - 1] !== taskRun.history[from - 1]) return null;
    if (taskRun.history.length > from) news.push({ history: taskRun.history, from });
  }
  if (met < before.size) return null;
  const touched = new Set<End[]>();
  for (const { history, from } of news) noteEnds(history, from, { batches, touched });
  return { taskRuns, batches, shifts: shiftsWith(shifts, touched) };
}

/** The same map where nothing changed; an older view keeps its own. */
function shiftsWith(shifts: Shifts, touched: ReadonlySet<End[]>): Shifts {
  const shared = [...touched].filter(({ length }) => length > 1);
  if (shared.length === 0) return shifts;
  const next = new Map(shifts);
  for (const batch of shared) {
    batch.sort((one, other) => other.event - one.event);
    let behind = 0;
    for (const { event, duration } of batch) {
      if (behind > 0) next.set(event, behind);
      behind += duration;
    }
  }
  return next;
}

/** Notes the ends in a history from this entry on. */
function noteEnds(
  history: readonly StateAt[],
  from: number,
  { batches, touched }: { readonly batches: Batches; readonly touched: Set<End[]> },
): void {
  let worker: string | null = null;
  for (const [index, entry] of history.entries()) {
    if (entry.worker !== null) worker = entry.worker;
    if (index < from || entry.duration === null || worker === null) continue;
    let byTime = batches.get(worker);
    if (!byTime) batches.set(worker, (byTime = new Map()));
    let batch = byTime.get(entry.at);
    if (!batch) byTime.set(entry.at, (batch = []));
    batch.push({ event: entry.event, duration: entry.duration });
    touched.add(batch);
  }
}
