/** The clocks a run can go by: the machine's, and one that jumps over waits. */

import type { Millis } from "./model/state.ts";
import type { Clock } from "./ports.ts";

/**
 * The longest single timer. Timers stand still while the machine sleeps, so after it wakes up no
 * wait is overdue by more than this; and one over 2^31 ms would fire at once.
 */
const LONGEST_NAP: Millis = 30_000;

/** The machine's clock. */
export function systemClock(): Clock {
  const now = () => Date.now();
  return {
    now,
    async sleepUntil(at, signal) {
      while (now() < at && !signal.aborted) await nap(Math.min(at - now(), LONGEST_NAP), signal);
    },
    offset: () => 0,
  };
}

/** A clock that runs with another, but jumps where it is told to wait; it never goes back. */
export function skippingClock(base: Clock): Clock {
  let ahead: Millis = 0;
  const now = () => base.now() + ahead;
  return {
    now,
    async sleepUntil(at, signal) {
      if (!signal.aborted) ahead += Math.max(0, at - now());
    },
    offset: () => base.offset() + ahead,
  };
}

/**
 * The clock of a run.
 * @param ahead  by how much from the start: of a run that jumped over waits, and goes on
 */
export function clockFor(skipWaits: boolean, ahead: Millis = 0): Clock {
  const base = ahead === 0 ? systemClock() : aheadClock(systemClock(), ahead);
  return skipWaits ? skippingClock(base) : base;
}

const aheadClock = (base: Clock, ahead: Millis): Clock => ({
  now: () => base.now() + ahead,
  sleepUntil: (at, signal) => base.sleepUntil(at - ahead, signal),
  offset: () => base.offset() + ahead,
});

function nap(length: Millis, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, length);
    signal.addEventListener("abort", end);
  });
}
