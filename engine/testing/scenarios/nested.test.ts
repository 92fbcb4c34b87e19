/** Scenario 41: flows that run inside a task, a handler or a trigger. */

import { expect, it } from "vitest";
import type { EngineEvent } from "../../api.ts";
import { evolve } from "../../core/evolve.ts";
import type { RunId } from "../../model/run.ts";
import { nodeEngine } from "../node-engine.ts";
import { evaluate, valueOf } from "../scenario.ts";

const NESTED = `
const nested = task(async function nested(n: number): Promise<number> {
  const inner = new Flow("inner");
  const s = inner.with(() => sum(inc.map([n, n + 1])));
  const state = await inner.run();
  context.logger.info("inner " + state.type + " in " + context.get("flowName") + " " + context.get("taskRunId"));
  return state.result.get(s).result as number;
});
const flow = new Flow("outer"); const t = flow.with(() => add(nested(1), 10));
`;

it("41. a flow run inside a task: the inner result is usable", async () => {
  const { value, logs } = await evaluate(`${NESTED}
const state = await flow.run();
JSON.stringify([state.type, state.result.get(t).result])`);
  expect(value).toEqual(["Success", 15]);
  expect(logs).toContain("INFO prefect.nested | inner Success in outer nested-1");
});

it("41b. the same with the local executor, where the kernel calls the tasks", async () => {
  const { value, logs } = await evaluate(`${NESTED}
const state = await flow.run({}, { executor: "local" });
const again = await flow.run();
JSON.stringify([state.result.get(t).result, again.result.get(t).result])`);
  expect(value).toEqual([15, 15]);
  expect(logs.filter((line) => line.includes("inner Success"))).toHaveLength(2);
});

it("41c. a flow of the notebook, in each child of a mapped task, two at a time, and runs within runs", async () => {
  expect(
    await valueOf(`
const low = new Flow("low"); const p = new Parameter("p"); const l = low.with(() => inc(p));
const mid = task(async function mid(n: number) {
  const runs = await Promise.all([low.run({ p: n }), low.run({ p: n * 10 })]);
  return runs.map((state) => state.result.get(l).result);
});
const middle = new Flow("middle"); const q = new Parameter("q"); const m = middle.with(() => mid(q));
const top = task(async function top(n: number) { return (await middle.run({ q: n })).result.get(m).result });
const flow = new Flow("high"); const t = flow.with(() => top.map([1, 2, 3, 4, 5]));
const state = await flow.run();
JSON.stringify([state.type, state.result.get(t).result])`),
  ).toEqual([
    "Success",
    [
      [2, 11],
      [3, 21],
      [4, 31],
      [5, 41],
      [6, 51],
    ],
  ]);
});

it("41d. lines of an inner task belong to it, and the outer goes on in its own context", async () => {
  const { value, logs } = await evaluate(`
const says = task(function says() { console.log("within"); context.logger.info("mine"); return context.get("taskName") });
const outer = task(async function outer() {
  const inner = new Flow("inner"); const s = inner.with(() => says());
  console.log("before");
  const state = await inner.run();
  console.log("after");
  return [state.result.get(s).result, context.get("taskName")];
}, { logStdout: true });
const flow = new Flow("f"); const t = flow.with(() => outer());
JSON.stringify((await flow.run()).result.get(t).result)`);
  expect(value).toEqual(["says", "outer"]);
  expect(logs).toEqual(
    expect.arrayContaining([
      "INFO stdout | within",
      "INFO prefect.says | mine",
      "INFO prefect.TaskRunner | before",
      "INFO prefect.TaskRunner | after",
    ]),
  );
});

it("41e. failures, retries, handlers and triggers of the inner flow work as in any", async () => {
  expect(
    await valueOf(`
const outer = task(async function outer() {
  let calls = 0; const seen: string[] = [];
  const shaky = task(function shaky() { calls += 1; if (calls < 3) throw new Error("no"); return calls }, {
    maxRetries: 3, retryDelay: { minutes: 1 }, stateHandlers: [(_t: any, _a: any, b: any) => { seen.push(b.type) }] });
  const picky = task(function picky(x: unknown): number { throw new ValueError("boom") }, { trigger: (ups: Map<any, any>) => ups.size === 1 });
  const inner = new Flow("inner");
  const { s, p } = inner.with(() => { const s = shaky(); return { s, p: picky(s) } });
  const state = await inner.run();
  return [state.type, state.result.get(s).result, state.result.get(p).type, seen];
});
const flow = new Flow("f"); const t = flow.with(() => outer());
JSON.stringify((await flow.run()).result.get(t).result)`),
  ).toEqual([
    "Failed",
    3,
    "Failed",
    ["Running", "Failed", "Retrying", "Running", "Failed", "Retrying", "Running", "Success"],
  ]);
});

it("41f. a handler and a trigger may run a flow, and cells are still replayed", async () => {
  expect(
    await valueOf(`
const low = new Flow("low"); const l = low.with(() => inc(1));
const results: unknown[] = [];
const handler = async (_t: any, _a: any, b: any) => { if (b.isSuccessful()) results.push((await low.run()).result.get(l).result) };
const handled = task(function handled(x: number) { return x }, { stateHandlers: [handler], trigger: async () => (await low.run()).isSuccessful() });
const flow = new Flow("f"); const h = flow.with(() => handled(inc(4)));
const first = await flow.run();
const second = await flow.run();
JSON.stringify([first.result.get(h).result, second.result.get(h).result, results])`),
  ).toEqual([5, 5, [2, 2]]);
});

/** The runs that the events tell of, by the name of their flow. */
function runsOf(events: readonly EngineEvent[]): Record<string, { id: RunId; state: string }> {
  const byRun = new Map<RunId, ReturnType<typeof evolve>>();
  for (const event of events) {
    if (event.type !== "runProgress") continue;
    byRun.set(event.run, evolve(byRun.get(event.run) ?? null, event.events));
  }
  return Object.fromEntries(
    [...byRun].map(([id, { graph, state }]) => [graph.name, { id, state: state.type }]),
  );
}

const HANGING = `import { task, Flow } from "prefect";
const wait = task(async function wait() { await new Promise((go) => setTimeout(go, 60_000)) });
const outer = task(async function outer() { const inner = new Flow("inner"); inner.with(() => wait()); await inner.run() }, OPTIONS);
const flow = new Flow("outer"); flow.with(() => outer());
await flow.run();`;

/** Runs the cell until the inner task hangs, does something, and tells how the runs ended. */
async function endHanging(
  options: string,
  act: (run: RunId, engine: ReturnType<typeof nodeEngine>["engine"]) => Promise<void>,
) {
  const { engine, events } = nodeEngine();
  await engine.openNotebook("n");
  const text = HANGING.replace("OPTIONS", options);
  await engine.setCells("n", [{ id: "a", language: "typescript", text }]);
  const done = engine.runCell("n", "a");
  const isHanging = () => {
    engine.flush();
    return events.some(
      (event) =>
        event.type === "runProgress" &&
        event.events.some(
          (each) =>
            each.type === "TaskStateChanged" &&
            each.taskRun === "wait-1" &&
            each.state.type === "Running",
        ),
    );
  };
  await expect.poll(isHanging, { timeout: 10_000, interval: 10 }).toBe(true);
  await act(runsOf(events)["outer"]?.id ?? "", engine);
  await done;
  await expect
    .poll(async () => (await engine.runs.list("n")).map(({ state }) => state), { interval: 10 })
    .not.toContain("Running");
  engine.flush();
  const states = Object.fromEntries(
    (await engine.runs.list("n")).map(({ flowName, state }) => [flowName, state]),
  );
  return { states, told: runsOf(events) };
}

it("41g. the outer run cancelled: the inner ends with it", async () => {
  const { states, told } = await endHanging("{}", (run, engine) => engine.runs.cancel(run));
  expect(states).toEqual({ outer: "Cancelled", inner: "Cancelled" });
  expect(told).toMatchObject({ outer: { state: "Cancelled" }, inner: { state: "Cancelled" } });
});

it("41h. the outer task cancelled by hand: the inner ends with it", async () => {
  const { states } = await endHanging("{}", (run, engine) =>
    engine.runs.cancelTaskRun(run, "outer-1"),
  );
  expect(states["inner"]).toBe("Cancelled");
});

it("41i. the outer task out of time: the inner ends with it", async () => {
  const { states } = await endHanging("{ timeout: { seconds: 0.4 } }", async () => {});
  expect(states).toEqual({ outer: "Failed", inner: "Cancelled" });
});
