/** Why a state is what it is, as data: the page turns it into a sentence. */

import type { UpstreamCounts } from "./trigger.ts";

/** The steps of Prefect's TaskRunner and FlowRunner pipelines that can decide a state. */
export type Step =
  | "constant"
  | "givenState"
  | "checkTaskIsReady"
  | "checkTaskReachedStartTime"
  | "checkUpstreamFinished"
  | "checkUpstreamSkipped"
  | "checkTaskReadyToMap"
  | "setTaskRunName"
  | "checkTarget"
  | "checkTaskIsCached"
  | "checkTaskTrigger"
  | "setResultLocation"
  | "setTaskToRunning"
  | "getTaskRunState"
  | "cacheResult"
  | "checkForRetry"
  | "checkTaskIsLooping"
  | "stateHandlers"
  | "setByHand"
  | "cancel"
  | "resume"
  | "setFlowToRunning"
  | "determineFinalState"
  | "terminalStateHandler"
  | "unexpectedError";

/** One decision: the rule, and what it saw. */
export interface Decision {
  readonly step: Step;
  /** Which branch of the step: `upstreamSkipped`, `someFailed`, `unmappable`… */
  readonly rule: string;
  /** The upstream states as counted. */
  readonly saw?: UpstreamCounts;
  /** The task runs that tipped it (at most 20). */
  readonly because?: readonly string[];
}
