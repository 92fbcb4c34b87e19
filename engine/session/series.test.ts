/** A schedule whose run was cut off, and goes on with those after it: through the engine, which skips the waits. */

import { beforeEach, describe, expect, it, vi } from "vitest";
import { evolve } from "../core/evolve.ts";
import type { LanguageId } from "../model/notebook.ts";
import { openedCell } from "../testing/node-engine.ts";
import type { Stores } from "../store/stores.ts";
import type { Engine } from "./engine.ts";
import { laterRuns } from "./later-runs.ts";
import { loadRun } from "./stored-run.ts";

/** Tasks under Node run in this process: they note here that they were called, and stay where it is said. */
let notes: string[] = [];
let held: (note: string) => boolean = () => false;
let isHeld = false;
beforeEach(() => {
  notes = [];
  held = () => false;
  isHeld = false;
  const say = (note: string) => {
    notes.push(note);
    isHeld = held(note);
    return isHeld ? new Promise(() => {}) : Promise.resolve();
  };
  Object.assign(globalThis, { say });
});

/** However slow the machine is. */
const eventually = <T>(read: () => T) => expect.poll(read, { interval: 2, timeout: 60_000 });
vi.setConfig({ testTimeout: 600_000 });

const HEAD = `import { task, Flow, Parameter, Schedule, DatesClock, IntervalClock, LocalExecutor, context, states } from "prefect";
const say = (globalThis as any).say as (text: string) => Promise<void>;
`;

/** Four events: they set both parameters, one, or none. */
const FOUR = `${HEAD}
const day = (n: number, set: object) =>
  new DatesClock(["2100-01-0" + n + "T00:00:00Z[UTC]"], { parameterDefaults: set });
const schedule = new Schedule({ clocks: [day(1, { p: "A" }), day(2, { p: "B", q: 2 }), day(3, {}), day(4, { p: "D" })] });
const step = task(async function step(p: string, q: number, c: string) {
  await say([p, q, c, context.get("team")].join(" "));
});
const flow = new Flow("four", { schedule });
flow.with(() => { step(new Parameter("p"), new Parameter("q", { default: 7 }), "!") });
await flow.run({ p: "mine" }, { context: { team: "blue" } });
`;

const DAILY = `${HEAD}
const schedule = new Schedule({ clocks: [new IntervalClock({ interval: { days: 1 } })] });
const step = task(async function step() { await say("step") });
const flow = new Flow("daily", { schedule }); flow.with(() => { step() });
await flow.run();
`;

const open = (text: string, stores?: Stores, language?: LanguageId) =>
  openedCell(text, { ...(stores && { stores }), ...(language && { language }) });

/** Runs the notebook until a task stays where it is, and leaves it there. */
async function runUntilHeld(text: string, where: (note: string) => boolean): Promise<Stores> {
  held = where;
  const { engine, stores } = await open(text);
  const done = engine.runCell("n", "a");
  await leaveAtHeld(engine);
  await done;
  return stores;
}

/** Nobody stays there the next time. */
async function leaveAtHeld(engine: Engine): Promise<void> {
  await eventually(() => isHeld).toBe(true);
  await engine.closeNotebook("n");
  held = () => false;
  isHeld = false;
  notes = [];
}

/** Oldest first. */
const runsOf = async (engine: Engine) => (await engine.runs.list("n")).toReversed();

const interrupted = async (engine: Engine): Promise<string> => {
  const cutOff = (await runsOf(engine)).filter(({ standing }) => standing === "interrupted");
  expect(cutOff).toHaveLength(1);
  return cutOff[0]?.id ?? "";
};

const standings = async (engine: Engine) => (await runsOf(engine)).map(({ standing }) => standing);

const optionsOf = async (engine: Engine) =>
  Promise.all(
    (await runsOf(engine)).map(
      async ({ id }) => evolve(null, (await engine.runs.open(id)).events).options,
    ),
  );

const ALL_FOUR = ["ended", "ended", "ended", "ended"];

describe("a schedule's run that was cut off", () => {
  it("goes on, and then those after it come: each with what was given, and its event's over it", async () => {
    const stores = await runUntilHeld(FOUR, (note) => note.startsWith("B"));
    const { engine, events } = await open(FOUR, stores);
    await engine.runs.resume(await interrupted(engine), "stored");
    await eventually(() => standings(engine)).toEqual(ALL_FOUR);
    expect(notes).toEqual(["B 2 ! blue", "mine 7 ! blue", "D 7 ! blue"]);
    const options = await optionsOf(engine);
    expect(options.map((each) => new Date(each.scheduledStartTime).getUTCDate())).toEqual([
      1, 2, 3, 4,
    ]);
    expect(new Set(options.map(({ runName }) => runName)).size).toBe(4);
    engine.flush();
    expect(events.filter(({ type }) => type === "problem")).toEqual([]);
  });

  it("goes on so however often it is cut off", async () => {
    const stores = await runUntilHeld(FOUR, (note) => note.startsWith("A"));
    for (const at of ["mine", "D"]) {
      const { engine } = await open(FOUR, stores);
      held = (note) => note.startsWith(at);
      await engine.runs.resume(await interrupted(engine), "stored");
      await leaveAtHeld(engine);
    }
    const { engine } = await open(FOUR, stores);
    await engine.runs.resume(await interrupted(engine), "stored");
    await eventually(() => standings(engine)).toEqual(ALL_FOUR);
    expect(notes).toEqual(["D 7 ! blue"]);
  });

  it("hands on the options of `flow.run`: its name, executor, context, states and handlers", async () => {
    const text = FOUR.replace(
      /flow\.with[^]*/,
      `const { given } = flow.with(() => {
  const given = ready();
  step(new Parameter("p"), new Parameter("q", { default: 7 }), given);
  return { given };
});
await flow.run({ p: "mine" }, {
  runName: "nightly", executor: new LocalExecutor(), context: { team: "red" },
  taskStates: new Map([[given, new states.Success({ result: "given" })]]),
  taskRunnerStateHandlers: [(t: any, _old: any, next: any) => {
    if (next.isRunning() && t.name === "step") void say("sees step");
  }],
});`,
    ).replace(
      "const flow =",
      'const ready = task(function ready() { return "made" });\nconst flow =',
    );
    const stores = await runUntilHeld(text, (note) => note.startsWith("B"));
    const { engine } = await open(text, stores);
    const id = await interrupted(engine);
    await engine.runs.rename(id, "that night's");
    await engine.runs.resume(id, "stored");
    await eventually(() => standings(engine)).toEqual(ALL_FOUR);
    expect(notes).toEqual([
      "B 2 given red",
      "sees step",
      "mine 7 given red",
      "sees step",
      "D 7 given red",
    ]);
    const options = await optionsOf(engine);
    expect(options.map(({ runName }) => runName)).toEqual([
      "nightly",
      "that night's",
      "nightly",
      "nightly",
    ]);
    expect(new Set(options.map(({ executor }) => executor))).toEqual(new Set(["local"]));
  });

  it("goes on with the notebook as it is now, whose schedule and defaults are those of the later runs", async () => {
    const stores = await runUntilHeld(FOUR, (note) => note.startsWith("B"));
    const now = FOUR.replace("day(3, {}), ", "").replace("default: 7", "default: 8");
    const { engine } = await open(now, stores);
    await engine.runs.resume(await interrupted(engine), "current");
    await eventually(() => standings(engine)).toEqual(["ended", "ended", "ended"]);
    expect(notes).toEqual(["B 2 ! blue", "D 8 ! blue"]);
  });

  it("says so where the notebook's new schedule sets a parameter that is none", async () => {
    const stores = await runUntilHeld(FOUR, (note) => note.startsWith("B"));
    const { engine, events } = await open(FOUR.replace("day(3, {})", "day(3, { r: 1 })"), stores);
    await engine.runs.resume(await interrupted(engine), "current");
    const problems = () => {
      engine.flush();
      return events.flatMap((event) => (event.type === "problem" ? [event.message] : []));
    };
    await eventually(problems).toEqual([expect.stringContaining("unexpected parameters: r")]);
    expect(await standings(engine)).toEqual(["ended", "ended"]);
  });

  it("comes to its end when somebody cancels one of those after it", async () => {
    const stores = await runUntilHeld(DAILY, () => true);
    const { engine } = await open(DAILY, stores);
    await engine.runs.resume(await interrupted(engine), "stored");
    await eventually(() => notes.length).toBeGreaterThan(3);
    held = () => true;
    const live = async () => (await runsOf(engine)).filter(({ standing }) => standing === "live");
    await eventually(() => isHeld).toBe(true);
    const [last] = await live();
    await engine.runs.cancel(last?.id ?? "");
    await eventually(live).toEqual([]);
    const states = (await runsOf(engine)).map(({ state }) => state);
    expect(states.filter((state) => state !== "Success")).toEqual(["Cancelled"]);
  });
});

describe("a schedule's run that has ended", () => {
  const FAILING = FOUR.replace("await say(", 'if (q === 2) throw new Error("two");\n  await say(');

  it("is restarted without the schedule, and resumed without it too", async () => {
    const { engine: before, stores } = await open(FAILING);
    await before.runCell("n", "a");
    expect(await standings(before)).toEqual(ALL_FOUR);
    const id = (await runsOf(before)).find(({ state }) => state === "Failed")?.id ?? "";
    await before.setCells("n", [{ id: "a", language: "typescript", text: FOUR }]);
    const later = async () => laterRuns(await loadRun(id, stores.runs), null, stores.runs);
    expect(await later()).toBeNull();
    held = (note) => note.startsWith("B");
    await before.runs.restart(id, "failed", "current");
    await leaveAtHeld(before);
    expect(await later()).toBeNull();
    const { engine } = await open(FOUR, stores);
    await engine.runs.resume(id, "stored");
    await eventually(() => standings(engine)).toEqual(ALL_FOUR);
    expect(notes).toEqual(["B 2 ! blue"]);
  });

  it("is run again once", async () => {
    const { engine } = await open(FOUR);
    await engine.runCell("n", "a");
    const [first] = await runsOf(engine);
    await engine.runs.again(first?.id ?? "");
    await eventually(() => standings(engine)).toEqual([...ALL_FOUR, "ended"]);
    const alone = (await optionsOf(engine)).filter(({ series }) => series === undefined);
    expect(alone).toHaveLength(1);
  });
});

const IN_PYTHON = `
import prefect
from prefect import Flow, Parameter, task
from prefect.engine.state import Skipped
from prefect.schedules import Schedule
from prefect.schedules.clocks import DatesClock
from prefect.triggers import manual_only
import pendulum
def day(n, **set):
    return DatesClock([pendulum.datetime(2100, 1, n)], parameter_defaults=set)
@task(trigger=manual_only)
def ask():
    return 1
@task
def step(p, q):
    return p + q
def seen(each, old, new):
    return Skipped("seen") if new.is_successful() and each.name == "step" else new
with Flow("days", Schedule([day(1, p="A"), day(2)])) as flow:
    step(Parameter("p"), Parameter("q", default="?"), upstream_tasks=[ask()])
prefect.config.flows.checkpointing = False
flow.run(p="mine", task_runner_state_handlers=[seen])
`;

it("goes on so in Python: when a run that paused is approved after a reload", async () => {
  const paused = async (engine: Engine) =>
    (await Promise.all((await runsOf(engine)).map(({ id }) => engine.runs.open(id)))).filter(
      ({ events }) => evolve(null, events).taskRuns.get("ask-1")?.state.type === "Paused",
    );
  const { engine: before, stores } = await open(IN_PYTHON, undefined, "python");
  const done = before.runCell("n", "a");
  await eventually(() => paused(before)).toHaveLength(1);
  await before.closeNotebook("n");
  await done;
  const { engine } = await open(IN_PYTHON, stores, "python");
  for (const run of [0, 1]) {
    await eventually(() => paused(engine)).toHaveLength(1);
    expect(await runsOf(engine)).toHaveLength(run + 1);
    const [{ summary } = { summary: null }] = await paused(engine);
    await engine.runs.approve(summary?.id ?? "", "ask-1");
    await eventually(async () => (await standings(engine))[run]).toBe("ended");
  }
  const runs = await Promise.all((await runsOf(engine)).map(({ id }) => loadRun(id, stores.runs)));
  expect(runs.map(({ run }) => run.taskRuns.get("step-1")?.state.message)).toEqual([
    "seen",
    "seen",
  ]);
  expect(runs.map(({ run }) => run.options.checkpointing)).toEqual([false, false]);
  expect(runs.map(({ summary }) => summary.parameters)).toEqual([
    { p: '"A"', q: "'?'" },
    { p: "'mine'", q: "'?'" },
  ]);
});
