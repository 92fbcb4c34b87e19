/** Parses what a sandboxed worker answers to `load`, `evaluate` and `revoke`. */

import type { EvaluateReply, LoadReply, PreviewNode } from "../sandbox/protocol.ts";
import {
  countOf,
  fieldsOf,
  flagOf,
  listOf,
  malformed,
  nameOf,
  recordOf,
  textOf,
} from "./guards.ts";
import { parseFlowDescription } from "./parse-graph.ts";
import { parseFailure } from "./parse-value.ts";
import { checkPlainData } from "./plain-data.ts";

const MAX_FLOWS = 10_000;
const MAX_CELLS = 10_000;
const MAX_SLUGS = 100_000;
/** Of all values captured in one cell. */
const MAX_CAPTURES_SIZE = 64 * 1024 * 1024;
const MAX_PREVIEW_NODES = 2500;
/** In code units: two for each of the 10,000 characters that a language may count. */
const MAX_PREVIEW_TEXT = 20_100;

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

/** A preview tree. Its size is bounded as a whole, and with it its depth. */
export function parsePreviewNode(value: unknown): PreviewNode {
  let left = MAX_PREVIEW_NODES;
  const parse = (node: unknown, depth: number): PreviewNode => {
    if (--left < 0) throw malformed("a preview", `of at most ${MAX_PREVIEW_NODES} nodes`);
    if (depth > 10) throw malformed("a preview", "at most 10 levels deep");
    const fields = fieldsOf(node, "a preview");
    const bare = {
      type: textOf(fields["type"], "the type of a preview", 1000),
      text: textOf(fields["text"], "the text of a preview", MAX_PREVIEW_TEXT),
    };
    const more =
      fields["more"] === undefined ? {} : { more: countOf(fields["more"], "what is left out") };
    if (fields["entries"] === undefined) return { ...bare, ...more };
    const entries = listOf(fields["entries"], "the entries of a preview", {
      max: 1000,
      item: (each) => {
        const entry = fieldsOf(each, "an entry of a preview");
        return {
          key: textOf(entry["key"], "the key of an entry", 1000),
          node: parse(entry["node"], depth + 1),
        };
      },
    });
    return { ...bare, entries, ...more };
  };
  return parse(value, 0);
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
