/** What stands around the code that builds a graph just now: the open flow, tags and blocks. */

import type { TaskGraph } from "./task-graph.ts";
import type { Task } from "./task.ts";

/** A block that gathers the tasks added inside it: `when(…)`, a resource. */
export interface Block {
  addTask(task: Task, flow: TaskGraph): void;
}

export interface BuildScope {
  readonly flow: TaskGraph | null;
  readonly tags: readonly string[];
  readonly caseBlock: Block | null;
  readonly resourceBlock: Block | null;
  /** Inside `applyMap`, where nothing may be mapped once more. */
  readonly isMapped: boolean;
  /** Tasks made since the flow was opened that nobody has added to a flow yet. */
  readonly unused: Set<Task> | null;
}

const OUTSIDE: BuildScope = {
  flow: null,
  tags: [],
  caseBlock: null,
  resourceBlock: null,
  isMapped: false,
  unused: null,
};

let scope = OUTSIDE;

export const buildScope = (): BuildScope => scope;

/**
 * Runs `fn` with these things changed, and puts back what was before, also when it throws.
 * @param what  names the block in the error if `fn` is asynchronous
 * @throws TypeError if `fn` returns a promise: a graph is built in one go
 */
export function withinScope<T>(what: string, changes: Partial<BuildScope>, fn: () => T): T {
  const before = scope;
  scope = { ...before, ...changes };
  let result: T;
  try {
    result = fn();
  } finally {
    scope = before;
  }
  if (isPromise(result)) {
    throw new TypeError(
      `${what} was given an async function. Building a flow runs nothing, so there is nothing to ` +
        "await: make the function synchronous, and await before the block or inside a task.",
    );
  }
  return result;
}

/** Outside of everything again, as when a worker starts. */
export function leaveAllScopes(): void {
  scope = OUTSIDE;
}

function isPromise(value: unknown): boolean {
  if (!(value instanceof Object) || typeof value === "function") return false;
  const isThenable = typeof Reflect.get(value, "then") === "function";
  /* Nobody else will look at it, and its failure is told by the error above. */
  if (isThenable) Promise.resolve(value).catch(() => undefined);
  return isThenable;
}
