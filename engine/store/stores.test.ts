import "fake-indexeddb/auto";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { RunEvent } from "../model/run.ts";
import type { StoredValue } from "../model/value.ts";
import type { Commit, NotebookRecord, RunSummary } from "../ports.ts";
import { openIndexedDb } from "./indexeddb.ts";
import { openMemory } from "./memory.ts";
import { databaseName } from "./schema.ts";

const summary = (id: string, more: Partial<RunSummary> = {}): RunSummary => ({
  id,
  notebook: "n",
  flowName: "f",
  runName: `run ${id}`,
  startedAt: 1,
  endedAt: null,
  state: "Running",
  message: null,
  ...more,
});

const visited = (at: number): RunEvent => ({
  type: "TaskVisited",
  at,
  taskRun: "add-1",
  decision: { step: "checkUpstreamFinished", rule: "notFinished" },
});

const succeeded = (taskRun: string, key: string): RunEvent => ({
  type: "TaskStateChanged",
  at: 1,
  taskRun,
  state: { type: "Success", message: null, result: { key, length: null, preview: "", size: 1 } },
  decision: { step: "getTaskRunState", rule: "returned" },
  ends: true,
});

function commit(run: string, seq: number, values: readonly unknown[] = []): Commit {
  return {
    run,
    seq,
    events: [visited(seq)],
    logs: [{ at: seq, level: "INFO", logger: "prefect.TaskRunner", message: `line ${seq}` }],
    values: values.map((value, index) => ({
      key: `${run}/${seq}/${index}`,
      stored: { kind: "value", value },
    })),
  };
}

const notebook = (id: string, more: Partial<NotebookRecord> = {}): NotebookRecord => ({
  id,
  title: `Notebook ${id}`,
  text: "# Notebook\r\n",
  cells: ["c1"],
  records: [],
  lastRun: null,
  updatedAt: 1,
  ...more,
});

let databases = 0;
const openFresh = () => openIndexedDb({ name: `test-${(databases += 1)}` });

/** Kept by the store itself, but by nobody's clone algorithm. */
const unclonable = () => undefined;

describe.each([
  ["memory", async () => openMemory()],
  ["IndexedDB", openFresh],
])("a store in %s", (_name, open) => {
  it("gives back events and logs of commits in order, however they were grouped", async () => {
    const { runs } = await open();
    await runs.commit([commit("r", 0)], summary("r"));
    await runs.commit([commit("r", 1), commit("r", 2)], summary("r"));
    expect(await runs.events("r")).toEqual([visited(0), visited(1), visited(2)]);
    expect((await runs.logs("r")).map(({ message }) => message)).toEqual([
      "line 0",
      "line 1",
      "line 2",
    ]);
  });

  it("keeps the order past ten commits", async () => {
    const { runs } = await open();
    for (let seq = 0; seq < 12; seq += 1) await runs.commit([commit("r", seq)], summary("r"));
    expect((await runs.events("r")).map(({ at }) => at)).toEqual([...Array(12).keys()]);
  });

  it("tells nothing of a run it does not know", async () => {
    const { runs } = await open();
    await runs.commit([commit("other", 0)], summary("other"));
    expect(await runs.events("r")).toEqual([]);
    expect(await runs.logs("r")).toEqual([]);
    expect(await runs.runs("elsewhere")).toEqual([]);
  });

  it("finds each value by its key, from any commit of a group", async () => {
    const { runs } = await open();
    const bytes: StoredValue = { kind: "bytes", bytes: new Uint8Array([1, 2]) };
    const inBytes = { ...commit("r", 2), values: [{ key: "r/2/0", stored: bytes }] };
    await runs.commit([commit("r", 0, ["a", "b"]), commit("r", 1), inBytes], summary("r"));
    await runs.commit([commit("r", 3, [new Map([["k", undefined]])])], summary("r"));
    expect(await runs.value("r/0/1")).toEqual({ kind: "value", value: "b" });
    expect(await runs.value("r/2/0")).toEqual(bytes);
    expect(await runs.value("r/3/0")).toEqual({
      kind: "value",
      value: new Map([["k", undefined]]),
    });
    expect(await runs.value("r/0/0")).toEqual({ kind: "value", value: "a" });
  });

  it("finds the values of a run whose id has a slash in it", async () => {
    const { runs } = await open();
    await runs.commit([commit("a/1", 0, ["x"])], summary("a/1"));
    expect(await runs.value("a/1/0/0")).toEqual({ kind: "value", value: "x" });
  });

  it.each(["r/0/1", "r/1/0", "r/9/0", "s/0/0", "nonsense"])(
    "says that there is no value %s",
    async (key) => {
      const { runs } = await open();
      await runs.commit([commit("r", 0, ["a"]), commit("r", 1)], summary("r"));
      await expect(runs.value(key)).rejects.toMatchObject({ code: "notFound", data: { key } });
    },
  );

  it("keeps nothing of a call in which one value cannot be stored, and names it", async () => {
    const { runs } = await open();
    await runs.commit([commit("r", 0, ["kept"])], summary("r"));
    const bad = { ...commit("r", 2, ["fine", unclonable]), events: [succeeded("load-1", "r/2/1")] };
    await expect(
      runs.commit([commit("r", 1, ["fine"]), bad], summary("r", { state: "Success" })),
    ).rejects.toMatchObject({
      code: "storage",
      message: expect.stringContaining('task run "load-1"') as string,
      data: { key: "r/2/1", taskRun: "load-1" },
    });
    expect(await runs.events("r")).toEqual([visited(0)]);
    await expect(runs.value("r/1/0")).rejects.toMatchObject({ code: "notFound" });
    expect(await runs.runs("n")).toEqual([summary("r")]);
  });

  it("goes on after a value could not be stored", async () => {
    const { runs } = await open();
    await expect(runs.commit([commit("r", 0, [unclonable])], summary("r"))).rejects.toThrow(
      /cannot be stored/,
    );
    await runs.commit([commit("r", 0, ["plain"])], summary("r"));
    expect(await runs.value("r/0/0")).toEqual({ kind: "value", value: "plain" });
  });

  it("refuses a value that it could not find again", async () => {
    const { runs } = await open();
    const misnamed = { ...commit("r", 0, ["a"]), seq: 1 };
    await expect(runs.commit([misnamed], summary("r"))).rejects.toMatchObject({ code: "bug" });
  });

  it("lets no second writer overwrite a commit", async () => {
    const { runs } = await open();
    await runs.commit([commit("r", 0, ["mine"])], summary("r"));
    await expect(
      runs.commit([commit("r", 0, ["theirs"])], summary("r", { state: "Failed" })),
    ).rejects.toMatchObject({ code: "storage", message: expect.stringMatching(/another tab/) });
    expect(await runs.value("r/0/0")).toEqual({ kind: "value", value: "mine" });
    expect(await runs.runs("n")).toEqual([summary("r")]);
  });

  it("lists the runs of a notebook, newest first, as they stand now", async () => {
    const { runs } = await open();
    await runs.commit([], summary("old", { startedAt: 1 }));
    await runs.commit([], summary("new", { startedAt: 2 }));
    await runs.commit([], summary("foreign", { notebook: "m", startedAt: 3 }));
    await runs.commit([commit("old", 0)], summary("old", { startedAt: 1, state: "Success" }));
    expect((await runs.runs("n")).map(({ id, state }) => [id, state])).toEqual([
      ["new", "Running"],
      ["old", "Success"],
    ]);
  });

  it("removes a run with all it kept, and no other", async () => {
    const { runs } = await open();
    await runs.commit([commit("r", 0, ["a"]), commit("r", 1, ["b"])], summary("r"));
    await runs.commit([commit("r2", 0, ["c"])], summary("r2"));
    await runs.value("r/1/0");
    await runs.remove("r");
    expect(await runs.events("r")).toEqual([]);
    await expect(runs.value("r/1/0")).rejects.toMatchObject({ code: "notFound" });
    expect((await runs.runs("n")).map(({ id }) => id)).toEqual(["r2"]);
    expect(await runs.value("r2/0/0")).toEqual({ kind: "value", value: "c" });
  });

  it("keeps notebooks byte for byte and lists the newest first", async () => {
    const { notebooks } = await open();
    await notebooks.save(notebook("a", { updatedAt: 1 }));
    await notebooks.save(notebook("b", { updatedAt: 2 }));
    await notebooks.save(notebook("a", { updatedAt: 3, title: "Renamed" }));
    expect(await notebooks.load("a")).toEqual(notebook("a", { updatedAt: 3, title: "Renamed" }));
    expect(await notebooks.load("z")).toBeNull();
    expect(await notebooks.list()).toEqual([
      { id: "a", title: "Renamed", updatedAt: 3 },
      { id: "b", title: "Notebook b", updatedAt: 2 },
    ]);
  });

  it("removes a notebook with its runs", async () => {
    const { notebooks, runs } = await open();
    await notebooks.save(notebook("n"));
    await notebooks.save(notebook("m"));
    await runs.commit([commit("r", 0, ["a"])], summary("r"));
    await runs.commit([commit("s", 0)], summary("s", { notebook: "m" }));
    await runs.value("r/0/0");
    await notebooks.remove("n");
    expect(await notebooks.load("n")).toBeNull();
    await expect(runs.value("r/0/0")).rejects.toMatchObject({ code: "notFound" });
    expect(await runs.events("r")).toEqual([]);
    expect(await runs.events("s")).toEqual([visited(0)]);
    expect((await notebooks.list()).map(({ id }) => id)).toEqual(["m"]);
  });
});

describe("IndexedDB", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("still has everything when it is opened again", async () => {
    const name = "again";
    const first = await openIndexedDb({ name });
    await first.runs.commit([commit("r", 0, ["a"])], summary("r"));
    await first.notebooks.save(notebook("n"));
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
});
