/** Makes a state handler from a function and a condition. */

import type { State } from "./states.ts";

/** Called with the task or flow, the state before, and the new one; may give another state instead. */
export type StateHandler<Owner> = (
  owner: Owner,
  oldState: State,
  newState: State,
) => State | null | undefined | void | Promise<State | null | undefined | void>;

/** A handler that calls `fn(owner, newState)` whenever `check(newState)` is true. */
export function callbackFactory<Owner>(
  fn: (owner: Owner, state: State) => unknown,
  check: (state: State) => boolean,
): StateHandler<Owner> {
  return async (owner, _oldState, newState) => {
    if (check(newState)) await fn(owner, newState);
    return newState;
  };
}

/**
 * The handlers of a task or a flow, in order; `onFailure` becomes one more that fires on every state
 * of the Failed family.
 * @throws TypeError if they are not a list of functions
 */
export function toStateHandlers<Owner>(
  handlers: readonly StateHandler<Owner>[] | undefined,
  onFailure: ((owner: Owner, state: State) => unknown) | null | undefined,
): readonly StateHandler<Owner>[] {
  const given: unknown = handlers ?? [];
  if (!Array.isArray(given) || given.some((each) => typeof each !== "function")) {
    throw new TypeError("stateHandlers must be a list of functions: stateHandlers: [notify].");
  }
  if (onFailure === undefined || onFailure === null) return [...(handlers ?? [])];
  return [...(handlers ?? []), callbackFactory(onFailure, (state) => state.isFailed())];
}
