import { describe, expect, it } from "vitest";
import type { RunEvent } from "../../engine/model/run.ts";
import { state, type State } from "../../engine/model/state.ts";
import { graph, node } from "../../engine/testing/graphs.ts";
import { simulate } from "../../engine/testing/simulate.ts";
import { foldRun } from "../session/fold-run.ts";
import type { RunView } from "../session/run-view.ts";
import { MadeRun } from "../timeline/made-runs.ts";
import { lastUpstream, spanText, timingsOf } from "./timings.ts";

const FLOW = graph([node("load"), node("clean"), node("sum")], ["load>sum:x", "clean>sum:y"]);
const [STARTED] = simulate({ graph: FLOW }).events;

function begun(): RunEvent {
  if (STARTED?.type !== "RunStarted") throw new Error("No run.");
  return { ...STARTED, at: 1000 };
}

const wanted = (at: number, taskRun = "sum"): RunEvent => ({
  type: "TaskCallWanted",
  at,
  taskRun,
  runCount: 1,
  inputs: {},
});

const became = (at: number, to: State["type"], taskRun = "sum"): RunEvent => ({
  type: "TaskStateChanged",
  at,
  taskRun,
  state: state(to, null, to === "Mapped" ? { mapCount: 2 } : {}),
  decision: { step: "getTaskRunState", rule: "returned" },
  ends: false,
});

function viewOf(...events: RunEvent[]): RunView {
  const view = foldRun(null, [begun(), ...events], []);
  if (!view) throw new Error("No run.");
  return view;
}

function timings(view: RunView, now = view.at, id = "sum") {
  const taskRun = view.taskRuns.get(id);
  if (!taskRun) throw new Error(`No ${id}.`);
  const found = timingsOf(taskRun, view, now);
  return found && { ...found, sums: Object.fromEntries(found.sums) };
}

describe("where the time of a task run went", () => {
  it("is nothing before anything happened to it", () => {
    expect(timings(viewOf())).toBeNull();
  });

  it("tells waiting for upstreams, for a worker, for a retry, and running apart", () => {
    const view = viewOf(
      wanted(1300),
      became(1350, "Running"),
      became(1450, "Failed"),
      became(1450, "Retrying"),
      wanted(2450),
      became(2460, "Running"),
      became(2500, "Success"),
    );
    expect(timings(view)).toMatchObject({
      sums: { upstreams: 300, worker: 60, running: 140, retry: 1000 },
      total: 1500,
      isOpen: false,
    });
    const spans = timings(view)?.spans ?? [];
    expect(spans.map(({ from }) => from).slice(1)).toEqual(spans.map(({ to }) => to).slice(0, -1));
  });

  it("counts what still goes on up to now", () => {
    const running = viewOf(wanted(1000), became(1000, "Running"));
    expect(timings(running, 1700)).toMatchObject({ sums: { running: 700 }, isOpen: true });
    const waiting = viewOf(wanted(1100));
    expect(timings(waiting, 1700)).toMatchObject({ sums: { worker: 600 }, total: 700 });
  });

  it("says that a call was lost with its worker when it is made again", () => {
    const view = viewOf(
      wanted(1000),
      became(1010, "Running"),
      wanted(1500),
      became(1600, "Running"),
      became(1650, "Success"),
    );
    expect(timings(view)?.sums).toEqual({ worker: 110, lost: 490, running: 50 });
  });

  it("begins anew with a restart", () => {
    const again: RunEvent = { type: "RunRestarted", at: 9000, taskRuns: ["sum"], reason: "Again." };
    const view = viewOf(became(1010, "Failed"), again, wanted(9000), became(9005, "Running"));
    expect(timings(view, 9105)).toMatchObject({ sums: { worker: 5, running: 100 }, total: 105 });
  });

  it("counts a mapped task until the last of its children has ended, and a child from its mapping", () => {
    const mapped = [
      became(1100, "Mapped"),
      wanted(1100, "sum[0]"),
      became(1100, "Running", "sum[0]"),
    ];
    const first = viewOf(...mapped, became(1200, "Success", "sum[0]"));
    expect(timings(first, 1300)).toMatchObject({ sums: { children: 200 }, isOpen: true });
    const both = viewOf(
      ...mapped,
      became(1200, "Success", "sum[0]"),
      became(1250, "Failed", "sum[1]"),
    );
    expect(timings(both, 9999)).toMatchObject({
      sums: { children: 150 },
      total: 250,
      isOpen: false,
    });
    expect(timings(both, 9999, "sum[1]")).toMatchObject({ sums: { upstreams: 150 }, total: 150 });
  });

  it("are the timeline's: calls handed to a worker together ran one behind the other", () => {
    const made = new MadeRun(FLOW).wants("load", 0).wants("clean", 0);
    for (const task of ["load", "clean"]) {
      made.changes(task, 20, "Running", { worker: "w1" });
      made.changes(task, 20, "Success", { duration: 8 });
    }
    const view = made.view();
    expect(timings(view, 20, "load")?.sums).toEqual({ worker: 4, running: 8 });
    expect(timings(view, 20, "clean")?.sums).toEqual({ worker: 12, running: 8 });
  });

  it("are the timeline's: between the turns of a loop it waits for its start", () => {
    const view = new MadeRun(FLOW)
      .call("load", [0, 0, 10], "w1", "Looped")
      .call("load", [500, 500, 510], "w1")
      .view();
    expect(timings(view, 510, "load")?.sums).toEqual({ running: 20, start: 490 });
  });

  it("keeps that it ran, though the clock did not move", () => {
    const view = viewOf(wanted(1000), became(1000, "Running"), became(1000, "Success"));
    expect(timings(view)).toMatchObject({ sums: { running: 0 }, spans: [], total: 0 });
  });
});

describe("the last upstream", () => {
  const last = (view: RunView) => {
    const taskRun = view.taskRuns.get("sum");
    return taskRun ? lastUpstream(taskRun, view, FLOW) : null;
  };

  it("is that which ended last, if all have", () => {
    const one = [became(1100, "Success", "load")];
    expect(last(viewOf(...one))).toBeNull();
    expect(last(viewOf(...one, became(1400, "Failed", "clean")))).toEqual({
      id: "clean",
      at: 1400,
      of: 2,
    });
  });

  it("is waited for only by those that have one", () => {
    expect(spanText("upstreams", "sum", FLOW)).toBe("waited for upstreams");
    expect(spanText("upstreams", "load", FLOW)).toBe("waited for its turn");
  });
});
