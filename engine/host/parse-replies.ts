/** Parses what a sandboxed worker answers to `load`, `evaluate` and `revoke`. */

import type { EvaluateReply, LoadReply } from "../sandbox/protocol.ts";
import { fieldsOf, flagOf, listOf, malformed, nameOf, recordOf, textOf } from "./guards.ts";
import { parseDisplay } from "./parse-display.ts";
import { parseFlowDescription } from "./parse-graph.ts";
import { parsePreviewNode } from "./parse-preview.ts";
import { parseFailure } from "./parse-value.ts";
import { checkPlainData } from "./plain-data.ts";

const MAX_FLOWS = 10_000;
const MAX_CELLS = 10_000;
const MAX_SLUGS = 100_000;
/** Of all values captured in one cell. */
const MAX_CAPTURES_SIZE = 64 * 1024 * 1024;

export function parseLoadReply(value: unknown): LoadReply {
  const fields = fieldsOf(value, "the answer to load");
  const descriptions = fields["descriptions"];
  return {
    flows: listOf(fields["flows"], "the flows", {
      max: MAX_FLOWS,
      item: (each) => {
        const flow = fieldsOf(each, "a flow");
        return {
          id: nameOf(flow["id"], "the id of a flow"),
          slugs: listOf(flow["slugs"], "the slugs of a flow", {
            max: MAX_SLUGS,
            item: (slug) => nameOf(slug, "a slug"),
          }),
        };
      },
    }),
    failures: listOf(fields["failures"], "the failures of cells", {
      max: MAX_CELLS,
      item: (each) => {
        const failure = fieldsOf(each, "the failure of a cell");
        return {
          cell: nameOf(failure["cell"], "the id of a cell"),
          failure: parseFailure(failure["failure"], "the failure of a cell"),
        };
      },
    }),
    ...(descriptions === undefined
      ? {}
      : {
          descriptions: listOf(descriptions, "the flows", {
            max: MAX_FLOWS,
            item: parseFlowDescription,
          }),
        }),
  };
}

export function parseEvaluateReply(value: unknown): EvaluateReply {
  const fields = fieldsOf(value, "the answer to evaluate");
  return {
    ...(fields["value"] === undefined ? {} : { value: parsePreviewNode(fields["value"]) }),
    ...(fields["display"] === undefined ? {} : { display: parseDisplay(fields["display"]) }),
    ...(fields["failure"] === undefined
      ? {}
      : { failure: parseFailure(fields["failure"], "the failure of a cell") }),
    ...(fields["isRefused"] === undefined
      ? {}
      : { isRefused: flagOf(fields["isRefused"], "whether a cell was refused") }),
    captures: parseCaptures(fields["captures"]),
    flows: listOf(fields["flows"], "the flows of a cell", {
      max: MAX_FLOWS,
      item: (each) => {
        const flow = fieldsOf(each, "a flow");
        const id = nameOf(flow["id"], "the id of a flow");
        if (flow["variable"] === undefined) return { id };
        return { id, variable: nameOf(flow["variable"], "the variable of a flow") };
      },
    }),
  };
}

export function parseCaptures(value: unknown): Record<string, unknown> {
  const what = "the captured values of a cell";
  checkPlainData(value, what, MAX_CAPTURES_SIZE);
  return recordOf(value, what, { max: 10_000, item: (each) => each });
}

export const parseWorks = (value: unknown, asked: readonly string[]): string[] => {
  const known = new Set(asked);
  return listOf(value, "the works taken back", {
    max: asked.length,
    item: (each) => {
      const work = textOf(each, "a work", 1000);
      /* Taken out, so that none is given back twice. */
      if (!known.delete(work)) throw malformed("the works taken back", "among those asked for");
      return work;
    },
  });
};
