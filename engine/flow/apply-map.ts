/** `applyMap(fn, xs)`: maps a function that calls several tasks. */

import { Annotation, unwrap } from "./annotations.ts";
import { asTask } from "./as-task.ts";
import { buildScope, withinScope } from "./build-scope.ts";
import { Constant } from "./constant.ts";
import { ValueError } from "./errors.ts";
import { Flow } from "./flow.ts";
import type { TaskGraph } from "./task-graph.ts";
import type { Any } from "./inputs.ts";
import { typeName } from "./repr.ts";
import { isTask } from "./task.ts";
import type { Task } from "./task.ts";

/** A flow that exists only while its tasks are on their way into another. */
class ScratchFlow extends Flow {
  /** Constants that are mapped over, and so have to stay on the graph. */
  readonly mappedConstants = new Set<Constant>();

  protected override staysOnGraph(constant: Constant): boolean {
    return this.mappedConstants.has(constant);
  }

  protected override makeId(): string {
    return "";
  }

  protected override changed(): void {
    /* Nobody is to hear of it. */
  }
}

/** An argument, as a task. */
interface Input {
  readonly task: Task;
  readonly isMapped: boolean;
  readonly isFlattened: boolean;
  readonly isConstant: boolean;
}

/**
 * Calls `fn` once, with tasks in place of the arguments, and maps all tasks that it adds over them:
 * for each item there is one run of everything. `unmapped(…)` arguments are the same for all.
 * Gives back what `fn` returns.
 * @throws TypeError for an argument that cannot be mapped over, ValueError for `.map` inside
 */
export function applyMap<T>(fn: (...tasks: Any[]) => T, ...args: readonly unknown[]): T {
  const { flow } = buildScope();
  if (flow === null) {
    throw new ValueError("Couldn't infer a flow in the current context: call it inside flow.with.");
  }
  for (const arg of args) checkSequence(arg);
  const scratch = new ScratchFlow("temporary flow");
  const apart = { caseBlock: null, resourceBlock: null };
  const inputs = args.map((arg) => withinScope("applyMap", apart, () => toInput(arg, scratch)));
  for (const { task, isConstant } of inputs) if (!isConstant) flow.addTask(task);
  const result = withinScope("applyMap", { ...apart, isMapped: true }, () =>
    scratch.with(() => fn(...inputs.map((input) => input.task))),
  );
  moveInto(flow, scratch, inputs);
  return result;
}

function checkSequence(arg: unknown): void {
  if (isTask(arg) || arg instanceof Annotation || Array.isArray(arg)) return;
  if (typeof arg === "string" || ArrayBuffer.isView(arg)) return;
  throw new TypeError(
    `Cannot map over non-sequence object of type '${typeName(arg)}'. Write unmapped(…) around what ` +
      "is the same for every item.",
  );
}

function toInput(arg: unknown, scratch: ScratchFlow): Input {
  const { value, mapped, flattened } = unwrap(arg);
  const isMapped = mapped ?? true;
  const task = asTask(value, scratch);
  const isConstant = task instanceof Constant;
  if (!isConstant) scratch.addTask(task);
  else if (isMapped) scratch.mappedConstants.add(task);
  return { task, isMapped, isFlattened: flattened, isConstant };
}

function moveInto(flow: TaskGraph, scratch: Flow, inputs: readonly Input[]): void {
  const known = new Map(inputs.map((input) => [input.task, input]));
  for (const task of scratch.tasks) flow.addTask(task, scratch.placeOf(task));
  for (const warning of scratch.warnings) flow.noteWarning(warning);
  for (const edge of scratch.edges) {
    const { upstreamTask, downstreamTask, key } = edge;
    const input = known.get(upstreamTask);
    const mapped = input?.isMapped ?? upstreamTask.kind !== "parameter";
    const flattened = edge.flattened || (input?.isFlattened ?? false);
    flow.addEdge(upstreamTask, downstreamTask, { key, mapped, flattened });
  }
  for (const [task, byKey] of scratch.constants) {
    for (const [key, value] of Object.entries(byKey)) flow.setConstant(task, key, value);
  }
  for (const task of scratch.tasks) {
    if (!known.has(task) && task.kind !== "parameter") addInputs(flow, task, scratch, inputs);
  }
}

/**
 * A task with nothing of the function's before it waits for all arguments, also those it does not
 * take: so every task has as many runs as there are items.
 */
function addInputs(flow: TaskGraph, task: Task, scratch: Flow, inputs: readonly Input[]): void {
  const upstream = flow.upstreamTasks(task);
  const isInner = (each: Task): boolean =>
    scratch.tasks.has(each) && !inputs.some((input) => input.task === each);
  if ([...upstream].some(isInner)) return;
  for (const { task: input, isMapped, isConstant, isFlattened } of inputs) {
    if (upstream.has(input) || (isConstant && !isMapped)) continue;
    flow.addEdge(input, task, { mapped: isMapped, flattened: isFlattened });
  }
}
