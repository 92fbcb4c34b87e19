/** Runs told in a few lines each, for tests of the timeline. */

import type { Decision } from "../../engine/model/decision.ts";
import type { FlowGraph } from "../../engine/model/graph.ts";
import type { RunEvent, TaskRunId } from "../../engine/model/run.ts";
import { state, type Millis, type State, type StateType } from "../../engine/model/state.ts";
import { foldRun } from "../session/fold-run.ts";
import type { RunView } from "../session/run-view.ts";

const DECISION: Decision = { step: "getTaskRunState", rule: "returned" };

/** What happens to a run, in order; times are milliseconds since it began. */
export class MadeRun {
  readonly #events: RunEvent[];
  readonly #origin: Millis;

  constructor(graph: FlowGraph, origin: Millis = 0) {
    this.#origin = origin;
    const options = {
      runName: "made",
      executor: "pool",
      checkpointing: true,
      context: {},
      scheduledStartTime: origin,
      taskStates: {},
      flowState: null,
      taskRunnerStateHandlers: 0,
    } as const;
    this.#events = [
      {
        type: "RunStarted",
        at: origin,
        id: "run",
        flow: "flow",
        graph,
        parameters: {},
        constants: {},
        options,
      },
    ];
  }

  /** An event as it is. */
  add(event: RunEvent): this {
    this.#events.push(event);
    return this;
  }

  wants(taskRun: TaskRunId, at: Millis): this {
    const type = "TaskCallWanted";
    return this.add({ type, at: this.#origin + at, taskRun, runCount: 1, inputs: {} });
  }

  changes(
    taskRun: TaskRunId,
    at: Millis,
    to: StateType | State,
    more: { readonly worker?: string; readonly duration?: Millis } = {},
  ): this {
    return this.add({
      type: "TaskStateChanged",
      at: this.#origin + at,
      taskRun,
      state: typeof to === "string" ? state(to) : to,
      decision: DECISION,
      ends: true,
      ...more,
    });
  }

  /** Wanted at `wanted`, on a worker from `from` to `to`. */
  call(
    taskRun: TaskRunId,
    [wanted, from, to]: readonly [Millis, Millis, Millis],
    worker: string,
    end: StateType = "Success",
  ): this {
    return this.wants(taskRun, wanted)
      .changes(taskRun, from, "Running", { worker })
      .changes(taskRun, to, end, { duration: to - from });
  }

  maps(taskRun: TaskRunId, at: Millis, mapCount: number): this {
    return this.changes(taskRun, at, state("Mapped", null, { mapCount }));
  }

  /** The run is over. */
  ends(at: Millis, end: StateType = "Success"): this {
    const type = "FlowStateChanged";
    return this.add({ type, at: this.#origin + at, state: state(end), decision: DECISION });
  }

  view(): RunView {
    const view = foldRun(null, this.#events, []);
    if (!view) throw new Error("It does not begin.");
    return view;
  }
}
