/** What is in a drawing, read from its file: the same pen draws the page. */

import { describe, expect, it } from "vitest";
import { graph } from "../../engine/testing/graphs.ts";
import type { Colors } from "../theme/colors.ts";
import { svgOf } from "./graph-file.ts";
import { drawScene, type Shown } from "./paint.ts";
import { SvgPen } from "./pen.ts";
import { sceneOf } from "./scene-of.ts";
import { relatedTo } from "./walk.ts";

const colors: Colors = {
  text: "text",
  muted: "muted",
  border: "border",
  edge: "edge",
  surface: "surface",
  raised: "raised",
  accent: "accent",
  onState: "on-state",
  family: "sans",
  font: "12px sans",
  isStrong: false,
  ofState: (type) => type,
};

const shown: Shown = {
  run: null,
  forecast: null,
  selected: null,
  lit: new Set(),
  related: null,
  hovered: null,
  isDraft: false,
};

const sceneFrom = (tasks: readonly string[], edges: readonly string[]) =>
  sceneOf(graph(tasks, edges), { expanded: new Map(), previous: null });

const svg = (tasks: readonly string[], edges: readonly string[]) =>
  svgOf({ name: "flow", scene: sceneFrom(tasks, edges), shown, colors });

describe("the file of a graph", () => {
  it("names the arguments of all edges, however many there are", () => {
    const tasks = Array.from({ length: 401 }, (_, index) => `t${index}`);
    const edges = tasks.slice(1).map((slug, index) => `t0>${slug}:x${index}`);
    const text = svg(tasks, edges);
    for (let index = 0; index < 400; index++) expect(text).toContain(`>x${index}<`);
  });

  it("draws an edge that hands a value over solid, one that only orders dashed, a mapped one double", () => {
    const linesOf = (edge: string) =>
      [...svg(["a", "b"], [edge]).matchAll(/<path [^>]*stroke="(?:edge|surface)"[^>]*>/g)].map(
        ([line]) => line,
      );
    const [data, state, mapped] = [linesOf("a>b:xs"), linesOf("a>b"), linesOf("a=>b:xs")];
    expect(data).toHaveLength(1);
    expect(data.join("")).not.toContain("stroke-dasharray");
    expect(state.join("")).toContain('stroke-dasharray="5 4"');
    expect(mapped).toHaveLength(2);
    expect(svg(["a", "b"], ["a>b:xs"])).toContain(">xs<");
  });
});

describe("what is not related to the selection", () => {
  /** The tasks that are drawn pale, by the words on their boxes. */
  function pale(towards: "upstream" | "downstream"): string[] {
    const flow = graph(["a", "b", "c", "d"], ["a>b:x", "b>c:x", "a>d:x"]);
    const scene = sceneOf(flow, { expanded: new Map(), previous: null });
    const pen = new SvgPen("sans");
    const related = relatedTo(flow, "b", towards);
    drawScene(pen, scene, {
      shown: { ...shown, selected: "b", related },
      colors,
      detail: "full",
    });
    const words = [...pen.toString().matchAll(/<text [^>]*opacity="0.22"[^>]*>([abcd])</g)];
    return words.map(([, word = ""]) => word).toSorted();
  }

  it("is pale: what is not above, and what is not below", () => {
    expect(pale("upstream")).toEqual(["c", "d"]);
    expect(pale("downstream")).toEqual(["a", "d"]);
  });
});
