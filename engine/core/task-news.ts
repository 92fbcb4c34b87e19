/** News about single task runs: dispatched, reported, answered, cancelled, approved, set by hand. */

import { isFinished, state, type State } from "../model/state.ts";
import type { CoreAnswer, Question, TaskRun } from "../model/run.ts";
import type { Deciding } from "./deciding.ts";
import type { News } from "./news.ts";
import { goOn, startPass } from "./pass.ts";
import { accept, receiveOutcome, visit } from "./pipeline.ts";
import { dependentsOf, restart } from "./restart.ts";

/** Takes news of a task run; news about work that is no longer wanted is dropped. */
export function receiveTaskNews(deciding: Deciding, news: News): void {
  switch (news.type) {
    case "dispatched": {
      const taskRun = deciding.find(news.taskRun);
      if (taskRun.work?.id !== news.work || taskRun.work.type !== "call") return;
      deciding.emit({
        type: "TaskStateChanged",
        at: deciding.now,
        taskRun: taskRun.id,
        state: state("Running", "Starting task run."),
        decision: { step: "setTaskToRunning", rule: "run" },
        ends: false,
        worker: news.worker,
      });
      return;
    }
    case "reported": {
      const taskRun = deciding.find(news.taskRun);
      if (taskRun.work?.id !== news.work || taskRun.work.type !== "call") return;
      receiveOutcome(deciding, taskRun, news.outcome, news.duration);
      return;
    }
    case "answered": {
      const taskRun = deciding.find(news.taskRun);
      if (taskRun.work?.id !== news.work || taskRun.work.type !== "ask") return;
      receiveAnswer(deciding, taskRun, taskRun.work.question, news.answer);
      return;
    }
    case "cancelTaskRun":
      cancel(deciding, deciding.find(news.taskRun));
      return;
    case "approved": {
      const taskRun = deciding.find(news.taskRun);
      if (taskRun.state.type !== "Paused") return;
      setByHand(deciding, taskRun, state("Resume", "Approved.", { startTime: deciding.now }));
      return;
    }
    case "stateSet":
      giveState(deciding, deciding.find(news.taskRun), news.state);
      return;
    default:
  }
}

function setByHand(deciding: Deciding, taskRun: TaskRun, to: State): void {
  const { inPass, state: flow } = deciding.run;
  deciding.emit({
    type: "TaskStateChanged",
    at: deciding.now,
    taskRun: taskRun.id,
    state: to,
    decision: { step: "setByHand", rule: to.type },
    ends: inPass && isFinished(to),
  });
  if (isFinished(flow)) return;
  if (inPass) deciding.consider(taskRun.slug, taskRun.mapIndex);
  else startPass(deciding);
}

/**
 * A person gives a task run its state. In a run under way that is for what has not ended; in one that
 * is over what depends on it is done again. A state that is not an end means: again, from here.
 */
function giveState(deciding: Deciding, taskRun: TaskRun, to: State): void {
  const { run, now } = deciding;
  if (isFinished(run.state)) {
    if (isFinished(to)) setByHand(deciding, taskRun, to);
    const again = isFinished(to) ? dependentsOf(run, taskRun).map(({ id }) => id) : [taskRun.id];
    const reason = to.message ?? "A state was set by hand.";
    restart(deciding, again, reason);
    goOn(deciding);
    return;
  }
  if (isFinished(taskRun.state)) return;
  const { message } = to;
  setByHand(
    deciding,
    taskRun,
    isFinished(to) ? to : state("Scheduled", message, { startTime: now }),
  );
}

function cancel(deciding: Deciding, taskRun: TaskRun): void {
  if (isFinished(taskRun.state) && taskRun.work === null) return;
  deciding.emit({
    type: "TaskStateChanged",
    at: deciding.now,
    taskRun: taskRun.id,
    state: state("Cancelled", "Cancelled by hand."),
    decision: { step: "cancel", rule: "taskRunCancelled" },
    ends: deciding.run.inPass,
  });
  if (!deciding.run.inPass) startPass(deciding);
}

function receiveAnswer(
  deciding: Deciding,
  taskRun: TaskRun,
  question: Question,
  answer: CoreAnswer,
): void {
  const { about } = question;
  const { now } = deciding;
  deciding.emit({ type: "TaskAnswered", at: now, taskRun: taskRun.id, about, answer });
  const answered = deciding.find(taskRun.id);
  if (question.about !== "handlers") {
    visit(deciding, answered);
    return;
  }
  const inputs = taskRun.inputs ?? {};
  const { to, decision } = question;
  if (answer.type === "threw") {
    /* Prefect: a handler that raises ends the run Failed, and nothing is retried. */
    const message = `Unexpected error while calling state handlers: ${answer.message}`;
    const failed = state("Failed", message, { result: answer.result });
    const why = { step: "stateHandlers", rule: "threw" } as const;
    accept(deciding, answered, { to: failed, decision: why }, inputs);
    return;
  }
  if (answer.type === "signalled" && answer.repr.startsWith("ENDRUN(")) {
    const why = { step: "stateHandlers", rule: "endRun" } as const;
    accept(deciding, answered, { to: answer.state, decision: why }, inputs);
    return;
  }
  const given = answer.type === "state" || answer.type === "signalled" ? answer.state : null;
  accept(deciding, answered, { to: given ?? to, decision }, inputs);
}
