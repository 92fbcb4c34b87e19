/** What `flow.run` can be told. */

import type { StateHandler } from "./callbacks.ts";
import type { State } from "./states.ts";
import type { Task } from "./task.ts";

/** Runs tasks one after the other. */
export class LocalExecutor {
  readonly kind = "local";
}

/** Runs tasks side by side, in the browser's workers. Prefect's settings are taken and not needed. */
export class LocalDaskExecutor {
  readonly kind = "pool";
  readonly options: Readonly<Record<string, unknown>>;

  constructor(options: Readonly<Record<string, unknown>> = {}) {
    this.options = options;
  }
}

/** The same as `LocalDaskExecutor`: there is no cluster here. */
export class DaskExecutor extends LocalDaskExecutor {}

export type Executor = "pool" | "local" | LocalExecutor | LocalDaskExecutor;

export interface FlowRunOptions {
  /** false: now, whatever the flow's schedule says. */
  readonly runOnSchedule?: boolean;
  /** "pool": side by side; "local": one after the other. */
  readonly executor?: Executor;
  /** Values for the context of every task. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** States that tasks start with; a finished task is not run. */
  readonly taskStates?: ReadonlyMap<Task, State>;
  /** The state the flow starts with. */
  readonly state?: State;
  readonly runName?: string;
  readonly flowRunId?: string;
  /** Called for every task, after the task's own handlers. */
  readonly taskRunnerStateHandlers?: readonly StateHandler<Task>[];
}

const NAMES: ReadonlySet<string> = new Set<keyof FlowRunOptions>([
  "runOnSchedule",
  "executor",
  "context",
  "taskStates",
  "state",
  "runName",
  "flowRunId",
  "taskRunnerStateHandlers",
]);

/** @throws TypeError for an option that there is not, as Python does */
export function checkRunOptions(options: FlowRunOptions): void {
  for (const name of Object.keys(options)) {
    if (NAMES.has(name)) continue;
    throw new TypeError(
      `flow.run() got an unexpected keyword argument '${name}'; it takes ${[...NAMES].join(", ")}.`,
    );
  }
}

/** @throws TypeError if it is no executor */
export function executorKind(executor: Executor): "pool" | "local" {
  const kind: unknown = typeof executor === "string" ? executor : executor.kind;
  if (kind === "pool" || kind === "local") return kind;
  throw new TypeError(
    'executor is "pool", "local", new LocalExecutor() or new LocalDaskExecutor().',
  );
}
