/** A call as it goes to a worker, with the values of its inputs read. */

import { indexOf } from "../core/graph-index.ts";
import type { FlowRun, TaskRun } from "../model/run.ts";
import type { InputValue } from "../model/value.ts";
import type { WireCall } from "../sandbox/protocol.ts";
import type { RunValues } from "./values.ts";

/** Whether the run still wants the call that a task run was listed with. */
export function isWanted(run: FlowRun, listed: TaskRun): boolean {
  const work = run.taskRuns.get(listed.id)?.work;
  return work?.type === "call" && work.id === listed.work?.id;
}

/**
 * null: the call is no longer wanted. At once where all of its values are at hand.
 * @throws (rejects with) FlowbookError `notFound` or `storage` where one cannot be read
 */
export function wireCallOf(
  run: FlowRun,
  listed: TaskRun,
  values: RunValues,
): WireCall | null | Promise<WireCall> {
  const taskRun = run.taskRuns.get(listed.id);
  if (taskRun?.work?.type !== "call" || !isWanted(run, listed)) return null;
  const { work, slug, mapIndex, runCount, runName, resumed, loop } = taskRun;
  const inputs = values.resolveAll(taskRun.inputs ?? {});
  const last =
    loop === null
      ? null
      : values.resolve(loop.result ? { from: "result", ref: loop.result } : { from: "none" });
  const wantsNested = indexOf(run.graph).flattened.has(slug);
  const build = (
    given: Readonly<Record<string, InputValue>>,
    result: InputValue | null,
  ): WireCall => ({
    work: work.id,
    slug,
    inputs: given,
    context: {
      taskRunId: taskRun.id,
      taskRunName: runName,
      runCount,
      mapIndex,
      loop: loop && result ? { count: loop.count, result } : null,
      resumed,
    },
    wantsNested,
  });
  if (inputs instanceof Promise || last instanceof Promise) {
    return Promise.all([inputs, last]).then(([given, result]) => build(given, result));
  }
  return build(inputs, last);
}
