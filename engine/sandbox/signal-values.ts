/** Failures that know Prefect's signals: a signal handed to another task is that signal again. */

import {
  FAIL,
  LOOP,
  PAUSE,
  PrefectSignal,
  RETRY,
  SKIP,
  SUCCESS,
  TRIGGERFAIL,
  VALIDATIONFAIL,
} from "../flow/signals.ts";
import type { Failure, StoredValue } from "../model/value.ts";
import { reviveFailure, toFailure } from "./failures.ts";
import { survey } from "./plain.ts";
import { foreignName } from "./program-objects.ts";

const SIGNALS = new Map(
  [FAIL, LOOP, PAUSE, RETRY, SKIP, SUCCESS, TRIGGERFAIL, VALIDATIONFAIL].map((each) => [
    each.stateType as string,
    each,
  ]),
);

/** What was thrown, as data. */
export function failureOf(thrown: unknown): Failure {
  const failure = toFailure(thrown);
  if (!(thrown instanceof PrefectSignal)) return failure;
  /* Its parts have a place of their own in `signal`. */
  const { fields: _fields, ...rest } = failure;
  return { ...rest, type: thrown.name, signal: signalOf(thrown) };
}

function signalOf(signal: PrefectSignal): NonNullable<Failure["signal"]> {
  const state = signal.stateType;
  const result = signal.hasResult() ? storedResult(signal.result) : null;
  return result === null ? { state } : { state, result };
}

/** The result of a signal inside another value; left out where it cannot leave. */
function storedResult(result: unknown): StoredValue | null {
  if (result instanceof PrefectSignal) return null;
  if (result instanceof Error) return { kind: "failure", failure: toFailure(result) };
  if (!survey(result, foreignName).ok) return null;
  return { kind: "value", value: structuredClone(result) };
}

/** The exception or signal that a failure stands for. */
export function liveFailure(failure: Failure): Error {
  const Signal = failure.signal === undefined ? undefined : SIGNALS.get(failure.signal.state);
  if (Signal === undefined) return reviveFailure(failure);
  const { result } = failure.signal ?? {};
  const given =
    result === undefined
      ? {}
      : { result: result.kind === "failure" ? reviveFailure(result.failure) : liveResult(result) };
  const signal = new Signal(failure.message === "" ? null : failure.message, given);
  if (failure.stack !== null) {
    Object.defineProperty(signal, "stack", {
      value: failure.stack,
      writable: true,
      configurable: true,
    });
  }
  return signal;
}

const liveResult = (stored: StoredValue): unknown =>
  stored.kind === "value" ? stored.value : null;
