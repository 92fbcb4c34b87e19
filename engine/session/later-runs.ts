/** What a schedule's later runs are asked for with, once one of them is gone on with: read back from its journal. */

import type { FlowDescription } from "../model/graph.ts";
import type { FlowRun, RunEvent, Series } from "../model/run.ts";
import { isFinished, type State } from "../model/state.ts";
import type { ReportedValue } from "../model/outcome.ts";
import type { ResultRef, StoredValue } from "../model/value.ts";
import type { RunStore } from "../ports.ts";
import type { RunRequest } from "./running.ts";
import type { StoredRun } from "./stored-run.ts";

type Store = Pick<RunStore, "value">;

/**
 * As `flow.run` was called for this run and those before it; the secrets of its context are gone.
 * null for a run of no schedule, and for one that has ended before: who made it saw to those after it.
 * @param built  the flow as a newer program builds it; null: as the run has it
 */
export async function laterRuns(
  { run, events }: StoredRun,
  built: FlowDescription | null,
  store: Store,
): Promise<RunRequest | null> {
  const { options } = run;
  const { series } = options;
  if (series === undefined || events.some(isEnd)) return null;
  return {
    description: built ?? (await descriptionOf(run, series, store)),
    parameters: await reportedRefs(series.given, store),
    executor: options.executor,
    context: options.context,
    checkpointing: options.checkpointing,
    taskStates: await mapValues(options.taskStates, (state) => stateGiven(state, store)),
    taskRunnerStateHandlers: options.taskRunnerStateHandlers,
    ...(series.runName !== undefined && { runName: series.runName }),
    ...(options.flowState && { state: await stateGiven(options.flowState, store) }),
  };
}

const isEnd = (event: RunEvent): boolean =>
  event.type === "FlowStateChanged" && isFinished(event.state);

/** Values of a run by name, as they were handed in. */
export const reportedRefs = (
  refs: Readonly<Record<string, ResultRef>>,
  store: Store,
): Promise<Record<string, ReportedValue>> => mapValues(refs, (ref) => reported(ref, store));

async function reported({ key, ...info }: ResultRef, store: Store): Promise<ReportedValue> {
  return { stored: await store.value(key), info };
}

/** What a secret yielded is in no store; nobody reads it either, for each run asks for secrets anew. */
async function stateGiven({ result, ...state }: State, store: Store) {
  const value = result && result.isSecret !== true ? await reported(result, store) : null;
  return { state, value };
}

/** The flow as the run began with it: its constants, and the defaults of its parameters, by their numbers. */
async function descriptionOf(run: FlowRun, series: Series, store: Store): Promise<FlowDescription> {
  const { flow: id, graph, constants } = run;
  const values: StoredValue[] = [];
  const put = async (index: number, ref?: ResultRef): Promise<void> => {
    if (ref) values[index] ??= await store.value(ref.key);
  };
  for (const [slug, byKey] of Object.entries(graph.constants)) {
    for (const [key, { value }] of Object.entries(byKey)) await put(value, constants[slug]?.[key]);
  }
  for (const { slug, constant, parameter } of graph.tasks) {
    if (constant) await put(constant.value, constants[slug]?.[""]);
    if (parameter?.default) await put(parameter.default.value, series.defaults[parameter.name]);
  }
  return { id, graph, values, warnings: [] };
}

async function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  map: (value: T) => Promise<U>,
): Promise<Record<string, U>> {
  const entries = Object.entries(record).map(
    async ([key, value]) => [key, await map(value)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}
