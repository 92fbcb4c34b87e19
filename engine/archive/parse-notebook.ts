/** Parses a notebook with what its cells showed and its earlier texts; and results by location. */

import { parseDisplay } from "../host/parse-display.ts";
import { optional, parsePlace } from "../host/parse-graph.ts";
import {
  countOf,
  fieldsOf,
  listOf,
  malformed,
  nameOf,
  numberOf,
  oneOf,
  textOf,
} from "../host/guards.ts";
import { parsePreviewNode } from "../host/parse-preview.ts";
import { OUTPUT_LIMITS } from "../model/cell-output.ts";
import type {
  CellOutput,
  CellRecord,
  LocatedResult,
  NotebookDocument,
  NotebookOutputs,
} from "../ports.ts";
import type { ArchivedNotebook, ArchivedVersion } from "./archived.ts";
import { readingPart } from "./errors.ts";
import { parseId, parseNotebookId, RunRefs } from "./parse-refs.ts";
import { SAME_NAMES } from "./renaming.ts";

const MAX_TEXT = 64 * 1024 * 1024;
const MAX_LINE = 200_000;
const MAX_CELLS = 100_000;
const MAX_OUTPUTS = 100_000;
const MAX_VERSIONS = 1000;
const MAX_RESULTS = 1_000_000;
const MAX_LOCATION = 10_000;

const STATUSES: ReadonlySet<CellRecord["status"]> = new Set(["ok", "failed", "interrupted"]);

/** @throws FlowbookError `badArchive` */
export const parseArchivedNotebook = (value: unknown): ArchivedNotebook =>
  readingPart("a notebook", () => {
    const fields = fieldsOf(value, "a notebook");
    const document = parseDocument(fields["document"]);
    return {
      document,
      outputs: parseOutputs(fields["outputs"]),
      versions: listOf(fields["versions"], "the versions of a notebook", {
        max: MAX_VERSIONS,
        item: parseVersion,
      }),
    };
  });

function parseDocument(value: unknown): NotebookDocument {
  const fields = fieldsOf(value, "the document of a notebook");
  return {
    id: parseNotebookId(fields["id"]),
    title: textOf(fields["title"], "the title of a notebook", MAX_LINE),
    text: textOf(fields["text"], "the text of a notebook", MAX_TEXT),
    cells: listOf(fields["cells"], "the cells of a notebook", {
      max: MAX_CELLS,
      item: (each) => nameOf(each, "the id of a cell"),
    }),
    revision: parseRevision(fields["revision"]),
    updatedAt: numberOf(fields["updatedAt"], "the time of a notebook"),
  };
}

function parseRevision(value: unknown): number {
  const revision = countOf(value, "the revision of a notebook", 2 ** 40);
  if (revision === 0) throw malformed("the revision of a notebook", "1 or more");
  return revision;
}

function parseVersion(value: unknown): ArchivedVersion {
  const fields = fieldsOf(value, "a version of a notebook");
  return {
    revision: parseRevision(fields["revision"]),
    savedAt: numberOf(fields["savedAt"], "the time of a version"),
    title: textOf(fields["title"], "the title of a version", MAX_LINE),
    text: textOf(fields["text"], "the text of a version", MAX_TEXT),
  };
}

function parseOutputs(value: unknown): NotebookOutputs {
  const fields = fieldsOf(value, "the outputs of a notebook");
  const lastRun = fields["lastRun"];
  return {
    records: listOf(fields["records"], "the outputs of cells", {
      max: MAX_CELLS,
      item: parseRecord,
    }),
    lastRun: lastRun === null ? null : parseId(lastRun, "the last run of a notebook"),
  };
}

function parseRecord(value: unknown): CellRecord {
  const fields = fieldsOf(value, "the outputs of a cell");
  return {
    cell: nameOf(fields["cell"], "the id of a cell"),
    hash: nameOf(fields["hash"], "the hash of a cell"),
    status: oneOf(fields["status"], "the status of a cell", STATUSES),
    outputs: listOf(fields["outputs"], "the outputs of a cell", {
      max: MAX_OUTPUTS,
      item: parseOutput,
    }),
    ranAt: numberOf(fields["ranAt"], "the time of a cell"),
  };
}

function parseOutput(value: unknown): CellOutput {
  const fields = fieldsOf(value, "an output");
  switch (fields["type"]) {
    case "print":
      return {
        type: "print",
        level: textOf(fields["level"], "the level of an output", 1000),
        text: textOf(fields["text"], "an output", MAX_TEXT),
        ...optional(fields, "node", parsePreviewNode),
        ...(fields["isOpen"] === true ? { isOpen: true } : {}),
      };
    case "display":
      return {
        type: "display",
        display: parseDisplay(fields["display"]),
        ...optional(fields, "id", (id) => textOf(id, "the id of a display", OUTPUT_LIMITS.label)),
      };
    case "value":
      return { type: "value", node: parsePreviewNode(fields["node"]) };
    case "note":
      return { type: "note", text: textOf(fields["text"], "a note", MAX_LINE) };
    case "error":
      return {
        type: "error",
        errorType: textOf(fields["errorType"], "the class of an error", 1000),
        message: textOf(fields["message"], "the message of an error", MAX_LINE),
        place: fields["place"] === null ? null : parsePlace(fields["place"]),
        trace: listOf(fields["trace"], "the trace of an error", {
          max: 10_000,
          item: (each) => {
            const frame = fieldsOf(each, "a frame of a trace");
            return {
              text: textOf(frame["text"], "a frame of a trace", MAX_LINE),
              place: frame["place"] === null ? null : parsePlace(frame["place"]),
            };
          },
        }),
      };
    default:
      throw malformed("the type of an output", "print, value, display, error or note");
  }
}

/** @throws FlowbookError `badArchive` */
export const parseResults = (value: unknown, renaming = SAME_NAMES): LocatedResult[] =>
  readingPart("the results by location", () =>
    listOf(value, "the results", {
      max: MAX_RESULTS,
      item: (each) => {
        const fields = fieldsOf(each, "a result");
        return {
          location: textOf(fields["location"], "a location", MAX_LOCATION),
          /* Of any run: whether its value is there is seen once all runs are known. */
          ref: new RunRefs("", new Map(), renaming).ref(fields["ref"], "a result"),
          writtenAt: numberOf(fields["writtenAt"], "the time of a result"),
        };
      },
    }),
  );
