import { describe, expect, it } from "vitest";
import { taskRunId } from "../../engine/model/run.ts";
import type { InputRef, ResultRef } from "../../engine/model/value.ts";
import { graph } from "../../engine/testing/graphs.ts";
import { ref, returned, simulate, threw } from "../../engine/testing/simulate.ts";
import { previewOf } from "../../engine/sandbox/preview.ts";
import { foldRun } from "../session/fold-run.ts";
import type { TaskRunView } from "../session/run-view.ts";
import {
  childRows,
  inputText,
  itemsOf,
  listsOf,
  mappedKeys,
  unsearched,
  withFound,
  type ChildQuery,
  type Found,
} from "./child-rows.ts";

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

const first = itemsOf(previewOf(Array.from({ length: 12 }, (_, i) => i * 100)));
const known = new Map([["the list", first]]);
const inputOf = (child: TaskRunView): string => inputText(child, ["x"], known);
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
    child ? inputText({ ...child, inputs }, keys, known) : "";
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

describe("a search among inputs that are not all known", () => {
  const FIRST = new Map([["the list", itemsOf(previewOf(["Oslo", "Bergen"]))]]);
  const found: Found = {
    asked: "the list os",
    lists: new Map([
      [
        "the list",
        {
          lines: new Map([
            [0, "not this"],
            [9, '"Moss"'],
          ]),
          searched: 12,
          isAll: true,
        },
      ],
    ]),
  };
  const items = withFound(FIRST, found);
  const rowsWith = (text: string) =>
    childRows(view, "inc", { ...ALL, text }, (child) =>
      inputText(child, ["x"], items, () => ""),
    ).map(({ mapIndex }) => mapIndex);

  it("adds what was found to what was known, which stands", () => {
    expect(rowsWith("os")).toEqual([0, 9]);
    expect(rowsWith("not this")).toEqual([]);
    const child = view.taskRuns.get(taskRunId("inc", 9));
    expect(child && inputText(child, ["x"], items)).toBe('"Moss"');
  });

  it("finds no child by the number that stands for its input", () => {
    expect(rowsWith("item")).toEqual([]);
    expect(rowsWith("5")).toEqual([5]);
  });

  it("says what it did not reach", () => {
    const cut = { lines: new Map<number, string>(), searched: 100_000, isAll: false };
    const lists = (each: Found["lists"]) => unsearched({ asked: "", lists: each });
    expect(unsearched(found)).toBeNull();
    expect(lists(new Map([["a", cut]]))).toContain("the first 100,000 children");
    expect(lists(new Map([["a", null]]))).toContain("only their own language");
    expect(unsearched({ asked: "", lists: new Map(), problem: "It is gone." })).toBe(
      "Not all inputs could be searched: It is gone.",
    );
  });
});
