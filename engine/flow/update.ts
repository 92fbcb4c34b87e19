/** Changes to whole flows: merging two, putting one task in another's place, copying. */

import { asTask } from "./as-task.ts";
import { Constant } from "./constant.ts";
import type { Edge } from "./edge.ts";
import { checkMember } from "./flow-checks.ts";
import type { Flow } from "./flow.ts";
import type { FlowOptions } from "./flow-options.ts";

import type { Task } from "./task.ts";

export interface UpdateOptions {
  /** The other's parameters replace those of the same name, in place of an error. */
  readonly mergeParameters?: boolean;
  /** The other's reference tasks count too. */
  readonly mergeReferenceTasks?: boolean;
  readonly validate?: boolean;
}

export function updateFlow(flow: Flow, other: Flow, options: UpdateOptions): void {
  if (options.mergeParameters === true) takeParameters(flow, other);
  const references = new Set([...flow.referenceTasks(), ...other.referenceTasks()]);
  for (const task of other.tasks) flow.addTask(task);
  for (const edge of other.edges) {
    const { validate = false } = options;
    const { key, mapped, flattened } = edge;
    const moved = { key, mapped, flattened, validate };
    flow.addEdge(edge.upstreamTask, edge.downstreamTask, moved);
  }
  for (const [task, constants] of other.constants) {
    for (const [key, value] of Object.entries(constants)) flow.setConstant(task, key, value);
  }
  if (options.mergeReferenceTasks === true) flow.setReferenceTasks(references);
}

/** Prefect: the other's parameters take the places of those of the same name. */
function takeParameters(flow: Flow, other: Flow): void {
  const known = new Map(flow.parameters().map((parameter) => [parameter.name, parameter]));
  for (const parameter of other.parameters()) {
    const same = known.get(parameter.name);
    if (same !== undefined && same !== parameter) replaceTask(flow, same, parameter);
  }
}

/** @throws ValueError if the old task is not in the flow, or the new graph cannot be */
export function replaceTask(flow: Flow, old: Task, replacement: unknown): void {
  checkMember(flow, old);
  const wasReference = flow.explicitReferenceTasks?.has(old) === true;
  const references = [...(flow.explicitReferenceTasks ?? [])];
  const edges = flow.removeTask(old);
  const task = asTask(replacement, flow);
  /* A constant that serves as an argument only stays off the graph. */
  if (!(task instanceof Constant) || edges.length === 0) flow.addTask(task);
  for (const edge of edges) moveEdge(flow, edge, old, task);
  if (wasReference && flow.tasks.has(task)) {
    flow.setReferenceTasks(references.map((each) => (each === old ? task : each)));
  }
  flow.validate();
}

function moveEdge(flow: Flow, edge: Edge, old: Task, task: Task): void {
  const here = (each: Task): Task => (each === old ? task : each);
  const { key, mapped, flattened } = edge;
  flow.addEdge(here(edge.upstreamTask), here(edge.downstreamTask), { key, mapped, flattened });
}

/**
 * Puts into an empty flow all that another has.
 * @param make  makes the empty flow
 */
export function copyFlow(flow: Flow, make: (name: string, options: FlowOptions) => Flow): Flow {
  const { schedule, executor, result, stateHandlers, terminalStateHandler } = flow;
  const copy = make(flow.name, {
    schedule,
    stateHandlers,
    ...(executor === null ? {} : { executor }),
    ...(result === null ? {} : { result }),
    ...(terminalStateHandler === null ? {} : { terminalStateHandler }),
  });
  updateFlow(copy, flow, {});
  if (flow.explicitReferenceTasks !== null) copy.setReferenceTasks(flow.explicitReferenceTasks);
  return copy;
}
