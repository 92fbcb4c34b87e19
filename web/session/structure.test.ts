import { describe, expect, it } from "vitest";
import type { ConstantRef } from "../../engine/model/graph.ts";
import { graph, node } from "../../engine/testing/graphs.ts";
import { returned, simulate } from "../../engine/testing/simulate.ts";
import { foldRun } from "./fold-run.ts";
import { placedAs, structureOf } from "./structure.ts";

const flow = graph(["xs", "inc", "sum"], ["xs=>inc:x", "inc>sum:xs"]);

const constant = (value: number, preview: string): ConstantRef => ({
  value,
  preview,
  length: null,
  size: preview.length,
});

describe("the structure of a flow", () => {
  it("does not depend on states", () => {
    const { events } = simulate({ graph: flow, call: () => returned(3) });
    expect(structureOf(foldRun(null, events, [])?.graph ?? graph([]))).toBe(structureOf(flow));
  });

  it("is another when a task, an edge or a shown value is another", () => {
    const y = (preview: string) => ({ constants: { inc: { y: constant(0, preview) } } });
    const others = [
      graph(["xs", "inc"], ["xs=>inc:x"]),
      graph(["xs", "inc", "sum"], ["xs>inc:x", "inc>sum:xs"]),
      graph(["xs", "inc", "sum"], ["xs=>inc:x", "inc>sum:xs"], y("1")),
      graph(["xs", "inc", "sum"], ["xs=>inc:x", "inc>sum:xs"], y("2")),
    ];
    expect(new Set([flow, ...others].map(structureOf)).size).toBe(5);
  });
});

it("takes the places of another graph, and nothing else", () => {
  const at = (line: number) => ({ place: { cell: "c", line, column: 1 } });
  const ran = graph([node("a", { ...at(1), maxRetries: 2 }), node("b", at(2))]);
  const now = graph([node("a", at(5)), node("b")]);
  expect(placedAs(ran, now).tasks).toEqual([node("a", { ...at(5), maxRetries: 2 }), node("b")]);
});
