/** One task run's life: each state it was in, who brought it there and why, step by step. Pure. */

import type { Decision, Step } from "../../engine/model/decision.ts";
import type { FlowGraph } from "../../engine/model/graph.ts";
import { isRunning, type Millis, type StateType } from "../../engine/model/state.ts";
import type { StateAt, TaskRunView } from "../session/run-view.ts";
import { whyOf } from "./why.ts";

/** One state of a life. */
export interface LifeStep {
  /** Its place in the history, from 0. */
  readonly index: number;
  readonly type: StateType;
  readonly message: string | null;
  readonly at: Millis;
  /** The number of its event in the journal. */
  readonly event: number;
  /** Who or what brought it: `its function`, `the retry rule`, `somebody`… */
  readonly actor: string;
  /** Why, in a sentence. */
  readonly why: string;
  /** How long after the state before it came; null: it is the first. */
  readonly after: Millis | null;
}

/** The task run as it was when a state of its history had just been reached. */
export function asOf(taskRun: TaskRunView, index: number): TaskRunView {
  const then = taskRun.history[index];
  if (!then) return taskRun;
  const history = taskRun.history.slice(0, index + 1);
  const calls = history.filter(({ state }) => isRunning(state)).length;
  const { state, decision } = then;
  return { ...taskRun, state, decision, history, calls, wantedAt: null };
}

/**
 * The steps of a life, in order.
 * @param from leaves out the states before this one of the history
 */
export function lifeOf(taskRun: TaskRunView, graph: FlowGraph, from = 0): LifeStep[] {
  const { history } = taskRun;
  return history.slice(from).map((each, offset) => {
    const index = from + offset;
    const before = history[index - 1];
    return {
      index,
      type: each.state.type,
      message: each.state.message,
      at: each.at,
      event: each.event,
      actor: actorOf(each),
      why: whyOf(asOf(taskRun, index), graph),
      after: before ? each.at - before.at : null,
    };
  });
}

/** Who or what brought a state. */
export function actorOf({ decision, worker }: Pick<StateAt, "decision" | "worker">): string {
  if (decision.step === "setTaskToRunning" && worker !== null) return worker;
  return ACTORS_OF_RULES[`${decision.step}/${decision.rule}`] ?? ACTORS[decision.step];
}

const ACTORS_OF_RULES: Readonly<Record<`${Step}/${Decision["rule"]}`, string>> = {
  "getTaskRunState/timedOut": "its timeout",
  "cancel/runCancelled": "whoever cancelled the run",
};

const ACTORS: Readonly<Record<Step, string>> = {
  constant: "the flow",
  givenState: "whoever started the run",
  checkTaskIsReady: "the task runner",
  checkTaskReachedStartTime: "the clock",
  checkUpstreamFinished: "its upstreams",
  checkUpstreamSkipped: "its upstreams",
  checkTaskReadyToMap: "the mapping",
  setTaskRunName: "its name",
  checkTarget: "its target",
  checkTaskIsCached: "the cache",
  checkTaskTrigger: "its trigger",
  setResultLocation: "its result location",
  setTaskToRunning: "the task runner",
  getTaskRunState: "its function",
  cacheResult: "the cache",
  checkForRetry: "the retry rule",
  checkTaskIsLooping: "the loop",
  stateHandlers: "a state handler",
  setByHand: "somebody",
  cancel: "somebody",
  resume: "whoever resumed the run",
  setFlowToRunning: "the flow runner",
  determineFinalState: "the flow runner",
  terminalStateHandler: "the terminal state handler",
  unexpectedError: "the engine",
};
