/** What a state gives as its result. */

import type { State } from "../model/state.ts";
import type { InputRef } from "../model/value.ts";

/** Signals that the engine raises by itself. Prefect: a signal's result, unless it was given one, is the signal. */
const RAISED: Readonly<Partial<Record<State["type"], string>>> = {
  TriggerFailed: "TRIGGERFAIL",
  TimedOut: "TIMEOUT",
};

/** The result, as an input of whoever reads it; a state made without one reads as None. */
export function resultOf({ type, result, message }: State): InputRef {
  if (result !== null) return { from: "result", ref: result };
  const signal = RAISED[type];
  if (signal === undefined) return { from: "none" };
  const failure = { type: signal, message: message ?? "", stack: null, signal: { state: type } };
  return { from: "failure", failure };
}
