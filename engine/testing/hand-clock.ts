/** A clock for tests that is moved by hand: nothing waits, nothing is late. */

import type { Millis } from "../model/state.ts";
import type { Clock } from "../ports.ts";

export interface HandClock extends Clock {
  /** Moves on and wakes who waited until then, the earliest first. */
  advance(by: Millis): void;
  /** Until when somebody waits, the earliest first. */
  readonly waits: readonly Millis[];
}

interface Sleeper {
  readonly at: Millis;
  readonly wake: () => void;
}

export function handClock(start: Millis = 0): HandClock {
  let time = start;
  let sleepers: readonly Sleeper[] = [];
  return {
    now: () => time,
    sleepUntil(at, signal) {
      if (at <= time || signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const sleeper: Sleeper = {
          at,
          wake() {
            sleepers = sleepers.filter((each) => each !== sleeper);
            signal.removeEventListener("abort", sleeper.wake);
            resolve();
          },
        };
        signal.addEventListener("abort", sleeper.wake);
        sleepers = [...sleepers, sleeper].sort((a, b) => a.at - b.at);
      });
    },
    offset: () => 0,
    advance(by) {
      time += by;
      for (const sleeper of sleepers.filter(({ at }) => at <= time)) sleeper.wake();
    },
    get waits() {
      return sleepers.map(({ at }) => at);
    },
  };
}
