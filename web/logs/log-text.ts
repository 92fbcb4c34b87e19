/** The log as text: a line on the screen, a file as Prefect prints it, a file for programs. Pure. */

import { formatLogLine, type LogRecord } from "../../engine/model/log.ts";

/** One line on the screen: the nth of a record's text. */
export interface ScreenLine {
  readonly record: LogRecord;
  /** The record's number in the log. */
  readonly index: number;
  readonly part: number;
}

const iso = (at: number): string => new Date(at).toISOString();

/** A record as Prefect prints it. */
export const lineOf = (record: LogRecord): string => formatLogLine(record, iso);

/** What stands in one line on the screen. */
export function screenText({ record, part }: Pick<ScreenLine, "record" | "part">): string {
  const line = lineOf(record);
  return line.includes("\n") ? (line.split(/\r?\n/)[part] ?? "") : line;
}

/** Records as Prefect prints them, one after the other. */
export const textOf = (records: readonly LogRecord[]): string =>
  records.map((record) => `${lineOf(record)}\n`).join("");

/** Records as JSON, one object a line, with ISO times (JSON Lines). */
export const jsonOf = (records: readonly LogRecord[]): string =>
  records.map((record) => `${JSON.stringify({ ...record, at: iso(record.at) })}\n`).join("");

/** What finds a text, whatever its case; null: nothing is looked for. */
export function finderOf(text: string): RegExp | null {
  const wanted = text.trim().replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  return wanted === "" ? null : new RegExp(wanted, "iu");
}

/** A line in pieces: every second one is a hit. */
export function piecesOf(line: string, finder: RegExp | null): readonly string[] {
  return finder === null ? [line] : line.split(new RegExp(`(${finder.source})`, "iu"));
}
