/** Where keys lead in a graph: along edges, among neighbours of a layer, to the first and the last. Pure. */

import type { FlowGraph, Slug } from "../../engine/model/graph.ts";
import type { Box, Scene } from "./scene.ts";

export type Direction = "up" | "down" | "left" | "right" | "first" | "last";

/** The task to which a key leads from this one; null if there is none that way. */
export function neighbourOf(
  { boxes, bySlug, arrows }: Scene,
  slug: Slug,
  direction: Direction,
): Slug | null {
  const box = bySlug.get(slug);
  if (!box) return null;
  const across = (ends: readonly Slug[]): Slug | null => {
    const reached = ends.flatMap((end) => bySlug.get(end) ?? []);
    return nearest(reached, box);
  };
  const inLayer = (layer: number): Box[] => boxes.filter((each) => each.layer === layer);
  switch (direction) {
    case "up":
      return across(
        arrows.flatMap(({ edge }) => (edge.downstream === slug ? [edge.upstream] : [])),
      );
    case "down":
      return across(
        arrows.flatMap(({ edge }) => (edge.upstream === slug ? [edge.downstream] : [])),
      );
    case "left":
      return nearest(
        inLayer(box.layer).filter(({ area }) => area.x < box.area.x),
        box,
      );
    case "right":
      return nearest(
        inLayer(box.layer).filter(({ area }) => area.x > box.area.x),
        box,
      );
    case "first":
      return nearest(inLayer(0), box);
    case "last":
      return nearest(inLayer(boxes.reduce((most, { layer }) => Math.max(most, layer), 0)), box);
  }
}

function nearest(boxes: readonly Box[], { area }: Box): Slug | null {
  const centre = area.x + area.width / 2;
  const distance = (each: Box): number => Math.abs(each.area.x + each.area.width / 2 - centre);
  let [best, least] = [null as Slug | null, Infinity];
  for (const each of boxes) {
    if (distance(each) >= least) continue;
    least = distance(each);
    best = each.slug;
  }
  return best;
}

/** All that a task waits for, or all that waits for it, directly or not, and the task itself. */
export function relatedTo(
  { edges }: FlowGraph,
  slug: Slug,
  towards: "upstream" | "downstream",
): ReadonlySet<Slug> {
  const next = new Map<Slug, Slug[]>();
  for (const { upstream, downstream } of edges) {
    const [from, to] = towards === "upstream" ? [downstream, upstream] : [upstream, downstream];
    const known = next.get(from);
    if (known) known.push(to);
    else next.set(from, [to]);
  }
  const found = new Set([slug]);
  for (const each of found) for (const further of next.get(each) ?? []) found.add(further);
  return found;
}

/** The tasks whose slug, name, class or tags have this text in them, in the graph's order. */
export function foundIn({ tasks }: FlowGraph, text: string): Slug[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return [];
  return tasks.flatMap(({ slug, name, type, tags }) =>
    [slug, name, type, ...tags].some((each) => each.toLowerCase().includes(wanted)) ? [slug] : [],
  );
}
