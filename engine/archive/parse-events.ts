/** Parses the events of a run's journal: each rebuilt field by field. */

import { parseLevel } from "../host/parse-outcome.ts";
import { optional, parseFlowGraph } from "../host/parse-graph.ts";
import {
  countOf,
  fieldsOf,
  flagOf,
  listOf,
  malformed,
  nameOf,
  numberOf,
  numberOrNull,
  oneOf,
  recordOf,
  textOf,
  type Fields,
} from "../host/guards.ts";
import { checkPlainData } from "../host/plain-data.ts";
import type { ConstantRef } from "../model/graph.ts";
import type { LogRecord } from "../model/log.ts";
import type { ExecutorName, Remark, RunEvent, RunId, RunOptions, Series } from "../model/run.ts";
import {
  parseAbout,
  parseCoreAnswer,
  parseDecision,
  parseFlowQuestion,
  parseQuestion,
} from "./parse-decision.ts";
import { bareInfo, parseId, type RunRefs } from "./parse-refs.ts";

const MAX_LINE = 200_000;
const MAX_SLUGS = 100_000;
const MAX_TASK_RUNS = 1_000_000;
const MAX_CONTEXT_SIZE = 16 * 1024 * 1024;

const EXECUTORS: ReadonlySet<ExecutorName> = new Set(["pool", "local"]);

type OtherEvent = Exclude<RunEvent, { type: "RunStarted" }>;
type Read = (fields: Fields, at: number, refs: RunRefs) => OtherEvent;

/** One for each type of event but the first, which is read apart. */
const READERS: { readonly [T in OtherEvent["type"]]: Read } = {
  PassStarted: (fields, at) => ({
    type: "PassStarted",
    at,
    pass: countOf(fields["pass"], "a pass"),
    ...optional(fields, "skipped", (given) => numberOf(given, "what a pass skipped")),
  }),
  RunResumed: (_fields, at) => ({ type: "RunResumed", at }),
  RunRestarted: (fields, at) => ({
    type: "RunRestarted",
    at,
    taskRuns: listOf(fields["taskRuns"], "the task runs to do again", {
      max: MAX_TASK_RUNS,
      item: parseTaskRun,
    }),
    reason: textOf(fields["reason"], "the reason of a restart", MAX_LINE),
  }),
  RunRenamed: (fields, at) => ({
    type: "RunRenamed",
    at,
    name: nameOf(fields["name"], "the name of a run"),
  }),
  PassEnded: (fields, at) => ({
    type: "PassEnded",
    at,
    waitUntil: numberOrNull(fields["waitUntil"], "the end of a wait"),
    decision: parseDecision(fields["decision"]),
  }),
  FlowStateChanged: (fields, at, refs) => ({
    type: "FlowStateChanged",
    at,
    state: refs.state(fields["state"], "a state of the flow"),
    decision: parseDecision(fields["decision"]),
  }),
  FlowAsked: (fields, at, refs) => ({
    type: "FlowAsked",
    at,
    question: parseFlowQuestion(fields["question"], refs),
  }),
  TaskStateChanged: (fields, at, refs) => ({
    type: "TaskStateChanged",
    at,
    taskRun: parseTaskRun(fields["taskRun"]),
    state: refs.state(fields["state"], "a state of a task run"),
    decision: parseDecision(fields["decision"]),
    ends: flagOf(fields["ends"], "whether a pipeline ends"),
    ...optional(fields, "inputs", (given) => refs.inputs(given)),
    ...optional(fields, "retryable", (given) => flagOf(given, "whether it may be retried")),
    ...optional(fields, "duration", (given) => numberOf(given, "a duration")),
    ...optional(fields, "worker", (given) => nameOf(given, "a worker")),
    ...optional(fields, "remarks", parseRemarks),
  }),
  TaskVisited: (fields, at) => ({
    type: "TaskVisited",
    at,
    taskRun: parseTaskRun(fields["taskRun"]),
    decision: parseDecision(fields["decision"]),
  }),
  TaskCallWanted: (fields, at, refs) => ({
    type: "TaskCallWanted",
    at,
    taskRun: parseTaskRun(fields["taskRun"]),
    runCount: countOf(fields["runCount"], "the count of a call"),
    inputs: refs.inputs(fields["inputs"]),
  }),
  TaskAsked: (fields, at, refs) => ({
    type: "TaskAsked",
    at,
    taskRun: parseTaskRun(fields["taskRun"]),
    question: parseQuestion(fields["question"], refs),
    inputs: refs.inputs(fields["inputs"]),
  }),
  TaskAnswered: (fields, at, refs) => ({
    type: "TaskAnswered",
    at,
    taskRun: parseTaskRun(fields["taskRun"]),
    about: parseAbout(fields["about"]),
    answer: parseCoreAnswer(fields["answer"], refs),
  }),
};

/** @param run  whose journal it is: only its first event names it */
export function parseEvent(value: unknown, run: RunId, refs: RunRefs): RunEvent {
  const fields = fieldsOf(value, "an event");
  const at = numberOf(fields["at"], "the time of an event");
  const type = fields["type"];
  if (type === "RunStarted") return parseStarted(fields, run, refs);
  if (typeof type !== "string" || !isKnown(type)) throw malformed("the type of an event", "known");
  return READERS[type](fields, at, refs);
}

const isKnown = (type: string): type is OtherEvent["type"] => Object.hasOwn(READERS, type);

const parseTaskRun = (value: unknown): string => nameOf(value, "the id of a task run");

function parseStarted(fields: Fields, run: RunId, refs: RunRefs): RunEvent {
  const id = parseId(fields["id"], "the id of a run");
  if (id !== run) throw malformed("the id in the journal of a run", "that of the run");
  const constants = "the constants of a run";
  return {
    type: "RunStarted",
    at: numberOf(fields["at"], "the start of a run"),
    id: refs.newId,
    flow: nameOf(fields["flow"], "the flow of a run"),
    graph: parseFlowGraph(fields["graph"], parseGraphConstant),
    parameters: refs.refs(fields["parameters"], "the parameters of a run"),
    constants: recordOf(fields["constants"], constants, {
      max: MAX_SLUGS,
      item: (each) => refs.refs(each, constants),
    }),
    options: parseOptions(fields["options"], refs),
  };
}

/** The numbers of constants count those of the flow that was built, which is gone: they are not read. */
function parseGraphConstant(value: unknown): ConstantRef {
  const fields = fieldsOf(value, "a constant");
  return {
    value: countOf(fields["value"], "the index of a constant"),
    ...bareInfo(fields, "a constant"),
  };
}

function parseOptions(value: unknown, refs: RunRefs): RunOptions {
  const fields = fieldsOf(value, "the options of a run");
  const context = "the context of a run";
  checkPlainData(fields["context"], context, MAX_CONTEXT_SIZE);
  const flowState = fields["flowState"];
  return {
    runName: nameOf(fields["runName"], "the name of a run"),
    executor: oneOf(fields["executor"], "the executor of a run", EXECUTORS),
    checkpointing: flagOf(fields["checkpointing"], "checkpointing"),
    context: recordOf(fields["context"], context, { max: 10_000, item: (each) => each }),
    scheduledStartTime: numberOf(fields["scheduledStartTime"], "the scheduled start of a run"),
    taskStates: recordOf(fields["taskStates"], "the states given to a run", {
      max: MAX_SLUGS,
      item: (each) => refs.state(each, "a state given to a run"),
    }),
    flowState: flowState === null ? null : refs.state(flowState, "the state given to a run"),
    taskRunnerStateHandlers: countOf(fields["taskRunnerStateHandlers"], "handlers", 1000),
    ...optional(fields, "isNested", (given) => flagOf(given, "whether a run is nested")),
    ...optional(fields, "parent", (given) => refs.parent(given)),
    ...optional(fields, "series", (given) => parseSeries(given, refs)),
  };
}

function parseSeries(value: unknown, refs: RunRefs): Series {
  const fields = fieldsOf(value, "what the runs of a schedule share");
  return {
    ...optional(fields, "runName", (given) => nameOf(given, "the name of a schedule's runs")),
    given: refs.refs(fields["given"], "the parameters given to a schedule's runs"),
    defaults: refs.refs(fields["defaults"], "the defaults of a schedule's runs"),
    ahead: numberOf(fields["ahead"], "how far the clock of a run was ahead"),
  };
}

const parseRemarks = (value: unknown): Remark[] =>
  listOf(value, "the remarks of a decision", {
    max: 10_000,
    item: (each) => {
      const fields = fieldsOf(each, "a remark");
      return {
        level: parseLevel(fields["level"]),
        message: textOf(fields["message"], "a remark", MAX_LINE),
      };
    },
  });

export function parseLogRecord(value: unknown): LogRecord {
  const fields = fieldsOf(value, "a log line");
  return {
    at: numberOf(fields["at"], "the time of a log line"),
    level: parseLevel(fields["level"]),
    logger: textOf(fields["logger"], "the logger of a log line", 10_000),
    message: textOf(fields["message"], "a log line", MAX_LINE),
    ...optional(fields, "taskRun", parseTaskRun),
  };
}
