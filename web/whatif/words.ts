/** The words that sentences about a forecast are made of. */

import type { FlowGraph, Slug } from "../../engine/model/graph.ts";
import type { StateType } from "../../engine/model/state.ts";

/** What sentences ask of a graph for each of its tasks. */
interface Known {
  readonly names: ReadonlyMap<Slug, string>;
  /** Tasks that something is upstream of. */
  readonly below: ReadonlySet<Slug>;
}

const known = new WeakMap<FlowGraph, Known>();

function knownOf(graph: FlowGraph): Known {
  const before = known.get(graph);
  if (before) return before;
  const below = new Set(graph.edges.map(({ downstream }) => downstream));
  const made = { names: namesIn(graph), below };
  known.set(graph, made);
  return made;
}

function namesIn({ tasks }: FlowGraph): ReadonlyMap<Slug, string> {
  const counts = new Map<string, number>();
  for (const { name } of tasks) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(tasks.map(({ slug, name }) => [slug, counts.get(name) === 1 ? name : slug]));
}

/** A task's name; its slug where another task has that name too. */
export const nameOf = (graph: FlowGraph, slug: Slug): string =>
  knownOf(graph).names.get(slug) ?? slug;

export const hasUpstream = (graph: FlowGraph, slug: Slug): boolean =>
  knownOf(graph).below.has(slug);

/** `"load"` */
export const quoted = (graph: FlowGraph, slug: Slug): string => `"${nameOf(graph, slug)}"`;

/** `a, b and c`; of many the first few. */
export function listed(parts: readonly string[], last: "and" | "or"): string {
  const shown = parts.length > 4 ? [...parts.slice(0, 3), `${parts.length - 3} more`] : parts;
  if (shown.length < 2) return shown.join("");
  return `${shown.slice(0, -1).join(", ")} ${last} ${shown.at(-1) ?? ""}`;
}

/** What a task does that ends so: `it …`. */
export const doesText = (type: StateType): string => verbOf(type)[0];

/** What a task may do that ends so: `it may …`. */
export const mayText = (type: StateType): string => verbOf(type)[1];

function verbOf(type: StateType): readonly [does: string, may: string] {
  switch (type) {
    case "Success":
    case "Mapped":
    case "Cached":
      return ["runs", "run"];
    case "Skipped":
      return ["is skipped", "be skipped"];
    case "TriggerFailed":
      return ["fails by its trigger", "fail by its trigger"];
    default:
      return [`ends as ${type}`, `end as ${type}`];
  }
}
