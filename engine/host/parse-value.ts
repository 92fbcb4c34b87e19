/** Parses values, what is said of them, and failures. */

import type { ReportedValue } from "../model/outcome.ts";
import type { Failure, StoredValue, ValueInfo } from "../model/value.ts";
import { countOf, countOrNull, fieldsOf, flagOf, listOf, malformed, nameOf } from "./guards.ts";
import { recordOf, textOf, textOrNull } from "./guards.ts";
import type { Fields } from "./guards.ts";
import { checkPlainData } from "./plain-data.ts";

/** Nobody maps over more items: what is longer counts as no list, however it is encoded. */
const MOST_ITEMS = 1_000_000;
/** In code units: two for each of the 200 characters that a language may count. */
const MAX_LINE = 400;
const MAX_MESSAGE = 100_000;
const MAX_CAUSES = 10;
const MAX_FIELDS_SIZE = 4 * 1024 * 1024;
/** Of the JSON beside a value that only its own language can look into. */
const MAX_JSON = 64 * 1024;
const MAX_JSON_DEPTH = 60;
const MAX_EXCEPTION_SIZE = 16 * 1024 * 1024;

export function parseReportedValue(value: unknown, what: string): ReportedValue {
  const fields = fieldsOf(value, what);
  const sized = parseSizedValue(fields["stored"], what);
  return { stored: sized.stored, info: parseInfo(fields["info"], sized, what) };
}

export const parseReportedOrNull = (value: unknown, what: string): ReportedValue | null =>
  value === null ? null : parseReportedValue(value, what);

/** A value and its size as we counted it. */
export interface SizedValue {
  readonly stored: StoredValue;
  readonly size: number;
}

export function parseSizedValue(value: unknown, what: string, depth = 0): SizedValue {
  const fields = fieldsOf(value, what);
  switch (fields["kind"]) {
    case "value":
      return {
        stored: { kind: "value", value: fields["value"] },
        size: checkPlainData(fields["value"], what),
      };
    case "failure":
      return parseStoredFailure(fields, what, depth);
    case "bytes":
      return parseBytes(fields, what);
    default:
      throw malformed(`the kind of ${what}`, "value, failure or bytes");
  }
}

function parseStoredFailure(fields: Fields, what: string, depth: number): SizedValue {
  const failure = parseFailure(fields["failure"], what, depth);
  const size = 2 * (failure.message.length + (failure.stack?.length ?? 0));
  if (fields["bytes"] === undefined) return { stored: { kind: "failure", failure }, size };
  const bytes = bytesOf(fields["bytes"], what);
  return {
    stored: { kind: "failure", failure, bytes },
    size: size + checkPlainData(bytes, what, MAX_EXCEPTION_SIZE),
  };
}

function parseBytes(fields: Fields, what: string): SizedValue {
  const bytes = bytesOf(fields["bytes"], what);
  const json = fields["json"] === undefined ? {} : { json: jsonOf(fields["json"], what) };
  const jsonSize = 2 * (json.json?.length ?? 0);
  if (fields["buffers"] === undefined) {
    const size = checkPlainData(bytes, what) + jsonSize;
    return { stored: { kind: "bytes", bytes, ...json }, size };
  }
  const buffers = listOf(fields["buffers"], what, {
    max: 10_000,
    item: (each) => bytesOf(each, what),
  });
  return {
    stored: { kind: "bytes", bytes, buffers, ...json },
    size: checkPlainData([bytes, ...buffers], what) + jsonSize,
  };
}

/** A text that is JSON; what it says of the value is the worker's word, shown and compared only. */
function jsonOf(value: unknown, what: string): string {
  const json = textOf(value, `the JSON of ${what}`, MAX_JSON);
  if (isDeeper(parseJson(json, what), MAX_JSON_DEPTH)) {
    throw malformed(`the JSON of ${what}`, `at most ${MAX_JSON_DEPTH} levels deep`);
  }
  return json;
}

function parseJson(json: string, what: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw malformed(`the JSON of ${what}`, "JSON");
  }
}

/** Whether lists and objects lie in one another on more levels than these. */
const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === "object" &&
  value !== null &&
  (levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1)));

function bytesOf(value: unknown, what: string): Uint8Array {
  if (!(value instanceof Uint8Array)) throw malformed(what, "bytes");
  return value;
}

/**
 * What a worker says of its value is believed only as far as it can be checked: a wrong length would
 * make the engine map over items that are not there. The size is our own count.
 */
export function parseInfo(value: unknown, { stored, size }: SizedValue, what: string): ValueInfo {
  const fields = fieldsOf(value, what);
  const live = stored.kind === "value" ? stored.value : undefined;
  const length = checkLength(fields["length"], stored.kind === "bytes" ? null : { live }, what);
  const preview = textOf(fields["preview"], `the preview of ${what}`, MAX_LINE);
  const info = { length, preview, size };
  const nested = fields["nested"];
  const isNone = fields["isNone"] === undefined ? {} : { isNone: flagOf(fields["isNone"], what) };
  if (nested === undefined || length === null) return { ...info, ...isNone };
  const items = typeof live === "string" || Array.isArray(live) ? live : null;
  const lengths = listOf(nested, `the nested lengths of ${what}`, {
    max: length,
    item: (each, index) =>
      checkLength(each, stored.kind === "bytes" ? null : { live: items?.[index] }, what),
  });
  return { ...info, nested: lengths, ...isNone };
}

/**
 * How many items there are to map over; null: none, or more than anybody maps over.
 * @param seen the value itself, if the engine can look at it; null: it is in bytes.
 */
function checkLength(
  claimed: unknown,
  seen: { readonly live: unknown } | null,
  what: string,
): number | null {
  const length = trueLength(claimed, seen, what);
  return length !== null && length > MOST_ITEMS ? null : length;
}

function trueLength(
  claimed: unknown,
  seen: { readonly live: unknown } | null,
  what: string,
): number | null {
  const label = "the length of a value";
  if (seen === null) return countOrNull(claimed, label);
  if (claimed === null) return null;
  const { live } = seen;
  /* Text counts by character, of which there are no more than code units. */
  if (typeof live === "string") return countOf(claimed, label, live.length);
  const real =
    Array.isArray(live) || (ArrayBuffer.isView(live) && "length" in live) ? live.length : null;
  if (claimed !== real) throw malformed(`the length given for ${what}`, "its true length");
  return countOf(claimed, label);
}

export function parseFailure(value: unknown, what: string, depth = 0): Failure {
  if (depth > MAX_CAUSES) throw malformed(what, `a failure with at most ${MAX_CAUSES} causes`);
  const fields = fieldsOf(value, what);
  const failure: Failure = {
    type: textOf(fields["type"], `the type of ${what}`, 1000),
    message: textOf(fields["message"], `the message of ${what}`, MAX_MESSAGE),
    stack: textOrNull(fields["stack"], `the stack of ${what}`, MAX_MESSAGE),
  };
  return {
    ...failure,
    ...(fields["fields"] === undefined ? {} : { fields: parseFields(fields["fields"], what) }),
    ...(fields["cause"] === undefined
      ? {}
      : { cause: parseFailure(fields["cause"], `the cause of ${what}`, depth + 1) }),
    ...(fields["signal"] === undefined
      ? {}
      : { signal: parseSignal(fields["signal"], what, depth) }),
  };
}

function parseFields(value: unknown, what: string): Record<string, unknown> {
  checkPlainData(value, what, MAX_FIELDS_SIZE);
  return recordOf(value, what, { max: 1000, item: (each) => each });
}

function parseSignal(value: unknown, what: string, depth: number): NonNullable<Failure["signal"]> {
  const fields = fieldsOf(value, what);
  const state = nameOf(fields["state"], `the signal of ${what}`);
  if (fields["result"] === undefined) return { state };
  return { state, result: parseSizedValue(fields["result"], what, depth + 1).stored };
}
