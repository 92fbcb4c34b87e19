import { describe, expect, it } from "vitest";
import type { Decision, Step } from "../../engine/model/decision.ts";
import type { Edge, FlowGraph, TaskNode } from "../../engine/model/graph.ts";
import { STATE_TYPES, state, type State } from "../../engine/model/state.ts";
import type { Trigger, TriggerName, UpstreamCounts } from "../../engine/model/trigger.ts";
import { node } from "../../engine/testing/graphs.ts";
import type { TaskRunView } from "../session/run-view.ts";
import { momentText } from "./moment-text.ts";
import { whyOf } from "./why.ts";

const NODE = node("sum-1", { name: "sum", cacheValidator: { name: "durationOnly" } });

function graphOf(more: Partial<TaskNode> = {}, edges: readonly Edge[] = []): FlowGraph {
  return {
    name: "flow",
    tasks: [{ ...NODE, ...more }],
    edges,
    constants: {},
    referenceTasks: null,
    stateHandlers: 0,
    hasTerminalStateHandler: false,
    schedule: null,
  };
}

function taskRunIn(now: State, decision: Decision | null, more: Partial<TaskRunView> = {}) {
  const taskRun: TaskRunView = {
    id: "sum-1",
    slug: "sum-1",
    mapIndex: null,
    state: now,
    decision,
    inputs: null,
    history: [],
    duration: null,
    worker: null,
    wantedAt: null,
    wantedEvent: null,
    calls: 0,
    ...more,
  };
  return taskRun;
}

interface Given {
  readonly node?: Partial<TaskNode>;
  readonly taskRun?: Partial<TaskRunView>;
  readonly decision?: Partial<Decision>;
}

/** The sentence for a decision named `step/rule`. */
function why(now: State, named: string, { node, taskRun, decision }: Given = {}): string {
  const [step = "", rule = ""] = named.split("/");
  return whyOf(
    taskRunIn(now, { step: step as Step, rule, ...decision }, taskRun),
    graphOf(node ?? {}),
  );
}

const counts = (more: Partial<UpstreamCounts>): UpstreamCounts => ({
  total: 2,
  finished: 2,
  successful: 1,
  failed: 1,
  skipped: 0,
  ...more,
});

const AT = new Date(2026, 10, 23, 2, 31, 38).getTime();

describe("upstreams", () => {
  it("names who was skipped", () => {
    const decision = { saw: counts({ skipped: 1 }), because: ["skip-1"] };
    expect(why(state("Skipped"), "checkUpstreamSkipped/upstreamSkipped", { decision })).toBe(
      'Skipped because "skip-1" upstream was skipped, and this task skips with its upstreams (skipOnUpstreamSkip).',
    );
  });

  it("names a few of many", () => {
    const because = ["a", "b", "c", "d", "e", "f", "g"];
    const decision = { saw: counts({ total: 40, finished: 10 }), because };
    expect(why(state("Pending"), "checkUpstreamFinished/upstreamUnfinished", { decision })).toBe(
      'It waits for "a", "b", "c", "d", "e" and 25 more to finish.',
    );
  });

  it("says whom it comes after before its turn", () => {
    const edge: Edge = {
      upstream: "a-1",
      downstream: "sum-1",
      key: "x",
      mapped: false,
      flattened: false,
    };
    expect(whyOf(taskRunIn(state("Pending"), null), graphOf({}, [edge]))).toBe(
      'It has not had its turn yet: it comes after "a-1".',
    );
  });
});

describe("triggers", () => {
  const failed = state("TriggerFailed", "Trigger failed");
  const byTrigger = (trigger: Trigger, now = failed, decision: Partial<Decision> = {}): string =>
    why(now, `checkTaskTrigger/${trigger.name}`, {
      node: { trigger },
      decision: { saw: counts({}), ...decision },
    });

  it("names the failed ones", () => {
    expect(byTrigger({ name: "allSuccessful" }, failed, { because: ["bad-1"] })).toBe(
      'Its trigger allSuccessful wants every upstream to succeed; 1 of 2 failed: "bad-1".',
    );
  });

  it.each<[TriggerName, string]>([
    ["allFailed", "Its trigger allFailed wants every upstream to fail; 1 of 2 succeeded."],
    ["anySuccessful", "Its trigger anySuccessful wants an upstream that succeeds; none of 2 did."],
    ["anyFailed", "Its trigger anyFailed wants an upstream that fails; none of 2 did."],
    ["allFinished", "Its trigger allFinished wants every upstream to be finished; 2 of 2 were."],
    ["notAllSkipped", "Its trigger notAllSkipped wants every upstream to succeed; 1 of 2 failed."],
  ])("explains %s", (name, sentence) => {
    expect(byTrigger({ name })).toBe(sentence);
  });

  it("gives the bounds", () => {
    expect(byTrigger({ name: "someFailed", atLeast: 0.75 })).toBe(
      "Its trigger someFailed (at least 75 %) wants a certain number of upstreams to fail; 1 of 2 did.",
    );
    expect(byTrigger({ name: "someSuccessful", atLeast: 2, atMost: 3 })).toBe(
      "Its trigger someSuccessful (at least 2, at most 3) wants a certain number of upstreams to succeed; 1 of 2 did.",
    );
  });

  it("explains skipping, pausing and clean-up", () => {
    const none = { saw: counts({ total: 0 }) };
    expect(byTrigger({ name: "notAllSkipped" }, state("Skipped"))).toContain("all 2 were");
    expect(byTrigger({ name: "notAllSkipped" }, state("Skipped"), none)).toContain(
      "no upstream at all",
    );
    expect(byTrigger({ name: "manualOnly" }, state("Paused", null, { startTime: null }))).toBe(
      "Its trigger manualOnly lets it run only once somebody approves it.",
    );
    const because = ["setup-1"];
    expect(byTrigger({ name: "resourceCleanup" }, state("Skipped"), { because })).toBe(
      'Skipped because "setup-1" did not set up its resource, so there is nothing to clean up.',
    );
  });

  it("explains a trigger of the user's", () => {
    const trigger: Trigger = { name: "custom", label: "onMondays" };
    const threw = state("TriggerFailed", "Unexpected error while checking task trigger: Error: no");
    expect(byTrigger(trigger)).toBe("Its own trigger onMondays said that it must not run.");
    expect(byTrigger(trigger, threw)).toBe("Its own trigger onMondays threw: Error: no");
  });
});

describe("mapping", () => {
  it("counts the items", () => {
    const mapped = state("Mapped", null, { mapCount: 3 });
    expect(why(mapped, "checkTaskReadyToMap/mapped")).toBe("It is mapped over 3 items.");
  });

  it("says why it cannot be", () => {
    const decision = { because: ["one-1"] };
    expect(why(state("Failed"), "checkTaskReadyToMap/unmappable", { decision })).toBe(
      'It cannot be mapped: what "one-1" returned is no list of at most a million items. Return one, or wrap the argument in unmapped().',
    );
    expect(why(state("Failed"), "checkTaskReadyToMap/nothingToMap", { decision })).toContain(
      '"one-1"',
    );
  });
});

describe("calls", () => {
  const threw = state("Failed", "Error during execution of task: ValueError('boom')");

  it("gives the reason and the last attempt", () => {
    expect(why(threw, "getTaskRunState/threw")).toBe("Its function threw: ValueError('boom').");
    const given = { node: { maxRetries: 2 }, taskRun: { calls: 3 } };
    expect(why(threw, "getTaskRunState/threw", given)).toBe(
      "Its function threw: ValueError('boom'). That was attempt 3 of 3, so it is not tried again.",
    );
  });

  it("says when it runs again", () => {
    const retrying = state("Retrying", null, { runCount: 1, startTime: AT });
    const given = { node: { maxRetries: 2 } };
    const sentence = `Attempt 1 of 3 failed; it runs again at ${momentText(AT)}.`;
    expect(why(retrying, "checkForRetry/retriesLeft", given)).toBe(sentence);
    expect(why(retrying, "checkTaskReachedStartTime/notYet", given)).toBe(sentence);
  });

  it("explains time-outs, signals and loops", () => {
    expect(
      why(state("TimedOut"), "getTaskRunState/timedOut", { node: { timeout: 2000 } }),
    ).toContain("its timeout of 2 s");
    expect(why(state("Skipped", "not today"), "getTaskRunState/signalled")).toBe(
      "Its function raised the signal SKIP: not today.",
    );
    const looped = { step: "getTaskRunState", rule: "signalled" } as const;
    const history = [
      {
        state: state("Looped"),
        at: AT,
        event: 3,
        decision: looped,
        wantedAt: null,
        wantedEvent: null,
        worker: null,
        duration: null,
      },
    ];
    expect(why(state("Looped"), "getTaskRunState/signalled", { taskRun: { history } })).toBe(
      "Its function raised LOOP to run again; 1 iteration is done so far.",
    );
  });

  it("sees a handler's hand in a state that the rule does not lead to", () => {
    expect(why(state("Success"), "getTaskRunState/threw")).toBe(
      "Its function threw. A state handler then put it into Success instead of Failed.",
    );
  });

  it("explains caching", () => {
    const cached = state("Cached", null, { cachedUntil: AT });
    expect(why(cached, "checkTaskIsCached/cacheHit")).toBe(
      `Its value was cached (durationOnly), so it was not run; the value holds until ${momentText(AT)}.`,
    );
    expect(why(cached, "cacheResult/cacheFor")).toContain("kept for later runs until");
  });
});

it("explains waiting, approval and cancelling", () => {
  const scheduled = state("Scheduled", null, { startTime: AT });
  const paused = state("Paused", null, { startTime: null });
  expect(why(scheduled, "checkTaskReachedStartTime/notYet")).toContain(momentText(AT));
  expect(why(paused, "checkTaskReachedStartTime/noStartTime")).toBe(
    "It is paused until somebody approves it.",
  );
  expect(why(state("Resume"), "setByHand/Resume")).toContain("approved");
  expect(why(state("Cancelled"), "cancel/taskRunCancelled")).toContain("cancelled");
});

it("always has a sentence", () => {
  const steps =
    "constant givenState checkTaskIsReady checkTaskReachedStartTime checkUpstreamFinished checkUpstreamSkipped checkTaskReadyToMap setTaskRunName checkTarget checkTaskIsCached checkTaskTrigger setResultLocation setTaskToRunning getTaskRunState cacheResult checkForRetry checkTaskIsLooping stateHandlers setByHand cancel setFlowToRunning determineFinalState terminalStateHandler unexpectedError neverHeardOf".split(
      " ",
    );
  const rules =
    "threw returned signalled timedOut unserialisable cached mapped unmappable nothingToMap notYet noStartTime neverHeardOf".split(
      " ",
    );
  for (const step of steps) {
    for (const rule of rules) {
      for (const type of STATE_TYPES) {
        const sentence = why(state(type), `${step}/${rule}`);
        expect(sentence).toMatch(/^[A-Z].*\.$/);
        expect(sentence).not.toMatch(/undefined|null|NaN|\.\./);
      }
    }
  }
  for (const type of STATE_TYPES) {
    const taskRun = taskRunIn(state(type), null);
    expect(whyOf(taskRun, graphOf())).toMatch(/\.$/);
    expect(whyOf({ ...taskRun, slug: "gone-1" }, graphOf())).toMatch(/\.$/);
  }
});
