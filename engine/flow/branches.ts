/** Branches of a flow: `switchOn`, `ifElse`, and `merge` where they come together again. */

import { asTask } from "./as-task.ts";
import { CompareValue } from "./compare-value.ts";
import { isNone, isTruthy } from "./comparison.ts";
import { ValueError } from "./errors.ts";
import type { TaskGraph } from "./task-graph.ts";
import { FunctionTask } from "./function-task.ts";
import type { Any, Yields } from "./inputs.ts";
import { inOrder, KeywordTask } from "./keyword-task.ts";
import { isPlainObject } from "./repr.ts";
import { declareParameters } from "./signature.ts";
import { tags } from "./tags.ts";
import type { Task } from "./task.ts";
import type { TaskOptions } from "./task-options.ts";
import { notAllSkipped } from "./triggers.ts";

export interface BranchOptions {
  /** The condition is a list, and each branch is mapped. */
  readonly mapped?: boolean;
}

/**
 * Of the tasks, only the one runs whose key equals what the condition yields; the others are
 * skipped. Keys of an object are texts; for other values give a Map.
 */
export function switchOn(
  condition: unknown,
  cases: ReadonlyMap<Any, unknown> | Readonly<Record<string, unknown>>,
  options: BranchOptions = {},
): void {
  const { mapped = false } = options;
  const isKey = !(cases instanceof Map);
  const entries: Iterable<[unknown, unknown]> = isKey ? Object.entries(cases) : cases;
  tags("switch", () => {
    for (const [value, branch] of entries) {
      const task = asTask(branch);
      const compare = new CompareValue(value, { isKey }).bind({ value: condition }, { mapped });
      task.setDependencies({ upstreamTasks: [compare], mapped });
    }
  });
}

/** Python's idea of true and false: an empty list is false. */
const asBool = (x: unknown): boolean => isTruthy(x);
declareParameters(asBool, "x");

/** Runs `trueTask` if the condition yields something truthy in Python's sense, else `falseTask`. */
export function ifElse(
  condition: unknown,
  trueTask: unknown,
  falseTask: unknown,
  options: BranchOptions = {},
): void {
  const cases = new Map([
    [true, trueTask],
    [false, falseTask],
  ]);
  for (const [value, branch] of cases) if (isNone(branch)) cases.delete(value);
  if (cases.size === 0) return;
  const { mapped = false } = options;
  const truth = new FunctionTask<[x: Any], boolean>(asBool, { name: "as_bool" });
  switchOn(truth.withOptions({ mapped })(condition), cases, options);
}

/** The first of its inputs, in their order, that is not null. */
export class Merge extends KeywordTask {
  static override readonly typeName: string = "Merge";

  constructor(options: TaskOptions = {}) {
    if (options.skipOnUpstreamSkip === true) {
      throw new ValueError("Merge tasks must have `skipOnUpstreamSkip: false`.");
    }
    super({ trigger: notAllSkipped, ...options, skipOnUpstreamSkip: false });
  }

  /* Prefect looks at the names in the order of text, so the tenth comes before the second. */
  override run(args: Readonly<Record<string, unknown>>): Any {
    return inOrder(args).find((value) => !isNone(value)) ?? null;
  }
}

export interface MergeOptions extends TaskOptions, BranchOptions {
  readonly flow?: TaskGraph;
}

/** What the branches yield; the options at the end are none. */
type Merged<T> = T extends Yields<infer R> ? R : never;

/**
 * Brings branches together: yields the result of the first that was not skipped and is not null.
 * The last argument may be options, `{ checkpoint: false }`.
 */
export function merge<T extends readonly unknown[]>(...branches: T): Task<Any, Merged<T[number]>> {
  const last: unknown = branches.at(-1);
  const options: MergeOptions = isPlainObject(last) ? last : {};
  const { flow, mapped = false, ...taskOptions } = options;
  const tasks: readonly unknown[] = isPlainObject(last) ? branches.slice(0, -1) : branches;
  const named = Object.fromEntries(tasks.map((each, index) => [`task_${index + 1}`, each ?? null]));
  const merged: Task = new Merge(taskOptions);
  return merged.bind(named, { mapped, ...(flow === undefined ? {} : { flow }) });
}
