import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Listeners } from "./listeners.ts";

let told = 0;
const make = (): Listeners => {
  const listeners = new Listeners();
  listeners.subscribe(() => (told += 1));
  return listeners;
};
beforeEach(() => {
  told = 0;
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => vi.useRealTimers());

describe("whoever listens to the session", () => {
  it("is told at once of what a person did, however often", () => {
    const listeners = make();
    for (let time = 0; time < 5; time++) listeners.tell(false);
    expect(told).toBe(5);
  });

  it("is told of the first news of a run at once, and of the last soon after it", () => {
    const listeners = make();
    for (let time = 0; time < 1000; time++) listeners.tell(true);
    expect(told).toBe(1);
    vi.advanceTimersByTime(100);
    expect(told).toBe(2);
    vi.advanceTimersByTime(1000);
    expect(told).toBe(2);
  });

  it("hears of a thousand news a second some sixteen times", () => {
    const listeners = make();
    for (let time = 0; time < 1000; time++) {
      listeners.tell(true);
      vi.advanceTimersByTime(1);
    }
    expect(told).toBeGreaterThan(10);
    expect(told).toBeLessThan(20);
  });

  it("is not told again of what it heard with something else", () => {
    const listeners = make();
    listeners.tell(true);
    listeners.tell(true);
    listeners.tell(false);
    vi.advanceTimersByTime(1000);
    expect(told).toBe(2);
  });
});
