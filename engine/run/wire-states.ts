/** States for user code: with their values in place of references. */

import { childrenOf } from "../core/final.ts";
import { resultOf } from "../core/results.ts";
import type { FlowRun, TaskRun } from "../model/run.ts";
import type { State } from "../model/state.ts";
import type { InputValue } from "../model/value.ts";
import type { RunReply, WireState } from "../sandbox/protocol.ts";
import { HIDDEN, type RunValues } from "./values.ts";

/** A state with its value read. */
export async function toWireState(state: State, values: RunValues): Promise<WireState> {
  const { result: _, ...rest } = state;
  const result = resultOf(state);
  return { ...rest, value: result.from === "none" ? null : await values.resolve(result) };
}

/** A task run's state; a mapped one with its children's, and their values as its own. */
export async function toWireTaskState(
  run: FlowRun,
  taskRun: TaskRun,
  values: RunValues,
): Promise<WireState> {
  if (taskRun.state.type !== "Mapped") return toWireState(taskRun.state, values);
  const children: WireState[] = [];
  for (const child of childrenOf(run, taskRun)) {
    children.push(await toWireState(child.state, values));
  }
  const list = children.map(({ value }) => value ?? ({ from: "none" } as const));
  const { result: _, ...rest } = taskRun.state;
  return { ...rest, value: { from: "list", of: list }, children };
}

/** Cells show what they are given, and what they show is stored. A failure says nothing secret. */
function hidden(state: WireState): WireState {
  const { value, children } = state;
  const isFailure = value?.from === "value" && value.value.kind === "failure";
  return {
    ...state,
    value: value === null || isFailure ? value : HIDDEN_VALUE,
    ...(children && { children: children.map(hidden) }),
  };
}

const HIDDEN_VALUE: InputValue = { from: "value", value: { kind: "value", value: HIDDEN } };

/** What `flow.run` resolves to. Prefect: tasks the run never reached are Pending. */
export async function toRunReply(run: FlowRun, values: RunValues): Promise<RunReply> {
  const tasks: Record<string, WireState> = {};
  for (const { slug, kind } of run.graph.tasks) {
    const taskRun = run.taskRuns.get(slug);
    if (!taskRun) continue;
    const state = await toWireTaskState(run, taskRun, values);
    tasks[slug] = kind === "secret" ? hidden(state) : state;
  }
  return { ok: true, state: await toWireState(run.state, values), tasks };
}
