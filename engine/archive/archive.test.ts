import { beforeAll, describe, expect, it } from "vitest";
import {
  archiveOver,
  contentOf,
  NOTEBOOK,
  SECRET,
  storesWithRuns,
  TEXT,
} from "../testing/archives.ts";
import { nodeEngine } from "../testing/node-engine.ts";
import type { Stores } from "../store/stores.ts";
import { openZipInput } from "./zip.ts";

let full: Stores;
let workspace: Blob;

beforeAll(async () => {
  full = await storesWithRuns();
  workspace = await archiveOver(full).archive.exportWorkspace();
});

const DECISION = { step: "checkTaskIsReady", rule: "notPending" } as const;

const filledAnew = async () => {
  const bench = archiveOver();
  await bench.archive.import(workspace, "keep");
  return bench;
};

describe("a workspace in a file", () => {
  it("is taken in elsewhere as it was", async () => {
    const { archive, stores, changed } = archiveOver();
    const taken = await archive.import(workspace, "keep");
    const runs = await full.runs.runs(NOTEBOOK);
    expect(runs.length).toBeGreaterThanOrEqual(4);
    expect(taken.map(({ kind }) => kind)).toEqual([...runs.map(() => "run"), "notebook", "result"]);
    expect(await contentOf(stores)).toEqual(await contentOf(full));
    expect(changed).toEqual([NOTEBOOK]);
  });

  it("opens there in the engine, with its runs and their values", async () => {
    const { stores } = await filledAnew();
    const { engine } = nodeEngine(1, stores);
    const opened = await engine.openNotebook(NOTEBOOK);
    expect(opened?.title).toBe("A book");
    const details = await engine.runs.open(opened?.lastRun ?? "");
    expect(details.standing).toBe("ended");
    const result = details.events.flatMap((event) =>
      event.type === "TaskStateChanged" && event.taskRun === "odd-1" && event.state.result
        ? [event.state.result]
        : [],
    )[0];
    const stored = await stores.runs.value(result?.key ?? "");
    if (stored.kind !== "value") throw new Error("It is no plain value.");
    const { ring, numbers } = stored.value as {
      ring: { self: unknown; shared: object; map: Map<object, unknown> };
      numbers: Float64Array;
    };
    expect(ring.self).toBe(ring);
    expect(ring.map.get(ring.shared)).toEqual(new Set([1, undefined]));
    expect(ring.shared).toEqual({ at: new Date(5), nan: Number.NaN, zero: -0, big: 12n });
    expect(numbers).toEqual(new Float64Array(400).fill(0.5));
  });

  it("says of each thing whether it is here", async () => {
    const { archive, stores } = archiveOver();
    const before = await archive.inspect(workspace);
    expect(new Set(before.map(({ here }) => here))).toEqual(new Set(["new"]));
    expect(before.find(({ kind }) => kind === "notebook")).toMatchObject({ title: "A book" });
    expect(before.every(({ bytes }) => bytes > 0)).toBe(true);
    expect(await stores.notebooks.list()).toEqual([]);
    await archive.import(workspace, "keep");
    const after = await archive.inspect(workspace);
    expect(new Set(after.map(({ here }) => here))).toEqual(new Set(["same"]));
  });

  it("changes nothing when it is taken in twice, whatever is chosen", async () => {
    const { archive, stores } = await filledAnew();
    const content = await contentOf(stores);
    for (const choice of ["keep", "replace", "copy"] as const) {
      expect(await archive.import(workspace, choice)).toEqual([]);
    }
    expect(await contentOf(stores)).toEqual(content);
  });

  it("brings what cells showed to a notebook that is here, but was never run", async () => {
    const { archive, stores } = archiveOver();
    const blank = { id: NOTEBOOK, title: "A book", text: TEXT, cells: ["x", "y"], updatedAt: 1 };
    await stores.notebooks.save(blank, 0);
    await archive.import(workspace, "keep");
    const stored = await stores.notebooks.load(NOTEBOOK);
    expect(stored?.lastRun).not.toBeNull();
    expect(stored?.cells).toEqual(["a", "b"]);
  });

  it("holds no secret", async () => {
    const zip = await openZipInput(workspace);
    const manifest = JSON.parse(await zip.readText("manifest.json")) as {
      runs: { records: number }[];
    };
    let text = "";
    for (const [run, { records }] of manifest.runs.entries()) {
      text += await zip.readText(`runs/${run}/run.json`);
      for (let record = 0; record < records; record++) {
        text += await zip.readText(`runs/${run}/record-${record}.json`);
      }
    }
    expect(text).toContain("isSecret");
    expect(text).not.toContain(SECRET);
  });

  it("leaves out a run that is damaged here, says so, and mends it when it is taken in again", async () => {
    const { archive, stores, warnings } = await filledAnew();
    const [run, ...others] = await stores.runs.runs(NOTEBOOK);
    if (!run) throw new Error("It has no runs.");
    const event = { type: "TaskVisited", at: 9, taskRun: "gone-1", decision: DECISION } as const;
    const seq = await stores.runs.nextSeq(run.id);
    await stores.runs.commit([{ run: run.id, seq, events: [event], logs: [], values: [] }], run);
    const items = await archive.inspect(await archive.exportWorkspace());
    expect(items.filter(({ kind }) => kind === "run").map(({ id }) => id)).toEqual(
      others.map(({ id }) => id),
    );
    expect(warnings).toEqual([expect.stringContaining(run.runName)]);
    await expect(archive.exportRun(run.id)).rejects.toMatchObject({ code: "storage" });
    await archive.import(workspace, "replace");
    expect(await contentOf(stores)).toEqual(await contentOf(full));
  });

  it("leaves out what is in the bin", async () => {
    const { archive, stores } = await filledAnew();
    await stores.notebooks.bin(NOTEBOOK, 1);
    const file = await archive.exportWorkspace();
    expect(await archive.inspect(file)).toEqual([]);
  });
});

describe("what differs from what is here", () => {
  /** The notebook has another text here, and one of its runs another name. */
  const changedHere = async () => {
    const bench = await filledAnew();
    const { stores } = bench;
    const {
      records: _records,
      lastRun: _run,
      ...document
    } = (await stores.notebooks.load(NOTEBOOK)) ?? expect.fail("It was not taken in.");
    await stores.notebooks.save({ ...document, text: "# Mine" }, document.revision);
    const [run] = await stores.runs.runs(NOTEBOOK);
    if (!run) throw new Error("It has no runs.");
    const event = { type: "RunRenamed", at: 9, name: "mine" } as const;
    const commit = { run: run.id, seq: await stores.runs.nextSeq(run.id), logs: [], values: [] };
    await stores.runs.commit([{ ...commit, events: [event] }], { ...run, runName: "mine" });
    return { ...bench, run };
  };
  const nameOf = async (stores: Stores, id: string) => (await stores.runs.summary(id))?.runName;

  it("stays as it is if one keeps it", async () => {
    const { archive, stores, changed } = await changedHere();
    const content = await contentOf(stores);
    changed.length = 0;
    const differing = (await archive.inspect(workspace)).filter(({ here }) => here === "differs");
    expect(differing.map(({ kind }) => kind).toSorted()).toEqual(["notebook", "run"]);
    expect(await archive.import(workspace, "keep")).toEqual([]);
    expect(await contentOf(stores)).toEqual(content);
    expect(changed).toEqual([]);
  });

  it("is replaced if one says so, and the notebook's text is kept as a version", async () => {
    const { archive, stores, run, changed } = await changedHere();
    const taken = await archive.import(workspace, "replace");
    expect(taken.map(({ id }) => id).toSorted()).toEqual([NOTEBOOK, run.id].toSorted());
    expect(await nameOf(stores, run.id)).toBe(run.runName);
    const notebook = await stores.notebooks.load(NOTEBOOK);
    expect(notebook?.title).toBe("A book");
    const [version] = await stores.notebooks.versions(NOTEBOOK);
    expect(await stores.notebooks.version(NOTEBOOK, version?.revision ?? 0)).toBe("# Mine");
    expect(changed).toContain(NOTEBOOK);
  });

  it("lies beside it if one takes copies, with keys and references of its own", async () => {
    const { archive, stores, run } = await changedHere();
    const mine = await stores.runs.runs(NOTEBOOK);
    const taken = await archive.import(workspace, "copy");
    expect(await nameOf(stores, run.id)).toBe("mine");
    expect((await stores.notebooks.load(NOTEBOOK))?.text).toBe("# Mine");
    expect((await stores.runs.runs(NOTEBOOK)).map(({ id }) => id)).toEqual(
      mine.map(({ id }) => id),
    );
    const copy = taken.find(({ kind }) => kind === "notebook")?.id ?? "";
    expect(copy).not.toBe(NOTEBOOK);
    const copies = await stores.runs.runs(copy);
    expect(copies).toHaveLength(mine.length);
    expect((await stores.notebooks.load(copy))?.lastRun).toMatch(/^fresh-/);
    expect((await stores.notebooks.load(copy))?.title).toMatch(/ \(copy\)$/);
    for (const { id } of copies) {
      const text = JSON.stringify(await stores.runs.events(id));
      for (const old of mine) expect(text).not.toContain(old.id);
      const [first] = await stores.runs.events(id);
      expect(first).toMatchObject({ type: "RunStarted", id });
    }
    const copied = copies.find(({ runName }) => runName === run.runName);
    const file = await archive.exportRun(copied?.id ?? "");
    const again = await archive.inspect(file);
    expect(again.every(({ here }) => here === "same")).toBe(true);
  });

  it("is not replaced while it is under way", async () => {
    const { archive, stores, run, live } = await changedHere();
    live.add(run.id);
    const content = await contentOf(stores);
    await expect(archive.import(workspace, "replace")).rejects.toMatchObject({
      code: "wrongMoment",
    });
    expect(await contentOf(stores)).toEqual(content);
  });

  it("is a result at a location too: kept, replaced, or laid beside under a name of its own", async () => {
    const { archive, stores } = await filledAnew();
    const [result] = await stores.locations.list();
    const [run] = await stores.runs.runs(NOTEBOOK);
    if (!run || !result) throw new Error("Nothing was taken in.");
    const key = `${run.id}/${await stores.runs.nextSeq(run.id)}/0`;
    const mine = { ...result.ref, key };
    await stores.runs.commit(
      [
        {
          run: run.id,
          seq: await stores.runs.nextSeq(run.id),
          events: [{ type: "RunResumed", at: 9 }],
          logs: [],
          values: [{ key, stored: { kind: "value", value: [9] } }],
          locations: [{ location: result.location, ref: mine }],
        },
      ],
      run,
    );
    await archive.import(workspace, "keep");
    expect((await stores.locations.find(result.location))?.ref.key).toBe(key);
    await archive.import(workspace, "copy");
    expect((await stores.locations.list()).map(({ location }) => location)).toEqual([
      "kept-7.json",
      "kept-7.json (2)",
    ]);
    await archive.import(workspace, "replace");
    expect((await stores.locations.find(result.location))?.ref.key).not.toBe(key);
  });
});

describe("one run in a file", () => {
  it("takes the runs along whose values it uses, and its notebook's text", async () => {
    const { archive } = archiveOver(full);
    const runs = (await full.runs.runs(NOTEBOOK)).filter(({ isNested }) => !isNested);
    const [second, first] = runs;
    const target = archiveOver();
    await target.archive.import(await archive.exportRun(second?.id ?? ""), "keep");
    const there = (await target.stores.runs.runs(NOTEBOOK)).map(({ id }) => id);
    /* What is cached, and what is at a target, was made by the first. */
    expect(there).toContain(first?.id);
    expect(await target.stores.notebooks.load(NOTEBOOK)).toMatchObject({
      title: "A book",
      lastRun: second?.id,
      records: [],
    });
    expect(await target.stores.runs.events(second?.id ?? "")).toEqual(
      await full.runs.events(second?.id ?? ""),
    );
  });

  it("takes along the run whose task asked for it, and names it by its new id", async () => {
    const { archive } = archiveOver(full);
    const inner = (await full.runs.runs(NOTEBOOK)).find(({ parent }) => parent !== undefined);
    const outer = inner?.parent?.run ?? "";
    const target = archiveOver();
    const file = await archive.exportRun(inner?.id ?? "");
    await target.archive.import(file, "keep");
    const { runs } = target.stores;
    const here = await runs.runs(NOTEBOOK);
    expect((await runs.summary(inner?.id ?? ""))?.parent?.run).toBe(outer);
    for (const run of here) {
      const event = { type: "RunRenamed", at: 9, name: "mine" } as const;
      const commit = { run: run.id, seq: await runs.nextSeq(run.id), logs: [], values: [] };
      await runs.commit([{ ...commit, events: [event] }], { ...run, runName: "mine" });
    }
    const taken = await target.archive.import(file, "copy");
    const added = await Promise.all(taken.map(({ id }) => runs.summary(id)));
    const copies = added.filter((each) => each !== null);
    const copy = copies.find(({ parent }) => parent !== undefined);
    const [started] = await runs.events(copy?.id ?? "");
    expect(copies.map(({ id }) => id)).toContain(copy?.parent?.run);
    expect(started).toMatchObject({ options: { parent: copy?.parent } });
    expect(copy?.parent).toEqual({ ...inner?.parent, run: copy?.parent?.run });
  });

  it("cannot be exported once it is gone", async () => {
    const { archive } = archiveOver();
    await expect(archive.exportRun("gone")).rejects.toMatchObject({ code: "notFound" });
  });
});
