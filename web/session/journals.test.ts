/** The journal that is open: read once, kept up with what is told, read again where news are missing. */

import { describe, expect, it } from "vitest";
import type { EngineEvent } from "../../engine/api.ts";
import type { RunDetails } from "../../engine/api/runs.ts";
import { graph } from "../../engine/testing/graphs.ts";
import { returned, simulate } from "../../engine/testing/simulate.ts";
import { Journals } from "./journals.ts";

const { events } = simulate({
  graph: graph(["list", "sum"], ["list>sum:xs"]),
  call: () => returned(null),
});

const told = (from: number, to = events.length): EngineEvent => ({
  type: "runProgress",
  notebook: "n",
  run: "run",
  from: { events: from, logs: 0 },
  events: events.slice(from, to),
  logs: [],
});

/** A store that has this much of the run. */
class Store {
  stored = 3;
  reads = 0;
  error: Error | null = null;
  readonly open = async (): Promise<RunDetails> => {
    this.reads += 1;
    if (this.error) throw this.error;
    const journal = events.slice(0, this.stored);
    await Promise.resolve();
    return { events: journal, logs: [] } as Partial<RunDetails> as RunDetails;
  };
}

describe("the open journal", () => {
  it("is read once, and then grows with what is told", async () => {
    const store = new Store();
    const journals = new Journals(store.open);
    await journals.open("run", 3);
    await journals.open("run", 2);
    expect([store.reads, journals.get().length]).toEqual([1, 3]);
    journals.follow([told(3, 4), told(4)]);
    expect(journals.get().length).toBe(events.length);
    expect(journals.get().journal?.viewAt(events.length).state.type).toBe("Success");
  });

  it("has what was told while it was read", async () => {
    const journals = new Journals(new Store().open);
    const reading = journals.open("run", 3);
    expect(journals.get()).toMatchObject({ isLoading: true, journal: null });
    journals.follow([told(2, 5), told(5)]);
    await reading;
    expect(journals.get()).toMatchObject({ isLoading: false, length: events.length });
  });

  it("is read again where news are missing in between, and where more is known to be there", async () => {
    const store = new Store();
    const journals = new Journals(store.open);
    await journals.open("run", 3);
    store.stored = 5;
    journals.follow([told(4, 5)]);
    await expect.poll(() => journals.get().length).toBe(5);
    store.stored = events.length;
    await journals.open("run", events.length);
    expect(journals.get().length).toBe(events.length);
    expect(store.reads).toBe(3);
  });

  it("says why it could not be read, and can be read later", async () => {
    const store = new Store();
    store.error = new Error("There is no such run.");
    const journals = new Journals(store.open);
    await journals.open("run", 3);
    expect(journals.get()).toMatchObject({ problem: "There is no such run.", isLoading: false });
    store.error = null;
    await journals.open("run", 3);
    expect(journals.get()).toMatchObject({ problem: null, length: 3 });
  });

  it("of another run takes the place of the one that was read last", async () => {
    const journals = new Journals(new Store().open);
    const first = journals.open("run", 3);
    await journals.open("other", 3);
    await first;
    expect(journals.get().run).toBe("other");
    journals.follow([told(3)]);
    expect(journals.get().length).toBe(3);
  });
});
