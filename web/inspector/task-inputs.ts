/** The arguments of a task run: where each comes from, as the graph says. */

import type { FlowGraph, Slug } from "../../engine/model/graph.ts";
import type { InputRef, ResultRef } from "../../engine/model/value.ts";
import type { RunView, TaskRunView } from "../session/run-view.ts";

export interface Argument {
  readonly name: string;
  /** The upstream whose result it is; null for a constant. */
  readonly upstream: Slug | null;
  readonly mapped: boolean;
  readonly flattened: boolean;
  /** null: not known before the task run has been called. */
  readonly input: InputRef | null;
  /** What the graph says of a constant. */
  readonly preview: string | null;
}

/** The arguments that come from upstreams, then the constants kept off the graph. */
export function argumentsOf(
  graph: FlowGraph,
  slug: Slug,
  run: RunView | null,
  taskRun: TaskRunView | null,
): Argument[] {
  const inputs = taskRun?.inputs ?? {};
  const fromUpstreams = graph.edges.flatMap(
    ({ upstream, downstream, key, mapped, flattened }): Argument[] =>
      downstream !== slug || key === null
        ? []
        : [{ name: key, upstream, mapped, flattened, input: inputs[key] ?? null, preview: null }],
  );
  const stored: Readonly<Record<string, ResultRef>> = run?.constants[slug] ?? {};
  const constants = Object.entries(graph.constants[slug] ?? {}).map(
    ([name, constant]): Argument => {
      const kept = stored[name];
      const input: InputRef | null = kept ? { from: "result", ref: kept } : null;
      return {
        name,
        upstream: null,
        mapped: false,
        flattened: false,
        input: inputs[name] ?? input,
        preview: constant.preview,
      };
    },
  );
  return [...fromUpstreams, ...constants];
}

/** Tasks that only have to come before, each once. */
export const orderOnly = (graph: FlowGraph, slug: Slug): Slug[] => [
  ...new Set(
    graph.edges
      .filter(({ downstream, key }) => downstream === slug && key === null)
      .map(({ upstream }) => upstream),
  ),
];

/** What is selected: a task's slug, and which of its mapped children, if one is. */
export function selectionOf(
  graph: FlowGraph,
  selected: string,
): { readonly slug: Slug; readonly mapIndex: number | null } {
  if (graph.tasks.some(({ slug }) => slug === selected)) return { slug: selected, mapIndex: null };
  const [, slug = selected, index] = /^(.*)\[(\d+)\]$/s.exec(selected) ?? [];
  return { slug, mapIndex: index === undefined ? null : Number(index) };
}
