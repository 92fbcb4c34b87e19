/** Scenarios 29 to 52: states, signals, skips, retries, timeouts, loops. */

import { expect, it } from "vitest";
import { evaluate, valueOf } from "../scenario.ts";

it("29. a failing task: its consumer's trigger fails, and the flow", async () => {
  expect(
    await valueOf(`
const flow = new Flow("f"); flow.with(() => { inc(fail()) });
const state = await flow.run();
JSON.stringify([statesOf(state, flow), state.constructor.name])`),
  ).toEqual([{ "fail-1": "Failed", "inc-1": "TriggerFailed" }, "Failed"]);
});

it("30. a skip goes down the line with result null, and the flow succeeds", async () => {
  expect(
    await valueOf(`
const skip = task(function skip(): number { throw new signals.SKIP("why") });
const flow = new Flow("f"); const { s, b, c } = flow.with(() => { const s = skip(); const b = inc(s); return { s, b, c: inc(b) } });
const state = await flow.run();
const r = state.result;
JSON.stringify([statesOf(state, flow), state.isSuccessful(), r.get(b).result, String(r.get(s).result)])`),
  ).toEqual([
    { "skip-1": "Skipped", "inc-1": "Skipped", "inc-2": "Skipped" },
    true,
    null,
    "SKIP('why')",
  ]);
});

it("31. a skip's value reaches a task that does not skip with it", async () => {
  expect(
    await valueOf(`
const skip5 = task(function skip5(): number { throw new signals.SKIP("why", { result: 5 }) });
const skip = task(function skip(): number { throw new signals.SKIP("why") });
const show = task(function show(x: unknown) { return String(x) }, { skipOnUpstreamSkip: false });
const flow = new Flow("f"); const { a, b } = flow.with(() => ({ a: show(skip5()), b: show(skip()) }));
const state = await flow.run();
JSON.stringify([state.result.get(a).result, state.result.get(b).result])`),
  ).toEqual(["5", "SKIP('why')"]);
});

it("33. allFinished after a failure runs, and its argument is the exception", async () => {
  expect(
    await valueOf(`
const show = task(function show(x: any) { return [x instanceof Error, x.message] }, { trigger: triggers.allFinished });
const flow = new Flow("f"); const t = flow.with(() => show(fail()));
const state = await flow.run();
JSON.stringify([state.result.get(t).result, state.constructor.name])`),
  ).toEqual([[true, "boom"], "Success"]);
});

it("34. SUCCESS ends a task early with a value", async () => {
  expect(
    await valueOf(`
const early = task(function early(): number { throw new signals.SUCCESS("m", { result: 9 }) });
const flow = new Flow("f"); const { e, i } = flow.with(() => { const e = early(); return { e, i: inc(e) } });
const state = await flow.run();
JSON.stringify([state.result.get(e).message, state.result.get(i).result])`),
  ).toEqual(["m", 10]);
});

it("38. and 39. task states may be given beforehand", async () => {
  expect(
    await valueOf(`
const flow = new Flow("f"); const { bad, i } = flow.with(() => { const bad = fail(); return { bad, i: inc(bad) } });
const state = await flow.run({}, { taskStates: new Map([[bad, new states.Success({ result: 5 })]]) });
const only = new Flow("g"); const t = only.with(() => inc(1));
const cancelled = await only.run({}, { taskStates: new Map([[t, new states.Cancelled()]]) });
JSON.stringify([state.result.get(i).result, state.constructor.name, cancelled.message])`),
  ).toEqual([6, "Success", "No reference tasks failed."]);
});

it("40. a flow state that is finished: nothing runs", async () => {
  expect(
    await valueOf(`
const flow = new Flow("f"); const t = flow.with(() => inc(1));
const state = await flow.run({}, { state: new states.Failed("no") });
JSON.stringify([state.constructor.name, state.result.get(t).constructor.name])`),
  ).toEqual(["Failed", "Pending"]);
});

it("42. raiseOnException lets the original error leave flow.run", async () => {
  expect(
    await valueOf(`
const flow = new Flow("f"); flow.with(() => { fail() });
JSON.stringify(await thrown(() => raiseOnException(() => flow.run())))`),
  ).toBe("ValueError: boom");
});

it("43. a task that fails twice is called three times, and the run begins three times", async () => {
  const { value, logs } = await evaluate(`
const flaky = task(function flaky() { if (context.get("taskRunCount") < 3) throw new Error("flaky"); return context.get("taskRunCount") }, { maxRetries: 2, retryDelay: { seconds: 0 } });
const flow = new Flow("f"); const t = flow.with(() => inc(flaky()));
const state = await flow.run();
JSON.stringify([state.result.get(t).result, state.constructor.name])`);
  expect(value).toEqual([4, "Success"]);
  expect(logs.filter((line) => line.includes("Beginning Flow run"))).toHaveLength(3);
});

it("45. retryOn keeps other exceptions from being retried, FAIL among them", async () => {
  expect(
    await valueOf(`
const runs: Record<string, number> = {};
const options = { maxRetries: 2, retryDelay: { seconds: 0 }, retryOn: RangeError };
const a = task(function a(): number { throw new Error(String(context.get("taskRunCount"))) }, options);
const b = task(function b(): number { throw new signals.FAIL(String(context.get("taskRunCount"))) }, options);
const c = task(function c(): number { throw new RangeError(String(context.get("taskRunCount"))) }, options);
const flow = new Flow("f"); const { x, y, z } = flow.with(() => ({ x: a(), y: b(), z: c() }));
const { result } = await flow.run();
JSON.stringify([result.get(x).result.message, result.get(y).message, result.get(z).result.message])`),
  ).toEqual(["1", "1", "3"]);
});

it("47. RETRY goes on beyond maxRetries", async () => {
  expect(
    await valueOf(`
const again = task(function again() { if (context.get("taskRunCount") < 4) throw new signals.RETRY("again"); return context.get("taskRunCount") });
const flow = new Flow("f"); const t = flow.with(() => again());
const state = await flow.run();
JSON.stringify(state.result.get(t).result)`),
  ).toBe(4);
});

it("49. and 50. LOOP hands its result on, by default its own name", async () => {
  const { value, logs } = await evaluate(`
const loop = task(function loop(): number {
  const seen = context.get("taskLoopResult", 0);
  if (context.get("taskLoopCount", 1) < 3) throw new signals.LOOP("go", { result: seen + 10 });
  return seen + 10;
});
const bare = task(function bare(): unknown {
  if (context.get("taskLoopCount", 1) < 2) throw new signals.LOOP();
  return context.get("taskLoopResult");
});
const flow = new Flow("f"); const { a, b } = flow.with(() => ({ a: loop(), b: bare() }));
const state = await flow.run();
JSON.stringify([state.result.get(a).result, state.result.get(b).result])`);
  expect(value).toEqual([30, "LOOP()"]);
  expect(logs.filter((line) => line.includes("'loop': Starting"))).toHaveLength(1);
  expect(logs.filter((line) => line.includes("'loop': Finished"))).toHaveLength(1);
});

it("51. a loop that fails is retried at the iteration that failed", async () => {
  expect(
    await valueOf(`
const seen: unknown[] = [];
const loop = task(function loop(): unknown {
  const count = context.get("taskLoopCount", 1), run = context.get("taskRunCount"), before = context.get("taskLoopResult", []) as unknown[];
  if (count === 3 && run === 1) throw new Error("once");
  const all = [...before, [count, run]];
  if (count < 4) throw new signals.LOOP("go", { result: all });
  return all;
}, { maxRetries: 1, retryDelay: { seconds: 0 } });
const flow = new Flow("f"); const t = flow.with(() => loop());
const state = await flow.run();
JSON.stringify(state.result.get(t).result)`),
  ).toEqual([
    [1, 1],
    [2, 1],
    [3, 2],
    [4, 1],
  ]);
});
