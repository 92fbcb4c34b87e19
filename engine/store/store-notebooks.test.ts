import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import type { NotebookOutputs } from "../ports.ts";
import { commit, document, STORES, summary, visited } from "./testing.ts";

const MINUTE = 60_000;

const outputs: NotebookOutputs = {
  records: [
    {
      cell: "c1",
      hash: "h",
      status: "ok",
      outputs: [{ type: "note", text: "done" }],
      ranAt: 5,
    },
  ],
  lastRun: "r",
};

describe.each(STORES)("notebooks in %s", (_name, open) => {
  it("are kept byte for byte and listed, the newest first", async () => {
    const { notebooks } = await open();
    await notebooks.save(document("a", { updatedAt: 1 }), 0);
    await notebooks.save(document("b", { updatedAt: 2 }), 0);
    await notebooks.save(document("a", { updatedAt: 3, title: "Renamed" }), 1);
    expect(await notebooks.load("a")).toEqual({
      ...document("a", { updatedAt: 3, title: "Renamed" }),
      revision: 2,
      records: [],
      lastRun: null,
    });
    expect(await notebooks.load("z")).toBeNull();
    expect(await notebooks.document("a")).toEqual({
      ...document("a", { updatedAt: 3, title: "Renamed" }),
      revision: 2,
    });
    expect(await notebooks.document("z")).toBeNull();
    expect(await notebooks.list()).toEqual([
      { id: "a", title: "Renamed", updatedAt: 3, deletedAt: null },
      { id: "b", title: "Notebook b", updatedAt: 2, deletedAt: null },
    ]);
  });

  it("are not saved over what somebody else saved meanwhile", async () => {
    const { notebooks } = await open();
    expect(await notebooks.save(document("a"), 0)).toEqual({ isSaved: true, revision: 1 });
    const ends = await Promise.all([
      notebooks.save(document("a", { text: "one" }), 1),
      notebooks.save(document("a", { text: "other" }), 1),
      notebooks.save(document("a", { text: "third" }), 0),
    ]);
    const stored = { ...document("a", { text: "one" }), revision: 2 };
    expect(ends).toEqual([
      { isSaved: true, revision: 2 },
      { isSaved: false, stored },
      { isSaved: false, stored },
    ]);
    expect((await notebooks.load("a"))?.text).toBe("one");
  });

  it("are there again when an edit comes of one that was removed", async () => {
    const { notebooks } = await open();
    await notebooks.save(document("a"), 0);
    await notebooks.remove("a");
    expect(await notebooks.save(document("a", { text: "late" }), 1)).toEqual({
      isSaved: true,
      revision: 2,
    });
    expect((await notebooks.load("a"))?.text).toBe("late");
  });

  it("keep what their cells showed apart from the document", async () => {
    const { notebooks } = await open();
    await notebooks.save(document("a"), 0);
    await notebooks.saveOutputs("a", outputs);
    await notebooks.save(document("a", { text: "edited" }), 1);
    expect(await notebooks.load("a")).toEqual({
      ...document("a", { text: "edited" }),
      revision: 2,
      ...outputs,
    });
  });

  it("keep the last text of each five minutes", async () => {
    const { notebooks } = await open();
    for (let minute = 0; minute <= 12; minute += 1) {
      const text = `of minute ${minute}`;
      await notebooks.save(document("a", { text, updatedAt: minute * MINUTE }), minute);
    }
    expect(await notebooks.versions("a")).toEqual([
      { revision: 9, savedAt: 8 * MINUTE, title: "Notebook a", length: 11 },
      { revision: 5, savedAt: 4 * MINUTE, title: "Notebook a", length: 11 },
      { revision: 1, savedAt: 0, title: "Notebook a", length: 11 },
    ]);
    expect(await notebooks.version("a", 5)).toBe("of minute 4");
    await expect(notebooks.version("a", 6)).rejects.toMatchObject({ code: "notFound" });
    expect(await notebooks.versions("b")).toEqual([]);
  });

  it("keep a text that stood for long, however soon after the last version it was saved", async () => {
    const { notebooks } = await open();
    const texts = { 0: "first", 1: "second", 2: "stood for an hour", 60: "after the hour" };
    for (const [index, [minute, text]] of Object.entries(texts).entries()) {
      await notebooks.save(document("a", { text, updatedAt: Number(minute) * MINUTE }), index);
    }
    expect(await notebooks.version("a", 3)).toBe("stood for an hour");
  });

  it("keep a text that is to be kept whatever its age, and none that did not change", async () => {
    const { notebooks } = await open();
    await notebooks.save(document("a", { text: "1" }), 0);
    await notebooks.save(document("a", { text: "2" }), 1);
    await notebooks.save(document("a", { text: "3" }), 2);
    expect((await notebooks.versions("a")).map(({ revision }) => revision)).toEqual([1]);
    await notebooks.save(document("a", { text: "4" }), 3, true);
    await notebooks.save(document("a", { text: "4", cells: ["c2"] }), 4, true);
    expect((await notebooks.versions("a")).map(({ revision }) => revision)).toEqual([3, 1]);
  });

  it("keep fifty versions at most, and let the oldest go", async () => {
    const { notebooks } = await open();
    await notebooks.save(document("a2", { text: "neighbour" }), 0);
    await notebooks.save(document("a2", { text: "neighbour, edited" }), 1);
    for (let n = 0; n < 54; n += 1) {
      await notebooks.save(document("a", { text: `${n}`, updatedAt: n * 6 * MINUTE }), n);
    }
    const versions = await notebooks.versions("a");
    expect(versions.length).toBe(50);
    expect(versions.at(-1)?.revision).toBe(4);
    expect((await notebooks.versions("a2")).length).toBe(1);
  });

  it("go with their runs, outputs and versions when they are removed", async () => {
    const { notebooks, runs } = await open();
    await notebooks.save(document("n", { text: "1" }), 0);
    await notebooks.save(document("n", { text: "2" }), 1);
    await notebooks.saveOutputs("n", outputs);
    await notebooks.save(document("m"), 0);
    await runs.commit([commit("r", 0, ["a"])], summary("r"));
    await runs.commit([commit("s", 0)], summary("s", { notebook: "m" }));
    await runs.value("r/0/0");
    await notebooks.remove("n");
    expect(await notebooks.load("n")).toBeNull();
    expect(await notebooks.versions("n")).toEqual([]);
    expect(await notebooks.size("n")).toBe(0);
    await expect(runs.value("r/0/0")).rejects.toMatchObject({ code: "notFound" });
    expect(await runs.events("r")).toEqual([]);
    expect(await runs.events("s")).toEqual([visited(0)]);
    expect((await notebooks.list()).map(({ id }) => id)).toEqual(["m"]);
  });

  it("go into the bin with all that is theirs, and come back as they were", async () => {
    const { notebooks, runs } = await open();
    await notebooks.save(document("n", { text: "1" }), 0);
    await notebooks.save(document("n", { text: "2" }), 1);
    await notebooks.saveOutputs("n", outputs);
    await notebooks.save(document("m"), 0);
    await runs.commit([commit("r", 0, ["a"])], summary("r"));
    const binned = await notebooks.bin("n", 77);
    expect(binned).toBe("bin:n:77");
    expect(await notebooks.load("n")).toBeNull();
    expect(await runs.runs("n")).toEqual([]);
    expect(await runs.runs(binned)).toEqual([summary("r", { notebook: binned })]);
    expect(await notebooks.versions("n")).toEqual([]);
    expect(await notebooks.version(binned, 1)).toBe("1");
    expect((await notebooks.list()).map(({ id, deletedAt }) => [id, deletedAt])).toEqual(
      expect.arrayContaining([
        [binned, 77],
        ["m", null],
      ]),
    );
    expect(await notebooks.restore(binned)).toBe("n");
    expect(await notebooks.load("n")).toEqual({
      ...document("n", { text: "2" }),
      revision: 2,
      ...outputs,
    });
    expect(await runs.runs("n")).toEqual([summary("r")]);
    expect(await notebooks.version("n", 1)).toBe("1");
    expect((await notebooks.list()).length).toBe(2);
  });

  it("let a run go on being told of after its notebook came out of the bin", async () => {
    const { notebooks, runs } = await open();
    await notebooks.save(document("n"), 0);
    await runs.commit([commit("r", 0)], summary("r"));
    await notebooks.restore(await notebooks.bin("n", 1));
    await notebooks.bin("n", 2);
    await runs.commit([commit("r", 1)], summary("r"));
    expect(await runs.runs("n")).toEqual([summary("r")]);
  });

  it("come out of the bin under another id if theirs is taken", async () => {
    const { notebooks } = await open();
    await notebooks.save(document("n", { title: "First" }), 0);
    const first = await notebooks.bin("n", 1);
    await notebooks.save(document("n", { title: "Second" }), 0);
    const second = await notebooks.bin("n", 1);
    expect(second).not.toBe(first);
    await notebooks.save(document("n", { title: "Third" }), 0);
    expect(await notebooks.restore(first)).toBe("n-restored-1");
    expect(await notebooks.restore(second)).toBe("n-restored-2");
    expect((await notebooks.load("n-restored-1"))?.title).toBe("First");
    expect((await notebooks.load("n"))?.title).toBe("Third");
  });

  it.each(["gone", "bin:gone:1"])("say that there is no %s to move", async (id) => {
    const { notebooks } = await open();
    const moving = id.startsWith("bin:") ? notebooks.restore(id) : notebooks.bin(id, 1);
    await expect(moving).rejects.toMatchObject({ code: "notFound", data: { id } });
  });

  it("take as many bytes as document, outputs and versions have", async () => {
    const { notebooks } = await open();
    await notebooks.save(document("a", { text: "x".repeat(1000) }), 0);
    const one = await notebooks.size("a");
    expect(one).toBeGreaterThan(2000);
    await notebooks.save(document("a", { text: "y".repeat(1000) }), 1);
    expect((await notebooks.size("a")) - one).toBeGreaterThan(2000);
    const two = await notebooks.size("a");
    await notebooks.saveOutputs("a", outputs);
    expect(await notebooks.size("a")).toBeGreaterThan(two);
  });
});
