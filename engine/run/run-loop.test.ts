import { describe, expect, it } from "vitest";
import { skippingClock, systemClock } from "../clock.ts";
import { evolve } from "../core/evolve.ts";
import { allTaskRuns } from "../core/final.ts";
import type { FlowGraph } from "../model/graph.ts";
import { openMemory } from "../store/memory.ts";
import { fakeCrew, hang, reported, type Behave } from "../testing/fake-crew.ts";
import { graph, node } from "../testing/graphs.ts";
import { CacheShelf } from "./cache-shelf.ts";
import { RunLoop } from "./run-loop.ts";
import { RunValues } from "./values.ts";
import { workerDied } from "./worker-deaths.ts";

function start(flow: FlowGraph, behave: Behave, size = 2, clock = skippingClock(systemClock())) {
  const stores = openMemory();
  const values = new RunValues("r", stores.runs);
  const crew = fakeCrew(size, behave);
  const published: string[] = [];
  const started = {
    type: "RunStarted",
    at: Date.now(),
    id: "r",
    flow: "f",
    graph: flow,
    parameters: {},
    constants: {},
    options: {
      runName: "calm-cat",
      executor: "pool",
      checkpointing: true,
      context: {},
      scheduledStartTime: 0,
      taskStates: {},
      flowState: null,
      taskRunnerStateHandlers: 0,
    },
  } as const;
  const loop = new RunLoop({
    run: evolve(null, [started]),
    from: { events: 0, logs: 0 },
    held: () => {},
    notebook: "n",
    store: stores.runs,
    values,
    shelf: new CacheShelf(),
    locations: stores.locations,
    clock,
    crew,
    welcome: () => {},
    oracle: { ask: async (asked) => asked.map(() => ({ type: "text", text: "place" })) },
    explain: (failure) => failure,
    context: () => ({
      flowRunId: "r",
      flowRunName: "calm-cat",
      flowName: flow.name,
      parameters: {},
      scheduledStartTime: 0,
      clockOffset: 0,
      checkpointing: true,
      user: {},
      secrets: {},
    }),
    publish: (events) => published.push(...events.map(({ type }) => type)),
  });
  return {
    loop,
    stores,
    values,
    crew,
    published,
    done: loop.start(started, { language: "typescript", cells: [] }),
  };
}

const one: Behave = () => reported(1);

describe("a run", () => {
  it("hands each call the values of its upstreams", async () => {
    const seen: unknown[] = [];
    const { done } = start(graph(["a", "b"], ["a>b:x"]), (call) => {
      seen.push(call.inputs);
      return reported(7);
    });
    expect((await done).state.type).toBe("Success");
    expect(seen[1]).toEqual({ x: { from: "value", value: { kind: "value", value: 7 } } });
  });

  it("is durable before it is reported finished, and its journal gives the same run", async () => {
    const { done, stores, published } = start(graph(["a", "b"], ["a>b:x"]), one);
    const run = await done;
    const again = evolve(null, await stores.runs.events("r"));
    expect(again.state).toEqual(run.state);
    expect([...allTaskRuns(again)]).toEqual([...allTaskRuns(run)]);
    expect(published.at(-1)).toBe("FlowStateChanged");
    const ref = run.taskRuns.get("b")?.state.result;
    expect(ref && (await stores.runs.value(ref.key))).toEqual({ kind: "value", value: 1 });
  });

  it("finds at a target what it wrote there itself a moment ago, before that is durable", async () => {
    const target = { template: "place" };
    const flow = graph([node("a", { target }), node("b", { target })], ["a>b"]);
    const { done, crew } = start(flow, one);
    const run = await done;
    expect(run.taskRuns.get("b")?.state.type).toBe("Cached");
    expect(crew.batches).toHaveLength(1);
  });

  it("overlaps independent tasks, as many as there are workers", async () => {
    let open = 0;
    let most = 0;
    const { done } = start(graph(["a", "b", "c", "d"]), async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 0));
      open -= 1;
      return reported(null);
    });
    await done;
    expect(most).toBe(2);
  });

  it("sends short mapped calls in batches, all of them once", async () => {
    const { done, crew } = start(graph(["xs", "inc"], ["xs=>inc:x"]), ({ slug }) =>
      reported(slug === "xs" ? Array.from({ length: 500 }, (_, i) => i) : 0),
    );
    await done;
    const works = crew.batches.flatMap(({ calls }) => calls.map(({ work }) => work));
    expect(new Set(works).size).toBe(501);
    expect(works).toHaveLength(501);
    expect(crew.batches.length).toBeLessThan(100);
  });

  it("ends a task that runs over its timeout, with its worker, and retries it", async () => {
    let calls = 0;
    const slow = node("slow", { timeout: 5, maxRetries: 1, retryDelay: 600_000 });
    const { done, crew } = start(graph([slow, "other"]), ({ slug }) => {
      if (slug !== "slow") return reported(1);
      calls += 1;
      return calls === 1 ? hang() : reported(2);
    });
    const run = await done;
    expect(run.state.type).toBe("Success");
    expect(calls).toBe(2);
    expect(crew.ended).toHaveLength(1);
  });

  it("wakes up for a retry that falls due between the decision to wait and the waiting", async () => {
    for (let retryDelay = 1; retryDelay <= 12; retryDelay++) {
      /* Each look at this clock is a millisecond later. */
      let time = Date.now();
      const clock = {
        ...systemClock(),
        now: () => time++,
        sleepUntil: async (at: number) => {
          time = Math.max(time, at);
        },
      };
      let calls = 0;
      const flow = graph([node("late", { maxRetries: 1, retryDelay })]);
      const behave = () => (++calls > 1 ? reported(1) : workerDied("not yet", true));
      const { done } = start(flow, behave, 2, clock);
      expect((await done).state.type).toBe("Success");
      expect(calls).toBe(2);
    }
  });

  it("cancels one task run and leaves the others alone", async () => {
    const { loop, done } = start(graph(["stuck", "other", "after"], ["other>after:x"]), (call) =>
      call.slug === "stuck" ? hang() : reported(1),
    );
    setTimeout(() => loop.tell({ type: "cancelTaskRun", taskRun: "stuck" }), 5);
    const run = await done;
    expect(run.taskRuns.get("stuck")?.state.type).toBe("Cancelled");
    expect(run.taskRuns.get("after")?.state.type).toBe("Success");
  });

  it("is cancelled as a whole, whatever its tasks do", async () => {
    const { loop, done, crew } = start(graph(["a", "b"]), hang);
    setTimeout(() => loop.tell({ type: "cancelRun", reason: "Enough." }), 5);
    expect((await done).state).toMatchObject({ type: "Cancelled", message: "Enough." });
    expect(crew.ended).toHaveLength(2);
  });

  it("logs in Prefect's words and order", async () => {
    const { done, stores } = start(graph(["a"]), one);
    await done;
    const logs = await stores.runs.logs("r");
    expect(logs.map(({ logger, message }) => `${logger} | ${message}`)).toEqual([
      "prefect.FlowRunner | Beginning Flow run for 'flow'",
      "prefect.TaskRunner | Task 'a': Starting task run...",
      "prefect.TaskRunner | Task 'a': Finished task run for task with final state: 'Success'",
      "prefect.FlowRunner | Flow run SUCCESS: all reference tasks succeeded",
    ]);
  });
});
