/** News about the run as a whole: begun, woken, cancelled, answered, broken. */

import { isFinished, isPending, state } from "../model/state.ts";
import type { Deciding } from "./deciding.ts";
import { allTaskRuns } from "./final.ts";
import type { News } from "./news.ts";
import { changeFlowState, receiveFlowAnswer, startPass } from "./pass.ts";

/** Takes news about the run as a whole; false if the news is about a task run. */
export function receiveFlowNews(deciding: Deciding, news: News): boolean {
  switch (news.type) {
    case "timeReached":
      deciding.skipped = news.skipped ?? 0;
      goOn(deciding);
      return true;
    case "started":
      goOn(deciding);
      return true;
    case "flowAnswered":
      receiveFlowAnswer(deciding, news.answer);
      return true;
    case "cancelRun":
      cancelRun(deciding, news.reason);
      return true;
    case "broke":
      if (isFinished(deciding.run.state)) return true;
      deciding.emit({
        type: "FlowStateChanged",
        at: deciding.now,
        state: state("Failed", news.message),
        decision: { step: "unexpectedError", rule: "broke" },
      });
      return true;
    default:
      return false;
  }
}

/** Begins the run, or its next pass, or looks again at everything after a journal was read back. */
function goOn(deciding: Deciding): void {
  const { run, now, index } = deciding;
  if (isFinished(run.state) || run.question !== null) return;
  if (run.inPass) {
    for (const taskRun of allTaskRuns(run)) deciding.consider(taskRun.slug, taskRun.mapIndex);
    return;
  }
  if (index.cycle) {
    const names = index.cycle.map((slug) => `"${slug}"`).join(", ");
    const message = `Unexpected error: ValueError("Cycle found; flows must be acyclic: ${names}")`;
    changeFlowState(deciding, state("Failed", message), {
      step: "unexpectedError",
      rule: "cycle",
    });
    return;
  }
  if (run.waitUntil === null || run.waitUntil > now) return;
  if (isPending(run.state)) {
    changeFlowState(deciding, state("Running", "Running flow."), {
      step: "setFlowToRunning",
      rule: "run",
    });
  } else {
    startPass(deciding);
  }
}

function cancelRun(deciding: Deciding, reason: string): void {
  const { run, now } = deciding;
  if (isFinished(run.state)) return;
  const decision = { step: "cancel", rule: "runCancelled" } as const;
  deciding.emit({
    type: "FlowStateChanged",
    at: now,
    state: state("Cancelling", reason),
    decision,
  });
  for (const taskRun of allTaskRuns(deciding.run)) {
    if (isFinished(taskRun.state)) continue;
    deciding.emit({
      type: "TaskStateChanged",
      at: now,
      taskRun: taskRun.id,
      state: state("Cancelled", reason),
      decision,
      ends: false,
    });
  }
  deciding.emit({ type: "FlowStateChanged", at: now, state: state("Cancelled", reason), decision });
}
