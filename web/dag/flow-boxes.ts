/** What the graph's drawing shows of a flow and its run. Pure. */

import type { Forecast } from "../../engine/model/forecast.ts";
import type { Edge, FlowGraph, Slug, TaskNode } from "../../engine/model/graph.ts";
import { isFinished, type StateType } from "../../engine/model/state.ts";
import type { ChildCounts, RunView } from "../session/run-view.ts";
import { layout, type Point } from "./layout.ts";

const HEIGHT = 46;
/** A constant is never run: a box of one line is enough. */
const SMALL_HEIGHT = 28;
const LEAST_SMALL_WIDTH = 72;
const LEAST_WIDTH = 128;
const MOST_WIDTH = 260;
const LETTER = 7.2;
const ICON_ROOM = 54;

/** A task's box: its centre and size in pixels. A mapped task has one, however many children. */
export interface Box {
  readonly slug: Slug;
  readonly node: TaskNode;
  readonly isMapped: boolean;
  /** A constant: one line, without a state word. */
  readonly isSmall: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An edge hands a value over, only orders, or hands over one item to each child. */
export type ArrowKind = "data" | "state" | "mapped";

/** An edge as drawn. */
export interface Arrow {
  readonly id: string;
  readonly edge: Edge;
  readonly kind: ArrowKind;
  /** The arguments it fills. Edges between the same two tasks lie on one line: the first says all. */
  readonly label: string;
  readonly points: readonly Point[];
}

/** All there is to draw, but no states. */
export interface Picture {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly width: number;
  readonly height: number;
}

/** Where everything stands. Depends on the graph's structure alone, never on states. */
export function pictureOf(graph: FlowGraph): Picture {
  const mapped = new Set(graph.edges.filter((edge) => edge.mapped).map((edge) => edge.downstream));
  const sizes = new Map(graph.tasks.map((node) => [node.slug, sizeOf(node)]));
  const nodes = graph.tasks.map((node) => ({ id: node.slug, ...sizeOf(node) }));
  const edges = graph.edges.map(({ upstream, downstream }) => ({ from: upstream, to: downstream }));
  const { places, routes, width, height } = layout(nodes, edges);
  const labels = labelsOf(graph.edges);
  return {
    width,
    height,
    boxes: graph.tasks.flatMap((node) => {
      const { slug } = node;
      const place = places.get(slug);
      const size = sizes.get(slug);
      if (!place || !size) return [];
      const isSmall = node.kind === "constant";
      return [{ slug, node, isMapped: mapped.has(slug), isSmall, ...place, ...size }];
    }),
    arrows: graph.edges.map((edge, index) => ({
      id: `${edge.upstream}>${edge.downstream}:${edge.key ?? ""}`,
      edge,
      kind: edge.mapped ? "mapped" : edge.key === null ? "state" : "data",
      label: labels.get(edge) ?? "",
      points: routes[index] ?? [],
    })),
  };
}

function sizeOf({ kind, slug }: TaskNode): { width: number; height: number } {
  const isSmall = kind === "constant";
  const width = ICON_ROOM + slug.length * LETTER;
  const least = isSmall ? LEAST_SMALL_WIDTH : LEAST_WIDTH;
  return {
    width: Math.min(MOST_WIDTH, Math.max(least, width)),
    height: isSmall ? SMALL_HEIGHT : HEIGHT,
  };
}

/** By the first edge between two tasks: the keys of all edges between them. */
function labelsOf(edges: readonly Edge[]): Map<Edge, string> {
  const groups = new Map<string, { first: Edge; keys: string[] }>();
  for (const edge of edges) {
    const ends = JSON.stringify([edge.upstream, edge.downstream]);
    const group = groups.get(ends) ?? { first: edge, keys: [] };
    groups.set(ends, group);
    if (edge.key !== null) group.keys.push(edge.flattened ? `${edge.key} (flat)` : edge.key);
  }
  return new Map([...groups.values()].map(({ first, keys }) => [first, keys.join(", ")]));
}

/** Equal for graphs that are drawn alike. */
export const structureOf = (graph: FlowGraph): string =>
  JSON.stringify([
    graph.tasks.map(({ slug, kind }) => [slug, kind === "constant"]),
    graph.edges.map(({ upstream, downstream, key, mapped, flattened }) => [
      upstream,
      downstream,
      key,
      mapped,
      flattened,
    ]),
  ]);

/** What a box says of its task: the state, and the word for it. */
export interface BoxState {
  readonly type: StateType;
  /** `Success`, `Mapped 3/5`, `not run`. */
  readonly word: string;
  readonly counts: ChildCounts | null;
}

/** What to say of a task of this run; without a run, that it was not run. */
export function boxStateOf(slug: Slug, run: RunView | null): BoxState {
  const taskRun = run?.taskRuns.get(slug);
  if (!run || !taskRun) return { type: "Pending", word: "not run", counts: null };
  const { type, mapCount } = taskRun.state;
  const counts = run.children.get(slug) ?? null;
  if (type !== "Mapped") return { type, word: type, counts: null };
  return { type, word: `Mapped ${finishedIn(counts)}/${mapCount ?? 0}`, counts };
}

/** What is foreseen of a task, where something is: then that is said instead of its state. */
export function foreseenOf(slug: Slug, forecast: Forecast | null): BoxState | null {
  const end = forecast?.get(slug);
  if (!end) return null;
  if (end.type === "unknown") return { type: "Pending", word: "depends", counts: null };
  return { type: end.type, word: `would be ${end.type}`, counts: null };
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
