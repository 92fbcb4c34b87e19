/** Calls a task's `run` with its inputs by name. */

import type { SignatureParameter } from "../model/graph.ts";
import { bindArguments } from "./binding.ts";
import { isNone } from "./comparison.ts";
import { repr } from "./repr.ts";
import { originalOf } from "./task-copy.ts";
import type { Task } from "./task.ts";

/**
 * Parameters that are not among the inputs get their defaults.
 * @throws TypeError for a missing or an unknown input, or one that cannot be meant; and whatever
 *   `run` throws
 */
export async function invokeRun(
  task: Task,
  inputs: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const signature = task.signature();
  if (signature === null) return await (task.run(inputs) as unknown);
  const what = `Task "${task.name}"`;
  /* An upstream task that yields undefined has given something all the same: Python's None. */
  const named = Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, value === undefined ? null : value]),
  );
  bindArguments(signature, { positional: [], named }, what);
  for (const parameter of signature.parameters) {
    if (Object.hasOwn(inputs, parameter.name)) {
      checkInput(parameter, inputs[parameter.name], what);
    }
  }
  const args = signature.parameters.map(({ name }) => inputs[name]);
  return await (Reflect.apply(task.run, receiverOf(task), args) as unknown);
}

const withPrivates = new WeakMap<object, boolean>();

/**
 * What `this` is in `run`. Private fields (`this.#size`) cannot be copied, so a task of a class that
 * has some runs as the task it is a copy of.
 */
function receiverOf(task: Task): Task {
  const taskClass = task.constructor;
  const known = withPrivates.get(taskClass);
  const hasPrivates =
    known ?? /\.#[\p{ID_Start}$_]/u.test(Function.prototype.toString.call(taskClass));
  if (known === undefined) withPrivates.set(taskClass, hasPrivates);
  return hasPrivates ? originalOf(task) : task;
}

/** Types that neither null nor an exception can be of. */
const PLAIN =
  /^(?:number|string|boolean|bigint|(?:readonly\s+)?[\w.<>[\]\s|]+\[\]|(?:Readonly)?Array<.*>)$/;

/** Types that one reckons with. */
const NUMBER = /^(?:number|bigint)$/;

/**
 * A skipped upstream task gives null, a failed one its exception, and a list may come where its
 * items were meant. Python cannot reckon with any of them, and the task fails; JavaScript would take
 * them for 0, NaN and a text, and go on.
 */
function checkInput(
  { name, type, optional }: SignatureParameter,
  value: unknown,
  what: string,
): void {
  if (type === undefined || !PLAIN.test(type.trim())) return;
  const isMissing = isNone(value) && !(value === undefined && optional);
  const isList = NUMBER.test(type.trim()) && typeof value === "object" && value !== null;
  if (!isMissing && !isList && !(value instanceof Error)) return;
  const kind = value instanceof Error ? "the exception" : "the value";
  const given = isMissing ? "no value" : `${kind} ${repr(value, 200)}`;
  throw new TypeError(
    `${what}: argument '${name}' is declared as ${type.trim()}, but ${given} came from upstream. ` +
      "Declare it so that it may be that, or change which states the task runs after.",
  );
}
