/** Scenarios 35 to 37: tasks that pause, until a person approves or their time is over. */

import { expect, it } from "vitest";
import type { EngineEvent } from "../../api.ts";
import { allTaskRuns } from "../../core/final.ts";
import { evolve } from "../../core/evolve.ts";
import type { FlowRun, RunId } from "../../model/run.ts";
import type { Engine } from "../../session/engine.ts";
import { evaluate } from "../scenario.ts";

/** The runs as the page knows them. */
function runsIn(events: readonly EngineEvent[]): FlowRun[] {
  const runs = new Map<RunId, FlowRun>();
  for (const event of events) {
    if (event.type !== "runProgress" || event.events.length === 0) continue;
    runs.set(event.run, evolve(runs.get(event.run) ?? null, event.events));
  }
  return [...runs.values()];
}

/** A person who waits until all of these are paused, and then approves them one after the other. */
const approving =
  (...taskRuns: readonly string[]) =>
  async (engine: Engine, events: readonly EngineEvent[]): Promise<void> => {
    const isPausedIn = (run: FlowRun, id: string) => run.taskRuns.get(id)?.state.type === "Paused";
    const find = () => {
      engine.flush();
      return runsIn(events).find(
        (run) => !run.inPass && taskRuns.every((id) => isPausedIn(run, id)),
      );
    };
    await expect.poll(find, { interval: 5 }).toBeDefined();
    for (const id of taskRuns)
      await engine.runs.approve(find()?.id ?? runsIn(events)[0]?.id ?? "", id);
  };

it("35. PAUSE waits for approval, and the task then runs with context.resume", async () => {
  const { value, logs } = await evaluate(
    `
const seen: unknown[] = [];
const asks = task(function asks(x: number): number {
  if (!context.get("resume")) throw new signals.PAUSE("Shall I?");
  return x * 2;
}, { stateHandlers: [(_t: any, a: any, b: any) => { seen.push(a.type + ">" + b.type) }] });
const flow = new Flow("f"); const { t, i } = flow.with(() => { const t = asks(inc(1)); return { t, i: inc(t) } });
const state = await flow.run();
JSON.stringify([state.type, state.result.get(t).result, state.result.get(i).result, seen])`,
    { meanwhile: approving("asks-1") },
  );
  expect(value).toEqual([
    "Success",
    4,
    5,
    ["Pending>Running", "Running>Paused", "Resume>Running", "Running>Success"],
  ]);
  expect(logs).toContain("INFO prefect.TaskRunner | PAUSE signal raised: PAUSE('Shall I?')");
  expect(logs.filter((line) => line.includes("Beginning Flow run"))).toHaveLength(2);
});

it("35b. as often as it pauses", async () => {
  const { value } = await evaluate(
    `
let calls = 0;
const asks = task(function asks(): number { calls += 1; if (calls < 3) throw new signals.PAUSE("Again?"); return calls });
const flow = new Flow("f"); const t = flow.with(() => asks());
const state = await flow.run({}, { executor: "local" });
JSON.stringify(state.result.get(t).result)`,
    {
      meanwhile: async (engine, events) => {
        await approving("asks-1")(engine, events);
        await expect
          .poll(
            () => {
              engine.flush();
              return runsIn(events)[0]?.pass;
            },
            { interval: 5 },
          )
          .toBe(2);
        await approving("asks-1")(engine, events);
      },
    },
  );
  expect(value).toBe(3);
});

it("36. pauseTask resumes by itself when its time is over", async () => {
  const { value } = await evaluate(`
const waits = task(function waits() { pauseTask("a moment", { duration: { hours: 1 } }); return 5 });
const flow = new Flow("f"); const t = flow.with(() => waits());
const state = await flow.run();
JSON.stringify([state.type, state.result.get(t).result])`);
  expect(value).toEqual(["Success", 5]);
});

it("36b. pauseTask without a duration waits for approval, in loops just once", async () => {
  const { value } = await evaluate(
    `
const waits = task(function waits(): number {
  pauseTask();
  const n = context.get("taskLoopResult", 0);
  if (n < 3) throw new signals.LOOP(null, { result: n + 1 });
  return n;
});
const flow = new Flow("f"); const t = flow.with(() => waits());
JSON.stringify((await flow.run()).result.get(t).result)`,
    { meanwhile: approving("waits-1") },
  );
  expect(value).toBe(3);
});

it("37. manualOnly with an upstream: approved, it gets its data and succeeds", async () => {
  const { value } = await evaluate(
    `
const waits = task(function waits(x: number) { return [x, context.get("resume")] }, { trigger: triggers.manualOnly });
const flow = new Flow("f"); const t = flow.with(() => waits(inc(1)));
const state = await flow.run();
JSON.stringify([state.type, state.result.get(t).result])`,
    { meanwhile: approving("waits-1") },
  );
  expect(value).toEqual(["Success", [2, true]]);
});

it("37b. mapped children are approved one by one; what follows waits for all", async () => {
  const { value } = await evaluate(
    `
const waits = task(function waits(x: number) { return x * 10 }, { trigger: triggers.manualOnly });
const flow = new Flow("f"); const t = flow.with(() => sum(waits.map([1, 2])));
const state = await flow.run();
JSON.stringify([state.type, state.result.get(t).result])`,
    { meanwhile: approving("waits-1[0]", "waits-1[1]") },
  );
  expect(value).toEqual(["Success", 30]);
});

it("37c. a trigger of one's own may pause too, and sees that it was approved", async () => {
  const { value } = await evaluate(
    `
const trigger = () => { if (!context.get("resume")) throw new signals.PAUSE("wait"); return true };
const waits = task(function waits(x: number) { return x }, { trigger, taskRunName: "w" });
const flow = new Flow("f"); const t = flow.with(() => waits(inc(1)));
JSON.stringify((await flow.run()).result.get(t).result)`,
    { meanwhile: approving("waits-1") },
  );
  expect(value).toBe(2);
});

it("37d. a retry after an approval has not been approved", async () => {
  const { value } = await evaluate(
    `
const resumes: unknown[] = [];
const shaky = task(function shaky() { resumes.push(context.get("resume", false)); if (resumes.length < 2) throw new signals.PAUSE("wait"); if (resumes.length < 3) throw new Error("no"); return 1 }, { maxRetries: 1, retryDelay: { minutes: 1 } });
const flow = new Flow("f"); flow.with(() => { shaky() });
await flow.run({}, { executor: "local" });
JSON.stringify(resumes)`,
    { meanwhile: approving("shaky-1") },
  );
  expect(value).toEqual([false, true, false]);
});

it("37e. a paused task that is cancelled instead lets the run end", async () => {
  const { value } = await evaluate(
    `
const waits = task(function waits() { return 1 }, { trigger: triggers.manualOnly });
const flow = new Flow("f"); const t = flow.with(() => waits());
const state = await flow.run();
JSON.stringify([state.type, state.result.get(t).type])`,
    {
      meanwhile: async (engine, events) => {
        const find = () => {
          engine.flush();
          return runsIn(events).find((run) =>
            [...allTaskRuns(run)].some(({ state }) => state.type === "Paused"),
          );
        };
        await expect.poll(find, { interval: 5 }).toBeDefined();
        await engine.runs.cancelTaskRun(find()?.id ?? "", "waits-1");
      },
    },
  );
  expect(value).toEqual(["Success", "Cancelled"]);
});

it("45b. with retryOn a timeout is not retried: it is of its own type", async () => {
  const { value, logs } = await evaluate(`
const slow = task(async function slow() { await new Promise((resolve) => setTimeout(resolve, 3_000)) }, { timeout: { milliseconds: 60 }, maxRetries: 1, retryDelay: { seconds: 0 }, retryOn: ValueError });
const flow = new Flow("f"); const t = flow.with(() => slow());
JSON.stringify((await flow.run()).result.get(t).type)`);
  expect(value).toBe("TimedOut");
  expect(logs.join("\n")).toContain("Task 'slow': Skipping retry.");
});
