/** Prefect's states as data: one union, one parent table. Source: prefect 1.x engine/state.py. */

import type { ResultRef } from "./value.ts";

/** Milliseconds: a moment since the epoch, or a span. */
export type Millis = number;

/** Each state class and the class it derives from. */
const PARENT = {
  State: null,
  Pending: "State",
  Scheduled: "Pending",
  Paused: "Scheduled",
  Resume: "Scheduled",
  Retrying: "Scheduled",
  Submitted: "State",
  Queued: "State",
  ClientFailed: "State",
  Running: "State",
  Cancelling: "Running",
  Finished: "State",
  Looped: "Finished",
  Success: "Finished",
  Cached: "Success",
  Mapped: "Success",
  Skipped: "Success",
  Failed: "Finished",
  TimedOut: "Failed",
  TriggerFailed: "Failed",
  ValidationFailed: "Failed",
  Cancelled: "Finished",
} as const satisfies Record<string, string | null>;

export type StateType = keyof typeof PARENT;

export const STATE_TYPES = Object.keys(PARENT) as readonly StateType[];

/**
 * A state of a flow run or a task run. The value of a result is never in it, only a reference.
 * Fields that belong to one family only are absent elsewhere.
 */
export interface State {
  readonly type: StateType;
  readonly message: string | null;
  /** null means no result was ever given (Prefect's NoResult). */
  readonly result: ResultRef | null;
  /** Scheduled family: when it may start; null means "not before somebody says so" (Paused). */
  readonly startTime?: Millis | null;
  /** Retrying: how many times the task has run so far. */
  readonly runCount?: number;
  /** Looped: which iteration ended. */
  readonly loopCount?: number;
  /** Mapped: how many children there are. */
  readonly mapCount?: number;
  /** Cached: until when the cached value holds; null means for ever. */
  readonly cachedUntil?: Millis | null;
}

/** Whether `type` is `family` or derives from it (Prefect's isinstance). */
function isA(type: StateType, family: StateType): boolean {
  for (let each: StateType | null = type; each !== null; each = PARENT[each]) {
    if (each === family) return true;
  }
  return false;
}

/** Whether a text names a state class. */
export const isStateType = (text: string): text is StateType => Object.hasOwn(PARENT, text);

/* Asked for every task run at every step, so answered from tables rather than by walking. */
const members = (family: StateType): ReadonlySet<StateType> =>
  new Set(STATE_TYPES.filter((type) => isA(type, family)));
const PENDING = members("Pending");
const FINISHED = members("Finished");
const SUCCESS = members("Success");
const FAILED = members("Failed");
const RUNNING = members("Running");
const SCHEDULED = members("Scheduled");

type Typed = { readonly type: StateType };
export const isPending = (state: Typed): boolean => PENDING.has(state.type);
export const isFinished = (state: Typed): boolean => FINISHED.has(state.type);
export const isSuccessful = (state: Typed): boolean => SUCCESS.has(state.type);
export const isFailed = (state: Typed): boolean => FAILED.has(state.type);
export const isRunning = (state: Typed): boolean => RUNNING.has(state.type);
/** Prefect: Queued counts as scheduled though it does not derive from Scheduled. */
export const isScheduled = (state: Typed): boolean =>
  SCHEDULED.has(state.type) || state.type === "Queued";
export const isSkipped = (state: Typed): boolean => state.type === "Skipped";
export const isMapped = (state: Typed): boolean => state.type === "Mapped";
export const isCached = (state: Typed): boolean => state.type === "Cached";
export const isLooped = (state: Typed): boolean => state.type === "Looped";
export const isRetrying = (state: Typed): boolean => state.type === "Retrying";

/** A state of the given class; what is not given is absent. */
export function state(
  type: StateType,
  message: string | null = null,
  more: Partial<Omit<State, "type" | "message">> = {},
): State {
  return { type, message, result: null, ...more };
}
