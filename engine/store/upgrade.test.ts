import "fake-indexeddb/auto";
import { openDB } from "idb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openIndexedDb } from "./indexeddb.ts";
import { openDatabase } from "./schema.ts";
import { STEPS } from "./steps.ts";
import { commit } from "./testing.ts";
import { restoreDump } from "./testing-data/restore-dump.ts";
import dump from "./testing-data/version-1.json" with { type: "json" };

const FAILED_RUN = "264228cf-3fdf-ad48-8ce7-3b47c471aff1";
const GOOD_RUN = "77ea75d3-776e-b52c-883a-bfa521319699";

let count = 0;
let name = "";

beforeEach(async () => {
  name = `version-1-${(count += 1)}`;
  await restoreDump({ name, dump });
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** All that is in a database, by table. */
async function contents(version: number) {
  const database = await openDB(name, version);
  const tables: Record<string, unknown> = {};
  for (const table of database.objectStoreNames) {
    tables[table] = [await database.getAllKeys(table), await database.getAll(table)];
  }
  database.close();
  return tables;
}

describe("a database of version 1", () => {
  it("has its notebooks as first revisions, with what their cells showed", async () => {
    const { notebooks } = await openIndexedDb({ name });
    const stored = await notebooks.load("my-first-flow");
    const before = dump.tables.find((table) => table.name === "notebooks")?.records[0]?.value;
    expect(stored).toEqual({ ...before, revision: 1 });
    expect(stored?.records.map(({ cell, status }) => [cell, status])).toEqual([
      ["c2", "ok"],
      ["c4", "ok"],
    ]);
    expect((await notebooks.list()).map(({ title, deletedAt }) => [title, deletedAt])).toEqual([
      ["Ports of call", null],
      ["An older one", null],
    ]);
    expect(await notebooks.versions("my-first-flow")).toEqual([]);
  });

  it("lists its runs with their parameters, which only their journals knew", async () => {
    const { runs } = await openIndexedDb({ name });
    expect(await runs.runs("my-first-flow")).toMatchObject([
      {
        id: GOOD_RUN,
        flowName: "survey",
        runName: "steady-moose",
        parameters: { count: "2" },
        isNested: false,
        state: "Success",
      },
      { id: FAILED_RUN, parameters: { count: "4" }, state: "Failed" },
    ]);
    const [started] = await runs.events(GOOD_RUN);
    expect((await runs.summary(GOOD_RUN))?.flow).toBe(
      started?.type === "RunStarted" ? started.flow : null,
    );
    expect(await runs.program(GOOD_RUN)).toBeNull();
    expect(await runs.notebooks()).toEqual(["my-first-flow"]);
  });

  it("gives every value and every result at a location", async () => {
    const { runs, locations } = await openIndexedDb({ name });
    const located = await locations.find("ports-4.json");
    expect(await runs.value(located?.ref.key ?? "")).toMatchObject({
      value: [{ name: "Port 0", depth: 4 }, {}, {}, {}],
    });
    expect((await locations.list()).length).toBe(2);
    expect(await runs.value(`${FAILED_RUN}/6/0`)).toEqual({
      kind: "value",
      value: new Uint8Array([1, 2, 3, 4]),
    });
    expect(await runs.value(`${FAILED_RUN}/10/0`)).toMatchObject({
      kind: "failure",
      failure: { message: "Port 2 is too shallow" },
    });
    expect(await runs.size(FAILED_RUN)).toBeGreaterThan(5000);
  });

  it("lets its runs go on after what is there, under a number nobody has used", async () => {
    const { runs } = await openIndexedDb({ name });
    const summary = await runs.summary(FAILED_RUN);
    const before = await runs.events(FAILED_RUN);
    const seq = await runs.nextSeq(FAILED_RUN);
    /* The last record begins with commit 13, and has a value of commit 14. */
    expect(seq).toBe(15);
    if (summary) await runs.commit([commit(FAILED_RUN, seq, ["more"])], summary);
    expect((await runs.events(FAILED_RUN)).slice(0, -1)).toEqual(before);
    expect(await runs.value(`${FAILED_RUN}/14/0`)).toMatchObject({ kind: "failure" });
    expect(await runs.value(`${FAILED_RUN}/15/0`)).toEqual({ kind: "value", value: "more" });
    expect(await runs.nextSeq(FAILED_RUN)).toBe(16);
  });

  it("can be archived: its records have no gaps", async () => {
    const { archive } = await openIndexedDb({ name });
    const spans: [number, number][] = [];
    for await (const { firstSeq, lastSeq } of archive.records(FAILED_RUN)) {
      spans.push([firstSeq, lastSeq]);
    }
    expect(spans).toEqual([
      [0, 0],
      [1, 2],
      [3, 3],
      [4, 6],
      [7, 12],
      [13, 14],
    ]);
  });

  it("lists a run that was cut off before its first commit", async () => {
    const old = await openDB(name, 1);
    const [run] = dump.tables.find((table) => table.name === "runs")?.records ?? [];
    await old.put("runs", { ...run?.value, id: "cut-off" });
    old.close();
    const { runs } = await openIndexedDb({ name });
    expect(await runs.summary("cut-off")).toMatchObject({ flow: "", parameters: {} });
    expect(await runs.nextSeq("cut-off")).toBe(0);
  });
});

describe("an upgrade", () => {
  it("that is interrupted leaves version 1 as it was, and can be made again", async () => {
    const before = await contents(1);
    const cut = new Error("The power went.");
    const last = () => Promise.reject(cut);
    await expect(openDatabase(name, () => undefined, [...STEPS, last])).rejects.toBe(cut);
    expect(await contents(1)).toEqual(before);
    const { notebooks } = await openIndexedDb({ name });
    expect((await notebooks.load("my-first-flow"))?.revision).toBe(1);
  });

  it.each([0, 1, 2, 3])(
    "that finds no room for record %i leaves version 1 as it was",
    async (n) => {
      const before = await contents(1);
      const update = IDBCursor.prototype.update;
      const updates = vi.spyOn(IDBCursor.prototype, "update");
      updates.mockImplementation(function (this: IDBCursor, value) {
        if (updates.mock.calls.length <= n) return update.call(this, value);
        throw new DOMException("no space", "QuotaExceededError");
      });
      await expect(openIndexedDb({ name })).rejects.toMatchObject({
        code: "storage",
        data: { quota: true },
      });
      vi.restoreAllMocks();
      expect(await contents(1)).toEqual(before);
    },
  );

  it("goes through though another tab has the old version open, for that lets go of it", async () => {
    const forgotten = vi.fn<() => void>();
    const old = await openDatabase(name, forgotten, STEPS.slice(0, 1));
    expect(old.version).toBe(1);
    const { notebooks } = await openIndexedDb({ name });
    expect(forgotten).toHaveBeenCalledOnce();
    expect((await notebooks.list()).length).toBe(2);
  });

  it("is not made of a newer version: the page is to be reloaded", async () => {
    const newer = await openDB(name, STEPS.length + 1);
    newer.close();
    await expect(openIndexedDb({ name })).rejects.toMatchObject({
      code: "storage",
      message: "A newer version of the app has changed the browser's storage. Reload the page.",
      data: { name: "VersionError" },
    });
  });
});
