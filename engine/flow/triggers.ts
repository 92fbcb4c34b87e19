/** Prefect's triggers: what the states of the upstream tasks must be for a task to run. */

import type { Trigger } from "../model/trigger.ts";
import type { Edge } from "./edge.ts";
import { ValueError } from "./errors.ts";
import type { State } from "./states.ts";

/**
 * A trigger of the user's own. False fails the task (TriggerFailed); a signal it throws gives the
 * task the signal's state.
 */
export type TriggerFunction = (
  upstreamStates: ReadonlyMap<Edge, State>,
) => boolean | Promise<boolean>;

/** Below 1 a bound is a share of the upstream tasks, from 1 on it is a number of them. */
export interface TriggerBounds {
  readonly atLeast?: number;
  readonly atMost?: number;
}

export const allSuccessful: Trigger = { name: "allSuccessful" };
export const allFailed: Trigger = { name: "allFailed" };
export const anySuccessful: Trigger = { name: "anySuccessful" };
export const anyFailed: Trigger = { name: "anyFailed" };
export const allFinished: Trigger = { name: "allFinished" };
/** The same as `allFinished`. */
export const alwaysRun: Trigger = { name: "allFinished" };
export const notAllSkipped: Trigger = { name: "notAllSkipped" };
/** Pauses until a person approves. */
export const manualOnly: Trigger = { name: "manualOnly" };
export const someFailed = (bounds: TriggerBounds = {}): Trigger => withBounds("someFailed", bounds);
export const someSuccessful = (bounds: TriggerBounds = {}): Trigger =>
  withBounds("someSuccessful", bounds);

function withBounds(name: "someFailed" | "someSuccessful", bounds: TriggerBounds): Trigger {
  for (const [bound, value] of Object.entries(bounds)) {
    if (bound !== "atLeast" && bound !== "atMost") {
      throw new TypeError(`triggers.${name} takes { atLeast, atMost }, not "${bound}".`);
    }
    if (value !== undefined && !(typeof value === "number" && value >= 0)) {
      throw new ValueError(`triggers.${name}: ${bound} must be a number from 0 on, not ${value}.`);
    }
  }
  return { name, ...bounds };
}

/**
 * What a task's `trigger` option says.
 * @throws TypeError if it is neither a trigger nor a function
 */
export function toTrigger(given: Trigger | TriggerFunction): Trigger {
  if (given === someFailed || given === someSuccessful) {
    throw new TypeError(
      "triggers.someFailed and someSuccessful are called: triggers.someFailed({ atLeast: 1 }).",
    );
  }
  if (typeof given === "function") {
    return given.name === "" ? { name: "custom" } : { name: "custom", label: given.name };
  }
  if (typeof given === "object" && typeof given.name === "string") return given;
  throw new TypeError("trigger must be one of triggers.…, or a function of the upstream states.");
}
