/** The console that user code sees: every line becomes data, none is formatted by the engine. */

import type { LogLevel } from "../model/log.ts";
import { previewLine, previewOf } from "./preview.ts";
import type { Namer } from "./preview.ts";
import type { PreviewNode } from "./protocol.ts";

export interface ConsoleLine {
  readonly level: LogLevel;
  readonly text: string;
  /** What was printed, to be unfolded, where it was one thing. */
  readonly node?: PreviewNode;
}

export type ConsoleSink = (line: ConsoleLine) => void;

const MAX_TEXT = 50_000;

/** The methods of the browser's console that print; the others do nothing. */
export function makeConsole(sink: ConsoleSink, namer: Namer, now: () => number): Console {
  let indent = "";
  const counts = new Map<string, number>();
  const timers = new Map<string, number>();

  const print =
    (level: LogLevel) =>
    (...given: unknown[]): void => {
      const only = given[0];
      const text = clip(indent + formatLine(given, namer).replaceAll("\n", `\n${indent}`));
      const isTree = given.length === 1 && typeof only === "object" && only !== null;
      sink(isTree ? { level, text, node: previewOf(only, namer) } : { level, text });
    };
  const log = print("INFO");
  const error = print("ERROR");
  const elapsed = (label: string, more: unknown[]): void => {
    const since = timers.get(label);
    if (since === undefined) print("WARNING")(`There is no timer "${label}".`);
    else log(`${label}: ${now() - since} ms`, ...more);
  };

  const methods: Partial<Console> = {
    log,
    info: log,
    debug: print("DEBUG"),
    warn: print("WARNING"),
    error,
    dir: (value: unknown) => log(value),
    dirxml: log,
    table: (value: unknown) => log(value),
    trace: (...given: unknown[]) => log("Trace:", ...given),
    assert(condition?: unknown, ...given: unknown[]) {
      if (!condition) error("Assertion failed:", ...given);
    },
    group(...given: unknown[]) {
      if (given.length > 0) log(...given);
      indent += "  ";
    },
    groupEnd() {
      indent = indent.slice(2);
    },
    count(label = "default") {
      counts.set(label, (counts.get(label) ?? 0) + 1);
      log(`${label}: ${counts.get(label)}`);
    },
    countReset: (label = "default") => void counts.delete(label),
    time: (label = "default") => void timers.set(label, now()),
    timeLog: (label = "default", ...given: unknown[]) => elapsed(label, given),
    timeEnd(label = "default") {
      elapsed(label, []);
      timers.delete(label);
    },
  };
  const quiet = Object.fromEntries(QUIET.map((name) => [name, () => {}]));
  /* Every method the type has is here, printing or quiet; the platform's own object is not used. */
  return { ...quiet, ...methods, groupCollapsed: methods.group } as Console;
}

const QUIET = ["clear", "profile", "profileEnd", "timeStamp"];

/** The arguments in one line, as consoles print them: texts bare, `%s` and the like filled in. */
export function formatLine(given: readonly unknown[], namer: Namer): string {
  const [first, ...others] = given;
  if (typeof first !== "string") return given.map((each) => bare(each, namer)).join(" ");
  const filled = first.replace(/%[sdifoOc%]/g, (hole) => {
    if (hole === "%%") return "%";
    if (others.length === 0) return hole;
    const value = others.shift();
    if (hole === "%c") return "";
    if (hole === "%d" || hole === "%i") return wholeNumber(value);
    if (hole === "%f") return typeof value === "number" ? String(value) : "NaN";
    return bare(value, namer);
  });
  return [filled, ...others.map((each) => bare(each, namer))].join(" ");
}

const bare = (value: unknown, namer: Namer): string =>
  typeof value === "string" ? value : previewLine(value, namer);

const wholeNumber = (value: unknown): string =>
  typeof value === "number"
    ? String(Math.trunc(value))
    : typeof value === "bigint"
      ? `${value}n`
      : "NaN";

const clip = (text: string): string =>
  text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…`;
