/** Answers "why is it in this state?" for a task run: one plain sentence from the decision's data. */

import type { Decision, Step } from "../../engine/model/decision.ts";
import type { FlowGraph, TaskNode } from "../../engine/model/graph.ts";
import { isFailed, isFinished, isRunning, type State } from "../../engine/model/state.ts";
import type { TaskRunView } from "../session/run-view.ts";
import { momentText } from "./moment-text.ts";
import { namesOf, triggerSentence } from "./why-trigger.ts";

interface Case {
  readonly taskRun: TaskRunView;
  readonly node: TaskNode;
  readonly graph: FlowGraph;
  readonly state: State;
  readonly decision: Decision;
}

/** Why a task run is in its state. */
export function whyOf(taskRun: TaskRunView, graph: FlowGraph): string {
  const { state, decision } = taskRun;
  const node = graph.tasks.find(({ slug }) => slug === taskRun.slug);
  if (!node) return byState(state);
  if (decision === null) return undecided(taskRun, graph);
  const each: Case = { taskRun, node, graph, state, decision };
  const sentence = SENTENCES[decision.step]?.(each) ?? byState(state);
  const expected = EXPECTED[`${decision.step}/${decision.rule}`];
  if (expected === undefined || expected === state.type) return sentence;
  if (isRunning(state)) return `${sentence} Its state handlers are being asked.`;
  return `${sentence} A state handler then put it into ${state.type} instead of ${expected}.`;
}

/** What a decision leads to; another state is the work of a handler. */
const EXPECTED: Readonly<Record<string, State["type"]>> = {
  "checkUpstreamSkipped/upstreamSkipped": "Skipped",
  "checkTaskReadyToMap/mapped": "Mapped",
  "checkTaskReadyToMap/nothingToMap": "Failed",
  "checkTaskReadyToMap/unmappable": "Failed",
  "checkTaskTrigger/manualOnly": "Paused",
  "checkTaskTrigger/allSuccessful": "TriggerFailed",
  "checkTaskTrigger/resourceCleanup": "Skipped",
  "getTaskRunState/returned": "Success",
  "getTaskRunState/threw": "Failed",
  "getTaskRunState/timedOut": "TimedOut",
  "getTaskRunState/unserialisable": "Failed",
  "cacheResult/cacheFor": "Cached",
  "checkForRetry/retriesLeft": "Retrying",
};

const SENTENCES: Readonly<Record<Step, (each: Case) => string>> = {
  constant: () => "It is a constant: its value is there from the start, and nothing is run.",
  givenState: () => GIVEN,
  checkTaskIsReady: ({ state, decision }) =>
    decision.rule === "alreadyRunning"
      ? "It is running already."
      : `It was ${state.type} already, so it was not run again.`,
  checkTaskReachedStartTime: notYetDue,
  checkUpstreamFinished: ({ decision: { because = [], saw } }) => {
    if (because.length === 0) return "It waits for an upstream that is not finished.";
    return `It waits for ${namesOf(because, saw ? saw.total - saw.finished : because.length)} to finish.`;
  },
  checkUpstreamSkipped: ({ decision: { because = [], saw } }) =>
    because.length === 0
      ? "Skipped because an upstream was skipped, and this task skips with its upstreams (skipOnUpstreamSkip)."
      : `Skipped because ${because.length === 1 ? `${namesOf(because)} upstream was` : `${namesOf(because, saw?.skipped)} upstream were`} skipped, and this task skips with its upstreams (skipOnUpstreamSkip).`,
  checkTaskReadyToMap: mapping,
  setTaskRunName: ({ state }) => faulty("Its task run name could not be made", state),
  checkTarget: ({ state, decision, node }) =>
    decision.rule === "targetExists"
      ? `Its result is there already at its target${targetText(node)}, so it was not run.`
      : faulty("Its target could not be looked up", state),
  checkTaskIsCached: caching,
  checkTaskTrigger: ({ node, decision, state }) => triggerSentence(node.trigger, decision, state),
  setResultLocation: ({ state }) => faulty("The location of its result could not be made", state),
  setTaskToRunning: ({ taskRun, node, state, decision }) => {
    if (decision.rule === "cached") return caching({ taskRun, node, state, decision });
    const attempt = node.maxRetries > 0 && !hasLooped(taskRun) ? attemptText(taskRun, node) : "";
    return `All its checks passed, so its function is running${attempt}.`;
  },
  getTaskRunState: afterCall,
  cacheResult: caching,
  checkForRetry: ({ taskRun, node, state }) => retrying(taskRun, node, state),
  checkTaskIsLooping: ({ taskRun }) =>
    `Its function asked for another iteration; ${timesText(loopsOf(taskRun))} done so far.`,
  stateHandlers: ({ state, decision }) =>
    decision.rule === "endRun"
      ? `One of its state handlers raised ENDRUN, which ends it in the state ${state.type}${reasonText(state, "")}.`
      : faulty("One of its state handlers threw", state),
  setByHand: ({ state }) =>
    state.type === "Resume"
      ? "Somebody approved it, so it may go on."
      : `Somebody put it into the state ${state.type} by hand.`,
  resume: () =>
    "The run was cut off, and a secret that this task had been given is kept nowhere: it begins anew.",
  cancel: ({ decision, state }) =>
    decision.rule === "runCancelled"
      ? `The whole run was cancelled${reasonText(state, "")} before it had finished.`
      : "Somebody cancelled this task run.",
  setFlowToRunning: ({ state }) => byState(state),
  determineFinalState: ({ state }) => byState(state),
  terminalStateHandler: ({ state }) => byState(state),
  unexpectedError: ({ state }) => faulty("The run broke off", state),
};

const GIVEN = "It was given this state when the run was started (taskStates).";

function undecided({ state, inputs, slug, mapIndex }: TaskRunView, graph: FlowGraph): string {
  if (state.type !== "Pending") return isRunning(state) ? byState(state) : GIVEN;
  if (inputs !== null) return "All its checks passed; its call waits for a free worker.";
  if (mapIndex !== null) return "It has not had its turn yet.";
  const upstreams = graph.edges.filter(({ downstream }) => downstream === slug);
  const names = [...new Set(upstreams.map(({ upstream }) => upstream))];
  if (names.length === 0) return "It has not had its turn yet.";
  return `It has not had its turn yet: it comes after ${namesOf(names)}.`;
}

function notYetDue({ taskRun, node, state, decision }: Case): string {
  if (state.type === "Retrying") return retrying(taskRun, node, state);
  const { startTime } = state;
  if (state.type === "Paused" && (startTime === undefined || startTime === null)) {
    return "It is paused until somebody approves it.";
  }
  if (decision.rule === "noStartTime" || startTime === undefined || startTime === null) {
    return "It is scheduled without a start time, so it waits until somebody says so.";
  }
  return `It is not due yet: it may start at ${momentText(startTime)}.`;
}

function mapping({ graph, taskRun, state, decision: { rule, because = [] } }: Case): string {
  switch (rule) {
    case "mapped":
    case "alreadyMapped":
      return `It is mapped over ${itemsText(state.mapCount ?? 0)}.`;
    case "nothingToMap": {
      const names = because.length > 0 ? because : mappedUpstreams(graph, taskRun.slug);
      return names.length === 0
        ? "It cannot be mapped: no upstream has anything to map over."
        : `It cannot be mapped: none of its mapped upstreams (${namesOf(names)}) succeeded with something to map over.`;
    }
    case "unmappable":
      return because.length === 0
        ? "It cannot be mapped: what an upstream returned is no list of at most a million items."
        : `It cannot be mapped: what ${namesOf(because)} returned is no list of at most a million items. Return one, or wrap the argument in unmapped().`;
    default:
      return byState(state);
  }
}

const mappedUpstreams = (graph: FlowGraph, slug: string): string[] =>
  graph.edges
    .filter(({ downstream, mapped }) => downstream === slug && mapped)
    .map(({ upstream }) => upstream);

function caching({ node, state, decision }: Omit<Case, "graph">): string {
  switch (decision.rule) {
    case "threw":
      return faulty("Its cache could not be asked", state);
    case "cacheInvalid":
      return "Its cached value does not hold for these inputs, so it has to run.";
    case "cacheFor":
      return `Its function ran, and its value is kept for later runs ${untilText(state)}.`;
    default:
      return `Its value was cached (${node.cacheValidator.name}), so it was not run; the value holds ${untilText(state)}.`;
  }
}

const untilText = ({ cachedUntil }: State): string =>
  cachedUntil === undefined || cachedUntil === null
    ? "without limit"
    : `until ${momentText(cachedUntil)}`;

function afterCall({ taskRun, node, state, decision }: Case): string {
  switch (decision.rule) {
    case "returned":
      if (node.kind === "parameter") return "It is a parameter: its value was given to the run.";
      return "Its function ran and returned, so it succeeded.";
    case "threw":
      return `Its function threw${reasonText(state, "Error during execution of task: ")}.${lastAttempt(taskRun, node)}`;
    case "timedOut": {
      const limit = node.timeout === null ? "" : ` of ${node.timeout / 1000} s`;
      return `Its function was still running after its timeout${limit}, so it was stopped.${lastAttempt(taskRun, node)}`;
    }
    case "unserialisable":
      return faulty("Its function returned something that cannot be stored", state);
    case "signalled":
      return signalled(taskRun, node, state);
    case "endRun":
      return `Its function raised ENDRUN, which ends it in the state ${state.type}${reasonText(state, "")}.`;
    default:
      return byState(state);
  }
}

function signalled(taskRun: TaskRunView, node: TaskNode, state: State): string {
  switch (state.type) {
    case "Looped":
      return `Its function raised LOOP to run again; ${timesText(loopsOf(taskRun))} done so far.`;
    case "Retrying":
      return `Its function raised RETRY; it runs again${startText(state)}.`;
    case "Paused":
      return `Its function raised PAUSE${reasonText(state, "")}; it waits${
        typeof state.startTime === "number" ? startText(state) : " until somebody approves it"
      }.`;
    default: {
      const signal = SIGNAL_OF[state.type];
      const raised = signal ? `raised the signal ${signal}` : `raised a signal for ${state.type}`;
      return `Its function ${raised}${reasonText(state, "")}.${isFailed(state) ? lastAttempt(taskRun, node) : ""}`;
    }
  }
}

const SIGNAL_OF: Readonly<Partial<Record<State["type"], string>>> = {
  Success: "SUCCESS",
  Failed: "FAIL",
  Skipped: "SKIP",
  TriggerFailed: "TRIGGERFAIL",
  ValidationFailed: "VALIDATIONFAIL",
};

function retrying(taskRun: TaskRunView, node: TaskNode, state: State): string {
  const attempt = state.runCount ?? taskRun.calls;
  return `Attempt ${attempt} of ${Math.max(attempt, node.maxRetries + 1)} failed; it runs again${startText(state)}.`;
}

const startText = ({ startTime }: State): string =>
  typeof startTime === "number" ? ` at ${momentText(startTime)}` : " when its turn comes";

const attemptText = ({ calls }: TaskRunView, { maxRetries }: TaskNode): string =>
  calls > 0 ? ` (attempt ${calls} of ${Math.max(calls, maxRetries + 1)})` : "";

function lastAttempt(taskRun: TaskRunView, { maxRetries }: TaskNode): string {
  if (maxRetries === 0 || hasLooped(taskRun) || taskRun.calls <= maxRetries) return "";
  return ` That was attempt ${taskRun.calls} of ${Math.max(taskRun.calls, maxRetries + 1)}, so it is not tried again.`;
}

const loopsOf = ({ history }: TaskRunView): number =>
  history.filter(({ state }) => state.type === "Looped").length;
const hasLooped = (taskRun: TaskRunView): boolean => loopsOf(taskRun) > 0;

const timesText = (count: number): string => `${count} iteration${count === 1 ? " is" : "s are"}`;
const itemsText = (count: number): string =>
  `${count.toLocaleString("en")} item${count === 1 ? "" : "s"}`;
const targetText = ({ target }: TaskNode): string =>
  target && "template" in target ? ` (${target.template})` : "";

/** `: what the message says`, without its usual beginning and end; nothing if there is no message. */
function reasonText({ message }: State, beginning: string): string {
  if (message === null || message === "") return "";
  const rest = message.startsWith(beginning) ? message.slice(beginning.length) : message;
  return `: ${rest.replace(/\.+$/, "")}`;
}

const faulty = (what: string, state: State): string =>
  `${what}${reasonText(state, "Unexpected error: ")}.`;

/** What can be said when nothing is known of the decision. */
function byState(state: State): string {
  if (isRunning(state)) return "Its function is running.";
  const start = isFinished(state) ? "It ended as" : "It is";
  return `${start} ${state.type}${reasonText(state, "")}.`;
}
