/** Parses what a sandboxed worker tells without being asked. */

import { OUTPUT_LIMITS } from "../model/cell-output.ts";
import type { Report, WirePrint, WireRunRequest } from "../sandbox/protocol.ts";
import {
  countOf,
  fieldsOf,
  flagOf,
  listOf,
  malformed,
  nameOf,
  oneOf,
  recordOf,
  textOf,
  textOrNull,
} from "./guards.ts";
import type { Fields } from "./guards.ts";
import { parseDisplay } from "./parse-display.ts";
import { parseFlowDescription } from "./parse-graph.ts";
import {
  MAX_LINE,
  MAX_WORK,
  parseBareState,
  parseCallLogs,
  parseLevel,
  parseOutcomes,
} from "./parse-outcome.ts";
import { parseFetch } from "./parse-fetch.ts";
import { parsePreviewNode } from "./parse-preview.ts";
import { parseCaptures } from "./parse-replies.ts";
import { parseReportedOrNull, parseReportedValue } from "./parse-value.ts";
import { checkPlainData } from "./plain-data.ts";

const EXECUTORS = new Set(["pool", "local"] as const);
const MAX_PARAMETERS = 10_000;
const MAX_CONTEXT_SIZE = 4 * 1024 * 1024;
/** In one message. */
const MAX_PRINTS = 10_000;

export function parseReport(value: unknown): Report {
  const fields = fieldsOf(value, "a report");
  switch (fields["type"]) {
    case "prints":
      return {
        type: "prints",
        cell: nameOf(fields["cell"], "the cell of prints"),
        prints: listOf(fields["prints"], "the prints", { max: MAX_PRINTS, item: parsePrint }),
      };
    case "display":
      return {
        type: "display",
        cell: nameOf(fields["cell"], "the cell of a display"),
        display: parseDisplay(fields["display"]),
        ...(fields["id"] === undefined
          ? {}
          : { id: textOf(fields["id"], "the id of a display", OUTPUT_LIMITS.label) }),
      };
    case "flowBuilt":
      return { type: "flowBuilt", description: parseFlowDescription(fields["description"]) };
    case "runFlow":
      return {
        type: "runFlow",
        request: countOf(fields["request"], "the number of a request"),
        cell: fields["cell"] === null ? null : nameOf(fields["cell"], "the cell of a request"),
        work: textOrNull(fields["work"], "the work of a request", MAX_WORK),
        captures: parseCaptures(fields["captures"]),
        run: parseRunRequest(fields["run"]),
      };
    case "fetch":
      return {
        type: "fetch",
        request: countOf(fields["request"], "the number of a request"),
        asked: parseFetch(fields["asked"]),
      };
    case "dropFetch":
      return { type: "dropFetch", request: countOf(fields["request"], "the number of a request") };
    case "callLogs":
      return {
        type: "callLogs",
        work: textOf(fields["work"], "the work of log lines", MAX_WORK),
        logs: parseCallLogs(fields["logs"]),
      };
    case "outcomes":
      return { type: "outcomes", outcomes: parseOutcomes(fields["outcomes"]) };
    default:
      throw malformed("the type of a report", "a known type");
  }
}

function parsePrint(value: unknown): WirePrint {
  const fields = fieldsOf(value, "a print");
  return {
    level: parseLevel(fields["level"]),
    text: textOf(fields["text"], "the text of a print", MAX_LINE),
    ...(fields["node"] === undefined ? {} : { node: parsePreviewNode(fields["node"]) }),
    ...(fields["isOpen"] === true ? { isOpen: true } : {}),
  };
}

function parseRunRequest(value: unknown): WireRunRequest {
  const fields = fieldsOf(value, "a request to run");
  const description = parseFlowDescription(fields["description"]);
  const slugs = new Set(description.graph.tasks.map((task) => task.slug));
  return {
    description,
    parameters: recordOf(fields["parameters"], "the parameters", {
      max: MAX_PARAMETERS,
      item: (each) => parseReportedValue(each, "a parameter"),
    }),
    ...parseRunOptions(fields),
    ...(fields["taskStates"] === undefined
      ? {}
      : {
          taskStates: recordOf(fields["taskStates"], "the task states", {
            max: slugs.size,
            item: (each, slug) => {
              if (!slugs.has(slug)) throw malformed("a slug", "one of its tasks");
              return parseGivenState(each);
            },
          }),
        }),
    ...(fields["state"] === undefined ? {} : { state: parseGivenState(fields["state"]) }),
    taskRunnerStateHandlers: countOf(fields["taskRunnerStateHandlers"], "the handlers", 1000),
  };
}

function parseRunOptions(fields: Fields) {
  return {
    ...(fields["runName"] === undefined
      ? {}
      : { runName: nameOf(fields["runName"], "the name of a run") }),
    ...(fields["executor"] === undefined
      ? {}
      : { executor: oneOf(fields["executor"], "the executor", EXECUTORS) }),
    ...(fields["runOnSchedule"] === undefined
      ? {}
      : { runOnSchedule: flagOf(fields["runOnSchedule"], "runOnSchedule") }),
    ...(fields["checkpointing"] === undefined
      ? {}
      : { checkpointing: flagOf(fields["checkpointing"], "checkpointing") }),
    ...(fields["context"] === undefined ? {} : { context: parseContext(fields["context"]) }),
    ...(fields["secrets"] === undefined ? {} : { secrets: parseContext(fields["secrets"]) }),
  };
}

function parseContext(value: unknown): Record<string, unknown> {
  checkPlainData(value, "the context of a run", MAX_CONTEXT_SIZE);
  return recordOf(value, "the context of a run", { max: MAX_PARAMETERS, item: (each) => each });
}

function parseGivenState(value: unknown) {
  const fields = fieldsOf(value, "a given state");
  return {
    state: parseBareState(fields["state"]),
    value: parseReportedOrNull(fields["value"], "the value of a given state"),
  };
}
