/** Says for which value of a condition a task comes to which end. */

import type { ForeseenEnd } from "../../engine/model/forecast.ts";
import type { FlowGraph, Slug } from "../../engine/model/graph.ts";
import { doesText, listed, quoted } from "./words.ts";

const NONE_FITS = "none";

/** @param ends  each with the branches that lead to it */
export function valueSentence(
  graph: FlowGraph,
  condition: Slug,
  ends: readonly ForeseenEnd[],
): string {
  const truthOf = conditionBehind(graph, condition);
  const what = quoted(graph, truthOf ?? condition);
  /* What follows from no branch at all, or from most of them, is what else happens. */
  const weight = ({ when }: ForeseenEnd): number =>
    when.includes(NONE_FITS) || when.length === 0 ? Infinity : when.length;
  const inOrder = ends.toSorted((a, b) => weight(a) - weight(b));
  const last = inOrder.at(-1);
  const ways = inOrder.slice(0, -1).map(({ type, when }) => {
    const values = when.map((slug) => valueBefore(graph, slug));
    return `${doesText(type)} if that is ${listed(
      values.map((value) => (truthOf === null ? value : truthText(value))),
      "or",
    )}`;
  });
  const rest = last ? `, else ${doesText(last.type)}` : "";
  return `It depends on what ${what} yields: it ${ways.join(", ")}${rest}.`;
}

/** Of an `ifElse`, the task whose value is asked for its truth; null: the value itself is compared. */
function conditionBehind(graph: FlowGraph, condition: Slug): Slug | null {
  const node = graph.tasks.find(({ slug }) => slug === condition);
  if (node?.name !== "as_bool") return null;
  return graph.edges.find(({ downstream }) => downstream === condition)?.upstream ?? null;
}

const truthText = (value: string): string => (/^"?true"?$/i.test(value) ? "truthy" : "falsy");

/** The value that a branch is for, from its task's name: `CompareValue: "a"`, `case(a)`. */
function valueBefore(graph: FlowGraph, slug: Slug): string {
  const name = graph.tasks.find((task) => task.slug === slug)?.name ?? slug;
  const value = /^CompareValue: "(.*)"$/s.exec(name)?.[1] ?? /^case\((.*)\)$/s.exec(name)?.[1];
  return value === undefined ? `"${name}"` : `"${value}"`;
}
