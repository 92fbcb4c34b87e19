/** `task(fn)`: a task made from a function. */

import { signatureOf, tupleLength } from "./signature.ts";
import type { Any, Arguments, Outcome } from "./inputs.ts";
import { Task } from "./task.ts";
import type { TaskOptions } from "./task-options.ts";

/** What Prefect calls functions without a name. */
const NAMELESS = "<lambda>";

export class FunctionTask<A extends Arguments = Any, R = Any> extends Task<A, R> {
  static override readonly typeName: string = "FunctionTask";

  /** @throws TypeError if it is no function; ValueError if it has a parameter no task can have */
  constructor(fn: (...args: A) => R | Promise<R>, options: TaskOptions = {}) {
    if (typeof fn !== "function" || fn instanceof Task) {
      throw new TypeError(
        "task(…) is given the function to run: task(function add(x: number, y: number) { … }).",
      );
    }
    const name = options.name ?? (fn.name === "" ? NAMELESS : fn.name);
    const signature = signatureOf(fn, `Task "${name}"`);
    super({ nout: tupleLength(signature.returns), ...options, name });
    this.run = fn;
  }
}

/**
 * Any function. A type with parameters would lend its own to those the author left without one, and
 * `y = 1` would no longer be a number.
 */
type AnyFunction = Function;

/** A task whose plain function is known exactly: `add.run(1, 2)` is a number. */
interface RunsAs<F> {
  readonly run: F;
}

/** The task made of a function: what the function promises is what the task yields. */
export type TaskOf<F> = F extends (...args: infer A) => infer R
  ? RunsAs<F> & Task<A, Outcome<Awaited<R>>>
  : never;

/**
 * Makes a task from a function; it takes the function's name, else that of the variable it is
 * assigned to. `task(function add(x: number, y = 1) { return x + y }, { maxRetries: 2, … })`.
 */
export function task<F extends AnyFunction>(fn: F, options?: TaskOptions): TaskOf<F>;
export function task(fn: Any, options: TaskOptions = {}): Task {
  return new FunctionTask(fn as (...args: Arguments) => unknown, options);
}

/** Whether nobody has named the task: its function has no name and it was given none. */
export const isNameless = (given: Task): boolean =>
  given instanceof FunctionTask && given.name === NAMELESS;
