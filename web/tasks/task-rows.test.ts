import { describe, expect, it } from "vitest";
import { state } from "../../engine/model/state.ts";
import { graph } from "../../engine/testing/graphs.ts";
import { returned, simulate, threw } from "../../engine/testing/simulate.ts";
import { foldRun } from "../session/fold-run.ts";
import { compare, taskRows, type TaskSort } from "./task-rows.ts";

const FLOW = graph(["list", "inc", "sum"], ["list=>inc:x", "inc>sum:xs"]);
const view = foldRun(
  null,
  simulate({
    graph: FLOW,
    call: ({ slug, mapIndex }) =>
      slug === "inc" && mapIndex === 10 ? threw() : returned(slug === "list" ? 12 : null),
  }).events,
  [],
);
const CLOSED: ReadonlySet<string> = new Set();
const OPEN: ReadonlySet<string> = new Set(["inc"]);
const ids = (opened: ReadonlySet<string>, sort: TaskSort | null = null) =>
  taskRows(FLOW, view, opened, sort).map(({ id }) => id);

describe("the rows of the task table", () => {
  it("say of a flow that was not run what there is, and what comes after what", () => {
    const rows = taskRows(FLOW, null, OPEN, null);
    expect(rows.map(({ word, isOpen }) => [word, isOpen])).toEqual([
      ["not run", null],
      ["not run", null],
      ["not run", null],
    ]);
    expect(rows.map(({ after }) => after)).toEqual([[], ["list"], ["inc"]]);
  });

  it("count the children of a mapped task, trouble first, and have them below it when it is open", () => {
    const [, inc] = taskRows(FLOW, view, CLOSED, null);
    expect(inc).toMatchObject({ word: "Mapped", isOpen: false });
    expect(inc?.children).toEqual([
      ["Failed", 1],
      ["Success", 11],
    ]);
    expect(ids(CLOSED)).toEqual(["list", "inc", "sum"]);
    expect(ids(OPEN).slice(0, 3)).toEqual(["list", "inc", "inc[0]"]);
    expect(ids(OPEN)).toHaveLength(15);
  });

  it("are sorted with the children below their task", () => {
    expect(ids(OPEN, { by: "task", isDown: true }).slice(0, 4)).toEqual([
      "sum",
      "list",
      "inc",
      "inc[11]",
    ]);
    const byState = ids(OPEN, { by: "state", isDown: false });
    expect(byState[byState.indexOf("inc") + 1]).toBe("inc[10]");
  });

  it("keep what has no value last, whichever way they are sorted", () => {
    for (const isDown of [false, true]) {
      expect(ids(CLOSED, { by: "worker", isDown })).toHaveLength(3);
    }
    expect([3, null, 1].toSorted((a, b) => compare(a, b, 1))).toEqual([1, 3, null]);
    expect([3, null, 1].toSorted((a, b) => compare(a, b, -1))).toEqual([3, 1, null]);
    expect(["x10", "x9"].toSorted((a, b) => compare(a, b, 1))).toEqual(["x9", "x10"]);
  });

  it("are made of 10,000 task runs within a blink", () => {
    const [started] = simulate({ graph: FLOW }).events;
    const mapped = state("Mapped", null, { mapCount: 10_000 });
    const decision = { step: "checkTaskReadyToMap", rule: "mapped" } as const;
    const change = { type: "TaskStateChanged", at: 1, ends: true, decision } as const;
    const many = started
      ? foldRun(null, [started, { ...change, taskRun: "inc", state: mapped }], [])
      : null;
    const before = performance.now();
    expect(taskRows(FLOW, many, OPEN, { by: "state", isDown: true })).toHaveLength(10_003);
    expect(performance.now() - before).toBeLessThan(1000);
  });
});
