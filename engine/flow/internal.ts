/** What the sandbox worker needs of the flow API, and user code does not get. */

import { leaveAllScopes } from "./build-scope.ts";
import { setCallContext } from "./context.ts";
import { forgetFlows } from "./flow-registry.ts";
import { isNameless } from "./function-task.ts";
import { ResourceManager } from "./resource-manager.ts";
import { PrefectSignal } from "./signals.ts";
import { isTask } from "./task.ts";
import type { Task } from "./task.ts";

export { keepCallContext, setCallContext } from "./context.ts";
export { describeFlow } from "./describe.ts";
export { flowById } from "./flow-registry.ts";
export { invokeRun } from "./invoke-run.ts";

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
