/** What the journal does when the store does not take what it is given. */

import { beforeEach, describe, expect, it, vi } from "vitest";
import { FlowbookError } from "../model/errors.ts";
import type { Commit, RunStore, RunSummary } from "../ports.ts";
import { Journal } from "./journal.ts";

const SUMMARY: RunSummary = {
  id: "r",
  notebook: "n",
  flow: "f:0",
  flowName: "f",
  runName: "calm-cat",
  parameters: {},
  isNested: false,
  startedAt: 0,
  endedAt: null,
  state: "Running",
  message: null,
};

const commit = (seq: number): Commit => ({ run: "r", seq, events: [], logs: [], values: [] });
const full = () => new FlowbookError("storage", "The storage is full.", { quota: true });

/** A journal over a store that fails as told, one fault a write; null: it takes it. */
function journal(faults: (Error | null)[]) {
  const written: number[] = [];
  const told: string[] = [];
  const store: Pick<RunStore, "commit"> = {
    commit: async (commits) => {
      const fault = faults.shift() ?? null;
      if (fault) throw fault;
      written.push(...commits.map(({ seq }) => seq));
    },
  };
  const made = new Journal({
    store,
    onDurable: (commits) => told.push(`durable ${commits.map(({ seq }) => seq).join()}`),
    onHeld: (why) => told.push(why === null ? "goes on" : `held: ${why}`),
    onBroken: (error) => told.push(`broken: ${String(error)}`),
  });
  return { made, written, told };
}

beforeEach(() => {
  vi.useRealTimers();
});

describe("a journal whose store is full", () => {
  it("keeps what was refused in order, tries again, and says when it goes on", async () => {
    const { made, written, told } = journal([full(), full()]);
    made.append(commit(0), SUMMARY);
    await expect.poll(() => told).toContain("held: The storage is full.");
    made.append(commit(1), SUMMARY);
    await made.flushed();
    expect(written).toEqual([0, 1]);
    expect(told.slice(-2)).toEqual(["goes on", "durable 0,1"]);
  });

  it("tries at once when somebody made room", async () => {
    vi.useFakeTimers();
    const { made, written } = journal([full(), full(), full()]);
    made.append(commit(0), SUMMARY);
    await vi.advanceTimersByTimeAsync(600);
    expect(written).toEqual([]);
    made.retry();
    await vi.advanceTimersByTimeAsync(1);
    expect(written).toEqual([0]);
  });

  it("reports nothing as durable that is not, and nothing at all once it was given up", async () => {
    vi.useFakeTimers();
    const { made, told } = journal([full(), null]);
    made.append(commit(0), SUMMARY);
    await vi.advanceTimersByTimeAsync(20);
    made.abandon();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told).toEqual(["held: The storage is full."]);
  });

  it("goes on after a transaction that failed for no reason", async () => {
    const { made, written } = journal([new DOMException("aborted", "AbortError")]);
    made.append(commit(0), SUMMARY);
    await made.flushed();
    expect(written).toEqual([0]);
  });
});

it("stops for good where somebody else writes the same run", async () => {
  const taken = new FlowbookError("storage", "Somebody else wrote first.", { taken: true });
  const { made, written, told } = journal([taken]);
  made.append(commit(0), SUMMARY);
  await made.flushed();
  made.append(commit(1), SUMMARY);
  await made.flushed();
  expect(written).toEqual([]);
  expect(told).toEqual([`broken: ${String(taken)}`]);
});
