import { describe, expect, it } from "vitest";
import { graph, node } from "../../engine/testing/graphs.ts";
import { simulate, returned, threw } from "../../engine/testing/simulate.ts";
import { foldRun } from "../session/fold-run.ts";
import { boxStateOf, nameOf, pictureOf, structureOf } from "./flow-boxes.ts";

const flow = graph(["xs", "inc", "sum"], ["xs=>inc:x", "inc>sum:xs"]);
const run = () =>
  foldRun(
    null,
    simulate({
      graph: flow,
      call: ({ slug, mapIndex }) =>
        slug === "xs" ? returned(3) : mapIndex === 1 ? threw() : returned(),
    }).events,
    [],
  );

describe("the picture of a flow", () => {
  it("has one box for a mapped task, however many children it has", () => {
    expect(pictureOf(flow).boxes.map(({ slug, isMapped }) => [slug, isMapped])).toEqual([
      ["xs", false],
      ["inc", true],
      ["sum", false],
    ]);
  });

  it("draws a constant small", () => {
    const { boxes } = pictureOf(
      graph([node("three", { kind: "constant" }), "add"], ["three>add:x"]),
    );
    expect(boxes.map(({ isSmall }) => isSmall)).toEqual([true, false]);
    expect(boxes[0]?.height).toBeLessThan(boxes[1]?.height ?? 0);
  });

  it("tells data, order and mapping apart, and names the arguments once", () => {
    const { arrows } = pictureOf(graph(["a", "b"], ["a>b:x", "a~>b:y", "a>b", "b=>a:z"]));
    expect(arrows.map(({ kind, label }) => [kind, label])).toEqual([
      ["data", "x, y (flat)"],
      ["data", ""],
      ["state", ""],
      ["mapped", "z"],
    ]);
  });

  it("does not depend on states", () => {
    expect(structureOf(run()?.graph ?? graph([]))).toBe(structureOf(flow));
  });

  it("says what a person and a screen reader want to know of a task", () => {
    const name = (slug: string) => nameOf(slug, boxStateOf(slug, run()));
    expect(name("xs")).toBe("xs: Success");
    expect(name("inc")).toBe("inc: Mapped 3/3, 1 Failed, 2 Success");
    expect(name("sum")).toBe("sum: TriggerFailed");
    expect(nameOf("xs", boxStateOf("xs", null))).toBe("xs: not run");
  });
});
