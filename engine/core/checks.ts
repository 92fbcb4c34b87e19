/**
 * Prefect's TaskRunner pipeline up to the call, as an ordered list of pure checks with Prefect's
 * names. Source: prefect 1.x engine/task_runner.py, TaskRunner.run.
 */

import type { Decision, Step } from "../model/decision.ts";
import type { TaskNode } from "../model/graph.ts";
import type { Question, TaskRun } from "../model/run.ts";
import {
  isFinished,
  isRunning,
  isScheduled,
  isSuccessful,
  state,
  type Millis,
  type State,
} from "../model/state.ts";
import { triggerVerdict } from "../model/trigger.ts";
import { countsOf, type MapWidth, type Source, type Tally } from "./upstream.ts";

/** All that a check may look at. */
export interface Facts {
  readonly node: TaskNode;
  readonly taskRun: TaskRun;
  readonly now: Millis;
  readonly sources: readonly Source[];
  readonly tally: Tally;
  /** null: not mapped, or a child of one that is. */
  readonly mapWidth: MapWidth | null;
  readonly checkpointing: boolean;
  /** It was paused and may go on now. */
  readonly isResumed: boolean;
}

/** pass: to the next check. stop: the pipeline ends, the state stays. */
export type Verdict =
  | "pass"
  | { readonly type: "stop"; readonly decision: Decision }
  | { readonly type: "change"; readonly to: State; readonly decision: Decision }
  | { readonly type: "ask"; readonly question: Question };

type Check = (facts: Facts) => Verdict;

const stop = (step: Step, rule: string, more: Partial<Decision> = {}): Verdict => ({
  type: "stop",
  decision: { step, rule, ...more },
});

const change = (to: State, step: Step, rule: string, more: Partial<Decision> = {}): Verdict => ({
  type: "change",
  to,
  decision: { step, rule, ...more },
});

const isFresh = ({ state: { type } }: TaskRun): boolean => type === "Mapped" || type === "Cached";

const checkTaskIsReady: Check = ({ taskRun }) => {
  if (isFresh(taskRun)) return "pass";
  if (isFinished(taskRun.state)) return stop("checkTaskIsReady", "alreadyFinished");
  if (isRunning(taskRun.state)) return stop("checkTaskIsReady", "alreadyRunning");
  return "pass";
};

/** Prefect: no start time at all means "not before somebody says so". */
const checkTaskReachedStartTime: Check = ({ taskRun, now }) => {
  if (!isScheduled(taskRun.state)) return "pass";
  const { startTime } = taskRun.state;
  if (startTime === undefined || startTime === null) {
    return stop("checkTaskReachedStartTime", "noStartTime");
  }
  return startTime > now ? stop("checkTaskReachedStartTime", "notYet") : "pass";
};

const checkUpstreamFinished: Check = ({ tally }) =>
  tally.finished === tally.total
    ? "pass"
    : stop("checkUpstreamFinished", "upstreamUnfinished", {
        saw: countsOf(tally),
        because: tally.unfinished,
      });

/** Before and regardless of the trigger: any upstream skipped skips this one too, by default. */
const checkUpstreamSkipped: Check = ({ node, tally }) => {
  if (!node.skipOnUpstreamSkip || tally.skipped === 0) return "pass";
  const to = state(
    "Skipped",
    "Upstream task was skipped; if this was not the intended behavior, consider changing `skipOnUpstreamSkip: false` for this task.",
  );
  const saw = countsOf(tally);
  return change(to, "checkUpstreamSkipped", "upstreamSkipped", {
    saw,
    because: tally.skippedOnes,
  });
};

/** Always ends a mapped parent's pipeline here: it never evaluates its trigger. */
const checkTaskReadyToMap: Check = ({ taskRun, mapWidth, sources }) => {
  const step = "checkTaskReadyToMap";
  if (mapWidth === null) return "pass";
  if (taskRun.state.type === "Mapped") return stop(step, "alreadyMapped");
  if (mapWidth === "unfinished") return stop("checkUpstreamFinished", "upstreamUnfinished");
  if (mapWidth === "nothingToMap") {
    return change(state("Failed", "No upstream states can be mapped over."), step, mapWidth, {
      because: sources.filter(({ edge }) => edge.mapped).map((source) => source.taskRun.id),
    });
  }
  if (mapWidth === "unmappable") {
    const culprits = sources.filter(
      ({ edge, taskRun: up }) =>
        edge.mapped && isSuccessful(up.state) && (up.state.result?.length ?? null) === null,
    );
    const shown = culprits
      .map(({ taskRun: up }) => `"${up.id}" (${up.state.result?.preview ?? "no result"})`)
      .join(", ");
    const message = `At least one upstream state has an unmappable result: ${shown}. Map over a list of at most a million items, or wrap the argument in unmapped().`;
    return change(state("Failed", message), step, mapWidth, {
      because: culprits.map(({ taskRun: up }) => up.id),
    });
  }
  const to = state("Mapped", "Ready to proceed with mapping.", { mapCount: mapWidth });
  return change(to, step, "mapped");
};

const setTaskRunName: Check = ({ node, taskRun }) => {
  if (node.taskRunName === null) return "pass";
  const { runName } = taskRun.answers;
  if (!runName) return { type: "ask", question: { about: "runName" } };
  if (runName.type !== "threw") return "pass";
  const message = `Task '${node.name}': Unexpected error while running task: ${runName.message}`;
  return change(state("Failed", message, { result: runName.result }), "setTaskRunName", "threw");
};

/** With a target only the target counts, the cache is not asked. */
const checkTarget: Check = ({ node, taskRun, checkpointing }) => {
  if (node.target === null || !checkpointing) return "pass";
  const { target } = taskRun.answers;
  if (!target) return { type: "ask", question: { about: "target" } };
  if (target.type === "state" && target.state !== null) {
    return change(target.state, "checkTarget", "targetExists");
  }
  if (target.type !== "threw") return "pass";
  const to = state("Failed", `Unexpected error: ${target.message}`, { result: target.result });
  return change(to, "checkTarget", "threw");
};

const checkTaskIsCached: Check = ({ node, taskRun }) => {
  const isCached = taskRun.state.type === "Cached";
  if (node.target !== null || (node.cacheFor === null && !isCached)) return "pass";
  const { cache } = taskRun.answers;
  if (!cache) return { type: "ask", question: { about: "cache" } };
  if (cache.type === "state" && cache.state !== null) {
    return isCached ? "pass" : change(cache.state, "checkTaskIsCached", "cacheHit");
  }
  if (cache.type === "threw") {
    const to = state("Failed", `Unexpected error: ${cache.message}`, { result: cache.result });
    return change(to, "checkTaskIsCached", "threw");
  }
  return isCached ? change(state("Pending"), "checkTaskIsCached", "cacheInvalid") : "pass";
};

/** Runs for a cached state too: a trigger that fails beats a cache hit. */
const checkTaskTrigger: Check = (facts) => {
  const { node, tally, isResumed } = facts;
  const { trigger } = node;
  if (trigger.name === "custom") return customTrigger(facts);
  if (trigger.name === "resourceCleanup") return resourceCleanupTrigger(facts);
  const verdict = triggerVerdict(trigger, tally, hasUpstream(facts), isResumed);
  const saw = countsOf(tally);
  const step = "checkTaskTrigger";
  switch (verdict) {
    case "run":
      return "pass";
    case "skip":
      return change(state("Skipped", "All upstreams were skipped"), step, trigger.name, { saw });
    case "pause":
      return change(
        state("Paused", 'Trigger function is "manual_only"', { startTime: null }),
        step,
        trigger.name,
      );
    case "fail": {
      const because = trigger.name === "allSuccessful" ? tally.failedOnes : [];
      const message = triggerMessage(facts);
      return change(state("TriggerFailed", message), step, trigger.name, { saw, because });
    }
  }
};

function triggerMessage({ node: { trigger } }: Facts): string {
  switch (trigger.name) {
    case "allSuccessful":
      return 'Trigger was "all_successful" but some of the upstream tasks failed.';
    case "allFailed":
      return 'Trigger was "all_failed" but some of the upstream tasks succeeded.';
    case "anySuccessful":
      return 'Trigger was "any_successful" but none of the upstream tasks succeeded.';
    case "anyFailed":
      return 'Trigger was "any_failed" but none of the upstream tasks failed.';
    case "notAllSkipped":
      return 'Trigger was "not_all_skipped" but some of the upstream tasks failed.';
    case "someFailed":
      return 'Trigger was "some_failed" but thresholds were not met.';
    case "someSuccessful":
      return 'Trigger was "some_successful" but thresholds were not met.';
    default:
      return "Trigger failed";
  }
}

/** Prefect asks whether there are edges: a mapped upstream without children is one, with no states. */
const hasUpstream = ({ sources, tally }: Facts): boolean => sources.length > 0 || tally.total > 0;

function customTrigger(facts: Facts): Verdict {
  const { node, taskRun, tally } = facts;
  const step = "checkTaskTrigger";
  if (!hasUpstream(facts)) return "pass";
  const { trigger: answer } = taskRun.answers;
  if (!answer) return { type: "ask", question: { about: "trigger" } };
  const saw = countsOf(tally);
  const rule = node.trigger.label ?? "custom";
  switch (answer.type) {
    case "verdict":
      if (answer.ok) return "pass";
      return change(state("TriggerFailed", "Trigger failed"), step, rule, { saw });
    case "signalled":
      return change(answer.state, step, rule, { saw });
    case "threw": {
      const message = `Unexpected error while checking task trigger: ${answer.message}`;
      return change(state("TriggerFailed", message, { result: answer.result }), step, rule, {
        saw,
      });
    }
    default:
      return change(state("TriggerFailed", "Trigger failed"), step, rule, { saw });
  }
}

/** Prefect: clean up whatever happened, unless there is nothing to clean up. */
function resourceCleanupTrigger({ sources, tally }: Facts): Verdict {
  const step = "checkTaskTrigger";
  const setUp = sources.filter(({ edge }) => edge.key !== null).map((source) => source.taskRun);
  const missing = setUp.filter((up) => up.state.type === "Skipped" || !isSuccessful(up.state));
  if (missing.length === 0) return "pass";
  const because = missing.map(({ id }) => id);
  const to = state("Skipped", "Resource setup did not succeed, so there is nothing to clean up.");
  return change(to, step, "resourceCleanup", { saw: countsOf(tally), because });
}

/** Prefect formats the location when it writes; we do so before the call, so that nothing runs in vain. */
const setResultLocation: Check = ({ node, taskRun, checkpointing }) => {
  const isWritten = checkpointing && node.checkpoint !== false && node.target === null;
  if (node.resultLocation === null || !isWritten || taskRun.state.type === "Cached") return "pass";
  const { location } = taskRun.answers;
  if (!location) return { type: "ask", question: { about: "location" } };
  if (location.type !== "threw") return "pass";
  const to = state("Failed", `Unexpected error: ${location.message}`, { result: location.result });
  return change(to, "setResultLocation", "threw");
};

const setTaskToRunning: Check = ({ taskRun }) =>
  taskRun.state.type === "Cached"
    ? stop("setTaskToRunning", "cached")
    : change(state("Running", "Starting task run."), "setTaskToRunning", "run");

/** In Prefect's order. The skip check comes before the trigger; a mapped parent has no trigger. */
const PIPELINE: readonly Check[] = [
  checkTaskIsReady,
  checkTaskReachedStartTime,
  checkUpstreamFinished,
  checkUpstreamSkipped,
  checkTaskReadyToMap,
  setTaskRunName,
  checkTarget,
  checkTaskIsCached,
  checkTaskTrigger,
  setResultLocation,
  setTaskToRunning,
];

/** What becomes of a task run that is due: the first check that does not let it pass. */
export function check(facts: Facts): Exclude<Verdict, "pass"> {
  for (const each of PIPELINE) {
    const verdict = each(facts);
    if (verdict !== "pass") return verdict;
  }
  throw new RangeError("The last check lets nothing pass.");
}
