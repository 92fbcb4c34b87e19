/** Two engines on the same stores, as two tabs have them. */

import { beforeEach, describe, expect, it } from "vitest";
import type { EngineEvent } from "../api.ts";
import { evolve } from "../core/evolve.ts";
import { openMemory } from "../store/memory.ts";
import type { Stores } from "../store/stores.ts";
import { browserTabs } from "../tabs/browser-tabs.ts";
import { FakeBrowser } from "../testing/fake-browser.ts";
import { nodeEngine } from "../testing/node-engine.ts";
import type { Engine } from "./engine.ts";

/** Tasks under Node run in this process, so they can note here that they were called. */
let notes: string[] = [];
let browser: FakeBrowser;
let stores: Stores;
/** What the second task of the chain waits for, so that something happens while it is under way. */
let gate: Promise<void> = Promise.resolve();
beforeEach(() => {
  notes = [];
  gate = Promise.resolve();
  Object.assign(globalThis, { note: (text: string) => notes.push(text), gate: () => gate });
  browser = new FakeBrowser();
  stores = openMemory();
});

const HEAD = `import { task, triggers, Flow } from "prefect";
const note = (globalThis as any).note as (text: string) => void;
const gate = (globalThis as any).gate as () => Promise<void>;
`;

const CHAIN = `${HEAD}
const first = task(function first(): number { note("first"); console.log("hello"); return 1 });
const second = task(async function second(x: number): Promise<number> {
  note("second"); await gate(); return x + 1;
});
const flow = new Flow("chain"); flow.with(() => { second(first()) });
await flow.run();
`;

const PAUSED = `${HEAD}
const before = task(function before(): number { note("before"); return 1 });
const after = task(function after(x: number): number { note("after"); return x }, { trigger: triggers.manualOnly });
const flow = new Flow("paused"); flow.with(() => { after(before()) });
await flow.run();
`;

/** From now on the second task waits, until one calls what this gives. */
function closeGate(): () => void {
  let open = (): void => undefined;
  gate = new Promise((resolve) => {
    open = resolve;
  });
  return open;
}

const cellsOf = (text: string) => [{ id: "a", language: "typescript" as const, text }];

interface Sitting {
  readonly engine: Engine;
  readonly events: EngineEvent[];
}

async function open(text: string): Promise<Sitting> {
  const tabs = browserTabs({ database: "d", ...browser.openTab() });
  const sitting = nodeEngine(1, stores, tabs);
  await sitting.engine.openNotebook("n");
  await sitting.engine.setCells("n", cellsOf(text));
  return sitting;
}

type Event<T extends EngineEvent["type"]> = Extract<EngineEvent, { type: T }>;

const told = <T extends EngineEvent["type"]>({ engine, events }: Sitting, type: T): Event<T>[] => {
  engine.flush();
  return events.filter((event): event is Event<T> => event.type === type);
};
const roles = (sitting: Sitting): string[] => told(sitting, "roleChanged").map(({ role }) => role);
const noted = (text: string) => expect.poll(() => notes, { interval: 2 }).toContain(text);

/** The run as a tab has followed it. */
const followed = (sitting: Sitting) => {
  const events = told(sitting, "runProgress").flatMap((event) => event.events);
  return events.length === 0 ? null : evolve(null, events);
};
const stateOf = (sitting: Sitting, taskRun: string) =>
  expect.poll(() => followed(sitting)?.taskRuns.get(taskRun)?.state.type);
const endOf = (sitting: Sitting) => expect.poll(() => followed(sitting)?.state.type);

describe("a tab that follows", () => {
  it("is told what the other tab's page is told, log and all", async () => {
    const [one, two] = [await open(CHAIN), await open(CHAIN)];
    expect([roles(one), roles(two)]).toEqual([["leader"], ["follower"]]);
    await one.engine.runCell("n", "a");
    await endOf(two).toBe("Success");
    /* What happened is told in batches: the cell ends in one after that of the run. */
    await expect.poll(() => told(two, "cellEnded")).toHaveLength(1);
    const logs = told(two, "runProgress").flatMap((event) => event.logs);
    expect(logs.map(({ message }) => message)).toContain("hello");
    expect(told(two, "flowBuilt").filter(({ draft }) => !draft)).not.toHaveLength(0);
    expect(told(two, "checked")).not.toHaveLength(0);
  });

  it("is shown how things stand when it comes late", async () => {
    const openGate = closeGate();
    const one = await open(CHAIN);
    const done = one.engine.runCell("n", "a");
    await noted("second");
    one.engine.flush();
    const two = await open(CHAIN);
    expect(told(two, "staleChanged").at(-1)?.cells).toEqual({ a: "running" });
    expect(told(two, "kernelChanged").at(-1)?.status).toBe("busy");
    expect(told(two, "cellStarted")).toHaveLength(1);
    const [flow] = told(two, "flowBuilt");
    expect([flow?.description.graph.name, flow?.isRetold]).toEqual(["chain", true]);
    const [run] = await two.engine.runs.list("n");
    expect(run?.standing).toBe("live");
    openGate();
    await done;
  });

  it("does not run anything, and says where it runs", async () => {
    await open(CHAIN);
    const { engine } = await open(CHAIN);
    const refusal = { code: "wrongMoment", message: expect.stringContaining("in another tab") };
    await expect(engine.runCell("n", "a")).rejects.toMatchObject(refusal);
    await expect(engine.runAll("n")).rejects.toMatchObject(refusal);
    await expect(engine.interrupt("n")).rejects.toMatchObject(refusal);
    await expect(engine.restart("n")).rejects.toMatchObject(refusal);
    await expect(engine.runFlow("n", "a:0", {})).rejects.toMatchObject(refusal);
    expect(notes).toEqual([]);
  });

  it("keeps its notebook, whatever the other tab wants to delete", async () => {
    const [one, two] = [await open(CHAIN), await open(CHAIN)];
    await one.engine.saveNotebook("n", { title: "N", text: "", cells: [] }, 0, false);
    const refusal = {
      code: "wrongMoment",
      message: expect.stringContaining("open in another tab"),
    };
    await expect(two.engine.storage.binNotebook("n")).rejects.toMatchObject(refusal);
    await one.engine.closeNotebook("n");
    await expect.poll(() => roles(two).at(-1)).toBe("leader");
    await expect(one.engine.storage.binNotebook("n")).rejects.toMatchObject(refusal);
    await two.engine.closeNotebook("n");
    await one.engine.storage.binNotebook("n");
    expect(await one.engine.listNotebooks()).toMatchObject([{ deletedAt: expect.any(Number) }]);
  });

  it("approves, and cancels, in the tab that runs", async () => {
    const [one, two] = [await open(PAUSED), await open(PAUSED)];
    const done = one.engine.runCell("n", "a");
    await stateOf(two, "after-1").toBe("Paused");
    const { id } = followed(two) ?? { id: "" };
    await expect(two.engine.runs.restart(id, "failed", "stored")).rejects.toThrow("another tab");
    await two.engine.runs.rename(id, "renamed");
    await two.engine.runs.approve(id, "after-1");
    await done;
    await endOf(two).toBe("Success");
    expect(followed(two)?.options.runName).toBe("renamed");
    expect(notes).toEqual(["before", "after"]);
    const again = one.engine.runFlow("n", followed(two)?.flow ?? "", {});
    await expect.poll(() => told(two, "runProgress").at(-1)?.run).not.toBe(id);
    await two.engine.runs.cancel(told(two, "runProgress").at(-1)?.run ?? "");
    await again;
    const [last] = await two.engine.runs.list("n");
    expect(last?.state).toBe("Cancelled");
  });

  it("says so where the tab that runs says no", async () => {
    const [one, two] = [await open(PAUSED), await open(PAUSED)];
    const done = one.engine.runCell("n", "a");
    await stateOf(two, "after-1").toBe("Paused");
    const { id } = followed(two) ?? { id: "" };
    await expect(two.engine.runs.approve(id, "nobody-1")).rejects.toMatchObject({
      code: "notFound",
    });
    await two.engine.runs.cancel(id);
    await done;
  });
});

describe("taking over", () => {
  it("moves a run: what had ended is not called again", async () => {
    const openGate = closeGate();
    const [one, two] = [await open(CHAIN), await open(CHAIN)];
    const done = one.engine.runCell("n", "a");
    await noted("second");
    await two.engine.takeOver("n");
    openGate();
    await done;
    await endOf(two).toBe("Success");
    expect([roles(one), roles(two)]).toEqual([
      ["leader", "follower"],
      ["follower", "leader"],
    ]);
    expect(notes).toEqual(["first", "second", "second"]);
    await endOf(one).toBe("Success");
    await two.engine.runCell("n", "a");
    expect(notes.slice(3)).toEqual(["first", "second"]);
  });

  it("goes by itself when the tab that runs closes the notebook", async () => {
    const [one, two] = [await open(PAUSED), await open(PAUSED)];
    void one.engine.runCell("n", "a");
    await stateOf(two, "after-1").toBe("Paused");
    await one.engine.closeNotebook("n");
    await expect.poll(() => roles(two).at(-1)).toBe("leader");
    const { id } = followed(two) ?? { id: "" };
    await expect
      .poll(async () => (await two.engine.runs.list("n")).map(({ standing }) => standing))
      .toEqual(["live"]);
    await two.engine.runs.approve(id, "after-1");
    await endOf(two).toBe("Success");
    expect(notes).toEqual(["before", "after"]);
  });

  it("lets the first tab have it back", async () => {
    const [one, two] = [await open(CHAIN), await open(CHAIN)];
    await two.engine.takeOver("n");
    await one.engine.takeOver("n");
    await one.engine.runCell("n", "a");
    expect(notes).toEqual(["first", "second"]);
    await expect.poll(() => roles(two)).toEqual(["follower", "leader", "follower"]);
  });
});

describe("a notebook that is open already", () => {
  it("goes on as it is when its page comes back to it", async () => {
    const sitting = await open(PAUSED);
    const done = sitting.engine.runCell("n", "a");
    await stateOf(sitting, "after-1").toBe("Paused");
    const { id } = followed(sitting) ?? { id: "" };
    sitting.events.length = 0;
    await sitting.engine.openNotebook("n");
    expect(told(sitting, "kernelChanged").at(-1)?.status).toBe("busy");
    expect(told(sitting, "flowBuilt")).toHaveLength(1);
    await sitting.engine.runs.approve(id, "after-1");
    await done;
    expect(notes).toEqual(["before", "after"]);
  });
});

describe("documents", () => {
  it("are told to the other tabs when they are saved, and not to the tab itself", async () => {
    const [one, two] = [await open(CHAIN), await open(CHAIN)];
    const document = { title: "T", text: "# T\n", cells: ["c1"] };
    const overwrites = ["c1"];
    const saved = await two.engine.saveNotebook("n", { ...document, overwrites }, 0);
    expect(saved).toEqual({ isSaved: true, revision: 1 });
    await expect.poll(() => told(one, "documentChanged")).toHaveLength(1);
    const [change] = told(one, "documentChanged");
    expect(change?.document).toMatchObject({ ...document, revision: 1 });
    expect(change?.overwrites).toEqual(["c1"]);
    expect(await stores.notebooks.load("n")).not.toHaveProperty("overwrites");
    expect(told(two, "documentChanged")).toEqual([]);
  });

  it("are not saved over what another tab saved", async () => {
    const [one, two] = [await open(CHAIN), await open(CHAIN)];
    await one.engine.saveNotebook("n", { title: "1", text: "# 1\n", cells: ["c1"] }, 0);
    const saved = await two.engine.saveNotebook("n", { title: "2", text: "# 2\n", cells: [] }, 0);
    expect(saved).toMatchObject({ isSaved: false, stored: { title: "1", revision: 1 } });
  });
});

describe("what automation left behind", () => {
  it("is removed, unless a tab that lives is still at it", async () => {
    const tab = browser.openTab();
    const tabs = browserTabs({ database: "d", ...tab });
    const { engine } = nodeEngine(1, stores, tabs);
    const report = engine.automate({
      language: "typescript",
      source: PAUSED.replace("await flow.run();", ""),
      timeoutMs: 60_000,
    });
    await noted("before");
    const other = nodeEngine(1, stores, browserTabs({ database: "d", ...browser.openTab() }));
    const kept = async () => (await stores.runs.notebooks()).length;
    await expect.poll(kept).toBe(1);
    await other.engine.tidy();
    expect(await kept()).toBe(1);
    tab.kill();
    await other.engine.tidy();
    expect(await kept()).toBe(0);
    void report.catch(() => undefined);
  });
});
