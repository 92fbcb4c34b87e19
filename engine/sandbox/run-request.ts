/** What `flow.run` was called with, for the engine; and what it resolves to. */

import type { Flow } from "../flow/flow.ts";
import { isRaising } from "../flow/debug.ts";
import { describeFlow } from "../flow/internal.ts";
import { executorKind } from "../flow/run-options.ts";
import type { FlowRunOptions } from "../flow/run-options.ts";
import type { State } from "../flow/states.ts";
import { TaskStates } from "../flow/task-states.ts";
import type { Task } from "../flow/task.ts";
import type { FlowDescription } from "../model/graph.ts";
import type { ReportedValue } from "../model/outcome.ts";
import type { RunReply, WireRunRequest } from "./protocol.ts";
import { liveFailure } from "./signal-values.ts";
import { checkSize } from "./flow-size.ts";
import { liveState, reportState } from "./state-wire.ts";
import { reportFailure, reportValue, UnsendableError } from "./values.ts";

/** @throws TypeError naming the constant, parameter or context value that cannot leave its worker */
export function toRunRequest(
  flow: Flow,
  parameters: Readonly<Record<string, unknown>>,
  options: FlowRunOptions,
): WireRunRequest {
  const { runName, executor = flow.executor, runOnSchedule, taskStates, state } = options;
  const description = describeFlow(flow, (value) =>
    named(`A constant of flow "${flow.name}"`, value),
  );
  checkSize(description);
  return {
    description: isRaising() ? withoutRetries(description) : description,
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [
        name,
        named(`The parameter ${name}`, value),
      ]),
    ),
    taskRunnerStateHandlers: options.taskRunnerStateHandlers?.length ?? 0,
    ...(runName === undefined ? {} : { runName }),
    ...(executor === null ? {} : { executor: executorKind(executor) }),
    ...(runOnSchedule === undefined ? {} : { runOnSchedule }),
    ...contextIn(options),
    ...(taskStates === undefined ? {} : { taskStates: bySlug(flow, taskStates) }),
    ...(state === undefined ? {} : { state: reportState(state) }),
  };
}

/** Inside `raiseOnException` the first exception is thrown, so there is none to be retried. */
function withoutRetries(description: FlowDescription): FlowDescription {
  const { graph } = description;
  const tasks = graph.tasks.map((node) => ({ ...node, maxRetries: 0 }));
  return { ...description, graph: { ...graph, tasks } };
}

/** The flow as it stands; a constant that cannot leave its worker is shown as a failure. */
export function describeLeniently(flow: Flow): FlowDescription {
  const description = describeFlow(flow, (value) => {
    try {
      return reportValue(value);
    } catch (error) {
      return reportFailure(error);
    }
  });
  checkSize(description);
  return description;
}

function named(what: string, value: unknown): ReportedValue {
  try {
    return reportValue(value);
  } catch (error) {
    if (!(error instanceof UnsendableError)) throw error;
    const { path, what: obstacle } = error.obstacle;
    throw new TypeError(`${what} cannot be handed to a task: value${path} is ${obstacle}.`, {
      cause: error,
    });
  }
}

/** Secrets go apart: they are on no record. */
function contextIn({ context, flowRunId }: FlowRunOptions): Partial<WireRunRequest> {
  if (context === undefined && flowRunId === undefined) return {};
  const { secrets, ...rest } = plainContext({
    ...context,
    ...(flowRunId === undefined ? {} : { flowRunId }),
  });
  const isRecord = typeof secrets === "object" && secrets !== null;
  return {
    context: rest,
    ...(isRecord && { secrets: Object.fromEntries(Object.entries(secrets)) }),
  };
}

function plainContext(context: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(context).map(([name, value]) => {
      const { stored } = named(`The context value ${name}`, value);
      return [name, stored.kind === "value" ? stored.value : null];
    }),
  );
}

function bySlug(flow: Flow, states: ReadonlyMap<Task, State>) {
  const given: Record<string, ReturnType<typeof reportState>> = {};
  for (const [task, state] of states) {
    const slug = flow.slugs.get(task);
    if (slug === undefined) throw new TypeError(`taskStates: ${String(task)} is not in the flow.`);
    given[slug] = reportState(state);
  }
  return given;
}

/**
 * The flow's final state; its result has the state of each task.
 * @throws what the engine says went wrong with the run as such
 */
export function liveReply(flow: Flow, reply: RunReply): State {
  if (!reply.ok) throw liveFailure(reply.failure);
  const states: [Task, State][] = [];
  for (const [task, slug] of flow.slugs) {
    const state = reply.tasks[slug];
    if (state !== undefined) states.push([task, liveState(state)]);
  }
  const { value } = reply.state;
  /* Prefect: a run that crashed has the exception for a result. */
  if (value !== null && value.from !== "none") return liveState(reply.state);
  return liveState(reply.state, new TaskStates(states));
}
