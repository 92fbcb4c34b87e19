import "fake-indexeddb/auto";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { RunEvent } from "../model/run.ts";
import { state } from "../model/state.ts";
import { FIRM_WITHIN } from "./firm.ts";
import { openIndexedDb } from "./indexeddb.ts";
import { databaseName } from "./schema.ts";
import { commit, document, openFresh, summary } from "./testing.ts";

describe("IndexedDB", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("still has everything when it is opened again", async () => {
    const name = "again";
    const first = await openIndexedDb({ name });
    await first.runs.commit([commit("r", 0, ["a"])], summary("r"));
    await first.notebooks.save(document("n"), 0);
    await first.close();
    const second = await openIndexedDb({ name });
    expect(await second.runs.value("r/0/0")).toEqual({ kind: "value", value: "a" });
    expect((await second.notebooks.list()).length).toBe(1);
  });

  it("writes one record for the journal and one for the values, however many commits there are", async () => {
    const { runs } = await openFresh();
    const add = vi.spyOn(IDBObjectStore.prototype, "add");
    await runs.commit([commit("r", 0, ["a"]), commit("r", 1, ["b"])], summary("r"));
    expect(add).toHaveBeenCalledTimes(2);
  });

  it("reads a run in one transaction: what another tab commits meanwhile is in it whole, or not", async () => {
    const { runs } = await openFresh();
    await runs.commit([commit("r", 0, ["a"])], summary("r"));
    const transaction = vi.spyOn(IDBDatabase.prototype, "transaction");
    await runs.journal("r");
    expect(transaction).toHaveBeenCalledOnce();
  });

  it("writes a summary only when it has changed", async () => {
    const { runs } = await openFresh();
    await runs.commit([commit("r", 0)], summary("r"));
    const put = vi.spyOn(IDBObjectStore.prototype, "put");
    await runs.commit([commit("r", 1)], summary("r"));
    expect(put).not.toHaveBeenCalled();
    await runs.commit([commit("r", 2)], summary("r", { state: "Success" }));
    expect(put).toHaveBeenCalledOnce();
    expect((await runs.runs("n")).map(({ state }) => state)).toEqual(["Success"]);
  });

  /** How each change of a database from here on asks to be written: stores of other tests may still write. */
  const durabilities = (database: string) => {
    const { calls, contexts } = vi.spyOn(IDBDatabase.prototype, "transaction").mock;
    return () =>
      calls.flatMap(([, mode, options], index) =>
        mode === "readwrite" &&
        contexts[index] instanceof IDBDatabase &&
        contexts[index].name === database
          ? [options?.durability]
          : [],
      );
  };

  it("puts a run's commits on the disk itself once a second, and its end at once", async () => {
    const { runs, notebooks } = await openIndexedDb({ name: "once a second" });
    const asked = durabilities("once a second");
    let now = 10_000;
    vi.spyOn(performance, "now").mockImplementation(() => now);
    for (const [seq, at] of [0, 1, 500, FIRM_WITHIN, FIRM_WITHIN + 1].entries()) {
      now = 10_000 + at;
      await runs.commit([commit("r", seq, ["a"])], summary("r"));
    }
    expect(asked()).toEqual(["strict", "relaxed", "relaxed", "strict", "relaxed"]);
    const end: RunEvent = {
      type: "FlowStateChanged",
      at: 1,
      state: state("Success"),
      decision: { step: "unexpectedError", rule: "stuck" },
    };
    await runs.commit([{ ...commit("r", 5), events: [end] }], summary("r", { state: "Success" }));
    expect(asked().at(-1)).toBe("strict");
    await notebooks.save(document("n"), 0);
    expect(asked().at(-1)).toBe("strict");
    await notebooks.saveOutputs("n", { records: [], lastRun: null });
    expect(asked().at(-1)).toBe("relaxed");
    await notebooks.bin("n", 1);
    expect(asked().at(-1)).toBe("strict");
    await runs.remove(["r"]);
    expect(asked().at(-1)).toBe("strict");
  });

  it("sees to a last commit that nothing follows, and brings no run back", async () => {
    const { runs } = await openIndexedDb({ name: "last" });
    vi.spyOn(performance, "now").mockReturnValue(10_000);
    await runs.commit([commit("r", 0)], summary("r"));
    await runs.commit([commit("r", 1)], summary("r"));
    const asked = durabilities("last");
    await expect.poll(asked, { timeout: 20_000 }).toEqual(["strict"]);
    await runs.commit([commit("r", 2)], summary("r"));
    await runs.remove(["r"]);
    await expect.poll(asked, { timeout: 20_000 }).toHaveLength(4);
    expect(await runs.runs("n")).toEqual([]);
  }, 60_000);

  it("says when the browser's storage is full", async () => {
    const { runs } = await openFresh();
    vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(() => {
      throw new DOMException("no space", "QuotaExceededError");
    });
    await expect(runs.commit([commit("r", 0)], summary("r"))).rejects.toMatchObject({
      code: "storage",
      data: { quota: true },
    });
  });

  it("makes way for another tab's newer version", async () => {
    const { notebooks } = await openIndexedDb({ name: "newer" });
    const opening = indexedDB.open("newer", 1000);
    await new Promise((resolve, reject) => {
      opening.onsuccess = resolve;
      opening.onerror = reject;
    });
    opening.result.close();
    await expect(notebooks.list()).rejects.toMatchObject({
      code: "storage",
      message: expect.stringMatching(/newer version/),
    });
  });

  it("has a database of its own for each path it is served under", () => {
    expect(databaseName("/flowbook/index.html")).toBe(databaseName("/flowbook/"));
    expect(databaseName("/flowbook/")).not.toBe(databaseName("/other/"));
  });

  it("writes nothing of a commit when the storage is full half-way", async () => {
    const { runs } = await openFresh();
    await runs.commit([commit("r", 0)], summary("r"));
    const add = IDBObjectStore.prototype.add;
    vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(function (
      this: IDBObjectStore,
      ...given
    ) {
      if (this.name === "largeValues") throw new DOMException("no space", "QuotaExceededError");
      return add.apply(this, given);
    });
    await expect(
      runs.commit([commit("r", 1, ["small", new Uint8Array(2_000_000)])], summary("r")),
    ).rejects.toMatchObject({ data: { quota: true } });
    expect(await runs.nextSeq("r")).toBe(1);
    await expect(runs.value("r/1/0")).rejects.toMatchObject({ code: "notFound" });
  });

  it("puts each large value into a record of its own", async () => {
    const { runs } = await openFresh();
    const add = vi.spyOn(IDBObjectStore.prototype, "add");
    await runs.commit(
      [commit("r", 0, [new Uint8Array(2_000_000), "small", new Uint8Array(2_000_000)])],
      summary("r"),
    );
    expect(add.mock.contexts.map((table) => (table as IDBObjectStore).name)).toEqual([
      "journal",
      "values",
      "largeValues",
      "largeValues",
    ]);
  });

  it("does not read a large value to give a small one beside it, or to measure", async () => {
    const { runs } = await openFresh();
    await runs.commit([commit("r", 0, [new Uint8Array(2_000_000), "small"])], summary("r"));
    const reading = [
      vi.spyOn(IDBObjectStore.prototype, "get"),
      vi.spyOn(IDBObjectStore.prototype, "openCursor"),
    ];
    expect(await runs.value("r/0/1")).toEqual({ kind: "value", value: "small" });
    expect(await runs.size("r")).toBeGreaterThan(2_000_000);
    const read = reading.flatMap(({ mock }) =>
      mock.contexts.map((table) => (table as IDBObjectStore).name),
    );
    expect(read).toContain("values");
    expect(read).not.toContain("largeValues");
  });

  it("spreads many small values over records, so that none grows past what browsers take", async () => {
    const { runs } = await openFresh();
    const add = vi.spyOn(IDBObjectStore.prototype, "add");
    const values = Array.from({ length: 20 }, (_, n) => new Uint8Array(1_000_000).fill(n));
    await runs.commit([commit("r", 0, values)], summary("r"));
    const tables = add.mock.contexts.map((table) => (table as IDBObjectStore).name);
    expect(tables.filter((name) => name === "largeValues").length).toBeGreaterThan(2);
    expect(await runs.value("r/0/19")).toMatchObject({ kind: "value", value: { 0: 19 } });
  });
});
