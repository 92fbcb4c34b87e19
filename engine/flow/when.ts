/** `when(condition, value, fn)`: Prefect's `case` block, whose tasks run only if the value fits. */

import { withinScope } from "./build-scope.ts";
import type { Block } from "./build-scope.ts";
import { CompareValue } from "./compare-value.ts";
import { ValueError } from "./errors.ts";
import type { TaskGraph } from "./task-graph.ts";
import type { Any, Yields } from "./inputs.ts";
import { str } from "./repr.ts";
import { isTask } from "./task.ts";
import type { Task } from "./task.ts";

/** Gathers the tasks of one block. */
class CaseBlock implements Block {
  readonly tasks = new Set<Task>();
  flow: TaskGraph | null = null;

  addTask(task: Task, flow: TaskGraph): void {
    if (this.flow !== null && this.flow !== flow) {
      throw new ValueError("Multiple flows cannot be used with the same case statement.");
    }
    this.flow = flow;
    this.tasks.add(task);
  }
}

/**
 * Tasks that are added inside run only if `condition` yields `value`; else they are skipped.
 * Parameters made inside are not part of it. Gives back what `fn` returns.
 * @throws TypeError if the value is a task: it is compared with, so it must be known
 */
export function when<T, R>(condition: T | Yields<T>, value: NoInfer<T>, fn: () => R): R {
  if (isTask(value)) {
    throw new TypeError(
      "`value` cannot be a task: when(condition, value, …) compares with a value.",
    );
  }
  const block = new CaseBlock();
  const result = withinScope("when(…)", { caseBlock: block }, fn);
  closeCase(block, condition, value);
  return result;
}

function closeCase({ tasks, flow }: CaseBlock, condition: Any, value: unknown): void {
  if (flow === null) return;
  const compare = new CompareValue(value, { name: `case(${str(value)})` });
  compare.bind({ value: condition ?? null }, { flow });
  for (const task of tasks) {
    const isInner = [...flow.upstreamTasks(task)].some((upstream) => tasks.has(upstream));
    if (!isInner) task.setUpstream(compare, { flow });
  }
}
