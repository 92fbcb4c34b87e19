/** Scenarios 75 to 90: conditions, resources, triggers, handlers, cache, schedules, context, logs. */

import { expect, it } from "vitest";
import { evaluate, valueOf } from "../scenario.ts";

it("75. when and merge: the branch that matches, and none", async () => {
  expect(
    await valueOf(`
const A = task(function A() { return "A" }), B = task(function B() { return "B" });
const flow = new Flow("f"); const p = new Parameter("p");
const m = flow.with(() => { const a = when(p, true, () => A()); const b = when(p, false, () => B()); return merge(a, b) });
const yes = await flow.run({ p: true }), no = await flow.run({ p: false }), none = await flow.run({ p: 7 });
JSON.stringify([yes.result.get(m).result, no.result.get(m).result, none.result.get(m).constructor.name, none.constructor.name, [...flow.slugs.values()].toSorted()])`),
  ).toEqual([
    "A",
    "B",
    "Skipped",
    "Success",
    ["A-1", "B-1", "Merge-1", "case(false)-1", "case(true)-1", "p"],
  ]);
});

it("77. in a branch not taken, only what ignores skips runs", async () => {
  expect(
    await valueOf(`
const stubborn = task(function stubborn() { return "ran" }, { skipOnUpstreamSkip: false });
const flow = new Flow("f");
const { s, i, p } = flow.with(() => when(false as any, true, () => { const p = new Parameter("p", { default: 4 }); return { s: stubborn(), i: inc(p), p } }));
const { result } = await flow.run();
JSON.stringify([result.get(s).result, result.get(i).constructor.name, result.get(p).constructor.name])`),
  ).toEqual(["ran", "Skipped", "Success"]);
});

it("78. merge takes the first branch that ran, in the order given", async () => {
  expect(
    await valueOf(`
const some = task(function some(n: number) { return n }), none = task(function none(): any { return null });
const flow = new Flow("f");
const m = flow.with(() => merge(none(), some(2), ...Array.from({ length: 7 }, () => none()), some(10)));
JSON.stringify((await flow.run()).result.get(m).result)`),
  ).toBe(2);
});

it("79. switchOn and ifElse take one branch", async () => {
  expect(
    await valueOf(`
const a = task(function a() { return "a" }), b = task(function b() { return "b" }), yes = task(function yes() { return 1 }), no = task(function no() { return 0 });
const flow = new Flow("f"); const p = new Parameter("p", { default: "b" });
const { x, y, n, z } = flow.with(() => { const x = a(), y = b(), n = no(), z = yes(); switchOn(p, { a: x, b: y }); ifElse([], z, n); return { x, y, n, z } });
const { result } = await flow.run();
JSON.stringify([x, y, n, z].map((t) => result.get(t).constructor.name))`),
  ).toEqual(["Skipped", "Success", "Success", "Skipped"]);
});

it("81. a resource is set up, used and cleaned up, whatever happens within", async () => {
  const { value, logs } = await evaluate(`
const room = resourceManager({
  init: (name: string) => ({ name }),
  setup: (it: { name: string }) => { context.logger.info("setup " + it.name); return it.name },
  cleanup: (it: { name: string }, res: string) => { context.logger.info("cleanup " + res) },
});
const use = task(function use(res: string): string { context.logger.info("use " + res); throw new Error("body") });
const flow = new Flow("f");
flow.with(() => { room("R").with((res: any) => { use(res) }) });
const state = await flow.run();
JSON.stringify([state.constructor.name])`);
  expect(value).toEqual(["Failed"]);
  const said = logs
    .map((line) => line.split(" | ")[1] ?? "")
    .filter((line) => /^(setup|use|cleanup) R$/.test(line));
  expect(said).toEqual(["setup R", "use R", "cleanup R"]);
});

it("82. triggers count constants and Parameters among their upstreams", async () => {
  expect(
    await valueOf(`
const lone = task(function lone() { return 1 }, { trigger: triggers.notAllSkipped });
const strict = task(function strict(x: unknown, y?: unknown) { return "ran" }, { trigger: triggers.allFailed });
const flow = new Flow("f");
const { l, a, b } = flow.with(() => { const bad = fail(); return { l: lone(), a: strict(bad, 1), b: strict(bad) } });
const { result } = await flow.run();
JSON.stringify([l, a, b].map((t) => result.get(t).constructor.name))`),
  ).toEqual(["Skipped", "TriggerFailed", "Success"]);
});

it("84. custom triggers: false and an exception both fail it", async () => {
  expect(
    await valueOf(`
const no = task(function no(x: number) { return 1 }, { trigger: () => false });
const boom = task(function boom(x: number) { return 1 }, { trigger: () => { throw new RangeError("odd") } });
const sees = task(function sees(x: number) { return 1 }, { trigger: (upstream: Map<any, any>) => [...upstream.values()].every((s) => s.isSuccessful()) });
const flow = new Flow("f");
const { n, b, s } = flow.with(() => { const i = inc(1); return { n: no(i), b: boom(i), s: sees(i) } });
const { result } = await flow.run();
JSON.stringify([result.get(n).constructor.name, result.get(b).constructor.name, result.get(b).result.name, result.get(s).constructor.name])`),
  ).toEqual(["TriggerFailed", "TriggerFailed", "RangeError", "Success"]);
});

it("85. the last word on a flow's state: a terminal state handler, even a fresh state", async () => {
  expect(
    await valueOf(`
const flow = new Flow("f", { terminalStateHandler: (f: any, state: any, reference: any) => new states.Failed("not today") });
const t = flow.with(() => inc(1));
const state = await flow.run();
JSON.stringify([state.constructor.name, state.message, state.result.get(t).result])`),
  ).toEqual(["Failed", "not today", 2]);
});

it("86. state handlers see every change, and may change it", async () => {
  expect(
    await valueOf(`
const seen: string[] = [];
const watch = (t: any, before: any, after: any) => { seen.push(before.constructor.name + ">" + after.constructor.name) };
const rescue = (t: any, before: any, after: any) => after.isFailed() ? new states.Success({ result: 99 }) : after;
const ok = task(function ok() { return 1 }, { stateHandlers: [watch] });
const bad = task(function bad(): number { throw new Error("no") }, { stateHandlers: [rescue], maxRetries: 3, retryDelay: { seconds: 0 } });
const flow = new Flow("f", { stateHandlers: [watch] });
const { b, i } = flow.with(() => { ok(); const b = bad(); return { b, i: inc(b) } });
const state = await flow.run();
JSON.stringify([seen.toSorted(), state.result.get(i).result])`),
  ).toEqual([["Pending>Running", "Running>Success", "Running>Success", "Scheduled>Running"], 100]);
});

it("86b. onFailure fires on each attempt, the flow's once", async () => {
  expect(
    await valueOf(`
let task_ = 0, flow_ = 0;
const bad = task(function bad(): number { throw new Error("no") }, { maxRetries: 1, retryDelay: { seconds: 0 }, onFailure: () => { task_ += 1 } });
const flow = new Flow("f", { onFailure: () => { flow_ += 1 } });
flow.with(() => { bad() });
await flow.run();
JSON.stringify([task_, flow_])`),
  ).toEqual([2, 1]);
});

it("87. a cached result is used again for the same inputs", async () => {
  expect(
    await valueOf(`
const slow = task(function slow(p: number) { return [p * 10, Math.random()] as [number, number] }, { cacheFor: { hours: 1 }, cacheValidator: cacheValidators.allInputs });
const flow = new Flow("f"); const p = new Parameter<number>("p");
const t = flow.with(() => slow(p));
const got: [number, number][] = [], names: string[] = [];
for (const each of [1, 1, 2, 1]) { const s = (await flow.run({ p: each })).result.get(t); got.push(s.result); names.push(s.constructor.name) }
JSON.stringify([names, got.map(([n]) => n), got[0]![1] === got[1]![1], got[0]![1] === got[3]![1]])`),
  ).toEqual([["Cached", "Cached", "Cached", "Cached"], [10, 10, 20, 10], true, true]);
});

it("87b. a target that is there already is not made again", async () => {
  expect(
    await valueOf(`
const make = task(function make(x: number) { return [x, Math.random()] as [number, number] }, { target: "tg-{x}.txt" });
const flow = new Flow("f"); const t = flow.with(() => make(7));
const a = (await flow.run()).result.get(t), b = (await flow.run()).result.get(t);
JSON.stringify([a.constructor.name, b.constructor.name, b.message, a.result[1] === b.result[1]])`),
  ).toEqual(["Success", "Cached", "Result found at task target tg-7.txt", true]);
});

it("88. a schedule runs its events in order, each with its parameters, and ends", async () => {
  const { value, logs } = await evaluate(`
import { Schedule, DatesClock } from "prefect";
const say = task(function say(p: string) { context.logger.info("p is " + p); return p });
const soon = (h: number) => new Date(Date.now() + h * 3_600_000).toISOString();
const schedule = new Schedule({ clocks: [
  new DatesClock([soon(1) + "[UTC]"], { parameterDefaults: { p: "A" } }),
  new DatesClock([soon(2) + "[UTC]"], { parameterDefaults: { p: "B" } }),
] });
const flow = new Flow("f", { schedule });
const t = flow.with(() => say(new Parameter<string>("p", { default: "D" })));
const state = await flow.run();
const off = await flow.run({}, { runOnSchedule: false });
JSON.stringify([state.result.get(t).result, off.result.get(t).result])`);
  expect(value).toEqual(["B", "D"]);
  expect(logs.filter((line) => line.includes("p is")).map((line) => line.slice(-1))).toEqual([
    "A",
    "B",
    "D",
  ]);
  expect(logs.some((line) => line.includes("Waiting for next scheduled run"))).toBe(true);
});

it("89. the context of a mapped child, and dates that follow a given one", async () => {
  expect(
    await valueOf(`
const cx = task(function cx(x: number) { return [context.get("taskFullName"), context.get("mapIndex"), context.get("yesterday")] });
const flow = new Flow("f"); const t = flow.with(() => cx.map([1, 2]));
const state = await flow.run({}, { context: { date: "2020-03-01" } });
JSON.stringify(state.result.get(t).result)`),
  ).toEqual([
    ["cx[0]", 0, "2020-02-29"],
    ["cx[1]", 1, "2020-02-29"],
  ]);
});

it("90. logStdout and the logger of a mapped child", async () => {
  const { logs } = await evaluate(`
const pr = task(function pr(x: number) { console.log("a\\nb"); console.log(""); context.logger.info("hi") }, { logStdout: true });
const flow = new Flow("f"); flow.with(() => { pr.map([1]) });
await flow.run();
"null"`);
  expect(logs).toContain("INFO prefect.TaskRunner | a\nb");
  expect(logs).toContain("INFO prefect.pr[0] | hi");
});

it("180. the local executor runs tasks in the notebook itself, one by one", async () => {
  expect(
    await valueOf(`
const seen: number[] = [];
const note = task(function note(n: number) { seen.push(n); return seen.length });
const flow = new Flow("f"); flow.with(() => { note.map([1, 2, 3]) });
await flow.run({}, { executor: new LocalExecutor() });
await flow.run();
JSON.stringify(seen)`),
  ).toEqual([1, 2, 3]);
});
