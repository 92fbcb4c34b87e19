/** Fills `{holes}` in names and locations, as Python's `str.format` does: `{x}`, `{date:%Y-%m}`, `{p[0]}`. */

import { KeyError, ValueError } from "../flow/errors.ts";
import { repr, str } from "../flow/repr.ts";

type Values = Readonly<Record<string, unknown>>;

const HOLE = /\{\{|\}\}|\{([^{}:!]*)(?:!([rs]))?(?::([^{}]*))?\}/g;

/** @throws KeyError for a hole that nothing fills, ValueError for a format that there is not */
export function formatTemplate(template: string, values: Values): string {
  return template.replace(HOLE, (hole, path?: string, form?: string, format?: string) => {
    if (hole === "{{" || hole === "}}") return hole.charAt(0);
    const value = lookUp(path ?? "", values);
    if (form === "r") return repr(value);
    return format === undefined || format === "" ? textOf(value) : formatValue(value, format);
  });
}

const STEP = /^([^.[]+)|\.([^.[]+)|\[([^\]]*)\]/g;

/** `parameters.p[0]`: a name, then fields and items. */
function lookUp(path: string, values: Values): unknown {
  const [name = "", ...steps] = Array.from(path.matchAll(STEP), ([, ...parts]) =>
    String(parts.find((part) => part !== undefined)),
  );
  if (!Object.hasOwn(values, name)) throw new KeyError(`'${name}'`);
  return steps.reduce<unknown>((held, step) => {
    if (held instanceof Map) return held.get(step) as unknown;
    if (typeof held === "object" && held !== null && Object.hasOwn(held, step)) {
      return Reflect.get(held, step);
    }
    throw new KeyError(`'${step}'`);
  }, values[name]);
}

const textOf = (value: unknown): string =>
  value instanceof Date ? value.toISOString() : str(value);

const pad = (value: number, width = 2): string => String(value).padStart(width, "0");

function formatValue(value: unknown, format: string): string {
  if (value instanceof Date) return formatDate(value, format);
  const number = /^(0?)(\d*)(?:\.(\d+))?([df]?)$/.exec(format);
  if (typeof value === "number" && number !== null) {
    const [, zero = "", width = "", digits, kind] = number;
    const text =
      digits !== undefined || kind === "f" ? value.toFixed(Number(digits ?? 6)) : String(value);
    return text.padStart(Number(width || 0), zero === "" ? " " : zero);
  }
  throw new ValueError(`Invalid format specifier '${format}' for ${repr(value, 100)}.`);
}

const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );

const DATE_PARTS: Readonly<Record<string, (date: Date) => string>> = {
  Y: (date) => String(date.getUTCFullYear()),
  y: (date) => pad(date.getUTCFullYear() % 100),
  m: (date) => pad(date.getUTCMonth() + 1),
  d: (date) => pad(date.getUTCDate()),
  H: (date) => pad(date.getUTCHours()),
  M: (date) => pad(date.getUTCMinutes()),
  S: (date) => pad(date.getUTCSeconds()),
  f: (date) => pad(date.getUTCMilliseconds() * 1000, 6),
  j: (date) => pad(1 + Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear())) / 864e5), 3),
  A: (date) => DAYS[date.getUTCDay()] ?? "",
  a: (date) => (DAYS[date.getUTCDay()] ?? "").slice(0, 3),
  B: (date) => MONTHS[date.getUTCMonth()] ?? "",
  b: (date) => (MONTHS[date.getUTCMonth()] ?? "").slice(0, 3),
  F: (date) => date.toISOString().slice(0, 10),
  T: (date) => date.toISOString().slice(11, 19),
  "%": () => "%",
};

/** `strftime`, in UTC. */
function formatDate(date: Date, format: string): string {
  return format.replace(/%(.)/g, (code, letter: string) => {
    const part = DATE_PARTS[letter];
    if (part === undefined) throw new ValueError(`Invalid format specifier '${code}' for a date.`);
    return part(date);
  });
}
