/** Parses the program that a run ran. Its code is anybody's, and only ever runs in the sandbox. */

import { parseBareState } from "../host/parse-outcome.ts";
import { optional, parseSignature } from "../host/parse-graph.ts";
import { parseCaptures } from "../host/parse-replies.ts";
import { parseFailure, parseSizedValue } from "../host/parse-value.ts";
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
} from "../host/guards.ts";
import type { LanguageId } from "../model/notebook.ts";
import type { InputValue } from "../model/value.ts";
import type { ProgramCell, RunProgram } from "../ports.ts";
import type { RunReply, WireState } from "../sandbox/protocol.ts";

const MAX_CELLS = 10_000;
const MAX_TEXT = 16 * 1024 * 1024;
const MAX_NAMES = 100_000;
const MAX_ITEMS = 1_000_000;
const MAX_DEPTH = 50;

const LANGUAGES: ReadonlySet<LanguageId> = new Set(["typescript", "python"]);
const INPUTS = new Set(["value", "none", "item", "list", "flat"] as const);

export function parseProgram(value: unknown): RunProgram {
  const fields = fieldsOf(value, "the program of a run");
  return {
    language: parseLanguage(fields["language"]),
    cells: listOf(fields["cells"], "the cells of a program", { max: MAX_CELLS, item: parseCell }),
  };
}

const parseLanguage = (value: unknown): LanguageId =>
  oneOf(value, "the language of a program", LANGUAGES);

function parseCell(value: unknown): ProgramCell {
  const fields = fieldsOf(value, "a cell of a program");
  const names = (field: string) =>
    listOf(fields[field], `what a cell ${field}`, {
      max: MAX_NAMES,
      item: (each) => nameOf(each, "a name"),
    });
  return {
    cell: nameOf(fields["cell"], "the id of a cell"),
    defines: names("defines"),
    uses: names("uses"),
    mutates: names("mutates"),
    language: parseLanguage(fields["language"]),
    hash: nameOf(fields["hash"], "the hash of a cell"),
    code: textOf(fields["code"], "the code of a cell", MAX_TEXT),
    signatures: listOf(fields["signatures"], "the signatures of a cell", {
      max: MAX_NAMES,
      item: parseSignature,
    }),
    map: parseMap(fields["map"]),
    text: textOf(fields["text"], "the text of a cell", MAX_TEXT),
    ...optional(fields, "captures", parseCaptures),
    ...optional(fields, "runs", (runs) =>
      listOf(runs, "the runs of a cell", { max: MAX_CELLS, item: parseReply }),
    ),
  };
}

/** Position maps are tables of numbers, or nothing; their language reads them unchecked. */
function parseMap(value: unknown): unknown {
  if (value === null || value === undefined) return value;
  const what = "the positions of a cell";
  const fields = fieldsOf(value, what);
  const rows = (field: string, width: number) =>
    listOf(fields[field], what, {
      max: MAX_ITEMS,
      item: (row) => {
        const numbers = listOf(row, what, { max: width, item: (each) => countOf(each, what) });
        if (numbers.length !== width) throw malformed(what, `rows of ${width} numbers`);
        return numbers;
      },
    });
  return {
    lines: countOf(fields["lines"], what),
    insertions: rows("insertions", 3),
    prelude: rows("prelude", 4),
  };
}

function parseReply(value: unknown): RunReply {
  const what = "the end of a run";
  const fields = fieldsOf(value, what);
  if (!flagOf(fields["ok"], what)) {
    return { ok: false, failure: parseFailure(fields["failure"], what) };
  }
  return {
    ok: true,
    state: parseWireState(fields["state"], 0),
    tasks: recordOf(fields["tasks"], "the tasks of a run", {
      max: MAX_NAMES,
      item: (each) => parseWireState(each, 0),
    }),
  };
}

function parseWireState(value: unknown, depth: number): WireState {
  const what = "a state that code was given";
  if (depth > 2) throw malformed(what, "a state whose children have none");
  const fields = fieldsOf(value, what);
  const given = fields["value"];
  return {
    ...parseBareState(fields),
    message: textOrNull(fields["message"], what, MAX_TEXT),
    value: given === null ? null : parseInput(given, 0),
    ...optional(fields, "children", (children) =>
      listOf(children, what, { max: MAX_ITEMS, item: (each) => parseWireState(each, depth + 1) }),
    ),
  };
}

function parseInput(value: unknown, depth: number): InputValue {
  const what = "a value that code was given";
  if (depth > MAX_DEPTH) throw malformed(what, `at most ${MAX_DEPTH} levels deep`);
  const fields = fieldsOf(value, what);
  const from = oneOf(fields["from"], what, INPUTS);
  const inner = (each: unknown) => parseInput(each, depth + 1);
  switch (from) {
    case "none":
      return { from };
    case "value":
      return { from, value: parseSizedValue(fields["value"], what).stored };
    case "item":
      return { from, of: inner(fields["of"]), index: countOf(fields["index"], what) };
    case "flat":
      return { from, of: inner(fields["of"]) };
    case "list":
      return { from, of: listOf(fields["of"], what, { max: MAX_ITEMS, item: inner }) };
  }
}
