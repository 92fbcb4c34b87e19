/** Two runs side by side: what differs in parameters, states, results and durations. */

import type { ComparedTaskRun, RunComparison } from "../api/runs.ts";
import { evolve } from "../core/evolve.ts";
import { allTaskRuns } from "../core/final.ts";
import type { Slug } from "../model/graph.ts";
import type { RunEvent, TaskRun, TaskRunId } from "../model/run.ts";
import type { Millis } from "../model/state.ts";
import type { ResultRef } from "../model/value.ts";
import type { RunSummary } from "../ports.ts";

/** A run as it is read back. */
export interface ComparableRun {
  readonly summary: RunSummary;
  readonly events: readonly RunEvent[];
}

/** @param isSame  whether two stored results are equal */
export async function compareRuns(
  runs: readonly [ComparableRun, ComparableRun],
  isSame: (one: ResultRef, other: ResultRef) => Promise<boolean>,
): Promise<RunComparison> {
  const [one, other] = [sideOf(runs[0]), sideOf(runs[1])];
  const taskRuns: ComparedTaskRun[] = [];
  for (const id of allIds(one, other)) {
    const [a, b] = [one.taskRuns.get(id), other.taskRuns.get(id)];
    const [left, right] = [a?.state.result ?? null, b?.state.result ?? null];
    taskRuns.push({
      id,
      states: [a?.state.type ?? null, b?.state.type ?? null],
      results: [left?.preview ?? null, right?.preview ?? null],
      durations: [one.durations.get(id) ?? null, other.durations.get(id) ?? null],
      isSameResult: left && right ? await isSame(left, right) : left === right,
    });
  }
  return {
    runs: [runs[0].summary, runs[1].summary],
    parameters: pairs(runs[0].summary.parameters, runs[1].summary.parameters),
    taskRuns,
  };
}

interface Side {
  readonly taskRuns: ReadonlyMap<TaskRunId, TaskRun>;
  /** How long each function ran when it last ran. */
  readonly durations: ReadonlyMap<TaskRunId, Millis>;
}

function sideOf({ events }: ComparableRun): Side {
  const durations = new Map<TaskRunId, Millis>();
  for (const event of events) {
    if (event.type === "TaskStateChanged" && event.duration !== undefined) {
      durations.set(event.taskRun, event.duration);
    }
  }
  const taskRuns = new Map([...allTaskRuns(evolve(null, events))].map((each) => [each.id, each]));
  return { taskRuns, durations };
}

/** Task by task as the graph has them, the children of either run in order after their parent. */
function allIds(one: Side, other: Side): TaskRunId[] {
  const bySlug = new Map<Slug, Map<TaskRunId, number>>();
  for (const { id, slug, mapIndex } of [...one.taskRuns.values(), ...other.taskRuns.values()]) {
    const ids = bySlug.get(slug) ?? new Map<TaskRunId, number>();
    bySlug.set(slug, ids.set(id, mapIndex ?? -1));
  }
  return [...bySlug.values()].flatMap((ids) =>
    [...ids].toSorted(([, a], [, b]) => a - b).map(([id]) => id),
  );
}

function pairs(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): RunComparison["parameters"] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(names.map((name) => [name, [one[name] ?? null, other[name] ?? null]]));
}
