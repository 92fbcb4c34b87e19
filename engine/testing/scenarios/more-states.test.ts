/** Scenarios 32 to 48, 76, 80 and 83 that the others leave: triggers, retries and timeouts in runs. */

import { expect, it } from "vitest";
import { evaluate, valueOf } from "../scenario.ts";

it("32. allFinished after a skip is still skipped", async () => {
  expect(
    await valueOf(`
const skip = task(function skip(): number { throw new signals.SKIP("no") });
const after = task(function after(x: number) { return 1 }, { trigger: triggers.allFinished });
const flow = new Flow("f"); const t = flow.with(() => after(skip()));
JSON.stringify((await flow.run()).result.get(t).constructor.name)`),
  ).toBe("Skipped");
});

it("44. a task that always fails with maxRetries 2 is called three times", async () => {
  const { value, logs } = await evaluate(`
const bad = task(function bad(): number { throw new Error(String(context.get("taskRunCount"))) }, { maxRetries: 2, retryDelay: { minutes: 5 } });
const flow = new Flow("f"); const t = flow.with(() => bad());
const s = (await flow.run()).result.get(t);
JSON.stringify([s.constructor.name, s.result.message])`);
  expect(value).toEqual(["Failed", "3"]);
  expect(logs.filter((line) => line.includes("Exception encountered"))).toHaveLength(3);
});

it("46. FAIL is retried; a consumer whose trigger failed never is", async () => {
  const { value, logs } = await evaluate(`
const bad = task(function bad(): number { throw new signals.FAIL("no") }, { maxRetries: 1, retryDelay: { seconds: 0 } });
const after = task(function after(x: number) { return x }, { maxRetries: 3, retryDelay: { seconds: 0 } });
const flow = new Flow("f"); const t = flow.with(() => after(bad()));
JSON.stringify((await flow.run()).result.get(t).constructor.name)`);
  expect(value).toBe("TriggerFailed");
  expect(logs.filter((line) => line.includes("FAIL signal raised"))).toHaveLength(2);
  expect(
    logs.filter((line) => line.includes("'after': Finished") && line.includes("TriggerFailed")),
  ).toHaveLength(1);
});

it("48. a task over its time is TimedOut, retried, and TimedOut again", async () => {
  expect(
    await valueOf(`
const seen: string[] = [];
const watch = (t: any, a: any, b: any) => { seen.push(b.constructor.name) };
const slow = task(async function slow() { await new Promise((resolve) => setTimeout(resolve, 3_000)) }, { timeout: { milliseconds: 60 }, maxRetries: 1, retryDelay: { seconds: 0 }, stateHandlers: [watch] });
const flow = new Flow("f"); flow.with(() => { slow() });
await flow.run();
JSON.stringify(seen)`),
  ).toEqual(["Running", "TimedOut", "Retrying", "Running", "TimedOut"]);
});

it("76. an empty branch adds nothing; nested branches not taken are skipped whole", async () => {
  expect(
    await valueOf(`
const flow = new Flow("f"); const p = new Parameter("p", { default: 1 });
const t = flow.with(() => when(p, 2, () => when(p, 1, () => inc(1))));
flow.with(() => { when(p, 3, () => {}) });
const { result } = await flow.run();
JSON.stringify([result.get(t).constructor.name, [...flow.slugs.values()].filter((s) => s.startsWith("case("))])`),
  ).toEqual(["Skipped", ["case(1)-1", "case(2)-1"]]);
});

it("80. FilterTask drops null and exceptions", async () => {
  expect(
    await valueOf(`
const values = task(function values(i: number): any { if (i === 1) throw new Error("no"); return i === 2 ? null : i }, {});
const flow = new Flow("f");
const t = flow.with(() => new FilterTask()(values.map([0, 1, 2, 4])));
JSON.stringify((await flow.run()).result.get(t).result)`),
  ).toEqual([0, 4]);
});

it("83. someFailed: bounds below one are shares, from one on counts", async () => {
  expect(
    await valueOf(
      `
const half = task(function half(...[]: []) { return "ran" }, { trigger: triggers.someFailed({ atLeast: 0.5 }) });
const one = task(function one() { return "ran" }, { trigger: triggers.someFailed({ atMost: 1 }) });
const run = async (bad: number, good: number, t: any) => {
  const flow = new Flow("f");
  const last = flow.with(() => t.withOptions({ upstreamTasks: [...Array.from({ length: bad }, () => fail()), ...Array.from({ length: good }, () => inc(1))] })());
  return (await flow.run()).result.get(last).constructor.name;
};
JSON.stringify([await run(1, 2, half), await run(2, 1, half), await run(2, 1, one), await run(1, 2, one)])`.replace(
        "(...[]: [])",
        "()",
      ),
    ),
  ).toEqual(["TriggerFailed", "Success", "TriggerFailed", "Success"]);
});
