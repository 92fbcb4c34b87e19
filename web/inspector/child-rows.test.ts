import { describe, expect, it } from "vitest";
import { taskRunId } from "../../engine/model/run.ts";
import type { InputRef, ResultRef } from "../../engine/model/value.ts";
import { graph } from "../../engine/testing/graphs.ts";
import { ref, returned, simulate, threw } from "../../engine/testing/simulate.ts";
import { previewOf } from "../../engine/sandbox/preview.ts";
import { foldRun } from "../session/fold-run.ts";
import type { TaskRunView } from "../session/run-view.ts";
import { childRows, inputText, listsOf, mappedKeys, type ChildQuery } from "./child-rows.ts";

const FLOW = graph(["list", "inc"], ["list=>inc:x"]);
const view = foldRun(
  null,
  simulate({
    graph: FLOW,
    call: ({ slug, mapIndex }) => {
      if (slug === "list") return returned(12, { key: "the list" });
      return mapIndex === 7 ? threw() : returned(null, { preview: `result ${mapIndex}` });
    },
  }).events,
  [],
);
if (!view) throw new Error("It did not run.");

const lists = new Map([["the list", previewOf(Array.from({ length: 12 }, (_, i) => i * 100))]]);
const inputOf = (child: TaskRunView): string => inputText(child, ["x"], lists);
const ALL: ChildQuery = { state: null, text: "", sort: { by: "index", isDown: false } };
const found = (query: Partial<ChildQuery>) =>
  childRows(view, "inc", { ...ALL, ...query }, inputOf).map(({ mapIndex }) => mapIndex);

describe("the children of a mapped task", () => {
  it("come in order, or turned round", () => {
    expect(found({})).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(found({ sort: { by: "index", isDown: true } })[0]).toBe(11);
  });

  it("are filtered by state, and sorted with trouble first", () => {
    expect(found({ state: "Failed" })).toEqual([7]);
    expect(found({ sort: { by: "state", isDown: false } })[0]).toBe(7);
  });

  it("are found by the value of an input, by result, message or index", () => {
    expect(found({ text: "800" })).toEqual([8]);
    expect(found({ text: " Result 3 " })).toEqual([3]);
    expect(found({ text: "boom" })).toEqual([7]);
    expect(found({ text: "11" })).toEqual([11]);
    expect(found({ text: "nothing like that" })).toEqual([]);
  });

  it("are sorted by their values as numbers are", () => {
    expect(found({ sort: { by: "input", isDown: true } }).slice(0, 3)).toEqual([11, 10, 9]);
  });

  it("say which lists their items are from", () => {
    expect(mappedKeys(FLOW, "inc")).toEqual(["x"]);
    expect(listsOf(view, "inc", ["x"]).map(({ key }) => key)).toEqual(["the list"]);
  });
});

describe("what a child was given", () => {
  const child = view.taskRuns.get(taskRunId("inc", 3));
  const text = (inputs: Record<string, InputRef> | null, keys = ["x"]) =>
    child ? inputText({ ...child, inputs }, keys, lists) : "";
  const result = (preview: string): ResultRef => ref(null, { preview });
  const list: InputRef = { from: "result", ref: ref(12, { key: "the list" }) };

  it("is said in one line, each argument by its name if there are several", () => {
    const one: InputRef = { from: "result", ref: result("5") };
    expect(text(null)).toBe("");
    expect(text({ x: one })).toBe("5");
    expect(text({ x: one, y: { from: "none" } }, ["x", "y"])).toBe("x: 5, y: nothing");
    expect(text({ x: { from: "list", of: [one, one] } })).toBe("list of 2");
  });

  it("is the item itself where the list is known so far, else its number", () => {
    expect(text({ x: { from: "item", of: list, index: 4 } })).toBe("400");
    expect(text({ x: { from: "item", of: list, index: 400 } })).toBe("item 400");
    const inList: InputRef = { from: "list", of: [{ from: "result", ref: result("six") }] };
    expect(text({ x: { from: "item", of: inList, index: 0 } })).toBe("six");
  });
});
