import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { FlowbookError } from "../model/errors.ts";
import type { RunId } from "../model/run.ts";
import type { LocatedResult, TakenIn, WholeNotebook, WholeRecord, WholeRun } from "../ports.ts";
import type { Stores } from "./stores.ts";
import { commit, document, program, STORES, summary, visited } from "./testing.ts";

const LARGE = 1_200_000;

const NOTHING: TakenIn = { notebooks: [], runs: [], located: [], removeRuns: [] };

const record = (firstSeq: number, values: WholeRecord["values"] = []): WholeRecord => ({
  firstSeq,
  lastSeq: firstSeq,
  events: [visited(firstSeq)],
  logs: [],
  values,
});

const wholeRun = (id: RunId, value: unknown): WholeRun => ({
  summary: summary(id),
  program: program("text"),
  records: [record(0, [{ key: `${id}/0/0`, stored: { kind: "value", value } }]), record(1)],
});

const wholeNotebook = (id: string, text: string): WholeNotebook => ({
  document: { ...document(id, { text }), revision: 7 },
  outputs: { records: [], lastRun: "r" },
  versions: [{ revision: 3, savedAt: 1, title: "Before", text: "before" }],
});

const located: LocatedResult = {
  location: "a.json",
  ref: { key: "r/0/0", length: null, preview: "1", size: 8 },
  writtenAt: 3,
};

async function recordsOf({ archive }: Stores, run: RunId): Promise<WholeRecord[]> {
  const records: WholeRecord[] = [];
  for await (const each of archive.records(run)) records.push(each);
  return records;
}

describe.each(STORES)("an archive of %s", (_name, open) => {
  it("gives a run's records as they were written together, large values with them", async () => {
    const stores = await open();
    const bytes = new Uint8Array(LARGE);
    await stores.runs.commit([commit("r", 0, ["a"]), commit("r", 1, [bytes, "b"])], summary("r"));
    await stores.runs.commit([commit("r", 2)], summary("r"));
    const [first, second, ...more] = await recordsOf(stores, "r");
    expect(more).toEqual([]);
    expect(first).toMatchObject({ firstSeq: 0, lastSeq: 1, events: [visited(0), visited(1)] });
    expect(first?.values.map(({ key }) => key)).toEqual(["r/0/0", "r/1/0", "r/1/1"]);
    const [, large] = first?.values ?? [];
    expect(large?.stored.kind === "value" && (large.stored.value as Uint8Array).length).toBe(LARGE);
    expect(second).toMatchObject({ firstSeq: 2, lastSeq: 2, values: [] });
    expect(await recordsOf(stores, "unknown")).toEqual([]);
  });

  it("takes in what it gave, so that all reads as before", async () => {
    const [from, to] = [await open(), await open()];
    const withProgram = { ...commit("r", 0, ["a", new Uint8Array(LARGE)]), program: program("p") };
    await from.runs.commit([withProgram, commit("r", 1)], summary("r", { state: "Success" }));
    await from.notebooks.save(document("n", { text: "1" }), 0);
    await from.notebooks.save(document("n", { text: "2" }), 1);
    const [kept, whole] = [await from.runs.summary("r"), await from.archive.notebook("n")];
    if (kept === null || whole === null) throw new Error("They were just put there.");
    await to.archive.takeIn({
      notebooks: [whole],
      runs: [{ summary: kept, program: program("p"), records: await recordsOf(from, "r") }],
      located: [located],
      removeRuns: [],
    });
    expect(await to.notebooks.load("n")).toEqual(await from.notebooks.load("n"));
    expect(await to.notebooks.version("n", 1)).toBe("1");
    expect(await to.runs.runs("n")).toEqual(await from.runs.runs("n"));
    expect(await to.runs.events("r")).toEqual(await from.runs.events("r"));
    expect(await to.runs.logs("r")).toEqual(await from.runs.logs("r"));
    expect(await to.runs.program("r")).toEqual(program("p"));
    expect(await to.runs.value("r/0/0")).toEqual({ kind: "value", value: "a" });
    expect(await to.runs.nextSeq("r")).toBe(2);
    expect(await to.locations.list()).toEqual([located]);
    expect(Math.abs((await to.runs.size("r")) - (await from.runs.size("r")))).toBeLessThan(100);
  });

  it("takes a run in beside, or in place of, one that is here", async () => {
    const { archive, runs } = await open();
    await runs.commit([commit("r", 0, ["old"]), commit("r", 1), commit("r", 2)], summary("r"));
    await runs.value("r/0/0");
    await archive.takeIn({
      ...NOTHING,
      runs: [wholeRun("r", "new"), wholeRun("s", "other")],
      removeRuns: ["r"],
    });
    expect(await runs.value("r/0/0")).toEqual({ kind: "value", value: "new" });
    expect(await runs.value("s/0/0")).toEqual({ kind: "value", value: "other" });
    expect(await runs.nextSeq("r")).toBe(2);
  });

  it("writes over no run unasked, and then takes in nothing at all", async () => {
    const { archive, runs, notebooks, locations } = await open();
    await runs.commit([commit("r", 0, ["mine"])], summary("r"));
    await expect(
      archive.takeIn({
        notebooks: [wholeNotebook("a", "text")],
        runs: [wholeRun("s", "s"), wholeRun("r", "theirs")],
        located: [located],
        removeRuns: [],
      }),
    ).rejects.toMatchObject({ code: "storage", data: { taken: true } });
    expect(await runs.value("r/0/0")).toEqual({ kind: "value", value: "mine" });
    expect(await runs.summary("s")).toBeNull();
    expect(await notebooks.list()).toEqual([]);
    expect(await locations.list()).toEqual([]);
  });

  it("takes in nothing, and removes nothing, if what is read turns out to be damaged", async () => {
    const { archive, runs, notebooks } = await open();
    await runs.commit([commit("old", 0)], summary("old"));
    const damaged = new FlowbookError("badArchive", "The file ends too early.");
    function* torn() {
      yield wholeRun("s", "whole");
      throw damaged;
    }
    const all = { ...NOTHING, notebooks: [wholeNotebook("a", "text")], removeRuns: ["old"] };
    await expect(archive.takeIn({ ...all, runs: torn() })).rejects.toBe(damaged);
    expect((await runs.runs("n")).map(({ id }) => id)).toEqual(["old"]);
    expect(await runs.events("old")).toEqual([visited(0)]);
    expect(await notebooks.list()).toEqual([]);
  });

  it("refuses values of another run", async () => {
    const { archive, runs } = await open();
    const stray = record(0, [{ key: "s/0/0", stored: { kind: "value", value: 1 } }]);
    const run = { summary: summary("r"), program: null, records: [stray] };
    await expect(archive.takeIn({ ...NOTHING, runs: [run] })).rejects.toMatchObject({
      code: "bug",
    });
    expect(await runs.summary("r")).toBeNull();
  });

  it("saves a notebook over one that is here, whose text becomes a version", async () => {
    const { archive, notebooks } = await open();
    await notebooks.save(document("a", { text: "mine", updatedAt: 9 }), 0);
    await archive.takeIn({ ...NOTHING, notebooks: [wholeNotebook("a", "theirs")] });
    expect(await notebooks.load("a")).toMatchObject({ text: "theirs", revision: 2, lastRun: "r" });
    expect(await notebooks.version("a", 1)).toBe("mine");
    expect((await notebooks.versions("a")).length).toBe(1);
    expect(await notebooks.save(document("a", { text: "mine, late" }), 1)).toMatchObject({
      isSaved: false,
    });
  });

  it("knows no notebook that is not there", async () => {
    const { archive } = await open();
    expect(await archive.notebook("gone")).toBeNull();
  });
});
