import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import type { StoredValue } from "../model/value.ts";
import { commit, program, STORES, succeeded, summary, visited } from "./testing.ts";

/** Kept by the store itself, but by nobody's clone algorithm. */
const unclonable = () => undefined;

/** What all of a large value's bytes are; null: it is not whole. */
function fillOf(stored: StoredValue | undefined): number | null {
  const bytes = stored?.kind === "value" ? (stored.value as Uint8Array) : new Uint8Array();
  const [fill] = bytes;
  return bytes.length === 1_500_000 && bytes.every((byte) => byte === fill) ? (fill ?? null) : null;
}

describe.each(STORES)("runs in %s", (_name, open) => {
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

  it("gives all of a run but its values as of one moment, though a commit comes meanwhile", async () => {
    const { runs } = await open();
    await runs.commit([{ ...commit("r", 0, ["a"]), program: program("p") }], summary("r"));
    const reading = [runs.journal("r"), runs.journal("r"), runs.journal("r")];
    const writing = runs.commit([commit("r", 1), commit("r", 2)], summary("r"));
    for (const found of [
      ...(await Promise.all(reading)),
      (await writing, await runs.journal("r")),
    ]) {
      expect(found).toMatchObject({ summary: summary("r"), program: program("p") });
      expect([found?.events.length, found?.logs.length]).toEqual([found?.nextSeq, found?.nextSeq]);
    }
    expect(await runs.journal("unknown")).toBe(null);
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
    ).rejects.toMatchObject({
      code: "storage",
      message: expect.stringMatching(/another tab/),
      data: { taken: true },
    });
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
    await runs.remove(["r"]);
    expect(await runs.events("r")).toEqual([]);
    await expect(runs.value("r/1/0")).rejects.toMatchObject({ code: "notFound" });
    expect((await runs.runs("n")).map(({ id }) => id)).toEqual(["r2"]);
    expect(await runs.value("r2/0/0")).toEqual({ kind: "value", value: "c" });
  });

  it("keeps the program of a run, and another one once it goes on with that", async () => {
    const { runs } = await open();
    await runs.commit([{ ...commit("r", 0), program: program("first") }], summary("r"));
    await runs.commit([commit("r", 1)], summary("r"));
    expect(await runs.program("r")).toEqual(program("first"));
    await runs.commit(
      [{ ...commit("r", 2), program: program("second") }, commit("r", 3)],
      summary("r"),
    );
    expect(await runs.program("r")).toEqual(program("second"));
    expect(await runs.program("unknown")).toBeNull();
  });

  it("tells a run's summary as it stands now", async () => {
    const { runs } = await open();
    await runs.commit([commit("r", 0)], summary("r"));
    await runs.commit([commit("r", 1)], summary("r", { state: "Success" }));
    expect(await runs.summary("r")).toEqual(summary("r", { state: "Success" }));
    expect(await runs.summary("unknown")).toBeNull();
  });

  it("knows the number of the next commit, also after commits without values", async () => {
    const { runs } = await open();
    expect(await runs.nextSeq("r")).toBe(0);
    await runs.commit([commit("r", 0, ["a"]), commit("r", 1), commit("r", 2)], summary("r"));
    await runs.commit([], summary("r"));
    await runs.commit([commit("rr", 0)], summary("rr"));
    expect(await runs.nextSeq("r")).toBe(3);
    await runs.commit([commit("r", 3)], summary("r"));
    expect(await runs.nextSeq("r")).toBe(4);
  });

  it("lets only one of two who go on with a run write the next commit", async () => {
    const { runs } = await open();
    await runs.commit([commit("r", 0)], summary("r"));
    const ends = await Promise.allSettled([
      runs.commit([commit("r", 1, ["one"])], summary("r")),
      runs.commit([commit("r", 1, ["other"])], summary("r", { message: "other" })),
    ]);
    expect(ends).toMatchObject([
      { status: "fulfilled" },
      { status: "rejected", reason: { data: { taken: true, quota: false } } },
    ]);
    expect(await runs.value("r/1/0")).toEqual({ kind: "value", value: "one" });
    expect(await runs.summary("r")).toEqual(summary("r"));
  });

  it("names each notebook that has runs once", async () => {
    const { runs } = await open();
    for (const [id, notebook] of ["m", "n", "m", "k"].entries()) {
      await runs.commit([], summary(`r${id}`, { notebook, startedAt: id }));
    }
    expect(await runs.notebooks()).toEqual(["k", "m", "n"]);
  });

  it("finds nothing at a location any more once the run that wrote there is removed", async () => {
    const { runs, locations } = await open();
    const at = (run: string, location: string) => {
      const ref = { key: `${run}/0/0`, length: null, preview: "", size: 1, location };
      return { ...commit(run, 0, ["x"]), locations: [{ location, ref }] };
    };
    await runs.commit([at("a", "a.txt")], summary("a"));
    await runs.commit([at("ab", "ab.txt")], summary("ab"));
    await runs.remove(["a"]);
    expect((await locations.list()).map(({ location }) => location)).toEqual(["ab.txt"]);
  });

  it("removes several runs at one go, with programs and large values", async () => {
    const { runs } = await open();
    const large = new Uint8Array(2_000_000);
    await runs.commit([{ ...commit("a", 0, [large]), program: program("a") }], summary("a"));
    await runs.commit([commit("b", 0, ["b"])], summary("b"));
    await runs.commit([commit("c", 0, ["c"])], summary("c"));
    await runs.remove(["a", "b"]);
    expect((await runs.runs("n")).map(({ id }) => id)).toEqual(["c"]);
    expect(await runs.program("a")).toBeNull();
    expect(await runs.nextSeq("a")).toBe(0);
    await expect(runs.value("a/0/0")).rejects.toMatchObject({ code: "notFound" });
    await runs.commit([commit("a", 0, ["anew"])], summary("a"));
    expect(await runs.value("a/0/0")).toEqual({ kind: "value", value: "anew" });
  });

  it("gives back large values and small ones beside them", async () => {
    const { runs } = await open();
    const large = (fill: number) => new Uint8Array(1_500_000).fill(fill);
    await runs.commit(
      [commit("r", 0, [large(1), "small", large(2)]), commit("r", 1, [large(3)])],
      summary("r"),
    );
    const [first, small, second, third] = await Promise.all(
      ["r/0/0", "r/0/1", "r/0/2", "r/1/0"].map((key) => runs.value(key)),
    );
    expect(small).toEqual({ kind: "value", value: "small" });
    expect([first, second, third].map((stored) => fillOf(stored))).toEqual([1, 2, 3]);
  });

  it("measures what a run takes: values, program and journal", async () => {
    const { runs } = await open();
    expect(await runs.size("r")).toBe(0);
    await runs.commit([commit("r", 0)], summary("r"));
    const bare = await runs.size("r");
    expect(bare).toBeGreaterThan(100);
    await runs.commit(
      [commit("r", 1, [new Uint8Array(3_000_000), "x".repeat(100_000)])],
      summary("r"),
    );
    const withValues = await runs.size("r");
    expect(withValues - bare).toBeGreaterThan(3_100_000);
    expect(withValues - bare).toBeLessThan(3_210_000);
    await runs.commit([{ ...commit("r", 2), program: program("p".repeat(50_000)) }], summary("r"));
    expect((await runs.size("r")) - withValues).toBeGreaterThan(50_000);
  });
});
