/**
 * Doing part of a run again. Prefect restarts from failed too, but its reducers then miss what the
 * children that had succeeded gave; here every result that stays is read as in the first place.
 */

import type { Edge, Slug } from "../model/graph.ts";
import { taskRunId, type FlowRun, type TaskRun, type TaskRunId } from "../model/run.ts";
import { isFailed, isFinished } from "../model/state.ts";
import type { Deciding } from "./deciding.ts";
import { allTaskRuns, childrenOf } from "./final.ts";
import { indexOf } from "./graph-index.ts";

/** Puts back what is to be done again, and lets the run go on. */
export function restart(
  deciding: Deciding,
  from: "failed" | readonly TaskRunId[],
  reason: string,
): void {
  const taskRuns = restartedBy(deciding.run, from);
  deciding.emit({ type: "RunRestarted", at: deciding.now, taskRuns, reason });
}

/**
 * The task runs that a restart does again: what failed, was cancelled or never ended, or these; and
 * all that depends on them. Of a mapped task only the children concerned, and of what is mapped over
 * it only theirs; whoever reads all children is done again.
 */
export function restartedBy(
  run: FlowRun,
  from: "failed" | readonly TaskRunId[],
): readonly TaskRunId[] {
  const again = new Set<TaskRunId>();
  const open: TaskRun[] = [];
  const add = (taskRun: TaskRun | undefined): void => {
    if (!taskRun || again.has(taskRun.id)) return;
    again.add(taskRun.id);
    open.push(taskRun);
  };
  if (from === "failed") {
    for (const taskRun of allTaskRuns(run)) if (isToDo(taskRun)) add(taskRun);
  } else {
    for (const id of from) add(run.taskRuns.get(id));
  }
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const dependent of dependentsOf(run, next)) add(dependent);
  }
  return [...again];
}

/** What depends on a task run, and is done again when it is. */
export function dependentsOf(run: FlowRun, taskRun: TaskRun): TaskRun[] {
  const found: TaskRun[] = taskRun.mapIndex === null ? [...childrenOf(run, taskRun)] : [];
  for (const edge of indexOf(run.graph).downstream.get(taskRun.slug) ?? []) {
    const dependent = run.taskRuns.get(reader(run, edge, taskRun));
    if (dependent) found.push(dependent);
  }
  return found;
}

/** Over this edge: the child of the same place, where children are matched, else all of it. */
function reader(run: FlowRun, { downstream, mapped, flattened }: Edge, { mapIndex }: TaskRun) {
  const isMatched = mapped && !flattened && mapIndex !== null;
  const isMapped = run.taskRuns.get(downstream)?.state.type === "Mapped";
  if (!isMatched || !isMapped) return downstream;
  const child = taskRunId(downstream, mapIndex);
  /* Past the shortest list there is no child, and nobody read this one. */
  return mapIndex < widthOf(run, downstream) ? child : "";
}

const widthOf = (run: FlowRun, slug: Slug): number => run.taskRuns.get(slug)?.state.mapCount ?? 0;

const isToDo = ({ state }: TaskRun): boolean =>
  isFailed(state) || !isFinished(state) || state.type === "Cancelled";
