/** Scenarios 53 to 74: mapping. */

import { expect, it } from "vitest";
import { valueOf } from "../scenario.ts";

it("53. a list, mapped, then summed", async () => {
  expect(
    await valueOf(`
const xs = task(function xs() { return [1, 2, 3] });
const flow = new Flow("f"); const { m, s } = flow.with(() => { const m = inc.map(xs()); return { m, s: sum(m) } });
const { result } = await flow.run();
JSON.stringify([result.get(m).result, result.get(s).result, result.get(m).constructor.name])`),
  ).toEqual([[2, 3, 4], 9, "Mapped"]);
});

it("55. and 56. one child fails: its chain, a default reducer, and a lenient one", async () => {
  expect(
    await valueOf(`
const invert = task(function invert(x: number) { if (x === 0) throw new RangeError("zero"); return 1 / x });
const kinds = task(function kinds(xs: unknown[]) { return xs.map((x) => x instanceof Error ? x.name : typeof x) }, { trigger: triggers.anySuccessful });
const flow = new Flow("f"); const { n, s, k } = flow.with(() => { const m = invert.map([1, 0, 2]); return { n: inc.map(m), s: sum(m), k: kinds(m) } });
const state = await flow.run();
const { result } = state;
JSON.stringify([result.get(n).mapStates.map((c: any) => c.constructor.name), result.get(s).constructor.name, result.get(k).result, state.constructor.name])`),
  ).toEqual([
    ["Success", "TriggerFailed", "Success"],
    "TriggerFailed",
    ["number", "RangeError", "number"],
    "Failed",
  ]);
});

it("58. a child that skips: the chain's child and the reducer skip", async () => {
  expect(
    await valueOf(`
const odd = task(function odd(x: number) { if (x === 2) throw new signals.SKIP("even"); return x });
const flow = new Flow("f"); const { n, s } = flow.with(() => { const m = odd.map([1, 2, 3]); return { n: inc.map(m), s: sum(m) } });
const state = await flow.run();
JSON.stringify([state.result.get(n).mapStates.map((c: any) => c.constructor.name), state.result.get(s).constructor.name, state.constructor.name])`),
  ).toEqual([["Success", "Skipped", "Success"], "Skipped", "Success"]);
});

it("59. an empty list: no children, and the reducer gets []", async () => {
  expect(
    await valueOf(`
const flow = new Flow("f"); const { m, s } = flow.with(() => { const m = inc.map([]); return { m, s: sum(m) } });
const { result } = await flow.run();
JSON.stringify([result.get(m).result, result.get(s).result])`),
  ).toEqual([[], 0]);
});

it("61. and 62. zip to the shortest; what is unmapped is shared", async () => {
  expect(
    await valueOf(`
const flow = new Flow("f"); const { a, b, c } = flow.with(() => ({ a: add.map([1, 2, 3], [10, 20]), b: add.map([1, 2], unmapped(5)), c: add.map(unmapped(1), unmapped(10)) }));
const { result } = await flow.run();
JSON.stringify([result.get(a).result, result.get(b).result, result.get(c).result, result.get(c).constructor.name])`),
  ).toEqual([[11, 22], [6, 7], 11, "Success"]);
});

it("63. and 64. flatten before mapping, of a list and of a mapped task", async () => {
  expect(
    await valueOf(`
const lists = task(function lists() { return [[1, 2], [3], []] });
const range = task(function range(n: number) { return Array.from({ length: n }, (_, i) => i) });
const flow = new Flow("f"); const { a, b, c } = flow.with(() => {
  const m = range.map([1, 2, 3]);
  return { a: inc.map(flatten(lists())), b: inc.map(flatten(m)), c: task(function all(xs: number[]) { return xs })(flatten(m)) };
});
const { result } = await flow.run();
JSON.stringify([result.get(a).result, result.get(b).result, result.get(b).nMapStates, result.get(c).result])`),
  ).toEqual([[2, 3, 4], [1, 1, 2, 1, 2, 3], 6, [0, 0, 1, 0, 1, 2]]);
});

it("66. a string is mapped by its characters", async () => {
  expect(
    await valueOf(`
const up = task(function up(c: string) { return c.toUpperCase() });
const flow = new Flow("f"); const t = flow.with(() => up.map("abc"));
JSON.stringify((await flow.run()).result.get(t).result)`),
  ).toEqual(["A", "B", "C"]);
});

it("67. mapping over an object is a failed task, not a crash", async () => {
  expect(
    await valueOf(`
const make = task(function make(): any { return { a: 1 } });
const flow = new Flow("f"); const t = flow.with(() => inc.map(make()));
const state = await flow.run();
JSON.stringify([state.result.get(t).constructor.name, state.constructor.name])`),
  ).toEqual(["Failed", "Failed"]);
});

it("68. map with no data: as many children as the list is long", async () => {
  expect(
    await valueOf(`
const hi = task(function hi() { return context.get("mapIndex") });
const xs = task(function xs() { return ["a", "b", "c"] });
const flow = new Flow("f"); const t = flow.with(() => { const list = xs(); return hi.withOptions({ upstreamTasks: [list], mapped: true })() });
JSON.stringify((await flow.run()).result.get(t).result)`),
  ).toEqual([0, 1, 2]);
});

it("70. each child sees its element beside the whole list", async () => {
  expect(
    await valueOf(`
const both = task(function both(x: number, all: number[]) { return [x, all.reduce((a, b) => a + b, 0)] });
const flow = new Flow("f"); const t = flow.with(() => { const m = inc.map([1, 2]); return both.map(m, unmapped(m)) });
JSON.stringify((await flow.run()).result.get(t).result)`),
  ).toEqual([
    [2, 5],
    [3, 5],
  ]);
});

it("71. only the child that failed is called again", async () => {
  expect(
    await valueOf(`
const flaky = task(function flaky(x: number) { if (x === 2 && context.get("taskRunCount") === 1) throw new Error("once"); return [x, context.get("taskRunCount")] }, { maxRetries: 1, retryDelay: { seconds: 0 } });
const flow = new Flow("f"); const t = flow.with(() => flaky.map([1, 2, 3]));
JSON.stringify((await flow.run()).result.get(t).result)`),
  ).toEqual([
    [1, 1],
    [2, 2],
    [3, 1],
  ]);
});

it("52. LOOP inside a map", async () => {
  expect(
    await valueOf(`
const double = task(function double(x: number): number { const n = context.get("taskLoopResult", x) * 2; if (n < 10) throw new signals.LOOP("", { result: n }); return n });
const flow = new Flow("f"); const t = flow.with(() => double.map([1, 3, 20]));
JSON.stringify((await flow.run()).result.get(t).result)`),
  ).toEqual([16, 12, 40]);
});

it("74. applyMap builds several tasks for each item", async () => {
  expect(
    await valueOf(`
const isEven = task(function isEven(x: number) { return x % 2 === 0 });
const neg = task(function neg(x: number) { return -x });
const each = (x: any) => { const even = isEven(x); const a = when(even, true, () => inc(x)); const b = when(even, false, () => neg(x)); return merge(a, b) };
const flow = new Flow("f"); const t = flow.with(() => applyMap(each, [0, 1, 2, 3]));
JSON.stringify((await flow.run()).result.get(t).result)`),
  ).toEqual([1, -1, 3, -3]);
});
