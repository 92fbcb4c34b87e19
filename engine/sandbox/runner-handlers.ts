/** `taskRunnerStateHandlers`: functions given to `flow.run`, kept here while the engine runs the flow. */

import type { StateHandler } from "../flow/callbacks.ts";
import type { Flow } from "../flow/flow.ts";
import type { Task } from "../flow/task.ts";

export class RunnerHandlers {
  readonly #handlers = new WeakMap<Flow, readonly StateHandler<Task>[]>();

  /** The handlers of the flow's latest run. */
  set(flow: Flow, handlers: readonly StateHandler<Task>[]): void {
    this.#handlers.set(flow, handlers);
  }

  of(flow: Flow): readonly StateHandler<Task>[] {
    return this.#handlers.get(flow) ?? [];
  }
}
