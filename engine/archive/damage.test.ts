import { beforeAll, describe, expect, it } from "vitest";
import { archiveOver, contentOf, NOTEBOOK, storesWithRuns } from "../testing/archives.ts";
import { FlowbookError } from "../model/errors.ts";
import type { ResultRef } from "../model/value.ts";
import type { RunEvent } from "../model/run.ts";
import { writeClone } from "./clone-write.ts";
import type { ArchivedRun } from "./archived.ts";
import { FILE_TYPE, openFileOutput } from "./file.ts";
import { loadRun } from "./stored.ts";
import { openZipOutput } from "./zip.ts";

let run: ArchivedRun;
let file: Blob;

beforeAll(async () => {
  const stores = await storesWithRuns();
  const summaries = await stores.runs.runs(NOTEBOOK);
  const id = summaries.find(({ flowName }) => flowName === "inner")?.id ?? "";
  const loaded = await loadRun({ ...stores, store: stores.archive }, id);
  run = loaded ?? expect.fail("There is no such run.");
  file = await archiveOver(stores).archive.exportRun(id);
});

/** Refused by both, with the reason; and nothing is there afterwards. */
async function whyRefused(given: Blob): Promise<string> {
  const { archive, stores, changed } = archiveOver();
  const empty = await contentOf(stores);
  const refusal: unknown = await archive.inspect(given).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: "badArchive" });
  await expect(archive.import(given, "replace")).rejects.toMatchObject({ code: "badArchive" });
  expect(await contentOf(stores)).toEqual(empty);
  expect(changed).toEqual([]);
  return String(refusal);
}

/** Numbers below `below`, the same ones each time. */
function randomly(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const withRun = async (changed: unknown): Promise<Blob> => {
  const output = await openFileOutput(0);
  /* Written unchecked, as somebody else's program may. */
  await output.addRun(changed as ArchivedRun);
  return output.close([]);
};

const withEvents = (change: (events: readonly RunEvent[]) => readonly unknown[]): Promise<Blob> => {
  const [first, ...rest] = run.records;
  return withRun({ ...run, records: [{ ...first, events: change(first?.events ?? []) }, ...rest] });
};

describe("a damaged file", () => {
  it("is refused, or read as it was, wherever some of its bytes are changed", async () => {
    const whole = new Uint8Array(await file.arrayBuffer());
    const intact = archiveOver();
    await intact.archive.import(file, "keep");
    const content = await contentOf(intact.stores);
    const random = randomly(7);
    let refused = 0;
    for (let attempt = 0; attempt < 300; attempt++) {
      const bytes = whole.slice();
      for (let change = random(3); change >= 0; change--) {
        const at = random(bytes.length);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
      }
      const { archive, stores } = archiveOver();
      const empty = await contentOf(stores);
      const error: unknown = await archive.import(new Blob([bytes]), "keep").then(
        () => null,
        (reason: unknown) => reason,
      );
      const isRefused = error instanceof FlowbookError && error.code === "badArchive";
      if (isRefused) refused += 1;
      else if (error !== null) throw error;
      expect(await contentOf(stores)).toEqual(isRefused ? empty : content);
    }
    expect(refused).toBeGreaterThan(200);
  }, 60_000);

  it("is refused wherever it is cut off", async () => {
    for (let part = 0; part < 20; part++) {
      const cut = file.slice(0, Math.floor((file.size * part) / 20));
      expect(await whyRefused(cut)).toContain("no whole zip file");
    }
    expect(await whyRefused(file.slice(0, file.size - 1))).toContain("no whole zip file");
  });

  it("is refused where something stands before or behind it", async () => {
    expect(await whyRefused(new Blob(["x", file]))).toContain("no whole zip file");
    expect(await whyRefused(new Blob([file, "x"]))).toContain("no whole zip file");
  });

  it("is refused if it is something else", async () => {
    expect(await whyRefused(new Blob(["# A notebook"]))).toContain("no whole zip file");
    const zip = openZipOutput(FILE_TYPE, 0);
    await zip.add("manifest.json", ['{"format":"other","version":1}']);
    expect(await whyRefused(await zip.close())).toContain("no file of Flowbook");
  });

  it("is refused if a newer version of the app wrote it, and says so", async () => {
    const zip = openZipOutput(FILE_TYPE, 0);
    await zip.add("manifest.json", ['{"format":"flowbook","version":2}']);
    expect(await whyRefused(await zip.close())).toContain("newer version of the app");
  });

  it("is refused if it names an entry that is not there", async () => {
    const zip = openZipOutput(FILE_TYPE, 0);
    const manifest = { format: "flowbook", version: 1, writtenAt: 0, notebooks: ["a"], runs: [] };
    await zip.add("manifest.json", [JSON.stringify(manifest)]);
    await zip.add("results.json", [writeClone([]).text]);
    expect(await whyRefused(await zip.close())).toContain('"notebooks/0.json" is missing');
  });

  it("is refused if an entry inflates beyond the limit, before it does", async () => {
    const zip = openZipOutput(FILE_TYPE, 0);
    await zip.add("manifest.json", ["[]"]);
    const bytes = new Uint8Array(await (await zip.close()).arrayBuffer());
    /* The size that the central directory announces, inflated: near 4 GB. */
    const view = new DataView(bytes.buffer);
    const start = bytes.findLastIndex(
      (_, at) => view.byteLength - at > 4 && view.getUint32(at, true) === 0x02014b50,
    );
    view.setUint32(start + 24, 0xfffffff0, true);
    expect(await whyRefused(new Blob([bytes]))).toContain("256 MB");
  });

  it("is refused if an entry inflates to more than it announces", async () => {
    const zip = openZipOutput(FILE_TYPE, 0);
    await zip.add("manifest.json", [" ".repeat(1000)]);
    const bytes = new Uint8Array(await (await zip.close()).arrayBuffer());
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < bytes.length - 30; at++) {
      const signature = view.getUint32(at, true);
      if (signature === 0x02014b50) view.setUint32(at + 24, 10, true);
      if (signature === 0x04034b50) view.setUint32(at + 22, 10, true);
    }
    expect(await whyRefused(new Blob([bytes]))).toContain('"manifest.json" is damaged');
  });

  it("is refused if an entry's name leads out of it", async () => {
    const zip = openZipOutput(FILE_TYPE, 0);
    await zip.add("aaaaaa/up", ["1"]);
    const text = await (await zip.close()).arrayBuffer();
    const bytes = new Uint8Array(text);
    const name = new TextEncoder().encode("aaaaaa/up");
    for (let at = 0; at < bytes.length; at++) {
      if (name.every((each, index) => bytes[at + index] === each)) {
        bytes.set(new TextEncoder().encode("../../../"), at);
      }
    }
    expect(await whyRefused(new Blob([bytes]))).toContain("Unsafe filename");
  });

  it("is refused if it has one run twice", async () => {
    const output = await openFileOutput(0);
    await output.addRun(run);
    await output.addRun(run);
    expect(await whyRefused(await output.close([]))).toContain("twice");
  });
});

const isChange = (event: RunEvent) => event.type === "TaskStateChanged";
const REF: ResultRef = { key: "other/0/0", length: null, preview: "1", size: 8 };

describe("a file whose content is wrong", () => {
  it("is taken in where it is not", async () => {
    const { archive } = archiveOver();
    expect(await archive.import(await withRun(run), "keep")).toHaveLength(1);
  });

  it.each<[what: string, why: string, make: () => Promise<Blob>]>([
    [
      "a journal without its begin",
      "begins with RunStarted",
      () => withEvents((events) => events.slice(1)),
    ],
    ["no journal", "begins with RunStarted", () => withEvents(() => [])],
    ["two begins", "has it once", () => withEvents((events) => [events[0], ...events])],
    [
      "a task run that is not there",
      'has no task run "other-1"',
      () =>
        withEvents((events) =>
          events.map((event) => (isChange(event) ? { ...event, taskRun: "other-1" } : event)),
        ),
    ],
    [
      "an event of no known type",
      "the type of an event",
      () => withEvents((events) => [...events, { type: "Eval", at: 1 }]),
    ],
    [
      "a state of no known type",
      "a known state",
      () =>
        withEvents((events) =>
          events.map((event) =>
            isChange(event) ? { ...event, state: { type: "Hacked", message: null } } : event,
          ),
        ),
    ],
    [
      "a million times a million children",
      "2000000 children",
      () =>
        withEvents((events) =>
          events.map((event) =>
            isChange(event)
              ? { ...event, state: { type: "Mapped", message: null, result: null, mapCount: 1e12 } }
              : event,
          ),
        ),
    ],
    [
      "the begin of another run",
      "next value of its run",
      () => withRun({ ...run, summary: { ...run.summary, id: "other" } }),
    ],
    [
      "an id that is a path",
      "the id of a run is not an id",
      () => withRun({ ...run, summary: { ...run.summary, id: "../../secret" } }),
    ],
    [
      "a notebook in the bin",
      "outside the bin",
      () => withRun({ ...run, summary: { ...run.summary, notebook: "bin:a:1" } }),
    ],
    [
      "values that are gone",
      "is not in the file",
      () => withRun({ ...run, records: run.records.map((each) => ({ ...each, values: [] })) }),
    ],
    [
      "a value under the key of another run",
      "next value of its run",
      () =>
        withRun({
          ...run,
          records: run.records.map((each) => ({
            ...each,
            values: each.values.map((value) => ({ ...value, key: "other/0/0" })),
          })),
        }),
    ],
    [
      "a length that its value has not",
      "its true length",
      () =>
        withEvents((events) =>
          events.map((event) =>
            event.type === "TaskStateChanged" && event.state.result
              ? {
                  ...event,
                  state: { ...event.state, result: { ...event.state.result, length: 9 } },
                }
              : event,
          ),
        ),
    ],
    [
      "a secret with a key of a value",
      "one of its kind",
      () =>
        withEvents((events) =>
          events.map((event) =>
            isChange(event)
              ? { ...event, state: { ...event.state, result: { ...REF, isSecret: true } } }
              : event,
          ),
        ),
    ],
    [
      "gaps between its commits",
      "without gaps",
      () =>
        withRun({
          ...run,
          records: run.records.map((each) => ({ ...each, firstSeq: 1, lastSeq: each.lastSeq + 1 })),
        }),
    ],
    [
      "a program of another language",
      "one of typescript, python",
      () => withRun({ ...run, program: { language: "sql", cells: [] } }),
    ],
    [
      "a summary that says nothing",
      "a known state",
      () => withRun({ ...run, summary: { id: run.summary.id } }),
    ],
  ])("is refused with %s", async (_what, why, make) => {
    expect(await whyRefused(await make())).toContain(why);
  });

  it("is refused with a result whose value is not in it", async () => {
    const output = await openFileOutput(0);
    await output.addRun(run);
    const made = await output.close([{ location: "x", ref: REF, writtenAt: 1 }]);
    expect(await whyRefused(made)).toContain('"x"');
  });

  it("brings along no fields that we do not know", async () => {
    const { archive, stores } = archiveOver();
    const made = await withEvents((events) =>
      events.map((event) => ({ ...event, extra: "stranger" })),
    );
    await archive.import(made, "keep");
    expect(JSON.stringify(await contentOf(stores))).not.toContain("stranger");
  });

  it("shows in lists what its journal says, not what its summary claims", async () => {
    const { archive, stores } = archiveOver();
    await archive.import(
      await withRun({ ...run, summary: { ...run.summary, state: "Failed" } }),
      "keep",
    );
    expect((await stores.runs.summary(run.summary.id))?.state).toBe("Success");
  });

  it("reads no value of a run that is here only because it names it", async () => {
    const { archive, stores } = archiveOver();
    await archive.import(await withRun(run), "keep");
    const mine = run.summary.id;
    const text = writeClone(run).text.replaceAll(mine, "stranger");
    const { readClone } = await import("./clone-read.ts");
    const stranger = readClone(text, new Uint8Array(0)) as ArchivedRun;
    const [first, ...rest] = stranger.records;
    const events = first?.events.map((event) =>
      isChange(event) && event.state.result
        ? {
            ...event,
            state: { ...event.state, result: { ...event.state.result, key: `${mine}/0/0` } },
          }
        : event,
    );
    await archive.import(
      await withRun({ ...stranger, records: [{ ...first, events }, ...rest] }),
      "keep",
    );
    const taken = JSON.stringify(await stores.runs.events("stranger"));
    expect(taken).toContain('"fresh-1/0/0"');
    expect(taken).not.toContain(mine);
  });
});
