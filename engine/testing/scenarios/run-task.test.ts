/** Row 182: one task, run with the upstream states that a test gives it. */

import { expect, it } from "vitest";
import { valueOf } from "../scenario.ts";

it("182. a task sees the states it is given, and only them", async () => {
  expect(
    await valueOf(`
const ok = await runTask(add, { upstreamStates: { x: new states.Success({ result: 40 }) }, inputs: { y: 2 } });
const failed = await runTask(add, { upstreamStates: { x: new states.Failed("no") } });
const skipped = await runTask(add, { upstreamStates: { x: new states.Skipped() } });
JSON.stringify([ok.type, ok.result, failed.type, skipped.type])`),
  ).toEqual(["Success", 42, "TriggerFailed", "Skipped"]);
});

it("182b. triggers, retries, the context and states without data count as in any flow", async () => {
  expect(
    await valueOf(`
const cleanup = task(function cleanup() { return context.get("who") }, { trigger: triggers.anyFailed });
const clean = await runTask(cleanup, { upstreamStates: [new states.Success(), new states.Failed()], context: { who: "me" } });
const shaky = task(function shaky() { if (context.get("taskRunCount") < 3) throw new Error("no"); return context.get("taskRunCount") }, { maxRetries: 2, retryDelay: { hours: 1 } });
const retried = await runTask(shaky);
const given = await runTask(fail, { state: new states.Success({ result: 7 }) });
JSON.stringify([clean.result, retried.result, given.result])`),
  ).toEqual(["me", 3, 7]);
});

it("182c. the task itself is left as it was, and can go into a flow afterwards", async () => {
  expect(
    await valueOf(`
await runTask(inc, { inputs: { x: 1 } });
const flow = new Flow("f"); const t = flow.with(() => inc(2));
JSON.stringify([(await flow.run()).result.get(t).result, [...flow.slugs.values()]])`),
  ).toEqual([3, ["inc-1"]]);
});

it("182d. what no task could be due after is refused, and what is no task", async () => {
  expect(
    await valueOf(`
JSON.stringify([
  await thrown(() => runTask(inc, { upstreamStates: { x: new states.Running() } })),
  await thrown(() => runTask(5 as any)),
])`),
  ).toEqual([
    'ValueError: The state given for "x" is Running. Give one in which a task has ended, like new states.Success({ result: 1 }) or new states.Failed().',
    "TypeError: runTask is given a task to run, not 5.",
  ]);
});
