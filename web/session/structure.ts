/** What of a flow's graph one sees in its drawing, and what of a text's draft goes for a run. Pure. */

import type { FlowGraph } from "../../engine/model/graph.ts";

/** Equal for graphs that are drawn alike. */
export const structureOf = ({ tasks, edges, constants }: FlowGraph): string =>
  JSON.stringify([
    tasks.map(({ slug, kind }) => [
      slug,
      kind === "constant",
      Object.entries(constants[slug] ?? {}).map(([name, { preview }]) => [name, preview]),
    ]),
    edges.map(({ upstream, downstream, key, mapped, flattened }) => [
      upstream,
      downstream,
      key,
      mapped,
      flattened,
    ]),
  ]);

/** A graph as it is, with its calls where they stand in another of the same structure. */
export const placedAs = (graph: FlowGraph, { tasks }: FlowGraph): FlowGraph => ({
  ...graph,
  tasks: graph.tasks.map((task, index) => {
    const { place: _, ...rest } = task;
    const place = tasks[index]?.place;
    return place ? { ...rest, place } : rest;
  }),
});
