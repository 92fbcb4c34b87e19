/** How a pass ends: the flow's final state, or what it waits for. Source: prefect 1.x flow_runner.determine_final_state. */

import type { Decision } from "../model/decision.ts";
import type { Slug } from "../model/graph.ts";
import { taskRunId, type FlowRun, type TaskRun } from "../model/run.ts";
import {
  isFailed,
  isFinished,
  isScheduled,
  isSuccessful,
  state,
  type Millis,
  type State,
} from "../model/state.ts";
import { indexOf } from "./graph-index.ts";

export type PassEnd =
  | { readonly type: "finished"; readonly state: State; readonly decision: Decision }
  /** Something is unfinished; `waitUntil` null: until somebody approves or cancels. */
  | {
      readonly type: "waiting";
      readonly waitUntil: Millis | null;
      readonly decision: Decision;
    };

/** The task runs of some tasks, mapped ones replaced by their children. */
export function* withChildren(run: FlowRun, slugs: readonly Slug[]): Iterable<TaskRun> {
  for (const slug of slugs) {
    const taskRun = run.taskRuns.get(slug);
    if (!taskRun) continue;
    if (taskRun.state.type !== "Mapped") yield taskRun;
    else yield* childrenOf(run, taskRun);
  }
}

/** The children of a mapped task run, in order. */
export function* childrenOf(run: FlowRun, parent: TaskRun): Iterable<TaskRun> {
  for (let index = 0; index < (parent.state.mapCount ?? 0); index++) {
    const child = run.taskRuns.get(taskRunId(parent.slug, index));
    if (child) yield child;
  }
}

/** Every task run of a run: each task, and after a mapped one its children. */
export function* allTaskRuns(run: FlowRun): Iterable<TaskRun> {
  for (const { slug } of run.graph.tasks) {
    const taskRun = run.taskRuns.get(slug);
    if (!taskRun) continue;
    yield taskRun;
    yield* childrenOf(run, taskRun);
  }
}

/** Called when a pass has visited every task run. */
export function endOfPass(run: FlowRun): PassEnd {
  const index = indexOf(run.graph);
  for (const taskRun of withChildren(run, index.terminal)) {
    if (!isFinished(taskRun.state)) return waiting(run);
  }
  let total = 0;
  let successful = 0;
  const failed: string[] = [];
  for (const taskRun of withChildren(run, index.reference)) {
    total += 1;
    if (isSuccessful(taskRun.state)) successful += 1;
    if (isFailed(taskRun.state) && failed.length < 20) failed.push(taskRun.id);
  }
  const step = "determineFinalState";
  if (failed.length > 0) {
    return {
      type: "finished",
      state: state("Failed", "Some reference tasks failed."),
      decision: { step, rule: "someFailed", because: failed },
    };
  }
  if (successful === total) {
    return {
      type: "finished",
      state: state("Success", "All reference tasks succeeded."),
      decision: { step, rule: "allSuccessful" },
    };
  }
  return {
    type: "finished",
    state: state("Success", "No reference tasks failed."),
    decision: { step, rule: "noneFailed" },
  };
}

function waiting(run: FlowRun): PassEnd {
  let earliest: Millis | null = null;
  let someoneWaits = false;
  const because: string[] = [];
  for (const taskRun of allTaskRuns(run)) {
    const { state: now } = taskRun;
    if (isFinished(now)) continue;
    if (isScheduled(now)) {
      someoneWaits = true;
      if (because.length < 20) because.push(taskRun.id);
      const { startTime } = now;
      if (startTime !== undefined && startTime !== null) {
        earliest = Math.min(earliest ?? startTime, startTime);
      }
    }
  }
  const step = "determineFinalState";
  if (!someoneWaits) {
    const message =
      "Unexpected error: the flow cannot go on. Some tasks are neither finished nor waiting for anything; check the states given in taskStates.";
    return {
      type: "finished",
      state: state("Failed", message),
      decision: { step: "unexpectedError", rule: "stuck" },
    };
  }
  return { type: "waiting", waitUntil: earliest, decision: { step, rule: "incomplete", because } };
}
