/** Passes over the flow, and the flow's own state. Source: prefect 1.x flow.run and flow_runner.run. */

import type { Decision } from "../model/decision.ts";
import { isFinished, isPending, state, type State } from "../model/state.ts";
import type { CoreAnswer } from "../model/run.ts";
import type { Deciding } from "./deciding.ts";
import { allTaskRuns, endOfPass } from "./final.ts";

/** Begins the run, or its next pass, or looks again at everything. */
export function goOn(deciding: Deciding): void {
  const { run, now, index } = deciding;
  if (isFinished(run.state) || run.state.type === "Cancelling" || run.question !== null) return;
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

export function startPass(deciding: Deciding): void {
  const { now, run, skipped } = deciding;
  const jump = skipped > 0 ? { skipped } : {};
  deciding.skipped = 0;
  deciding.emit({ type: "PassStarted", at: now, pass: run.pass + 1, ...jump });
}

/** Every task run has been visited: the flow is finished, or waits for the next pass. */
export function endPass(deciding: Deciding): void {
  const end = endOfPass(deciding.run);
  if (end.type === "finished") {
    if (deciding.run.graph.hasTerminalStateHandler) {
      const question = { about: "terminal", to: end.state, decision: end.decision } as const;
      deciding.emit({ type: "FlowAsked", at: deciding.now, question });
    } else {
      changeFlowState(deciding, end.state, end.decision);
    }
    return;
  }
  const { waitUntil, decision } = end;
  deciding.emit({ type: "PassEnded", at: deciding.now, waitUntil, decision });
  if (waitUntil !== null && waitUntil <= deciding.now) startPass(deciding);
}

/** Changes the flow's state, its handlers speaking first where there are any. */
function changeFlowState(deciding: Deciding, to: State, decision: Decision): void {
  const { run, now } = deciding;
  if (run.graph.stateHandlers > 0) {
    const question = { about: "flowHandlers", from: run.state, to, decision } as const;
    deciding.emit({ type: "FlowAsked", at: now, question });
  } else {
    acceptFlowState(deciding, to, decision);
  }
}

function acceptFlowState(deciding: Deciding, to: State, decision: Decision): void {
  deciding.emit({ type: "FlowStateChanged", at: deciding.now, state: to, decision });
  if (to.type === "Running" && !deciding.run.inPass) startPass(deciding);
}

/** The flow's handlers, or its terminal state handler, have spoken. */
export function receiveFlowAnswer(deciding: Deciding, answer: CoreAnswer): void {
  const { question } = deciding.run;
  if (question === null || isFinished(deciding.run.state)) return;
  const { to, decision } = question;
  if (answer.type === "threw") {
    const message = `Unexpected error while calling state handlers: ${answer.message}`;
    const failed = state("Failed", message, { result: answer.result });
    acceptFlowState(deciding, failed, { step: "stateHandlers", rule: "threw" });
    return;
  }
  const given = answer.type === "state" || answer.type === "signalled" ? answer.state : null;
  if (question.about === "flowHandlers") acceptFlowState(deciding, given ?? to, decision);
  else {
    changeFlowState(
      deciding,
      given ?? to,
      given ? { step: "terminalStateHandler", rule: given.type } : decision,
    );
  }
}
