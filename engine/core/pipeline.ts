/** A task run on its way: visited, changed, called, and what follows. Emits events, decides by checks and after. */

import { state } from "../model/state.ts";
import type { TaskNode } from "../model/graph.ts";
import type { Remark, TaskRun } from "../model/run.ts";
import type { InputRef } from "../model/value.ts";
import { nextAfter, stateAfterCall, type Proposal } from "./after.ts";
import { check, type Facts } from "./checks.ts";
import type { Deciding } from "./deciding.ts";
import type { CoreOutcome } from "./news.ts";
import { isResumed } from "./resumed.ts";

type Inputs = Readonly<Record<string, InputRef>>;

/** Runs the checks over a task run that is due, and lets happen what they say. */
export function visit(deciding: Deciding, taskRun: TaskRun): void {
  const { run, now } = deciding;
  const node = nodeOf(deciding, taskRun);
  if (node.kind === "constant") return giveConstant(deciding, taskRun);
  const facts = factsOf(deciding, taskRun, node);
  const verdict = check(facts);
  const inputs = deciding.upstreams.inputsOf(taskRun.slug, facts.sources);
  switch (verdict.type) {
    case "stop":
      deciding.emit({
        type: "TaskVisited",
        at: now,
        taskRun: taskRun.id,
        decision: verdict.decision,
      });
      return;
    case "ask":
      deciding.emit({
        type: "TaskAsked",
        at: now,
        taskRun: taskRun.id,
        question: verdict.question,
        inputs: facts.mapWidth === null ? inputs : {},
      });
      return;
    case "change":
      propose(deciding, run.taskRuns.get(taskRun.id) ?? taskRun, verdict, inputs);
  }
}

const nodeOf = (deciding: Deciding, { slug }: TaskRun): TaskNode => {
  const node = deciding.index.nodes.get(slug);
  if (!node) throw new RangeError(`The graph has no task "${slug}".`);
  return node;
};

function factsOf(deciding: Deciding, taskRun: TaskRun, node: TaskNode): Facts {
  const isParent = taskRun.mapIndex === null && deciding.index.mapped.has(taskRun.slug);
  const { upstreams } = deciding;
  const sources = upstreams.sourcesOf(taskRun, isParent);
  return {
    node,
    taskRun,
    now: deciding.now,
    sources,
    tally: upstreams.tally(taskRun.slug, sources),
    mapWidth: isParent ? upstreams.mapWidth(sources) : null,
    checkpointing: deciding.run.options.checkpointing,
    isResumed: isResumed(deciding.run, taskRun),
  };
}

/** Prefect: a Constant node is never run; it succeeds with its value and without a message. */
function giveConstant(deciding: Deciding, taskRun: TaskRun): void {
  const result = deciding.run.constants[taskRun.slug]?.[""] ?? null;
  deciding.emit({
    type: "TaskStateChanged",
    at: deciding.now,
    taskRun: taskRun.id,
    state: state("Success", null, { result }),
    decision: { step: "constant", rule: "constant" },
    ends: true,
  });
}

/** A change of state is due: state handlers speak first, where there are any. */
function propose(deciding: Deciding, taskRun: TaskRun, proposal: Proposal, inputs: Inputs): void {
  const node = nodeOf(deciding, taskRun);
  if (node.stateHandlers + deciding.run.options.taskRunnerStateHandlers === 0) {
    accept(deciding, taskRun, proposal, inputs);
    return;
  }
  const { to, decision, remarks, retryable } = proposal;
  if (remarks || retryable === false) {
    /* What the handlers are asked must not carry these along, so they are put down now. */
    deciding.emit({
      type: "TaskStateChanged",
      at: deciding.now,
      taskRun: taskRun.id,
      state: taskRun.state,
      decision,
      ends: false,
      ...(remarks && { remarks }),
      ...(retryable !== undefined && { retryable }),
    });
  }
  const question = { about: "handlers", from: taskRun.state, to, decision } as const;
  deciding.emit({ type: "TaskAsked", at: deciding.now, taskRun: taskRun.id, question, inputs });
}

/** Lets a change stand and goes on with what follows from it. */
export function accept(
  deciding: Deciding,
  taskRun: TaskRun,
  proposal: Proposal,
  inputs: Inputs,
): void {
  const { to, decision } = proposal;
  if (to.type === "Running") return call(deciding, taskRun, inputs);
  const node = nodeOf(deciding, taskRun);
  const changed = { ...taskRun, state: to, retryable: proposal.retryable ?? taskRun.retryable };
  const isAgain = to.type === "Pending" && decision.rule === "cacheInvalid";
  const next = isAgain ? null : nextAfter(decision.step, node, changed, deciding.now);
  const remarks: readonly Remark[] = [
    ...(proposal.remarks ?? []),
    ...(next?.type === "end" ? next.remarks : []),
  ];
  deciding.emit({
    type: "TaskStateChanged",
    at: deciding.now,
    taskRun: taskRun.id,
    state: to,
    decision,
    ends: next?.type === "end",
    inputs,
    ...(proposal.retryable !== undefined && { retryable: proposal.retryable }),
    ...(proposal.duration !== undefined && { duration: proposal.duration }),
    ...(remarks.length > 0 && { remarks }),
  });
  const after = deciding.find(taskRun.id);
  if (next === null) visit(deciding, after);
  else if (next.type === "propose") propose(deciding, after, next.proposal, inputs);
  else if (next.type === "loop") startIteration(deciding, after);
}

/** Prefect: after a LOOP the pipeline starts again from Pending, checks and all. */
function startIteration(deciding: Deciding, taskRun: TaskRun): void {
  deciding.emit({
    type: "TaskStateChanged",
    at: deciding.now,
    taskRun: taskRun.id,
    state: state("Pending"),
    decision: { step: "checkTaskIsLooping", rule: "nextIteration" },
    ends: false,
  });
  visit(deciding, deciding.find(taskRun.id));
}

function call(deciding: Deciding, taskRun: TaskRun, inputs: Inputs): void {
  const node = nodeOf(deciding, taskRun);
  const runCount =
    taskRun.state.type === "Retrying"
      ? (taskRun.state.runCount ?? taskRun.runCount) + 1
      : Math.max(1, taskRun.runCount);
  const { now } = deciding;
  deciding.emit({ type: "TaskCallWanted", at: now, taskRun: taskRun.id, runCount, inputs });
  if (node.kind === "parameter" && node.parameter && !node.parameter.isDateTime) {
    giveParameter(deciding, deciding.find(taskRun.id), node.parameter.name);
  }
}

/** A Parameter's run reads a value that the engine already has: no worker is bothered. */
function giveParameter(deciding: Deciding, taskRun: TaskRun, name: string): void {
  const result = deciding.run.parameters[name];
  deciding.emit({
    type: "TaskStateChanged",
    at: deciding.now,
    taskRun: taskRun.id,
    state: state("Running", "Starting task run."),
    decision: { step: "setTaskToRunning", rule: "run" },
    ends: false,
  });
  const running = deciding.find(taskRun.id);
  const success = state("Success", "Task run succeeded.", result ? { result } : {});
  const decision = { step: "getTaskRunState", rule: "returned" } as const;
  propose(deciding, running, { to: success, decision }, running.inputs ?? {});
}

/** A call has come to something. */
export function receiveOutcome(
  deciding: Deciding,
  taskRun: TaskRun,
  outcome: CoreOutcome,
  duration: number,
): void {
  const inputs = taskRun.inputs ?? {};
  if (outcome.type === "lost") {
    const { runCount } = taskRun;
    deciding.emit({
      type: "TaskCallWanted",
      at: deciding.now,
      taskRun: taskRun.id,
      runCount,
      inputs,
    });
    return;
  }
  const node = nodeOf(deciding, taskRun);
  const proposal = stateAfterCall(outcome, node, taskRun, deciding.now);
  propose(deciding, taskRun, { ...proposal, duration }, inputs);
}
