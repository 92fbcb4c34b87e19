/** What a run was in the middle of when its journal ends is begun again. */

import { state } from "../model/state.ts";
import type { TaskRun } from "../model/run.ts";
import type { InputRef } from "../model/value.ts";
import type { Deciding } from "./deciding.ts";
import { allTaskRuns } from "./final.ts";

/**
 * Notes that the run goes on, and puts everything it waits for again: calls that had not come to an
 * end, questions that were not answered. What had ended stays as it is; waits keep their times.
 */
export function resume(deciding: Deciding): void {
  const { now } = deciding;
  deciding.emit({ type: "RunResumed", at: now });
  const { question } = deciding.run;
  if (question !== null) deciding.emit({ type: "FlowAsked", at: now, question });
  for (const taskRun of allTaskRuns(deciding.run)) {
    if (taskRun.work !== null) wantAgain(deciding, taskRun);
  }
}

function wantAgain(deciding: Deciding, taskRun: TaskRun): void {
  const { id, work, runCount } = taskRun;
  const inputs = taskRun.inputs ?? {};
  const { now: at } = deciding;
  if (Object.values(inputs).some(hasSecret)) {
    /* What it was given is gone: it begins anew once the secret is there again. */
    deciding.emit({
      type: "TaskStateChanged",
      at,
      taskRun: id,
      state: state("Pending"),
      decision: { step: "resume", rule: "secretGone" },
      ends: false,
    });
  } else if (work?.type === "call") {
    deciding.emit({ type: "TaskCallWanted", at, taskRun: id, runCount, inputs });
  } else if (work !== null) {
    deciding.emit({ type: "TaskAsked", at, taskRun: id, question: work.question, inputs });
  }
}

function hasSecret(input: InputRef): boolean {
  switch (input.from) {
    case "result":
      return input.ref.isSecret === true;
    case "list":
      return input.of.some(hasSecret);
    case "item":
    case "flat":
      return hasSecret(input.of);
    default:
      return false;
  }
}
