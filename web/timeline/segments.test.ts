/** What a task run did when. */

import { describe, expect, it } from "vitest";
import { graph } from "../../engine/testing/graphs.ts";
import { taskRunId, type RunEvent } from "../../engine/model/run.ts";
import { state, type StateType } from "../../engine/model/state.ts";
import { foldRun } from "../session/fold-run.ts";
import { MadeRun } from "./made-runs.ts";
import { runningTime, segmentsOf } from "./segments.ts";
import type { RunView } from "../session/run-view.ts";

const FLOW = graph(["a", "b"], ["a>b:x"]);

const changed = (
  taskRun: string,
  at: number,
  to: StateType,
  more: { readonly worker?: string; readonly duration?: number },
): RunEvent => ({
  type: "TaskStateChanged",
  at,
  taskRun,
  state: state(to),
  decision: { step: "getTaskRunState", rule: "returned" },
  ends: true,
  ...more,
});

const told = (run: RunView, id: string): string[] => {
  const taskRun = run.taskRuns.get(id);
  if (!taskRun) throw new Error(`No ${id}.`);
  const segments = segmentsOf(taskRun, run);
  return segments
    .filter(({ kind, from, to }) => kind === "running" || from.at !== to?.at)
    .map(
      ({ kind, from, to, state: type, attempt }) =>
        `${kind} ${from.at}-${to?.at ?? "…"}${kind === "running" ? ` ${type} #${attempt}` : ""}`,
    );
};

it("knows waits that only the journal's numbers show", () => {
  const run = new MadeRun(FLOW).wants("b", 0).call("a", [0, 0, 0], "w1").view();
  const a = run.taskRuns.get("a");
  expect(
    a && segmentsOf(a, run).map(({ kind, from, to }) => [kind, from.event, to?.event]),
  ).toEqual([
    ["upstreams", 0, 2],
    ["running", 3, 4],
  ]);
});

describe("the stretches of a task run", () => {
  it("are its wait for upstreams, its wait for a worker, and its run", () => {
    const run = new MadeRun(FLOW).call("a", [0, 0, 40], "w1").call("b", [40, 55, 90], "w1").view();
    expect(told(run, "a")).toEqual(["running 0-40 Success #1"]);
    expect(told(run, "b")).toEqual(["upstreams 0-40", "worker 40-55", "running 55-90 Success #1"]);
  });

  it("are open while it runs, and while it waits", () => {
    const run = new MadeRun(FLOW).wants("a", 0).changes("a", 5, "Running", { worker: "w1" }).view();
    expect(told(run, "a")).toEqual(["worker 0-5", "running 5-… Running #1"]);
    expect(told(run, "b")).toEqual(["upstreams 0-…"]);
    expect(told(new MadeRun(FLOW).wants("a", 3).view(), "a")).toEqual([
      "upstreams 0-3",
      "worker 3-…",
    ]);
  });

  it("split where it is retried, and number its calls", () => {
    const run = new MadeRun(FLOW)
      .call("a", [0, 0, 10], "w1", "Failed")
      .changes("a", 10, state("Retrying", null, { startTime: 5010, runCount: 1 }))
      .call("a", [5010, 5020, 5030], "w1")
      .view();
    expect(told(run, "a")).toEqual([
      "running 0-10 Failed #1",
      "retry 10-5010",
      "worker 5010-5020",
      "running 5020-5030 Success #2",
    ]);
  });

  it("split at each turn of a loop", () => {
    const run = new MadeRun(FLOW)
      .call("a", [0, 0, 10], "w1", "Looped")
      .call("a", [10, 10, 30], "w1", "Looped")
      .call("a", [30, 30, 35], "w1")
      .view();
    expect(told(run, "a").filter((text) => text.startsWith("running"))).toEqual([
      "running 0-10 Looped #1",
      "running 10-30 Looped #2",
      "running 30-35 Success #3",
    ]);
  });

  it("say of a call that its worker ended under it", () => {
    const run = new MadeRun(FLOW)
      .wants("a", 0)
      .changes("a", 0, "Running", { worker: "w1" })
      .call("a", [50, 60, 70], "w2")
      .view();
    expect(told(run, "a")).toEqual(["lost 0-50", "worker 50-60", "running 60-70 Success #2"]);
  });

  it("begin for a mapped child when its parent is mapped", () => {
    const run = new MadeRun(graph(["a", "b"], ["a=>b:x"]))
      .call("a", [0, 0, 20], "w1")
      .maps("b", 20, 2)
      .call("b[0]", [20, 20, 30], "w1")
      .call("b[1]", [20, 30, 45], "w1")
      .view();
    expect(told(run, "b[1]")).toEqual(["worker 20-30", "running 30-45 Success #1"]);
    expect(told(run, "b")).toEqual(["upstreams 0-20", "children 20-…"]);
  });

  it("go on after a restart, with what was before kept", () => {
    const run = new MadeRun(FLOW)
      .call("a", [0, 0, 10], "w1", "Failed")
      .ends(10, "Failed")
      .add({ type: "RunRestarted", at: 500, taskRuns: ["a"], reason: "Again." })
      .call("a", [510, 510, 530], "w1")
      .view();
    expect(told(run, "a")).toEqual([
      "running 0-10 Failed #1",
      "upstreams 500-510",
      "running 510-530 Success #2",
    ]);
  });

  it("take a call to be as long as it was measured, though its start was told with its end", () => {
    const run = new MadeRun(FLOW)
      .wants("a", 0)
      .changes("a", 9, "Running", { worker: "w1" })
      .changes("a", 9, "Success", { duration: 4 })
      .view();
    expect(told(run, "a")).toEqual(["worker 0-5", "running 5-9 Success #1"]);
  });

  it("put calls that a worker was given together one behind the other", () => {
    const made = new MadeRun(graph(["a", "b"], ["a=>b:x"]))
      .call("a", [0, 0, 1], "w1")
      .maps("b", 1, 3);
    const children = [0, 1, 2].map((index) => taskRunId("b", index));
    for (const child of children) made.wants(child, 1);
    for (const child of children) {
      made.changes(child, 13, "Running", { worker: "w1" });
      made.changes(child, 13, "Success", { duration: 4 });
    }
    const run = made.view();
    expect(children.map((child) => told(run, child).at(-1))).toEqual([
      "running 1-5 Success #1",
      "running 5-9 Success #1",
      "running 9-13 Success #1",
    ]);
  });

  it("are the same whether a run was seen as it went on or only at its end", () => {
    const flow = graph(["a", "b", "c", "d"]);
    const ends = (event: string, at: number): RunEvent[] => [
      { type: "TaskCallWanted", at: 1, taskRun: event, runCount: 1, inputs: {} },
      changed(event, at, "Running", { worker: "w1" }),
      changed(event, at, "Success", { duration: 4 }),
    ];
    const steps = [ends("a", 13), ends("b", 13), ends("c", 20), ends("d", 20)];
    let run = new MadeRun(flow).view();
    const seen: string[][] = [];
    for (const step of steps) {
      run = foldRun(run, step, []) ?? run;
      seen.push(["a", "b", "c", "d"].map((id) => told(run, id).at(-1) ?? ""));
    }
    const atOnce = foldRun(new MadeRun(flow).view(), steps.flat(), []);
    if (!atOnce) throw new Error("No run.");
    expect(seen.at(-1)).toEqual(["a", "b", "c", "d"].map((id) => told(atOnce, id).at(-1)));
    expect(seen.map(([a]) => a)).toEqual([
      "running 9-13 Success #1",
      ...Array.from({ length: 3 }, () => "running 5-9 Success #1"),
    ]);
    const back = foldRun(new MadeRun(flow).view(), steps.slice(0, 1).flat(), []);
    expect(back && told(back, "a").at(-1)).toBe("running 9-13 Success #1");
  });

  it("sum up to how long it ran", () => {
    const run = new MadeRun(FLOW)
      .call("a", [0, 0, 10], "w1", "Failed")
      .changes("a", 10, "Retrying")
      .wants("a", 20)
      .changes("a", 20, "Running", { worker: "w1" })
      .view();
    const taskRun = run.taskRuns.get("a");
    expect(taskRun && runningTime(segmentsOf(taskRun, run), 50)).toBe(40);
  });
});
