/** `flow.run`: the checks before a run. The running itself is done by the engine. */

import { buildScope } from "./build-scope.ts";
import { isRaising } from "./debug.ts";
import { RuntimeError, ValueError } from "./errors.ts";
import type { Flow } from "./flow.ts";
import { realmHost } from "./realm.ts";
import { checkRunOptions, executorKind } from "./run-options.ts";
import type { FlowRunOptions } from "./run-options.ts";
import { Mapped, type State } from "./states.ts";
import { TaskStates } from "./task-states.ts";

/** The final state of a flow; its result has the state of each task. */
export type FinalState = State<TaskStates>;

/** @see Flow.run */
export async function runFlow(
  flow: Flow,
  parameters: Readonly<Record<string, unknown>>,
  options: FlowRunOptions,
): Promise<FinalState> {
  if (buildScope().flow === flow) {
    throw new RuntimeError(
      `Flow "${flow.name}" cannot be run inside its own block: it is still being built there. ` +
        "Run it after flow.with(…).",
    );
  }
  checkParameters(flow, parameters);
  checkRunOptions(options);
  const executor = options.executor ?? flow.executor;
  if (executor !== null) executorKind(executor);
  const host = realmHost();
  if (host === null) {
    throw new RuntimeError("There is no engine here to run a flow. Flows run in a notebook.");
  }
  const state: FinalState = await host.runFlow(flow, parameters, {
    ...options,
    ...(executor === null ? {} : { executor }),
  });
  if (isRaising()) raiseFirst(state);
  return state;
}

function checkParameters(flow: Flow, given: Readonly<Record<string, unknown>>): void {
  const known = flow.parameters();
  const names = new Set(known.map((parameter) => parameter.name));
  const unexpected = Object.keys(given).filter((name) => !names.has(name));
  if (unexpected.length > 0) {
    const takes = names.size === 0 ? "It has none" : `It has ${[...names].join(", ")}`;
    throw new ValueError(
      `Flow.run received the following unexpected parameters: ${unexpected.join(", ")}. ${takes}.`,
    );
  }
  const missing = known.filter(({ name, required }) => required && given[name] === undefined);
  if (missing.length > 0) {
    const list = missing.map((parameter) => parameter.name).join(", ");
    throw new ValueError(
      `Flow.run did not receive the following required parameters: ${list}. ` +
        `Give them as flow.run({ ${missing[0]?.name ?? ""}: … }).`,
    );
  }
}

/**
 * Throws the exception of the first task that failed by one, whatever became of the flow: a clean-up
 * may well have ended it in Success. The flow's own, if it has one.
 */
function raiseFirst(state: FinalState): void {
  const result: unknown = state.result;
  if (result instanceof Error) throw result;
  if (!(result instanceof TaskStates)) return;
  for (const taskState of result.values()) {
    const children = taskState instanceof Mapped ? taskState.mapStates : [];
    for (const each of [taskState, ...children]) {
      const thrown: unknown = each.result;
      if (each.type === "Failed" && thrown instanceof Error) throw thrown;
    }
  }
}
