/** How a run begins: from what `flow.run` was called with to the first record of its journal. */

import { indexOf } from "../core/graph-index.ts";
import type { ConstantRef, FlowDescription, FlowGraph, Slug } from "../model/graph.ts";
import type { ParentCall, RunEvent, RunOptions, Series } from "../model/run.ts";
import type { Millis, State } from "../model/state.ts";
import type { ReportedValue } from "../model/outcome.ts";
import type { Failure, ResultRef } from "../model/value.ts";
import type { RunValues } from "../run/values.ts";
import type { WireRunRequest } from "../sandbox/protocol.ts";
import type { ScheduleEvent } from "./next-event.ts";

type GivenState = NonNullable<WireRunRequest["state"]>;

export interface StartOptions {
  readonly id: string;
  readonly request: WireRunRequest;
  readonly values: RunValues;
  readonly at: Millis;
  /** How far the clock is ahead of the machine's. */
  readonly ahead: Millis;
  /** The event of the flow's schedule that the run waits for; null: it begins at once. */
  readonly event: ScheduleEvent | null;
  readonly runName: string;
  readonly isNested: boolean;
  readonly parent: ParentCall | null;
}

/** The first event of a run. Constants and parameters are put into the result store. */
export function startEvent(options: StartOptions): Extract<RunEvent, { type: "RunStarted" }> {
  const { id, request, values, at, event } = options;
  const { description } = request;
  const kept = keepConstants(description, values);
  const given = keepEach(request.parameters, values);
  const set = keepEach(event?.parameters ?? {}, values);
  return {
    type: "RunStarted",
    at,
    id,
    flow: description.id,
    graph: description.graph,
    parameters: parameterRefs(description.graph, kept, { ...given, ...set }),
    constants: constantRefs(description.graph, kept),
    options: {
      ...runOptions(options),
      ...(event && {
        series: seriesOf(options, given, parameterRefs(description.graph, kept, {})),
      }),
    },
  };
}

function runOptions(options: StartOptions): RunOptions {
  const { request, values, at, event, runName, isNested, parent } = options;
  const { nodes } = indexOf(request.description.graph);
  const keepState = ({ state, value }: GivenState, slug?: Slug): State => {
    const isSecret = slug !== undefined && nodes.get(slug)?.kind === "secret";
    const keep = (given: ReportedValue) =>
      isSecret ? values.keepSecret(given) : values.keep(given);
    return { ...state, result: value ? keep(value) : null };
  };
  return {
    runName: request.runName ?? runName,
    executor: request.executor ?? "pool",
    checkpointing: request.checkpointing ?? true,
    context: request.context ?? {},
    scheduledStartTime: event?.at ?? at,
    taskStates: Object.fromEntries(
      Object.entries(request.taskStates ?? {}).map(([slug, given]) => [
        slug,
        keepState(given, slug),
      ]),
    ),
    flowState: request.state ? keepState(request.state) : null,
    taskRunnerStateHandlers: request.taskRunnerStateHandlers,
    ...(isNested && { isNested }),
    ...(parent && { parent }),
  };
}

type Kept = (constant: ConstantRef) => ResultRef;

/** Each constant of the description is stored once, however often the graph names it. */
function keepConstants({ values: given }: FlowDescription, values: RunValues): Kept {
  const kept = new Map<number, ResultRef>();
  return ({ value: index, ...info }) => {
    const before = kept.get(index);
    if (before) return { ...before, ...info };
    const stored = given[index] ?? { kind: "value", value: null };
    const ref = values.keep({ stored, info });
    kept.set(index, ref);
    return ref;
  };
}

function constantRefs(graph: FlowGraph, kept: Kept): Record<string, Record<string, ResultRef>> {
  const refs: Record<string, Record<string, ResultRef>> = {};
  for (const [slug, constants] of Object.entries(graph.constants)) {
    refs[slug] = Object.fromEntries(
      Object.entries(constants).map(([key, constant]) => [key, kept(constant)]),
    );
  }
  for (const { slug, constant } of graph.tasks) {
    if (constant) refs[slug] = { "": kept(constant) };
  }
  return refs;
}

/** Prefect: defaults of parameters that are not required, then what was passed. */
function parameterRefs(
  graph: FlowGraph,
  kept: Kept,
  passed: Readonly<Record<string, ResultRef>>,
): Record<string, ResultRef> {
  const refs: Record<string, ResultRef> = {};
  for (const { parameter } of graph.tasks) {
    if (!parameter) continue;
    const given = passed[parameter.name];
    if (given) refs[parameter.name] = given;
    else if (parameter.default) refs[parameter.name] = kept(parameter.default);
  }
  return refs;
}

const keepEach = (
  given: Readonly<Record<string, ReportedValue>>,
  values: RunValues,
): Record<string, ResultRef> =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, values.keep(value)]));

const seriesOf = (
  { request: { runName }, ahead }: StartOptions,
  given: Series["given"],
  defaults: Series["defaults"],
): Series => ({ ...(runName !== undefined && { runName }), given, defaults, ahead });

/**
 * What is wrong with the parameters given for a flow, in Prefect's words; null if nothing is.
 * Source: prefect 1.x core/flow.py, Flow.run.
 */
export function parameterFault(
  graph: FlowGraph,
  given: Readonly<Record<string, ReportedValue>>,
): Failure | null {
  const known = graph.tasks.flatMap(({ parameter }) => (parameter ? [parameter] : []));
  const names = new Set(known.map(({ name }) => name));
  const unexpected = Object.keys(given).filter((name) => !names.has(name));
  if (unexpected.length > 0) {
    return valueError(
      `Flow.run received the following unexpected parameters: ${unexpected.join(", ")}`,
    );
  }
  const missing = known.filter(({ name, required }) => required && !Object.hasOwn(given, name));
  if (missing.length > 0) {
    const list = missing.map(({ name }) => name).join(", ");
    return valueError(`Flow.run did not receive the following required parameters: ${list}`);
  }
  return null;
}

const valueError = (message: string): Failure => ({ type: "ValueError", message, stack: null });
