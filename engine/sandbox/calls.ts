/** Works through batches of calls, one call after the other. */

import { setCallContext } from "../flow/context.ts";
import { flowById } from "../flow/flow-registry.ts";
import type { Task } from "../flow/task.ts";
import type { CallOutcome, TaskOutcome, WorkId } from "../model/outcome.ts";
import { callValues, liveRun } from "./call-context.ts";
import type { LiveRun } from "./call-context.ts";
import type { RunClock } from "./clock.ts";
import type { Output } from "./output.ts";
import type { CallBatch, WireCall } from "./protocol.ts";
import type { Reporter } from "./reporter.ts";
import { callTask, impossible } from "./task-call.ts";
import { taskOf } from "./task-index.ts";
import { turn } from "./turn.ts";
import type { Turns } from "./turns.ts";

/** Outcomes are told, and messages heard, at least this often (ms) between calls. */
const FLUSH_AFTER = 4;

export interface CallsOptions {
  readonly output: Output;
  readonly reporter: Reporter;
  readonly clock: RunClock;
  readonly turns: Turns;
}

export class Calls {
  readonly #options: CallsOptions;
  /** Calls that have arrived and not begun. */
  readonly #waiting = new Set<WorkId>();

  constructor(options: CallsOptions) {
    this.#options = options;
  }

  /** Resolves to the outcomes that were not told as reports by then. */
  call(batch: CallBatch): Promise<TaskOutcome[]> {
    for (const call of batch.calls) this.#waiting.add(call.work);
    return this.#options.turns.take(() => this.#work(batch));
  }

  /** Takes calls back that have not begun. */
  revoke(works: readonly WorkId[]): WorkId[] {
    return works.filter((work) => this.#waiting.delete(work));
  }

  async #work({ flow, run, calls }: CallBatch): Promise<TaskOutcome[]> {
    const { clock, reporter } = this.#options;
    clock.setOffset(run.clockOffset);
    const live = liveRun(run);
    let outcomes: TaskOutcome[] = [];
    let timer: ReturnType<typeof setTimeout> | null = null;
    const flush = () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      if (outcomes.length > 0) reporter.post({ type: "outcomes", outcomes });
      outcomes = [];
    };
    let turnedAt = performance.now();
    for (const call of calls) {
      if (performance.now() - turnedAt > FLUSH_AFTER) {
        flush();
        await turn();
        turnedAt = performance.now();
      }
      /* Not there any more: it was taken back. */
      if (!this.#waiting.delete(call.work)) continue;
      const outcome = await this.#run(call, flow, live);
      outcomes.push(outcome);
      /* What has ended is not kept back by a call that waits for long. */
      timer ??= setTimeout(flush, FLUSH_AFTER);
    }
    if (timer !== null) clearTimeout(timer);
    return outcomes;
  }

  async #run(call: WireCall, flowId: string, run: LiveRun): Promise<TaskOutcome> {
    const { clock, output } = this.#options;
    const flow = flowById(flowId);
    const task = flow === undefined ? undefined : taskOf(flow, call.slug);
    const startedAt = clock.now();
    if (task === undefined) {
      const outcome = impossible(`This worker knows no task "${call.slug}" in flow ${flowId}.`);
      return { work: call.work, outcome, startedAt, endedAt: startedAt, logs: [] };
    }
    const lines = output.beginCall(call.work, task.logStdout);
    const outcome = await this.#inContext(task, call, run);
    return {
      work: call.work,
      outcome,
      startedAt,
      endedAt: clock.now(),
      logs: output.endCall(lines),
    };
  }

  async #inContext(task: Task, call: WireCall, run: LiveRun): Promise<CallOutcome> {
    try {
      setCallContext(callValues(run, { task, slug: call.slug, call: call.context }));
      return await callTask(task, call);
    } finally {
      setCallContext({});
    }
  }
}
