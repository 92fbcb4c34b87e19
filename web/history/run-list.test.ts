import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ListedRun } from "../../engine/api/runs.ts";
import { LIST_PAUSE, RunList } from "./run-list.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const run = (id: string): ListedRun => ({
  id,
  notebook: "n",
  flow: "a:0",
  flowName: "flow",
  runName: id,
  parameters: {},
  isNested: false,
  startedAt: 0,
  endedAt: 1,
  state: "Success",
  message: null,
  standing: "ended",
});

/** A list that takes a while to be told. */
const slow = (millis: number, asked: string[]) => (notebook: string) =>
  new Promise<readonly ListedRun[]>((resolve) => {
    asked.push(notebook);
    const found = [run(`${notebook}-${asked.length}`)];
    setTimeout(() => resolve(found), millis);
  });

it("answers all who ask at once with one listing", async () => {
  const asked: string[] = [];
  const list = new RunList(slow(10, asked));
  for (let i = 0; i < 3; i++) list.refresh("n");
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual(["n"]);
  expect(list.runsOf("n").map(({ id }) => id)).toEqual(["n-1"]);
});

it("gets its list although something changes all the time, and does not ask all the time", async () => {
  const asked: string[] = [];
  const told = vi.fn<() => void>();
  const list = new RunList(slow(20, asked));
  list.subscribe(told);
  for (let i = 0; i < 200; i++) {
    list.refresh("n");
    await vi.advanceTimersByTimeAsync(5);
  }
  expect(told.mock.calls.length).toBeGreaterThan(2);
  expect(asked.length).toBeLessThanOrEqual(1 + 1000 / LIST_PAUSE);
  await vi.advanceTimersByTimeAsync(1000);
  expect(list.runsOf("n")[0]?.id).toBe(`n-${asked.length}`);
});

it("does not show the runs of a notebook that was left", async () => {
  const list = new RunList(slow(20, []));
  list.refresh("n");
  await vi.advanceTimersByTimeAsync(10);
  list.refresh("m");
  await vi.advanceTimersByTimeAsync(1000);
  expect(list.runsOf("n")).toEqual([]);
  expect(list.runsOf("m")).toHaveLength(1);
});

it("asks again after a listing that failed", async () => {
  const answers = [undefined, [run("r")]];
  const list = new RunList(() => Promise.resolve(answers.shift()));
  list.refresh("n");
  await vi.advanceTimersByTimeAsync(1000);
  expect(list.runsOf("n")).toEqual([]);
  list.refresh("n");
  await vi.advanceTimersByTimeAsync(1000);
  expect(list.runsOf("n")).toHaveLength(1);
});
