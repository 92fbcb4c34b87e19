/** States as user code sees them, and states as they travel. */

import { PrefectSignal } from "../flow/signals.ts";
import { stateClassOf } from "../flow/state.ts";
import { Cached, Looped, Mapped, Queued, Retrying, Scheduled } from "../flow/states.ts";
import type { State } from "../flow/states.ts";
import type { ReportedValue } from "../model/outcome.ts";
import type { State as PlainState } from "../model/state.ts";
import type { WireState } from "./protocol.ts";
import { liveInput, reportValue } from "./values.ts";

type BareState = Omit<PlainState, "result">;

/** @param result instead of the value that came along */
export function liveState(wire: WireState, result?: unknown): State {
  const { type, message, value, startTime, runCount, loopCount, cachedUntil } = wire;
  const live = result ?? (value === null || value.from === "none" ? undefined : liveInput(value));
  return new (stateClassOf(type))({
    message,
    /* A task that returned undefined has a result all the same. */
    ...(live === undefined && (value === null || value.from === "none")
      ? {}
      : { result: live ?? null }),
    ...(startTime === undefined ? {} : { startTime: dateOrNull(startTime) }),
    ...(runCount === undefined ? {} : { runCount }),
    ...(loopCount === undefined ? {} : { loopCount }),
    ...(cachedUntil === undefined ? {} : { cachedResultExpiration: dateOrNull(cachedUntil) }),
    ...(wire.mapCount === undefined ? {} : { nMapStates: wire.mapCount }),
    ...(wire.children === undefined
      ? {}
      : { mapStates: wire.children.map((child) => liveState(child)) }),
  });
}

const dateOrNull = (at: number | null): Date | null => (at === null ? null : new Date(at));

/** A state and its value apart. @throws UnsendableError if the value cannot leave */
export function reportState(state: State): { state: BareState; value: ReportedValue | null } {
  return { state: bareState(state), value: state.hasResult() ? reportValue(state.result) : null };
}

function bareState(state: State): BareState {
  const bare = { type: state.type, message: state.message };
  const startTime =
    state instanceof Scheduled || state instanceof Queued
      ? { startTime: state.startTime?.getTime() ?? null }
      : {};
  return {
    ...bare,
    ...startTime,
    ...(state instanceof Retrying ? { runCount: state.runCount } : {}),
    ...(state instanceof Looped ? { loopCount: state.loopCount } : {}),
    ...(state instanceof Mapped ? { mapCount: state.nMapStates } : {}),
    ...(state instanceof Cached
      ? { cachedUntil: state.cachedResultExpiration?.getTime() ?? null }
      : {}),
  };
}

/** What a signal says of the state it stands for, in the form of an outcome. */
export function reportSignal(signal: PrefectSignal) {
  const { startTime } = signal;
  return {
    type: "signalled" as const,
    state: signal.stateType,
    message: signal.stateMessage,
    value: reportValue(signal.result),
    ...(startTime === null ? {} : { startTime: startTime.getTime() }),
    repr: String(signal).slice(0, 20_000),
  };
}
