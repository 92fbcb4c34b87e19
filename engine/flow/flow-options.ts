/** What a flow can be told. */

import type { StateHandler } from "./callbacks.ts";
import type { Edge } from "./edge.ts";
import type { Flow } from "./flow.ts";
import type { Result } from "./results.ts";
import type { Executor } from "./run-options.ts";
import type { Schedule } from "./schedules.ts";
import type { State } from "./states.ts";
import type { Task } from "./task.ts";

/** The last word on a flow's state: gets the states of its reference tasks, may give another state. */
export type TerminalStateHandler = (
  flow: Flow,
  state: State,
  referenceTaskStates: ReadonlySet<State>,
) => State | null | undefined | void | Promise<State | null | undefined | void>;

export interface FlowOptions {
  /** When the flow runs by itself. */
  readonly schedule?: Schedule | null;
  readonly executor?: Executor;
  readonly tasks?: Iterable<Task>;
  readonly edges?: Iterable<Edge>;
  readonly referenceTasks?: Iterable<Task>;
  readonly stateHandlers?: readonly StateHandler<Flow>[];
  readonly onFailure?: (flow: Flow, state: State) => unknown;
  readonly terminalStateHandler?: TerminalStateHandler;
  /** Where results are kept, of tasks that do not say so themselves. */
  readonly result?: Result;
  /** Check the edges given here at once. */
  readonly validate?: boolean;
}
