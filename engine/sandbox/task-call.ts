/** Calls a task's function, and says as data whatever came of it. */

import { invokeRun, isRetryable } from "../flow/internal.ts";
import { PrefectSignal } from "../flow/signals.ts";
import type { Task } from "../flow/task.ts";
import type { CallOutcome } from "../model/outcome.ts";
import type { WireCall } from "./protocol.ts";
import { failureOf } from "./signal-values.ts";
import { reportSignal } from "./state-wire.ts";
import { liveInputs, reportFailure, reportValue, UnsendableError } from "./values.ts";

/** Never rejects. */
export async function callTask(task: Task, call: WireCall): Promise<CallOutcome> {
  let returned: unknown;
  try {
    returned = await invokeRun(task, Object.fromEntries(liveInputs(call.inputs)));
  } catch (thrown) {
    return thrownOutcome(task, call, thrown);
  }
  try {
    return { type: "returned", value: reportValue(returned, { nested: call.wantsNested }) };
  } catch (error) {
    return unsendable(`Task "${task.name}" returned a value`, error);
  }
}

function thrownOutcome(task: Task, call: WireCall, thrown: unknown): CallOutcome {
  const retryable = isRetryable(task, thrown);
  if (!(thrown instanceof PrefectSignal)) {
    return { type: "threw", failure: failureOf(thrown), value: reportFailure(thrown), retryable };
  }
  try {
    const signal = { ...reportSignal(thrown), retryable };
    if (thrown.stateType !== "Looped") return signal;
    return { ...signal, loopCount: thrown.loopCount ?? call.context.loop?.count ?? 1 };
  } catch (error) {
    return unsendable(`Task "${task.name}" threw ${thrown.name} with a result`, error);
  }
}

/** @param subject `Task "load" returned a value` */
function unsendable(subject: string, error: unknown): CallOutcome {
  const message =
    error instanceof UnsendableError
      ? `${subject} that cannot leave its worker: result${error.obstacle.path} is ${error.obstacle.what}.`
      : `${subject} that cannot be read: ${String(error)}`;
  const failure = new TypeError(message);
  failure.stack = `TypeError: ${message}`;
  return { type: "unserialisable", failure: failureOf(failure), value: reportFailure(failure) };
}

/** A call that could not be made at all. */
export function impossible(message: string): CallOutcome {
  const failure = new TypeError(message);
  return {
    type: "threw",
    failure: failureOf(failure),
    value: reportFailure(failure),
    retryable: false,
  };
}
