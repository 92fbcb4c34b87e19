/** What the sandbox worker needs of the flow API, and user code does not get. */

import type { CacheValidatorFunction } from "./cache-validators.ts";
import type { StateHandler } from "./callbacks.ts";
import { leaveAllScopes } from "./build-scope.ts";
import { setCallContext } from "./context.ts";
import type { Flow } from "./flow.ts";
import type { TerminalStateHandler } from "./flow-options.ts";
import { forgetFlows } from "./flow-registry.ts";
import { isNameless } from "./function-task.ts";
import { ResourceManager } from "./resource-manager.ts";
import type { Location } from "./results.ts";
import { PrefectSignal } from "./signals.ts";
import { isTask } from "./task.ts";
import type { Task } from "./task.ts";
import type { TriggerFunction } from "./triggers.ts";

export { describeFlow } from "./describe.ts";
export type { Encode } from "./describe.ts";
export { Edge } from "./edge.ts";
export { Flow } from "./flow.ts";
export { allFlows, flowById } from "./flow-registry.ts";
export { setCallContext } from "./context.ts";
export { isEqual, isTruthy } from "./comparison.ts";
export { repr, str, typeName } from "./repr.ts";
export { executorKind } from "./run-options.ts";
export * as signals from "./signals.ts";
export { stateClassOf } from "./state.ts";
export * as states from "./states.ts";
export { isTask, Task } from "./task.ts";
export { invokeRun } from "./invoke-run.ts";
export { TaskStates } from "./task-states.ts";

/** The task of this slug in a flow. */
export function taskOf(flow: Flow, slug: string): Task | undefined {
  for (const [task, each] of flow.slugs) if (each === slug) return task;
  return undefined;
}

/** All handlers of a task or a flow, in the order they are called. `onFailure` is one of them. */
export const stateHandlersOf = <Owner extends Task | Flow>(
  owner: Owner,
): readonly StateHandler<Owner>[] => owner.stateHandlers as readonly StateHandler<Owner>[];

export const terminalStateHandlerOf = (flow: Flow): TerminalStateHandler | null =>
  flow.terminalStateHandler;

/** The trigger, if it is a function of the user's. */
export const triggerFunctionOf = ({ trigger }: Task): TriggerFunction | null =>
  typeof trigger === "function" ? trigger : null;

/** The cache validator, if it is a function of the user's. */
export const validatorFunctionOf = ({ cacheValidator }: Task): CacheValidatorFunction | null =>
  typeof cacheValidator === "function" ? cacheValidator : null;

/** What names or locates something: text with `{holes}`, or a function of the context. */
export function templateOf(
  task: Task,
  about: "target" | "runName" | "location",
  flow: Flow,
): Location | null {
  switch (about) {
    case "target":
      return task.target;
    case "runName":
      return task.taskRunName;
    case "location":
      return (task.result ?? flow.result)?.location ?? null;
  }
}

/**
 * Whether `retryOn` admits another run after this was thrown. Signals and timeouts are no
 * exceptions: they count only where the class of the signal itself is listed.
 */
export function isRetryable({ retryOn }: Task, thrown: unknown): boolean {
  if (retryOn === null) return true;
  return retryOn.some((each) =>
    thrown instanceof PrefectSignal
      ? each.prototype instanceof PrefectSignal && thrown instanceof each
      : thrown instanceof each,
  );
}

/** Names what nobody has named after the variable that holds it: `const add = task((x) => …)`. */
export function nameTask(value: unknown, variable: string): void {
  if (value instanceof ResourceManager) value.name ??= variable;
  else if (isTask(value) && isNameless(value)) value.name = variable;
}

/** As if the realm were new. */
export function resetRealm(): void {
  leaveAllScopes();
  setCallContext({});
  forgetFlows();
}
