/** The timeline by workers: one lane each, with the calls it made in the order it made them. Pure. */

import { taskRunId, type TaskRunId } from "../../engine/model/run.ts";
import type { Millis } from "../../engine/model/state.ts";
import type { RunView } from "../session/run-view.ts";
import { segmentsOf, type Segment } from "./segments.ts";

/** One call on a worker. */
export interface Call {
  readonly taskRun: TaskRunId;
  readonly segment: Segment;
}

/** A worker and all it did. */
export interface LaneRow {
  readonly kind: "lane";
  /** The worker's own name in the journal. */
  readonly id: string;
  /** `Worker 1`: by the order in which they were first used. */
  readonly label: string;
  readonly level: 1;
  readonly calls: readonly Call[];
}

const kept = new WeakMap<RunView, readonly LaneRow[]>();

/** The lanes of a run. What needs no worker (parameters, triggers) is in none. */
export function lanesOf(run: RunView): readonly LaneRow[] {
  const known = kept.get(run);
  if (known) return known;
  const byWorker = new Map<string, Call[]>();
  for (const taskRun of run.taskRuns.values()) {
    const id = taskRunId(taskRun.slug, taskRun.mapIndex);
    for (const segment of segmentsOf(taskRun, run)) {
      if (segment.worker === null) continue;
      const calls = byWorker.get(segment.worker);
      if (calls) calls.push({ taskRun: id, segment });
      else byWorker.set(segment.worker, [{ taskRun: id, segment }]);
    }
  }
  const lanes = [...byWorker].map(([id, calls]) => ({ id, calls: calls.sort(byStart) }));
  lanes.sort(({ calls: [one] }, { calls: [other] }) => (one && other ? byStart(one, other) : 0));
  const rows = lanes.map(({ id, calls }, index): LaneRow => {
    return { kind: "lane", id, label: `Worker ${index + 1}`, level: 1, calls };
  });
  kept.set(run, rows);
  return rows;
}

const byStart = ({ segment: one }: Call, { segment: other }: Call): number =>
  one.from.at - other.from.at || one.from.event - other.from.event;

/** How long a worker was busy up to `now`, in milliseconds; calls at the same time count once. */
export function busyTime(calls: readonly Call[], now: Millis): Millis {
  let sum = 0;
  let until = -Infinity;
  for (const { segment } of calls) {
    const end = segment.to?.at ?? now;
    if (end <= until) continue;
    sum += end - Math.max(until, segment.from.at);
    until = end;
  }
  return sum;
}
