/** Whether a run that is asked for is the one that was asked for before. */

import type { ConstantRef, FlowGraph, Slug } from "../model/graph.ts";
import type { FlowRun } from "../model/run.ts";
import type { ReportedValue } from "../model/outcome.ts";
import type { ResultRef, StoredValue } from "../model/value.ts";
import type { RunStore } from "../ports.ts";
import { isEqual } from "../run/value-hash.ts";
import type { RunRequest } from "./running.ts";

/**
 * The same tasks and edges, constants and parameters. What a secret was is on no record, so a run that
 * was given one is never the same.
 */
export async function isSameRequest(
  run: FlowRun,
  { description, parameters }: RunRequest,
  store: RunStore,
): Promise<boolean> {
  const { graph, values } = description;
  if (shapeOf(graph) !== shapeOf(run.graph)) return false;
  const same = (ref: ResultRef | undefined, given: StoredValue | undefined) =>
    isSameValue(ref, given, store);
  for (const [slug, key, { value }] of constantsOf(graph)) {
    if (!(await same(run.constants[slug]?.[key], values[value]))) return false;
  }
  for (const { parameter } of graph.tasks) {
    if (!parameter) continue;
    const ref = run.parameters[parameter.name];
    const given = givenFor(parameter, parameters, values);
    if (ref === undefined && given === undefined) continue;
    if (!(await same(ref, given))) return false;
  }
  return true;
}

/** Two builds of the same code agree in it. */
export const shapeOf = ({ tasks, edges }: FlowGraph): string =>
  JSON.stringify([tasks.map(({ slug }) => slug), edges]);

function* constantsOf(graph: FlowGraph): Generator<readonly [Slug, string, ConstantRef]> {
  for (const [slug, constants] of Object.entries(graph.constants)) {
    for (const [key, constant] of Object.entries(constants)) yield [slug, key, constant];
  }
  for (const { slug, constant } of graph.tasks) if (constant) yield [slug, "", constant];
}

type Parameter = NonNullable<FlowGraph["tasks"][number]["parameter"]>;

const givenFor = (
  { name, default: default_ }: Parameter,
  given: Readonly<Record<string, ReportedValue>>,
  values: readonly StoredValue[],
): StoredValue | undefined =>
  given[name]?.stored ?? (default_ ? values[default_.value] : undefined);

async function isSameValue(
  ref: ResultRef | undefined,
  given: StoredValue | undefined,
  store: RunStore,
): Promise<boolean> {
  if (ref === undefined || given === undefined || ref.isSecret === true) return false;
  return isEqual(await store.value(ref.key), given);
}
