/** What the core asks of a graph again and again, worked out once per graph. */

import type { Edge, FlowGraph, Slug, TaskNode } from "../model/graph.ts";

export interface GraphIndex {
  readonly nodes: ReadonlyMap<Slug, TaskNode>;
  readonly upstream: ReadonlyMap<Slug, readonly Edge[]>;
  readonly downstream: ReadonlyMap<Slug, readonly Edge[]>;
  /** Position in topological order; ties by the order in which the tasks were added. */
  readonly order: ReadonlyMap<Slug, number>;
  /** Some edge into it is mapped: it expands into children. */
  readonly mapped: ReadonlySet<Slug>;
  /** Some edge out of it is flattened: the lengths of its items matter. */
  readonly flattened: ReadonlySet<Slug>;
  readonly terminal: readonly Slug[];
  readonly reference: readonly Slug[];
  /** A cycle, as slugs, if there is one: then `order` covers only the rest. */
  readonly cycle: readonly Slug[] | null;
}

const known = new WeakMap<FlowGraph, GraphIndex>();

/** The index of a graph; made on first use and kept as long as the graph is. */
export function indexOf(graph: FlowGraph): GraphIndex {
  const before = known.get(graph);
  if (before) return before;
  const index = makeIndex(graph);
  known.set(graph, index);
  return index;
}

function makeIndex(graph: FlowGraph): GraphIndex {
  const nodes = new Map(graph.tasks.map((node) => [node.slug, node]));
  const upstream = new Map<Slug, Edge[]>(graph.tasks.map(({ slug }) => [slug, []]));
  const downstream = new Map<Slug, Edge[]>(graph.tasks.map(({ slug }) => [slug, []]));
  for (const edge of graph.edges) {
    upstream.get(edge.downstream)?.push(edge);
    downstream.get(edge.upstream)?.push(edge);
  }
  const order = sortTopologically(graph, upstream, downstream);
  const terminal = graph.tasks
    .filter(({ slug }) => downstream.get(slug)?.length === 0)
    .map(({ slug }) => slug);
  return {
    nodes,
    upstream,
    downstream,
    order,
    mapped: new Set(graph.edges.filter((edge) => edge.mapped).map((edge) => edge.downstream)),
    flattened: new Set(graph.edges.filter((edge) => edge.flattened).map((edge) => edge.upstream)),
    terminal,
    reference: graph.referenceTasks ?? defaultReference(graph, nodes, downstream),
    cycle:
      order.size === graph.tasks.length
        ? null
        : graph.tasks.filter(({ slug }) => !order.has(slug)).map(({ slug }) => slug),
  };
}

/** Prefect: neither resource init nor clean-up, and nothing downstream but resource clean-up. */
function defaultReference(
  graph: FlowGraph,
  nodes: ReadonlyMap<Slug, TaskNode>,
  downstream: ReadonlyMap<Slug, readonly Edge[]>,
): Slug[] {
  return graph.tasks
    .filter(({ kind }) => kind !== "resourceInit" && kind !== "resourceCleanup")
    .filter(({ slug }) =>
      (downstream.get(slug) ?? []).every(
        (edge) => nodes.get(edge.downstream)?.kind === "resourceCleanup",
      ),
    )
    .map(({ slug }) => slug);
}

function sortTopologically(
  graph: FlowGraph,
  upstream: ReadonlyMap<Slug, readonly Edge[]>,
  downstream: ReadonlyMap<Slug, readonly Edge[]>,
): Map<Slug, number> {
  const left = new Map(graph.tasks.map(({ slug }) => [slug, upstream.get(slug)?.length ?? 0]));
  const order = new Map<Slug, number>();
  let layer = graph.tasks.map(({ slug }) => slug).filter((slug) => left.get(slug) === 0);
  while (layer.length > 0) {
    const next: Slug[] = [];
    for (const slug of layer) {
      order.set(slug, order.size);
      for (const edge of downstream.get(slug) ?? []) {
        const rest = (left.get(edge.downstream) ?? 0) - 1;
        left.set(edge.downstream, rest);
        if (rest === 0) next.push(edge.downstream);
      }
    }
    layer = next;
  }
  return order;
}
