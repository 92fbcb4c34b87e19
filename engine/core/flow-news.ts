/** News about the run as a whole: begun, woken, cancelled, answered, broken. */

import { isFinished, state } from "../model/state.ts";
import type { Deciding } from "./deciding.ts";
import { allTaskRuns } from "./final.ts";
import type { News } from "./news.ts";
import { restart } from "./restart.ts";
import { resume } from "./resume.ts";
import { goOn, receiveFlowAnswer } from "./pass.ts";

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
    case "resumed":
      resume(deciding);
      goOn(deciding);
      return true;
    case "restarted":
      restart(deciding, news.from, news.reason);
      goOn(deciding);
      return true;
    case "renamed":
      deciding.emit({ type: "RunRenamed", at: deciding.now, name: news.name });
      return true;
    case "flowAnswered":
      receiveFlowAnswer(deciding, news.answer);
      return true;
    case "cancelRun":
      cancelRun(deciding, news.reason);
      return true;
    case "stopped":
      stopped(deciding);
      return true;
    case "broke":
      if (isFinished(deciding.run.state)) return true;
      if (deciding.run.state.type === "Cancelling") {
        stopped(deciding);
        return true;
      }
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

/** Cancelling until whoever is at work has stopped, then Cancelled. */
function cancelRun(deciding: Deciding, reason: string): void {
  const { run, now } = deciding;
  if (isFinished(run.state) || run.state.type === "Cancelling") return;
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
}

function stopped(deciding: Deciding): void {
  const { run, now } = deciding;
  if (run.state.type !== "Cancelling") return;
  const decision = { step: "cancel", rule: "runCancelled" } as const;
  const cancelled = state("Cancelled", run.state.message);
  deciding.emit({ type: "FlowStateChanged", at: now, state: cancelled, decision });
}
