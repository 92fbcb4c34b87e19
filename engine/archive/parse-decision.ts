/** Parses decisions, questions and their answers in the journal of a run. */

import {
  countOf,
  fieldsOf,
  flagOf,
  listOf,
  malformed,
  nameOf,
  oneOf,
  textOf,
  type Fields,
} from "../host/guards.ts";
import type { Decision, Step } from "../model/decision.ts";
import type { CoreAnswer, FlowQuestion, Question } from "../model/run.ts";
import type { UpstreamCounts } from "../model/trigger.ts";
import { optional } from "../host/parse-graph.ts";
import type { RunRefs } from "./parse-refs.ts";

const MAX_TEXT = 100_000;
const MAX_BECAUSE = 100;

/* A record, so that no step can be forgotten. */
const STEP_NAMES: Readonly<Record<Step, true>> = {
  constant: true,
  givenState: true,
  checkTaskIsReady: true,
  checkTaskReachedStartTime: true,
  checkUpstreamFinished: true,
  checkUpstreamSkipped: true,
  checkTaskReadyToMap: true,
  setTaskRunName: true,
  checkTarget: true,
  checkTaskIsCached: true,
  checkTaskTrigger: true,
  setResultLocation: true,
  setTaskToRunning: true,
  getTaskRunState: true,
  cacheResult: true,
  checkForRetry: true,
  checkTaskIsLooping: true,
  stateHandlers: true,
  setByHand: true,
  cancel: true,
  resume: true,
  setFlowToRunning: true,
  determineFinalState: true,
  terminalStateHandler: true,
  unexpectedError: true,
};
/* The keys of that very record. */
const STEPS: ReadonlySet<Step> = new Set(Object.keys(STEP_NAMES) as Step[]);

const ABOUT: ReadonlySet<Question["about"]> = new Set([
  "trigger",
  "cache",
  "target",
  "location",
  "runName",
  "handlers",
]);

export function parseDecision(value: unknown): Decision {
  const fields = fieldsOf(value, "a decision");
  return {
    step: oneOf(fields["step"], "the step of a decision", STEPS),
    rule: textOf(fields["rule"], "the rule of a decision", 1000),
    ...optional(fields, "saw", parseCounts),
    ...optional(fields, "because", (given) =>
      listOf(given, "the reasons of a decision", {
        max: MAX_BECAUSE,
        item: (each) => nameOf(each, "a reason of a decision"),
      }),
    ),
  };
}

function parseCounts(value: unknown): UpstreamCounts {
  const fields = fieldsOf(value, "the upstreams of a decision");
  const count = (name: keyof UpstreamCounts) => countOf(fields[name], `upstreams ${name}`);
  return {
    total: count("total"),
    finished: count("finished"),
    successful: count("successful"),
    failed: count("failed"),
    skipped: count("skipped"),
  };
}

export const parseAbout = (value: unknown): Question["about"] =>
  oneOf(value, "what a question is about", ABOUT);

export function parseQuestion(value: unknown, refs: RunRefs): Question {
  const fields = fieldsOf(value, "a question");
  const about = parseAbout(fields["about"]);
  return about === "handlers" ? { about, ...parseProposal(fields, refs) } : { about };
}

export function parseFlowQuestion(value: unknown, refs: RunRefs): FlowQuestion {
  const fields = fieldsOf(value, "a question of a flow");
  switch (fields["about"]) {
    case "flowHandlers":
      return { about: "flowHandlers", ...parseProposal(fields, refs) };
    case "terminal":
      return {
        about: "terminal",
        to: refs.state(fields["to"], "a proposed state"),
        decision: parseDecision(fields["decision"]),
      };
    default:
      throw malformed("what a flow asks", "flowHandlers or terminal");
  }
}

const parseProposal = (fields: Fields, refs: RunRefs) => ({
  from: refs.state(fields["from"], "a state"),
  to: refs.state(fields["to"], "a proposed state"),
  decision: parseDecision(fields["decision"]),
});

export function parseCoreAnswer(value: unknown, refs: RunRefs): CoreAnswer {
  const fields = fieldsOf(value, "an answer");
  switch (fields["type"]) {
    case "verdict":
      return { type: "verdict", ok: flagOf(fields["ok"], "a verdict") };
    case "text":
      return { type: "text", text: textOf(fields["text"], "an answer", MAX_TEXT) };
    case "state": {
      const given = fields["state"];
      return { type: "state", state: given === null ? null : refs.state(given, "an answer") };
    }
    case "signalled":
      return {
        type: "signalled",
        state: refs.state(fields["state"], "an answer"),
        repr: textOf(fields["repr"], "how a signal prints", MAX_TEXT),
      };
    case "threw":
      return {
        type: "threw",
        message: textOf(fields["message"], "the message of an answer", MAX_TEXT),
        result: refs.ref(fields["result"], "an answer"),
      };
    default:
      throw malformed("the type of an answer", "verdict, text, state, signalled or threw");
  }
}
