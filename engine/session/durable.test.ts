/** Runs that are cut off and go on, are done again in part, or are put right by hand: through the engine. */

import { beforeEach, describe, expect, it } from "vitest";
import { evolve } from "../core/evolve.ts";
import { openedCell } from "../testing/node-engine.ts";
import type { Stores } from "../store/stores.ts";
import type { Engine } from "./engine.ts";

/** Tasks under Node run in this process, so they can note here that they were called. */
let notes: string[] = [];
beforeEach(() => {
  notes = [];
  Object.assign(globalThis, { note: (text: string) => notes.push(text) });
});

const HEAD = `import { task, Flow, Parameter } from "prefect";
const note = (globalThis as any).note as (text: string) => void;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
`;

const SLOW_MAP = `${HEAD}
const list = task(function list(): number[] { note("list"); return [0, 1, 2, 3] });
const step = task(async function step(x: number): Promise<number> {
  note("step " + x); await wait(x === 0 ? 5 : 150); return x * 2;
}, { timeout: { seconds: 30 } });
const sum = task(function sum(xs: number[]): number { note("sum"); return xs.reduce((a, b) => a + b, 0) });
const flow = new Flow("slow"); flow.with(() => { sum(step.map(list())) });
const state = await flow.run();
`;

const open = (text: string, stores?: Stores) => openedCell(text, stores ? { stores } : {});

/** Runs the notebook until the tasks have noted this often, and then leaves it. */
async function runUntil(count: number, text: string): Promise<Stores> {
  const { engine, stores } = await open(text);
  const done = engine.runCell("n", "a");
  await expect.poll(() => notes.length, { interval: 2 }).toBe(count);
  await engine.closeNotebook("n");
  await done;
  return stores;
}

const onlyRun = async (engine: Engine) => {
  const [run] = await engine.runs.list("n");
  if (!run) throw new Error("There is no run.");
  return run;
};

const ended = async (engine: Engine) => {
  await expect.poll(async () => (await onlyRun(engine)).standing).toBe("ended");
  const { events, summary } = await engine.runs.open((await onlyRun(engine)).id);
  return { run: evolve(null, events), summary };
};

describe("a run that was left", () => {
  it("is interrupted, goes on, and calls again only what had not ended", async () => {
    const stores = await runUntil(3, SLOW_MAP);
    expect(notes).toEqual(["list", "step 0", "step 1"]);
    const { engine } = await open(SLOW_MAP, stores);
    const { id, standing } = await onlyRun(engine);
    expect(standing).toBe("interrupted");
    await engine.runs.resume(id, "stored");
    const { run } = await ended(engine);
    expect(run.state.type).toBe("Success");
    expect(notes.slice(3)).toEqual(["step 1", "step 2", "step 3", "sum"]);
    const result = run.taskRuns.get("sum-1")?.state.result;
    expect(result?.preview).toBe("12");
  });

  it("goes on with the program it was started with, though the notebook has changed", async () => {
    const stores = await runUntil(3, SLOW_MAP);
    const changed = SLOW_MAP.replace("x * 2", "x * 100");
    const { engine } = await open(changed, stores);
    const { id } = await onlyRun(engine);
    expect((await engine.runs.open(id)).program?.isChanged).toBe(true);
    await engine.runs.resume(id, "stored");
    const { run } = await ended(engine);
    expect(run.taskRuns.get("sum-1")?.state.result?.preview).toBe("12");
  });

  it("goes on with the notebook as it is now, where somebody wants that", async () => {
    const stores = await runUntil(3, SLOW_MAP);
    const { engine } = await open(SLOW_MAP.replace("x * 2", "x * 100"), stores);
    await engine.runs.resume((await onlyRun(engine)).id, "current");
    const { run } = await ended(engine);
    expect(run.taskRuns.get("sum-1")?.state.result?.preview).toBe("600");
  });

  it("does not go on with a notebook that builds another flow", async () => {
    const stores = await runUntil(3, SLOW_MAP);
    const { engine } = await open(SLOW_MAP.replace("sum(step", "step(0); sum(step"), stores);
    const { id } = await onlyRun(engine);
    await expect(engine.runs.resume(id, "current")).rejects.toThrow("with other tasks");
    expect((await onlyRun(engine)).standing).toBe("interrupted");
  });

  it("is cancelled without being resumed", async () => {
    const stores = await runUntil(3, SLOW_MAP);
    const { engine } = await open(SLOW_MAP, stores);
    await engine.runs.cancel((await onlyRun(engine)).id);
    const { summary } = await ended(engine);
    expect(summary.state).toBe("Cancelled");
    expect(notes).toHaveLength(3);
  });

  it("is not gone on with twice at once", async () => {
    const stores = await runUntil(3, SLOW_MAP);
    const { engine } = await open(SLOW_MAP, stores);
    const { id } = await onlyRun(engine);
    await engine.runs.resume(id, "stored");
    await expect(engine.runs.resume(id, "stored")).rejects.toThrow("under way");
    await ended(engine);
  });
});

describe("a pause", () => {
  const PAUSED = `${HEAD}
import { triggers } from "prefect";
const first = task(function first() { note("first"); return 1 });
const second = task(function second(x: number) { note("second"); return x + 1 }, { trigger: triggers.manualOnly });
const flow = new Flow("paused"); flow.with(() => second(first()));
await flow.run();`;

  it("outlives a reload: approving it resumes the run", async () => {
    const { engine: before, stores } = await open(PAUSED);
    const done = before.runCell("n", "a");
    const isPaused = async () => {
      const { events } = await before.runs.open((await onlyRun(before)).id);
      return evolve(null, events).taskRuns.get("second-1")?.state.type;
    };
    await expect.poll(() => notes.length).toBe(1);
    await expect.poll(isPaused).toBe("Paused");
    await before.closeNotebook("n");
    await done;
    const { engine } = await open(PAUSED, stores);
    await engine.runs.approve((await onlyRun(engine)).id, "second-1");
    const { run } = await ended(engine);
    expect(run.state.type).toBe("Success");
    expect(notes).toEqual(["first", "second"]);
  });
});

describe("a run that failed", () => {
  const FAILING = SLOW_MAP.replace(
    'note("step " + x);',
    'note("step " + x); if (x === 2) throw new RangeError("two");',
  ).replaceAll("150", "1");

  it("is restarted from what failed, with the cell mended: the reducer gets every child's value", async () => {
    const { engine } = await open(FAILING);
    await engine.runCell("n", "a");
    const { id, state } = await onlyRun(engine);
    expect(state).toBe("Failed");
    notes = [];
    await engine.setCells("n", [{ id: "a", language: "typescript", text: SLOW_MAP }]);
    await engine.runs.restart(id, "failed", "current");
    const { run } = await ended(engine);
    expect(run.state.type).toBe("Success");
    expect(notes).toEqual(["step 2", "sum"]);
    expect(run.taskRuns.get("sum-1")?.state.result?.preview).toBe("12");
  });

  it("goes on after a state was set by hand", async () => {
    const { engine } = await open(FAILING);
    await engine.runCell("n", "a");
    const { id } = await onlyRun(engine);
    await engine.runs.setState(id, "step-1[2]", { type: "Skipped", reason: "Not needed." });
    const { run } = await ended(engine);
    expect(run.taskRuns.get("step-1[2]")?.state).toMatchObject({
      type: "Skipped",
      message: "Not needed.",
    });
    expect(run.taskRuns.get("sum-1")?.state.type).toBe("Skipped");
    expect(run.state.type).toBe("Success");
  });

  it("has no task run of a name that is not there", async () => {
    const { engine } = await open(FAILING);
    await engine.runCell("n", "a");
    const { id } = await onlyRun(engine);
    await expect(engine.runs.restart(id, ["nobody"], "stored")).rejects.toThrow("no task run");
    await expect(engine.runs.approve(id, "step-1[2]")).rejects.toThrow("is over");
  });
});

it("runs again with the same parameters, after a reload too", async () => {
  const text = `${HEAD}
const show = task(function show(x: number) { note("show " + x); return x });
const flow = new Flow("again"); flow.with(() => show(new Parameter("x")));
await flow.run({ x: 7 });`;
  const { engine: before, stores } = await open(text);
  await before.runCell("n", "a");
  await before.closeNotebook("n");
  const { engine } = await open(text, stores);
  await engine.runs.again((await onlyRun(engine)).id);
  await expect.poll(() => notes).toEqual(["show 7", "show 7"]);
  await expect
    .poll(async () => (await engine.runs.list("n")).map(({ standing }) => standing))
    .toEqual(["ended", "ended"]);
});

it("renames a run for good, and compares two", async () => {
  const { engine } = await open(SLOW_MAP.replaceAll("150", "1"));
  await engine.runCell("n", "a");
  const { id } = await onlyRun(engine);
  await engine.runs.rename(id, "  my first ");
  expect((await onlyRun(engine)).runName).toBe("my first");
  await engine.runs.again(id);
  await expect
    .poll(async () => (await engine.runs.list("n")).map(({ standing }) => standing))
    .toEqual(["ended", "ended"]);
  const [newer] = await engine.runs.list("n");
  const { taskRuns } = await engine.runs.compare(id, newer?.id ?? "");
  expect(taskRuns.map((each) => each.id)).toContain("step-1[3]");
  expect(taskRuns.every(({ isSameResult }) => isSameResult)).toBe(true);
  await engine.runs.remove([id]);
  expect(await engine.runs.list("n")).toHaveLength(1);
});

it("goes on when the kernel that asked for it dies: its own worker is asked then", async () => {
  const { engine, crash } = await open(`${HEAD}
const slow = task(async function slow() { note("slow"); await wait(100); return 1 });
const after = task(function after(x: number) { note("after"); return x + 1 }, { trigger: (upstream: any) => upstream.size > 0 });
const flow = new Flow("orphan"); flow.with(() => { after(slow()) });
await flow.run();`);
  const done = engine.runCell("n", "a");
  await expect.poll(() => notes).toEqual(["slow"]);
  crash("typescript-1");
  await done;
  const { run } = await ended(engine);
  expect(run.state.type).toBe("Success");
  expect(notes).toEqual(["slow", "after"]);
});

it("asks again when the kernel dies over a question of the run's", async () => {
  const { engine, crash } = await open(`${HEAD}
const one = task(function one() { note("one"); return 1 });
const after = task(function after(x: number) { note("after"); return x + 1 },
  { trigger: async () => { note("asked"); await wait(50); return true } });
const flow = new Flow("questioning"); flow.with(() => { after(one()) });
await flow.run();`);
  const done = engine.runCell("n", "a");
  await expect.poll(() => notes).toEqual(["one", "asked"]);
  crash("typescript-1");
  await done;
  const { run } = await ended(engine);
  expect(run.state.type).toBe("Success");
  expect(notes).toEqual(["one", "asked", "asked", "after"]);
});

it("goes on in the kernel's place when the worker that took it dies too", async () => {
  const text = SLOW_MAP.replace("flow.run()", 'flow.run({}, { executor: "local" })');
  const stores = await runUntil(3, text);
  const { engine, crash } = await open(text, stores);
  await engine.runs.resume((await onlyRun(engine)).id, "stored");
  await expect.poll(() => notes.length).toBe(4);
  crash("typescript-1");
  const { run } = await ended(engine);
  expect(run.state.type).toBe("Success");
  /* What was cut off is done again after the children that had a place in the queue. */
  expect(notes.slice(3)).toEqual(["step 1", "step 2", "step 3", "step 1", "sum"]);
});

/** Its cell takes its time to evaluate: so does building the flow from the text as it stands. */
const SLOW_TO_BUILD = SLOW_MAP.replace(
  "const list",
  'if ((globalThis as any).isSlow) { note("building"); await wait(150); }\nconst list',
);

describe("a run that is to go on while its flow is built", () => {
  beforeEach(() => {
    Object.assign(globalThis, { isSlow: false });
  });

  it("does not, once the notebook was closed", async () => {
    const stores = await runUntil(3, SLOW_TO_BUILD);
    const { engine } = await open(SLOW_TO_BUILD, stores);
    const { id } = await onlyRun(engine);
    Object.assign(globalThis, { isSlow: true });
    notes = [];
    const resuming = engine.runs.resume(id, "current");
    resuming.catch(() => {});
    await expect.poll(() => notes, { interval: 2 }).toEqual(["building"]);
    await engine.closeNotebook("n");
    await expect(resuming).rejects.toThrow("was closed");
    expect(notes).toEqual(["building"]);
    expect((await onlyRun(engine)).standing).toBe("interrupted");
  });

  it("is asked for once only: the second is told, and the first stays within reach", async () => {
    const stores = await runUntil(3, SLOW_TO_BUILD);
    const { engine } = await open(SLOW_TO_BUILD, stores);
    const { id } = await onlyRun(engine);
    const asked = await Promise.allSettled([
      engine.runs.resume(id, "stored"),
      engine.runs.resume(id, "stored"),
    ]);
    expect(asked.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await onlyRun(engine)).standing).toBe("live");
    await engine.runs.cancel(id);
    const { run } = await ended(engine);
    expect(run.state.type).toBe("Cancelled");
  });
});
