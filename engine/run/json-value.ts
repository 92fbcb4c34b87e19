/** JSON values of our own side (parameters of the automation API) in the form workers report theirs. */

import type { ReportedValue } from "../model/outcome.ts";

const LONGEST = 200;

/** A JSON value with the facts that a worker would give with it. */
export function reportJson(value: unknown): ReportedValue {
  const text = JSON.stringify(value) ?? "null";
  const preview = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  /* Text counts by character, in every language. */
  const items = typeof value === "string" ? Array.from(value) : value;
  const length = Array.isArray(items) ? items.length : null;
  return {
    stored: { kind: "value", value },
    info: {
      length,
      preview,
      size: text.length,
      ...(value === null || value === undefined ? { isNone: true } : {}),
    },
  };
}
