/** Values that a run wants and that are gone, or cannot be read for a moment: no run hangs over them. */

import { beforeEach, expect, it, vi } from "vitest";
import { evolve } from "../core/evolve.ts";
import { FlowbookError } from "../model/errors.ts";
import { openedCell } from "../testing/node-engine.ts";
import type { Stores } from "../store/stores.ts";
import type { Engine } from "./engine.ts";

let notes: string[] = [];
beforeEach(() => {
  notes = [];
  Object.assign(globalThis, { note: (text: string) => notes.push(text) });
});

const flowOf = (options: string): string => `import { task, Flow } from "prefect";
const note = (globalThis as any).note as (text: string) => void;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const a = task(function a() { note("a"); return 20 }, { ${options} });
const b = task(async function b(x: number) { note("b " + x); await wait(20); return x + 1 });
const flow = new Flow("kept"); flow.with(() => { b(a()) });
await flow.run();`;

const open = (text: string, stores?: Stores) => openedCell(text, stores ? { stores } : {});

async function newest(engine: Engine) {
  const [listed] = await engine.runs.list("n");
  if (!listed) throw new Error("There is no run.");
  const { events } = await engine.runs.open(listed.id);
  return { ...listed, run: evolve(null, events) };
}

it.each([
  ["a target", `target: "a.txt"`],
  ["a cache", "cacheFor: { minutes: 5 }"],
])(
  "makes anew what %s refers to, once the run that made it was removed",
  async (_what, options) => {
    const { engine } = await open(flowOf(options));
    await engine.runCell("n", "a");
    await engine.runCell("n", "a");
    expect(notes).toEqual(["a", "b 20", "b 20"]);
    await engine.runs.remove((await engine.runs.list("n")).map(({ id }) => id));
    await engine.runCell("n", "a");
    expect((await newest(engine)).state).toBe("Success");
    expect(notes).toEqual(["a", "b 20", "b 20", "a", "b 20"]);
  },
);

/** A run that was left while `b` was at work: `a`'s value must be read to go on. */
async function leftInB(): Promise<Stores> {
  const { engine, stores } = await open(flowOf(""));
  const done = engine.runCell("n", "a");
  await expect.poll(() => notes.length, { interval: 1 }).toBe(2);
  await engine.closeNotebook("n");
  await done;
  notes = [];
  return stores;
}

it("asks again for a value that could not be read for a moment", async () => {
  const stores = await leftInB();
  const { engine } = await open(flowOf(""), stores);
  vi.spyOn(stores.runs, "value").mockRejectedValueOnce(new FlowbookError("storage", "Not now."));
  await engine.runs.resume((await newest(engine)).id, "stored");
  await expect.poll(async () => (await newest(engine)).state).toBe("Success");
  expect(notes).toEqual(["b 20"]);
});

it("fails the task whose input is gone, and says so", async () => {
  const stores = await leftInB();
  const { engine } = await open(flowOf(""), stores);
  vi.spyOn(stores.runs, "value").mockRejectedValue(new FlowbookError("notFound", "It is gone."));
  await engine.runs.resume((await newest(engine)).id, "stored");
  await expect.poll(async () => (await newest(engine)).state).toBe("Failed");
  const { run } = await newest(engine);
  expect(run.taskRuns.get("b-1")?.state.message).toContain("It is gone.");
  expect(notes).toEqual([]);
});
