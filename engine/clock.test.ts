import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { skippingClock, systemClock } from "./clock.ts";
import { handClock } from "./testing/hand-clock.ts";

const HOUR = 3_600_000;
const never = () => new AbortController().signal;

/** Notes whether a promise has settled, without waiting for it. */
function watch(promise: Promise<void>): { done: boolean } {
  const watched = { done: false };
  void promise.then(() => {
    watched.done = true;
  });
  return watched;
}

describe("the machine's clock", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("wakes when the moment has come, not before", async () => {
    const clock = systemClock();
    const sleep = watch(clock.sleepUntil(1500, never()));
    await vi.advanceTimersByTimeAsync(499);
    expect(sleep.done).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(sleep.done).toBe(true);
    expect(clock.now()).toBe(1500);
  });

  it("does not wait for a moment that has passed", async () => {
    await systemClock().sleepUntil(1000, never());
    expect(vi.getTimerCount()).toBe(0);
  });

  it("waits longer than a timer can", async () => {
    const month = 26 * 24 * HOUR;
    const sleep = watch(systemClock().sleepUntil(1000 + month, never()));
    await vi.advanceTimersByTimeAsync(month - 1);
    expect(sleep.done).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(sleep.done).toBe(true);
  });

  it("is soon up after the machine slept past the moment", async () => {
    const sleep = watch(systemClock().sleepUntil(1000 + HOUR, never()));
    await vi.advanceTimersByTimeAsync(0);
    vi.setSystemTime(1000 + 2 * HOUR);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(sleep.done).toBe(true);
  });

  it("stops waiting when it is told to, and leaves no timer", async () => {
    const { signal, abort } = abortable();
    const sleep = watch(systemClock().sleepUntil(HOUR, signal));
    abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(sleep.done).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("a clock that skips waits", () => {
  it("is there at once and says how far it has jumped", async () => {
    const base = handClock(1000);
    const clock = skippingClock(base);
    await clock.sleepUntil(1000 + HOUR, never());
    expect(clock.now()).toBe(1000 + HOUR);
    expect(clock.offset()).toBe(HOUR);
    expect(base.waits).toEqual([]);
  });

  it("goes on with the clock below it", async () => {
    const base = handClock(0);
    const clock = skippingClock(base);
    await clock.sleepUntil(HOUR, never());
    base.advance(5);
    expect(clock.now()).toBe(HOUR + 5);
    await clock.sleepUntil(HOUR + 10, never());
    expect(clock.offset()).toBe(HOUR + 5);
  });

  it("never goes back", async () => {
    const clock = skippingClock(handClock(1000));
    await clock.sleepUntil(500, never());
    expect(clock.now()).toBe(1000);
  });

  it("does not jump for a wait that was called off", async () => {
    const clock = skippingClock(handClock(0));
    const { signal, abort } = abortable();
    abort();
    await clock.sleepUntil(HOUR, signal);
    expect(clock.offset()).toBe(0);
  });
});

describe("a clock moved by hand", () => {
  it("wakes those whose moment has come, the earliest first", async () => {
    const clock = handClock(0);
    const woken: number[] = [];
    for (const at of [30, 10, 20]) {
      void clock.sleepUntil(at, never()).then(() => woken.push(at));
    }
    clock.advance(20);
    await Promise.resolve();
    expect(woken).toEqual([10, 20]);
    expect(clock.waits).toEqual([30]);
  });

  it("forgets a wait that was called off", async () => {
    const clock = handClock(0);
    const { signal, abort } = abortable();
    const sleep = clock.sleepUntil(10, signal);
    abort();
    await sleep;
    expect(clock.waits).toEqual([]);
  });
});

function abortable(): { readonly signal: AbortSignal; abort(): void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
