import { describe, expect, it } from "vitest";
import type { FlowGraph } from "../../engine/model/graph.ts";
import { graph, node } from "../../engine/testing/graphs.ts";
import { returned, simulate, threw } from "../../engine/testing/simulate.ts";
import { callsAt, marksOf, nextCall, placeOf, selectedLine, slugsAt } from "./code-marks.ts";
import { foldRun } from "./fold-run.ts";
import { Pointing } from "./pointing.ts";
import { emptyState, type SessionState } from "./session-state.ts";

const at = (slug: string, line: number) => node(slug, { place: { cell: "a", line, column: 3 } });
const FLOW = graph(
  [at("load-1", 2), at("inc-1", 4), at("inc-2", 4), at("sum-1", 5), node("constant")],
  ["load-1=>inc-1:x", "inc-1>sum-1:xs"],
);
const run = foldRun(
  null,
  simulate({
    graph: FLOW,
    call: ({ slug, mapIndex }) =>
      mapIndex === 1 ? threw() : returned(slug === "load-1" ? 3 : null),
  }).events,
  [],
);

function stateWith(more: Partial<SessionState>, ...graphs: FlowGraph[]): SessionState {
  const flows = graphs.map((each, index) => {
    const id = `a:${index}`;
    const description = { id, graph: each, values: [], warnings: [] };
    return [id, { description, draft: false, isLikeRun: false }] as const;
  });
  const empty = emptyState({ poolSize: 1, skipWaits: false });
  return { ...empty, flows: new Map(flows), shownFlow: "a:0", ...more };
}

describe("lines that called tasks", () => {
  it("are found from the task, and the tasks from the line", () => {
    expect(placeOf(FLOW, "inc-1[7]")).toMatchObject({ cell: "a", line: 4 });
    expect(placeOf(FLOW, "constant")).toBeNull();
    expect([...slugsAt(FLOW, { cell: "a", line: 4 })]).toEqual(["inc-1", "inc-2"]);
    expect(slugsAt(FLOW, { cell: "b", line: 4 }).size).toBe(0);
    expect(slugsAt(FLOW, null).size).toBe(0);
  });

  it("say that nothing has run yet", () => {
    expect(marksOf(stateWith({}, FLOW), "a")).toEqual([
      { line: 2, type: "Pending", text: "load-1: not run" },
      { line: 4, type: "Pending", text: "2 tasks: 2 not run" },
      { line: 5, type: "Pending", text: "sum-1: not run" },
    ]);
    expect(marksOf(stateWith({}, FLOW), "b")).toEqual([]);
  });

  it("say how their tasks stand: a mapped one as its worst child", () => {
    const runs = new Map(run ? [["a:0", run]] : []);
    expect(marksOf(stateWith({ runs }, FLOW), "a")).toMatchObject([
      { line: 2, type: "Success", text: "load-1: Success" },
      { line: 4, type: "Failed", text: "2 tasks: 1 Failed, 1 Success" },
      { line: 5, type: "TriggerFailed" },
    ]);
  });

  it("belong to the flow on show first, where two flows share them", () => {
    const other = graph([at("other-1", 5), at("late-1", 9)], []);
    const state = stateWith({ shownFlow: "a:1" }, FLOW, other);
    const texts = marksOf(state, "a").map(({ line, text }) => `${line} ${text}`);
    expect(texts).toContain("5 other-1: not run");
    expect(texts).toContain("2 load-1: not run");
    expect(callsAt(state, { cell: "a", line: 5 })).toEqual([
      { flow: "a:1", slug: "other-1" },
      { flow: "a:0", slug: "sum-1" },
    ]);
  });

  it("lead to each of their tasks in turn", () => {
    const calls = callsAt(stateWith({}, FLOW), { cell: "a", line: 4 });
    const next = (selectedTask: string | null) =>
      nextCall(calls, stateWith({ selectedTask }, FLOW))?.slug;
    expect([next(null), next("inc-1"), next("inc-1[3]"), next("inc-2")]).toEqual([
      "inc-1",
      "inc-2",
      "inc-2",
      "inc-1",
    ]);
    expect(nextCall([], stateWith({}, FLOW))).toBeUndefined();
  });

  it("are known of the selected task", () => {
    expect(selectedLine(stateWith({ selectedTask: "inc-1[0]" }, FLOW), "a")).toBe(4);
    expect(selectedLine(stateWith({ selectedTask: "inc-1" }, FLOW), "b")).toBeNull();
    expect(selectedLine(stateWith({}, FLOW), "a")).toBeNull();
  });
});

describe("pointing", () => {
  it("tells whoever listens when it points elsewhere, and only then", () => {
    const pointing = new Pointing();
    let told = 0;
    const stop = pointing.subscribe(() => {
      told += 1;
    });
    pointing.toCursor({ cell: "a", line: 2 });
    pointing.toCursor({ cell: "a", line: 2 });
    pointing.toPlace({ cell: "a", line: 3, column: 1 });
    expect(told).toBe(2);
    expect(pointing.get()).toMatchObject({ cursor: { line: 2 }, place: { line: 3 } });
    stop();
    pointing.toCursor(null);
    expect(told).toBe(2);
    expect(pointing.get().cursor).toBeNull();
  });
});
