/** Scenarios 54 to 73 that mapping.test.ts leaves: literal lists, strange values, handlers. */

import { expect, it } from "vitest";
import { valueOf } from "../scenario.ts";

it("54. a literal list that is mapped over is a task of its own, with its value and no message", async () => {
  expect(
    await valueOf(`
const flow = new Flow("f"); flow.with(() => { inc.map([1, 2]) });
const state = await flow.run();
const [list] = [...flow.slugs].find(([, slug]) => slug === "[1, 2]-1")!;
const s = state.result.get(list);
JSON.stringify([s.constructor.name, s.result, s.message])`),
  ).toEqual(["Success", [1, 2], null]);
});

it("57. a mapped task at the end fails the flow by its children, though it succeeded itself", async () => {
  expect(
    await valueOf(`
const odd = task(function odd(x: number) { if (x === 2) throw new Error("even"); return x });
const flow = new Flow("f"); const t = flow.with(() => odd.map([1, 2, 3]));
const state = await flow.run();
JSON.stringify([state.result.get(t).isSuccessful(), state.constructor.name])`),
  ).toEqual([true, "Failed"]);
});

it("60. over a number: Failed; over a failure: Failed, even with alwaysRun; over a skip: Skipped", async () => {
  expect(
    await valueOf(`
const five = task(function five(): any { return 5 });
const skip = task(function skip(): any { throw new signals.SKIP("no") });
const always = task(function always(x: number) { return x }, { trigger: triggers.alwaysRun });
const flow = new Flow("f");
const { a, b, c } = flow.with(() => ({ a: inc.map(five()), b: always.map(fail() as any), c: inc.map(skip()) }));
const { result } = await flow.run();
JSON.stringify([a, b, c].map((t) => [result.get(t).constructor.name, result.get(t).isMapped()]))`),
  ).toEqual([
    ["Failed", false],
    ["Failed", false],
    ["Skipped", false],
  ]);
});

it("65. what can be un-nested only in part is used as it is", async () => {
  expect(
    await valueOf(`
const mixed = task(function mixed(): any { return [1, [2, 3]] });
const flow = new Flow("f"); const t = flow.with(() => inc.map(flatten(mixed())));
const { result } = await flow.run();
JSON.stringify(result.get(t).mapStates.map((s: any) => s.constructor.name))`),
  ).toEqual(["Success", "Failed"]);
});

it("69. a list and what was mapped over it, both mapped over", async () => {
  expect(
    await valueOf(`
const xs = task(function xs() { return [1, 2, 3] });
const flow = new Flow("f"); const t = flow.with(() => { const list = xs(); return sum(add.map(list, inc.map(list))) });
JSON.stringify((await flow.run()).result.get(t).result)`),
  ).toBe(15);
});

it("72. each child has a trigger of its own", async () => {
  expect(
    await valueOf(`
const div = task(function div(x: number) { if (x === 0) throw new RangeError("zero"); return 1 / x });
const handle = task(function handle(x: unknown) { return "handled" }, { trigger: triggers.allFailed });
const flow = new Flow("f"); const t = flow.with(() => handle.map(div.map([0, 1])));
const children = (await flow.run()).result.get(t).mapStates;
JSON.stringify([children[0].result, children[1].constructor.name])`),
  ).toEqual(["handled", "TriggerFailed"]);
});

it("73. handlers see the parent mapped, then two changes for each child", async () => {
  expect(
    await valueOf(`
const seen: string[] = [];
const watched = task(function watched(x: number) { return x }, { stateHandlers: [(t: any, a: any, b: any) => { seen.push(a.constructor.name + ">" + b.constructor.name) }] });
const flow = new Flow("f"); flow.with(() => { watched.map([1, 2]) });
await flow.run();
JSON.stringify([seen[0], seen.slice(1).toSorted()])`),
  ).toEqual([
    "Pending>Mapped",
    ["Pending>Running", "Pending>Running", "Running>Success", "Running>Success"],
  ]);
});

it("93. mapped conditions: each child takes its own branch", async () => {
  expect(
    await valueOf(`
const isEven = task(function isEven(x: number) { return x % 2 === 0 });
const half = task(function half(x: number) { return x / 2 }), odd = task(function odd(x: number) { return -x });
const flow = new Flow("f");
const t = flow.with(() => { const xs = [1, 2, 3, 4]; const even = isEven.map(xs); const a = half.map(xs), b = odd.map(xs); ifElse(even, a, b, { mapped: true }); return merge(a, b, { mapped: true }) });
JSON.stringify((await flow.run()).result.get(t).result)`),
  ).toEqual([-1, 1, -3, 2]);
});
