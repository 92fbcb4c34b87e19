/** Parses what calls and questions came to. The hot path of a run: some thousand outcomes a second. */

import type { LogLevel } from "../model/log.ts";
import type { Answer, CallLog, CallOutcome, TaskOutcome } from "../model/outcome.ts";
import { isStateType } from "../model/state.ts";
import type { State, StateType } from "../model/state.ts";
import {
  countOf,
  countOrNull,
  fieldsOf,
  flagOf,
  listOf,
  malformed,
  numberOf,
  numberOrNull,
  oneOf,
  textOf,
  textOrNull,
} from "./guards.ts";
import type { Fields } from "./guards.ts";
import { parseFailure, parseReportedOrNull, parseReportedValue } from "./parse-value.ts";

/** Outcomes in one message. */
const MAX_OUTCOMES = 100_000;
/** Log lines of one call in one message. */
const MAX_CALL_LOGS = 10_000;
export const MAX_LINE = 100_000;
/** Of the name of a call. */
export const MAX_WORK = 1000;

const LEVELS: ReadonlySet<LogLevel> = new Set(["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]);
const NO_LOGS: readonly CallLog[] = [];
const VALUE = "the value of an outcome";
const MESSAGE = "the message of an outcome";
const RETRYABLE = "retryable";

export const parseOutcomes = (value: unknown): TaskOutcome[] =>
  listOf(value, "the outcomes", { max: MAX_OUTCOMES, item: parseTaskOutcome });

export function parseTaskOutcome(value: unknown): TaskOutcome {
  const fields = fieldsOf(value, "an outcome");
  return {
    work: textOf(fields["work"], "the work of an outcome", MAX_WORK),
    outcome: parseCallOutcome(fields["outcome"]),
    startedAt: numberOf(fields["startedAt"], "the start of an outcome"),
    endedAt: numberOf(fields["endedAt"], "the end of an outcome"),
    logs: parseCallLogs(fields["logs"]),
  };
}

function parseCallOutcome(value: unknown): CallOutcome {
  const fields = fieldsOf(value, "what an outcome came to");
  switch (fields["type"]) {
    case "returned":
      return { type: "returned", value: parseReportedValue(fields["value"], VALUE) };
    case "signalled":
      return {
        ...parseSignalled(fields),
        ...(fields["loopCount"] === undefined
          ? {}
          : { loopCount: countOf(fields["loopCount"], "the loop count") }),
        retryable: flagOf(fields["retryable"], RETRYABLE),
      };
    case "threw":
      return {
        type: "threw",
        failure: parseFailure(fields["failure"], "a failure"),
        value: parseReportedValue(fields["value"], VALUE),
        retryable: flagOf(fields["retryable"], RETRYABLE),
      };
    case "unserialisable":
      return {
        type: "unserialisable",
        failure: parseFailure(fields["failure"], "a failure"),
        value: parseReportedValue(fields["value"], VALUE),
      };
    default:
      /* "timedOut" and "lost" are for the engine alone to say. */
      throw malformed("the type of an outcome", "returned, signalled, threw or unserialisable");
  }
}

function parseSignalled(fields: Fields) {
  return {
    type: "signalled" as const,
    state: parseStateType(fields["state"]),
    message: textOrNull(fields["message"], MESSAGE, MAX_LINE),
    value: parseReportedOrNull(fields["value"], VALUE),
    ...parseStartTime(fields),
    repr: textOf(fields["repr"], "how a signal prints", MAX_LINE),
  };
}

const parseStartTime = (fields: Fields): { startTime?: number | null } =>
  fields["startTime"] === undefined
    ? {}
    : { startTime: numberOrNull(fields["startTime"], "the start time") };

function parseStateType(value: unknown): StateType {
  if (typeof value !== "string" || !isStateType(value)) throw malformed("a state", "a known state");
  return value;
}

export function parseCallLogs(value: unknown): readonly CallLog[] {
  /* Most calls log nothing, and share one empty list. */
  if (Array.isArray(value) && value.length === 0) return NO_LOGS;
  return listOf(value, "the logs of a call", { max: MAX_CALL_LOGS, item: parseCallLog });
}

function parseCallLog(value: unknown): CallLog {
  const fields = fieldsOf(value, "a log line");
  return {
    at: numberOf(fields["at"], "the time of a log line"),
    level: parseLevel(fields["level"]),
    logger: textOf(fields["logger"], "the logger of a log line", 1000),
    message: textOf(fields["message"], "a log line", MAX_LINE),
  };
}

export const parseLevel = (value: unknown): LogLevel => oneOf(value, "a log level", LEVELS);

/** A state without its value. */
export function parseBareState(value: unknown): Omit<State, "result"> {
  const fields = fieldsOf(value, "a state");
  const optionalCount = <K extends string>(key: K): { readonly [key in K]?: number } =>
    fields[key] === undefined ? {} : oneField(key, countOf(fields[key], `${key} of a state`));
  return {
    type: parseStateType(fields["type"]),
    message: textOrNull(fields["message"], "the message of a state", MAX_LINE),
    ...parseStartTime(fields),
    ...optionalCount("runCount"),
    ...optionalCount("loopCount"),
    ...optionalCount("mapCount"),
    ...(fields["cachedUntil"] === undefined
      ? {}
      : { cachedUntil: countOrNull(fields["cachedUntil"], "cachedUntil of a state") }),
  };
}

/* A computed key widens to an index signature, hence the assertion. */
const oneField = <K extends string>(key: K, value: number): { readonly [key in K]: number } =>
  ({ [key]: value }) as { readonly [key in K]: number };

export const parseAnswers = (value: unknown, expected: number): Answer[] => {
  const answers = listOf(value, "the answers", { max: expected, item: parseAnswer });
  if (answers.length !== expected) throw malformed("the answers", "one for each question");
  return answers;
};

function parseAnswer(value: unknown): Answer {
  const fields = fieldsOf(value, "an answer");
  switch (fields["type"]) {
    case "verdict":
      return { type: "verdict", ok: flagOf(fields["ok"], "a verdict") };
    case "text":
      return { type: "text", text: textOf(fields["text"], "an answer", MAX_LINE) };
    case "state":
      return {
        type: "state",
        state: fields["state"] === null ? null : parseBareState(fields["state"]),
        value: parseReportedOrNull(fields["value"], "the value of a state"),
      };
    case "signalled":
      return parseSignalled(fields);
    case "threw":
      return {
        type: "threw",
        failure: parseFailure(fields["failure"], "a failure"),
        value: parseReportedValue(fields["value"], VALUE),
      };
    default:
      throw malformed("the type of an answer", "verdict, text, state, signalled or threw");
  }
}
