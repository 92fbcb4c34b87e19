import { describe, expect, it } from "vitest";
import type { Forecast } from "../../engine/model/forecast.ts";
import { state, type State } from "../../engine/model/state.ts";
import { graph, node } from "../../engine/testing/graphs.ts";
import { returned, simulate, threw } from "../../engine/testing/simulate.ts";
import { foldRun } from "../session/fold-run.ts";
import { MadeRun } from "../timeline/made-runs.ts";
import { boxStateOf, entriesOf, foreseenOf, nameOf } from "./box-state.ts";

const flow = graph(["xs", "inc", "sum"], ["xs=>inc:x", "inc>sum:xs"]);
const run = (items = 3) =>
  foldRun(
    null,
    simulate({
      graph: flow,
      call: ({ slug, mapIndex }) =>
        slug === "xs" ? returned(items) : mapIndex === 1 ? threw() : returned(),
    }).events,
    [],
  );

describe("what a box says", () => {
  it("is what a person and a screen reader want to know of a task", () => {
    const name = (slug: string) => nameOf(slug, boxStateOf(slug, run()));
    expect(name("xs")).toBe("xs: Success");
    expect(name("inc")).toBe("inc: Mapped 3/3, 1 Failed, 2 Success");
    expect(name("sum")).toBe("sum: TriggerFailed");
  });

  it("is that it was not run, without a run and of a task that the run does not know", () => {
    expect(nameOf("xs", boxStateOf("xs", null))).toBe("xs: not run");
    expect(nameOf("new", boxStateOf("new", run()))).toBe("new: not run");
  });

  it("is which attempt a retry waits for, and which turn of a loop ended", () => {
    const word = (of: State) => {
      const tried = graph([node("load", { maxRetries: 2 })]);
      const view = new MadeRun(tried).changes("load", 5, of).view();
      return boxStateOf("load", view).word;
    };
    expect(word(state("Retrying", null, { runCount: 1 }))).toBe("Retrying 2/3");
    expect(word(state("Retrying", null, { runCount: 3 }))).toBe("Retrying, attempt 4");
    expect(word(state("Looped", null, { loopCount: 4 }))).toBe("Looped, turn 4");
  });

  it("counts nothing of a task mapped over nothing", () => {
    const state = boxStateOf("inc", run(0));
    expect([state.word, entriesOf(state.counts)]).toEqual(["Mapped 0/0", []]);
    expect(nameOf("inc", state)).toBe("inc: Mapped 0/0");
  });

  it("counts the children that are finished", () => {
    const whole = run();
    if (!whole) throw new Error("The simulation has events.");
    const children = new Map([["inc", { Running: 1, Retrying: 1, Success: 1 }]]);
    expect(boxStateOf("inc", { ...whole, children }).word).toBe("Mapped 1/3");
  });

  it("is no count of children for a task that has none", () => {
    expect(boxStateOf("xs", run())).toEqual({ type: "Success", word: "Success", counts: null });
  });
});

describe("the counts of a mapped task's children", () => {
  it("come trouble first, then what is under way, then the rest", () => {
    const entries = entriesOf({ Success: 5, Pending: 4, Running: 3, Retrying: 2, Failed: 1 });
    expect(entries).toEqual([
      ["Failed", 1],
      ["Retrying", 2],
      ["Running", 3],
      ["Pending", 4],
      ["Success", 5],
    ]);
  });

  it("leave out what is nought, and are none where there are no children", () => {
    expect(entriesOf({ Failed: 0, Success: 2 })).toEqual([["Success", 2]]);
    expect(entriesOf(null)).toEqual([]);
  });
});

describe("what is foreseen of a task", () => {
  const forecast: Forecast = new Map([
    ["xs", { type: "Skipped", why: "It was told to." }],
    ["inc", { type: "unknown", why: "A value decides." }],
  ]);

  it("is told as what would be", () => {
    const state = foreseenOf("xs", forecast);
    expect(state).toEqual({ type: "Skipped", word: "would be Skipped", counts: null });
  });

  it("is that it depends, where a value decides", () => {
    expect(foreseenOf("inc", forecast)).toEqual({ type: "Pending", word: "depends", counts: null });
  });

  it("is nothing without a forecast, and of a task that it does not know", () => {
    expect(foreseenOf("xs", null)).toBeNull();
    expect(foreseenOf("sum", forecast)).toBeNull();
  });
});
