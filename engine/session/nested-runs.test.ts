/** Runs inside tasks, when whatever they run in dies: they go on with the task that asked for them. */

import { beforeEach, describe, expect, it, vi } from "vitest";
import { evolve } from "../core/evolve.ts";
import { FlowbookError } from "../model/errors.ts";
import type { Stores } from "../store/stores.ts";
import { openedCell } from "../testing/node-engine.ts";

/** Tasks under Node run in this process, so they can note here that they were called. */
let notes: string[] = [];
beforeEach(() => {
  notes = [];
  Object.assign(globalThis, { note: (text: string) => notes.push(text), isHeld: true });
});

const release = (): void => {
  Object.assign(globalThis, { isHeld: false });
};

/** A task that runs a flow of two tasks twice; the last task called waits until it is let go. */
const OUTER = `import { task, Flow, Parameter, context } from "prefect";
const note = (text: string) => (globalThis as any).note(text);
const held = async () => { while ((globalThis as any).isHeld) await new Promise((r) => setTimeout(r, 2)) };
const outer = task(async function outer(): Promise<number> {
  note("outer");
  const first = task(function first(x: number): number { note("first " + x); return x * 10 });
  const last = task(async function last(x: number): Promise<number> {
    note("last " + x); if (x === HELD) await held(); return x + 1;
  });
  let end: any;
  const inner = new Flow("inner");
  inner.with(() => { end = last(first(new Parameter("x"))) });
  const one = await inner.run({ x: 1 });
  const two = await inner.run({ x: 2 });
  return one.result.get(end).result + two.result.get(end).result;
});
const flow = new Flow("outer"); flow.with(() => { outer() });
await flow.run();
`;

const open = (text: string, stores?: Stores) =>
  openedCell(text, { poolSize: 2, ...(stores && { stores }) });

/** Runs the notebook until this was noted, and leaves it then. */
async function cutOff(text: string, at: string): Promise<Stores> {
  const { engine, stores } = await open(text);
  const done = engine.runCell("n", "a");
  await expect.poll(() => notes.at(-1)).toBe(at);
  await engine.closeNotebook("n");
  await done;
  return stores;
}

type Opened = Awaited<ReturnType<typeof open>>;

const listed = async ({ engine }: Opened) =>
  (await engine.runs.list("n")).map(({ flowName, standing, state }) => [flowName, standing, state]);

async function endOf(sitting: Opened) {
  const { engine } = sitting;
  const top = (await engine.runs.list("n")).find(({ isNested }) => !isNested);
  const id = top?.id ?? "";
  await expect
    .poll(async () => (await engine.runs.list("n")).map(({ standing }) => standing), {
      timeout: 10_000,
    })
    .not.toContain("live");
  return evolve(null, (await engine.runs.open(id)).events);
}

describe("a run inside a task", () => {
  it("goes on after a reload: what had ended is not called again", async () => {
    const stores = await cutOff(OUTER.replace("HELD", "20"), "last 20");
    expect(notes).toEqual(["outer", "first 1", "last 10", "first 2", "last 20"]);
    const after = await open(OUTER.replace("HELD", "20"), stores);
    expect(await listed(after)).toEqual([
      ["inner", "interrupted", "Running"],
      ["inner", "ended", "Success"],
      ["outer", "interrupted", "Running"],
    ]);
    const [innermost] = await after.engine.runs.list("n");
    await expect(after.engine.runs.resume(innermost?.id ?? "", "stored")).rejects.toThrow(
      "ran inside a task",
    );
    notes = [];
    release();
    const top = (await after.engine.runs.list("n")).find(({ isNested }) => !isNested);
    await after.engine.runs.resume(top?.id ?? "", "stored");
    const run = await endOf(after);
    expect(notes).toEqual(["outer", "last 20"]);
    expect(run.taskRuns.get("outer-1")?.state).toMatchObject({ type: "Success" });
    expect(run.taskRuns.get("outer-1")?.state.result?.preview).toBe("32");
    expect(await listed(after)).toEqual([
      ["inner", "ended", "Success"],
      ["inner", "ended", "Success"],
      ["outer", "ended", "Success"],
    ]);
  });

  it("goes on when its worker dies and the call is made again", async () => {
    const sitting = await open(OUTER.replace("HELD", "20"));
    const done = sitting.engine.runCell("n", "a");
    await expect.poll(() => notes.at(-1)).toBe("last 20");
    notes = [];
    release();
    sitting.crash("typescript-2");
    await done;
    const run = await endOf(sitting);
    expect(notes).toEqual(["outer", "last 20"]);
    expect(run.taskRuns.get("outer-1")?.state.result?.preview).toBe("32");
    expect(await listed(sitting)).toHaveLength(3);
  });

  it("is not done again when the worker of its task dies after it", async () => {
    const text = OUTER.replace("HELD", "-1").replace("return one.result", "await held(); $&");
    const sitting = await open(text);
    const done = sitting.engine.runCell("n", "a");
    await expect
      .poll(async () => (await listed(sitting)).filter(([, , state]) => state === "Success"))
      .toHaveLength(2);
    notes = [];
    release();
    sitting.crash("typescript-2");
    await done;
    const run = await endOf(sitting);
    expect(notes).toEqual(["outer"]);
    expect(run.taskRuns.get("outer-1")?.state.result?.preview).toBe("32");
  });

  it("is cancelled with its task", async () => {
    const sitting = await open(OUTER.replace("HELD", "20"));
    const done = sitting.engine.runCell("n", "a");
    await expect.poll(() => notes.at(-1)).toBe("last 20");
    const top = (await sitting.engine.runs.list("n")).find(({ isNested }) => !isNested);
    await sitting.engine.runs.cancel(top?.id ?? "");
    await done;
    await expect
      .poll(() => listed(sitting))
      .toEqual([
        ["inner", "ended", "Cancelled"],
        ["inner", "ended", "Success"],
        ["outer", "ended", "Cancelled"],
      ]);
  });

  it("is closed where its task's run is cancelled without being resumed", async () => {
    const stores = await cutOff(OUTER.replace("HELD", "10"), "last 10");
    const after = await open(OUTER, stores);
    const top = (await after.engine.runs.list("n")).find(({ isNested }) => !isNested);
    await after.engine.runs.cancel(top?.id ?? "");
    expect(await listed(after)).toEqual([
      ["inner", "ended", "Cancelled"],
      ["outer", "ended", "Cancelled"],
    ]);
  });

  it("begins anew where its task now asks for another", async () => {
    const text = OUTER.replace("HELD", "10");
    const stores = await cutOff(text, "last 10");
    const after = await open(text.replaceAll("x: 1 }", "x: 3 }"), stores);
    notes = [];
    release();
    const top = (await after.engine.runs.list("n")).find(({ isNested }) => !isNested);
    await after.engine.runs.resume(top?.id ?? "", "current");
    await endOf(after);
    expect(notes).toEqual(["outer", "first 3", "last 30", "first 2", "last 20"]);
    const [outer, ...inner] = (await listed(after)).toReversed().map(([, , state]) => state);
    expect(outer).toBe("Success");
    expect(new Set(inner)).toEqual(new Set(["Cancelled", "Success"]));
  });

  describe("that cannot be read", () => {
    async function resumed(read: () => Promise<null>) {
      const text = OUTER.replace("HELD", "10");
      const stores = await cutOff(text, "last 10");
      const after = await open(text, stores);
      const [inner, top] = await after.engine.runs.list("n");
      const { runs } = after.stores;
      const journal = runs.journal.bind(runs);
      vi.spyOn(runs, "journal").mockImplementation((id) =>
        id === inner?.id ? read() : journal(id),
      );
      notes = [];
      release();
      await after.engine.runs.resume(top?.id ?? "", "stored");
      await expect
        .poll(async () => (await after.engine.runs.list("n")).at(-1)?.standing)
        .toBe("ended");
      return evolve(null, (await after.engine.runs.open(top?.id ?? "")).events);
    }

    it("begins anew where it is gone", async () => {
      const run = await resumed(() => Promise.resolve(null));
      expect(notes).toEqual(["outer", "first 1", "last 10", "first 2", "last 20"]);
      expect(run.state.type).toBe("Success");
    });

    it("is an error of the task that asks for it, where the store fails", async () => {
      const broken = new FlowbookError("storage", "The journal cannot be read.");
      const run = await resumed(() => Promise.reject(broken));
      expect(notes).toEqual(["outer"]);
      expect(run.taskRuns.get("outer-1")?.state).toMatchObject({
        type: "Failed",
        message: expect.stringContaining("The journal cannot be read."),
      });
    });
  });

  it("is asked for anew in a restart, though the call before had one that ended", async () => {
    const text = OUTER.replace("HELD", "-1").replace(
      "return one.result",
      'if ((globalThis as any).isHeld) throw new Error("no"); return one.result',
    );
    const sitting = await open(text);
    await sitting.engine.runCell("n", "a");
    notes = [];
    release();
    const top = (await sitting.engine.runs.list("n")).find(({ isNested }) => !isNested);
    await sitting.engine.runs.restart(top?.id ?? "", "failed", "stored");
    const run = await endOf(sitting);
    expect(run.state.type).toBe("Success");
    expect(notes).toEqual(["outer", "first 1", "last 10", "first 2", "last 20"]);
  });
});
