/** What becomes of a call whose worker ended under it. */

import { FlowbookError } from "../model/errors.ts";
import type { CallOutcome } from "../model/outcome.ts";

/** Dask gives a task up that took so many workers with it (its allowed failures). */
export const MOST_DEATHS = 3;

/** Whether the call itself is known to have ended its worker: it broke the rules of the wire. */
export function isCulprit(error: unknown): boolean {
  if (!(error instanceof FlowbookError)) return true;
  const reason: unknown = error.data["reason"];
  const type: unknown =
    typeof reason === "object" && reason !== null ? Reflect.get(reason, "type") : null;
  return error.code !== "workerEnded" || type === "misbehaved";
}

/** The outcome of a call that no worker outlives. */
export const workerDied = (message: string, retryable: boolean): CallOutcome =>
  notMade("WorkerDied", message, retryable);

/** The outcome of a call that cannot be made: what it is to be given is gone, or cannot be read. */
export const inputUnreadable = (message: string, retryable: boolean): CallOutcome =>
  notMade("InputUnreadable", message, retryable);

function notMade(type: string, message: string, retryable: boolean): CallOutcome {
  const failure = { type, message, stack: null };
  const preview = `${type}(${message})`.slice(0, 200);
  return {
    type: "threw",
    failure,
    value: { stored: { kind: "failure", failure }, info: { length: null, preview, size: 200 } },
    retryable,
  };
}
