/** States for user code: with their values in place of references. */

import { childrenOf } from "../core/final.ts";
import { resultOf } from "../core/results.ts";
import type { FlowRun, TaskRun } from "../model/run.ts";
import type { State } from "../model/state.ts";
import type { RunReply, WireState } from "../sandbox/protocol.ts";
import type { RunValues } from "./values.ts";

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

/** What `flow.run` resolves to. Prefect: tasks the run never reached are Pending. */
export async function toRunReply(run: FlowRun, values: RunValues): Promise<RunReply> {
  const tasks: Record<string, WireState> = {};
  for (const { slug } of run.graph.tasks) {
    const taskRun = run.taskRuns.get(slug);
    if (taskRun) tasks[slug] = await toWireTaskState(run, taskRun, values);
  }
  return { ok: true, state: await toWireState(run.state, values), tasks };
}
