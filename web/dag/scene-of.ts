/** From a flow's graph to its scene: what to place, and what was placed as boxes and arrows. Pure. */

import type { Edge, FlowGraph, Slug } from "../../engine/model/graph.ts";
import { draftsOf, type BoxDraft } from "./box-size.ts";
import { layout, type Before, type LayoutInput, type Placed } from "./layout.ts";
import type { Arrow, Box, Point, Scene } from "./scene.ts";

export interface LayoutOptions {
  /** Of each opened mapped task, how many children it has. */
  readonly expanded: ReadonlyMap<Slug, number>;
  /** What was drawn before. If the graph only grew since, what was there keeps its place. */
  readonly previous: Scene | null;
}

/** What is to be laid out: with all boxes closed, and with those open that are. */
export interface LayoutTask {
  readonly closed: LayoutInput;
  /** Sizes where boxes are open; null: none is. */
  readonly open: Pick<LayoutInput, "widths" | "heights"> | null;
}

/** Where all stands with no box open, and as it is to be drawn. */
export interface LayoutResult {
  readonly home: Placed;
  /** null: as `home`. */
  readonly open: Placed | null;
}

/** Lays a graph out at once. Large graphs are better laid out in the worker: see `layOut`. */
export function sceneOf(graph: FlowGraph, options: LayoutOptions): Scene {
  const plan = planOf(graph, options);
  return plan.toScene(carryOut(plan.task));
}

/** The layout itself: the only part that takes long. */
export function carryOut({ closed, open }: LayoutTask): LayoutResult {
  const home = layout(closed);
  // From home, not from what was drawn last: what is closed again comes back to its place.
  return { home, open: open ? layout({ ...closed, ...open, before: home }) : null };
}

export interface LayoutPlan {
  readonly task: LayoutTask;
  readonly toScene: (result: LayoutResult) => Scene;
}

/** What to lay out for a graph, and how the scene is made of what comes of it. */
export function planOf(graph: FlowGraph, { expanded, previous }: LayoutOptions): LayoutPlan {
  const drafts = draftsOf(graph, expanded);
  const indexes = new Map(drafts.map(({ slug, index }) => [slug, index]));
  const ends = new Int32Array(graph.edges.length * 2);
  graph.edges.forEach(({ upstream, downstream }, link) => {
    ends[2 * link] = indexes.get(upstream) ?? -1;
    ends[2 * link + 1] = indexes.get(downstream) ?? -1;
  });
  const ids = idsOf(graph.edges);
  const heights = Float64Array.from(drafts, ({ height }) => height);
  const task: LayoutTask = {
    closed: {
      widths: Float64Array.from(drafts, ({ width }) => width),
      heights,
      heads: heights.slice(),
      ends,
      before: previous ? beforeOf(previous, drafts, ids) : null,
    },
    open: drafts.some(({ waffle }) => waffle !== null)
      ? {
          widths: Float64Array.from(drafts, ({ openWidth }) => openWidth),
          heights: Float64Array.from(drafts, ({ openHeight }) => openHeight),
        }
      : null,
  };
  return { task, toScene: (result) => toScene(graph, { drafts, ids, result }) };
}

/** Unique, and the same for the same edge of a graph that grew. */
function idsOf(edges: readonly Edge[]): string[] {
  const seen = new Map<string, number>();
  return edges.map(({ upstream, downstream, key }) => {
    const id = `${upstream}>${downstream}:${key ?? ""}`;
    const again = seen.get(id) ?? 0;
    seen.set(id, again + 1);
    return again === 0 ? id : `${id}:${again}`;
  });
}

/** The places to keep; null if something is gone, for then all is placed anew. */
function beforeOf(
  { boxes, bySlug, arrows, home }: Scene,
  drafts: readonly BoxDraft[],
  ids: readonly string[],
): Before | null {
  const old = new Map(arrows.map(({ id }, index) => [id, index]));
  const isAt = (draft: BoxDraft): boolean => bySlug.has(draft.slug);
  if (boxes.length === 0 || drafts.filter(isAt).length < boxes.length) return null;
  if (ids.filter((id) => old.has(id)).length < arrows.length) return null;
  const layers = new Int32Array(drafts.length).fill(-1);
  const x = new Float64Array(drafts.length);
  drafts.forEach(({ slug }, index) => {
    const box = bySlug.get(slug);
    if (!box) return;
    layers[index] = home.layers[box.index] ?? -1;
    x[index] = home.x[box.index] ?? 0;
  });
  const lanes: number[] = [];
  const laneStarts = new Int32Array(ids.length + 1);
  ids.forEach((id, link) => {
    const each = old.get(id);
    if (each !== undefined) {
      const [from, to] = [home.laneStarts[each] ?? 0, home.laneStarts[each + 1] ?? 0];
      for (let lane = from; lane < to; lane++) lanes.push(home.lanes[lane] ?? 0);
    }
    laneStarts[link + 1] = lanes.length;
  });
  return { layers, x, lanes: Float64Array.from(lanes), laneStarts };
}

interface Laid {
  readonly drafts: readonly BoxDraft[];
  readonly ids: readonly string[];
  readonly result: LayoutResult;
}

function toScene({ edges }: FlowGraph, { drafts, ids, result }: Laid): Scene {
  const { home } = result;
  const placed = result.open ?? home;
  const boxes = drafts.map((draft): Box => {
    const { slug, node, index, isMapped, isSmall, label, chips, waffle } = draft;
    const { openWidth: width, openHeight: height } = draft;
    const x = (placed.x[index] ?? 0) - width / 2;
    const y = (placed.y[index] ?? 0) - height / 2;
    const area = { x, y, width, height };
    const layer = placed.layers[index] ?? 0;
    return { slug, node, index, isMapped, isSmall, area, layer, chips, label, waffle };
  });
  const labels = labelsOf(edges);
  const arrows = edges.map((edge, link): Arrow => ({
    id: ids[link] ?? "",
    edge,
    kind: edge.mapped ? "mapped" : edge.key === null ? "state" : "data",
    label: labels.get(edge) ?? "",
    points: pointsOf(placed, link),
  }));
  const bySlug = new Map(boxes.map((box) => [box.slug, box]));
  return { boxes, bySlug, arrows, width: placed.width, height: placed.height, home };
}

function pointsOf({ points, pointStarts }: Placed, link: number): Point[] {
  const route: Point[] = [];
  for (let at = pointStarts[link] ?? 0; at < (pointStarts[link + 1] ?? 0); at += 2) {
    route.push({ x: points[at] ?? 0, y: points[at + 1] ?? 0 });
  }
  return route;
}

/** By the first edge between two tasks: the keys of all edges between them. */
function labelsOf(edges: readonly Edge[]): Map<Edge, string> {
  const groups = new Map<string, { first: Edge; keys: string[] }>();
  for (const edge of edges) {
    const ends = `${edge.upstream}>${edge.downstream}`;
    const group = groups.get(ends) ?? { first: edge, keys: [] };
    groups.set(ends, group);
    if (edge.key !== null) group.keys.push(edge.flattened ? `${edge.key} (flat)` : edge.key);
  }
  return new Map([...groups.values()].map(({ first, keys }) => [first, keys.join(", ")]));
}
