/** What the graph's drawing shows of a flow and its run. Pure. */

import type { Edge, FlowGraph, Slug, TaskNode } from "../../engine/model/graph.ts";
import { isFinished, type StateType } from "../../engine/model/state.ts";
import type { ChildCounts, RunView } from "../session/run-view.ts";
import { layout, type Point } from "./layout.ts";

const HEIGHT = 46;
const LEAST_WIDTH = 128;
const MOST_WIDTH = 260;
const LETTER = 7.2;
const ICON_ROOM = 46;

export interface Box {
  readonly slug: Slug;
  readonly node: TaskNode;
  readonly isMapped: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Arrow {
  readonly id: string;
  readonly edge: Edge;
  readonly points: readonly Point[];
}

export interface Picture {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly width: number;
  readonly height: number;
}

/** Where everything stands. Depends on the graph's structure alone, never on states. */
export function pictureOf(graph: FlowGraph): Picture {
  const mapped = new Set(graph.edges.filter((edge) => edge.mapped).map((edge) => edge.downstream));
  const nodes = graph.tasks.map((node) => ({
    id: node.slug,
    width: Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, ICON_ROOM + node.slug.length * LETTER)),
    height: HEIGHT,
  }));
  const edges = graph.edges.map(({ upstream, downstream }) => ({ from: upstream, to: downstream }));
  const { places, routes, width, height } = layout(nodes, edges);
  return {
    width,
    height,
    boxes: graph.tasks.flatMap((node, index) => {
      const place = places.get(node.slug);
      const size = nodes[index];
      if (!place || !size) return [];
      const isMapped = mapped.has(node.slug);
      return [{ slug: node.slug, node, isMapped, ...place, width: size.width, height: HEIGHT }];
    }),
    arrows: graph.edges.map((edge, index) => ({
      id: `${edge.upstream}>${edge.downstream}:${edge.key ?? ""}`,
      edge,
      points: routes[index] ?? [],
    })),
  };
}

/** Equal for graphs that are drawn alike. */
export const structureOf = (graph: FlowGraph): string =>
  JSON.stringify([
    graph.tasks.map(({ slug }) => slug),
    graph.edges.map((edge) => [edge.upstream, edge.downstream, edge.key, edge.mapped]),
  ]);

/** What a box says of its task: the state, and the word for it. */
export interface BoxState {
  readonly type: StateType;
  /** `Success`, `Mapped 3/5`, `not run`. */
  readonly word: string;
  readonly counts: ChildCounts | null;
}

export function boxStateOf(slug: Slug, run: RunView | null): BoxState {
  const taskRun = run?.taskRuns.get(slug);
  if (!run || !taskRun) return { type: "Pending", word: "not run", counts: null };
  const { type, mapCount } = taskRun.state;
  const counts = run.children.get(slug) ?? null;
  if (type !== "Mapped") return { type, word: type, counts: null };
  return { type, word: `Mapped ${finishedIn(counts)}/${mapCount ?? 0}`, counts };
}

const finishedIn = (counts: ChildCounts | null): number =>
  entriesOf(counts).reduce((sum, [type, count]) => (isFinished({ type }) ? sum + count : sum), 0);

/** Counts by state, in an order that puts trouble first. */
export function entriesOf(counts: ChildCounts | null): [StateType, number][] {
  const order = ["Failed", "TimedOut", "TriggerFailed", "Retrying", "Running", "Success"];
  const rank = (type: string): number => (order.indexOf(type) + 10) % 10;
  return Object.entries(counts ?? {})
    .filter((entry): entry is [StateType, number] => (entry[1] ?? 0) > 0)
    .toSorted(([a], [b]) => rank(a) - rank(b));
}

/** How a screen reader, and a test, knows the box: `add-1: Success`. */
export function nameOf(slug: Slug, { word, counts }: BoxState): string {
  const children = entriesOf(counts).map(([type, count]) => `${count} ${type}`);
  return children.length === 0 ? `${slug}: ${word}` : `${slug}: ${word}, ${children.join(", ")}`;
}
