/**
 * What follows a call: the state it came to, then caching, retrying and looping, in Prefect's order.
 * Source: prefect 1.x task_runner.get_task_run_state, cache_result, check_for_retry,
 * check_task_is_looping.
 */

import type { Decision, Step } from "../model/decision.ts";
import type { TaskNode } from "../model/graph.ts";
import type { Remark, TaskRun } from "../model/run.ts";
import {
  isFailed,
  isSkipped,
  isSuccessful,
  state,
  type Millis,
  type State,
} from "../model/state.ts";
import type { Failure, ResultRef } from "../model/value.ts";
import type { CoreOutcome } from "./news.ts";

/** A change of state that the pipeline proposes. */
export interface Proposal {
  readonly to: State;
  readonly decision: Decision;
  readonly retryable?: boolean;
  readonly remarks?: readonly Remark[];
  /** Milliseconds the function ran for. */
  readonly duration?: Millis;
}

const propose = (to: State, step: Step, rule: string, remarks?: readonly Remark[]): Proposal => ({
  to,
  decision: { step, rule },
  ...(remarks && { remarks }),
});

/** `ValueError('boom')`, as Python prints an exception. */
const reprOf = ({ type, message }: Failure): string => `${type}(${quote(message)})`;

const quote = (text: string): string => (text.includes("'") ? `"${text}"` : `'${text}'`);

/** The name by which log lines call a task run: `inc`, or `inc[3]` for a mapped child. */
export const fullName = (node: TaskNode, mapIndex: number | null): string =>
  mapIndex === null ? node.name : `${node.name}[${mapIndex}]`;

/** The state a call came to. `lost` is not for here: that call is simply made again. */
export function stateAfterCall(
  outcome: Exclude<CoreOutcome, { type: "lost" }>,
  node: TaskNode,
  taskRun: TaskRun,
  now: Millis,
): Proposal {
  const step = "getTaskRunState";
  const name = fullName(node, taskRun.mapIndex);
  switch (outcome.type) {
    case "returned": {
      const result = located(outcome.result, node, taskRun);
      return propose(state("Success", "Task run succeeded.", { result }), step, "returned");
    }
    case "signalled":
      return { ...afterSignal(outcome, node, taskRun, now), retryable: outcome.retryable };
    case "threw": {
      const { failure, result, retryable } = outcome;
      const message = `Error during execution of task: ${reprOf(failure)}`;
      const trace = failure.stack ?? `${failure.type}: ${failure.message}`;
      const remark: Remark = {
        level: "ERROR",
        message: `Task '${name}': Exception encountered during task execution!\n${trace}`,
      };
      return {
        ...propose(state("Failed", message, { result }), step, "threw", [remark]),
        retryable,
      };
    }
    case "timedOut":
      return {
        ...propose(state("TimedOut", "Task timed out during execution."), step, "timedOut"),
        retryable: outcome.retryable,
      };
    case "unserialisable": {
      const { failure, result } = outcome;
      const message = `Unexpected error: ${reprOf(failure)}`;
      const remark: Remark = { level: "ERROR", message: `Task '${name}': ${failure.message}` };
      return propose(state("Failed", message, { result }), step, "unserialisable", [remark]);
    }
  }
}

/** Prefect: written where the task says, unless it opted out, yields a secret, or nothing (None). */
function located(result: ResultRef, node: TaskNode, { answers }: TaskRun): ResultRef {
  const { target, location } = answers;
  const where = target?.type === "text" ? target : location;
  if (where?.type !== "text" || node.checkpoint === false || result.isNone === true) return result;
  if (node.kind === "secret") return result;
  return { ...result, location: where.text };
}

function afterSignal(
  outcome: Extract<CoreOutcome, { type: "signalled" }>,
  node: TaskNode,
  taskRun: TaskRun,
  now: Millis,
): Proposal {
  const { state: type, repr } = outcome;
  /* SUCCESS is checkpointed like a returned value, what is not a success never. */
  const isSuccess = type === "Success" && outcome.result !== null;
  const result = isSuccess ? located(outcome.result, node, taskRun) : outcome.result;
  const step = "getTaskRunState";
  const loopCount = taskRun.loop?.count ?? 1;
  const more = {
    result,
    ...(type === "Retrying" && { runCount: taskRun.runCount, startTime: outcome.startTime ?? now }),
    ...(type === "Paused" && { startTime: outcome.startTime ?? null }),
    ...(type === "Scheduled" && { startTime: outcome.startTime ?? now }),
    ...(type === "Looped" && { loopCount }),
  };
  const message = outcome.message ?? (type === "Looped" ? `Task is looping (${loopCount})` : null);
  /* Prefect logs every signal but the two that stand for an ordinary end of the function. */
  const sort = repr.slice(0, repr.indexOf("("));
  const isEnd = sort === "ENDRUN";
  const isQuiet = isEnd || type === "Success" || type === "Looped";
  const remarks: Remark[] = isQuiet
    ? []
    : [{ level: "INFO", message: `${sort} signal raised: ${repr}` }];
  /* ENDRUN stands for its state as it is: nothing of it is cached, retried or looped. */
  return propose(state(type, message, more), step, isEnd ? "endRun" : "signalled", remarks);
}

/** What the pipeline does with a state once handlers have let it stand. */
export type Next =
  | { readonly type: "propose"; readonly proposal: Proposal }
  /** A new iteration: the pipeline starts again from the top. */
  | { readonly type: "loop" }
  | { readonly type: "end"; readonly remarks: readonly Remark[] };

const end = (remarks: readonly Remark[] = []): Next => ({ type: "end", remarks });

/**
 * The next step after a state was accepted at `step`. Only the call's own outcome goes on to be
 * cached, retried or looped; what the checks before it decided (a trigger that failed, a mapping
 * that cannot be) ends the pipeline at once.
 */
export function nextAfter(step: Step, node: TaskNode, taskRun: TaskRun, now: Millis): Next {
  switch (step) {
    case "getTaskRunState":
      if (taskRun.decision?.rule === "endRun") return end();
      return cacheResult(node, taskRun, now) ?? nextAfter("cacheResult", node, taskRun, now);
    case "cacheResult":
      return checkForRetry(node, taskRun, now) ?? nextAfter("checkForRetry", node, taskRun, now);
    case "checkForRetry":
      return taskRun.state.type === "Looped" ? { type: "loop" } : end();
    default:
      return end();
  }
}

/** Prefect: a run of a task with cacheFor that succeeds ends in Cached. */
function cacheResult(node: TaskNode, { state: now_ }: TaskRun, now: Millis): Next | null {
  if (node.cacheFor === null || !isSuccessful(now_) || isSkipped(now_)) return null;
  if (now_.type === "Cached") return null;
  const cachedUntil = now + node.cacheFor;
  const to = state("Cached", now_.message, { result: now_.result, cachedUntil });
  return { type: "propose", proposal: propose(to, "cacheResult", "cacheFor") };
}

/** `maxRetries: 2` means three calls. A RETRY signal never comes here: it is not a failure. */
function checkForRetry(node: TaskNode, taskRun: TaskRun, now: Millis): Next | null {
  if (!isFailed(taskRun.state)) return null;
  if (taskRun.runCount > node.maxRetries) return null;
  if (!taskRun.retryable) {
    const name = fullName(node, taskRun.mapIndex);
    const message = `Task '${name}': Skipping retry. The exception is not an instance of the retry on exception types.`;
    return end([{ level: "INFO", message }]);
  }
  const to = state(
    "Retrying",
    `Retrying Task (after attempt ${taskRun.runCount} of ${node.maxRetries + 1})`,
    { startTime: now + (node.retryDelay ?? 0), runCount: taskRun.runCount },
  );
  return { type: "propose", proposal: propose(to, "checkForRetry", "retriesLeft") };
}
