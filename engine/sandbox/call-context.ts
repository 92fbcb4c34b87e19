/** What user code can ask its context while a task runs. */

import type { Task } from "../flow/task.ts";
import type { CallContext, RunContext } from "./protocol.ts";
import { liveInput, liveInputs } from "./values.ts";

type Values = Readonly<Record<string, unknown>>;

/** What is the same for all calls of one run, made live once. */
export interface LiveRun {
  readonly parameters: Values;
  readonly values: Values;
}

export function liveRun(run: RunContext): LiveRun {
  const parameters = Object.fromEntries(liveInputs(run.parameters));
  const values = {
    ...run.user,
    scheduledStartTime: new Date(run.scheduledStartTime),
    /* Without a backend Prefect gives the flow's name as its id. */
    flowId: run.flowName,
    flowName: run.flowName,
    flowRunId: run.user["flowRunId"] ?? run.flowRunId,
    flowRunName: run.flowRunName,
    parameters,
    checkpointing: run.checkpointing,
    secrets: run.secrets,
  };
  return { parameters, values };
}

/** The context of one call, or of a question about one. */
export function callValues(
  run: LiveRun,
  { task, slug, call }: { readonly task: Task; readonly slug: string; readonly call: CallContext },
): Values {
  return {
    ...run.values,
    taskId: slug,
    taskSlug: slug,
    taskName: task.name,
    taskFullName: call.mapIndex === null ? task.name : `${task.name}[${call.mapIndex}]`,
    taskTags: [...task.tags],
    taskRunId: call.taskRunId,
    taskRunCount: call.runCount,
    mapIndex: call.mapIndex,
    ...(call.taskRunName === null ? {} : { taskRunName: call.taskRunName }),
    ...(call.resumed ? { resume: true } : {}),
    ...(call.loop === null
      ? {}
      : { taskLoopCount: call.loop.count, taskLoopResult: liveInput(call.loop.result) }),
  };
}
