/** The run log as lines on the screen: filtered, split where a message has several lines. */

import { formatLogLine, type LogLevel, type LogRecord } from "../../engine/model/log.ts";

export const LOG_LEVELS: readonly LogLevel[] = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"];

export interface LogFilter {
  /** This level and all above it. */
  readonly level: LogLevel;
  /** Part of the line, whatever its case; empty: all lines. */
  readonly text: string;
}

/** One line on the screen: the nth of a record's text. */
export interface ScreenLine {
  readonly record: LogRecord;
  readonly part: number;
}

/** The lines of a log under a filter. `lines` may be longer than `count`: what follows is a later log's. */
export interface LogLines {
  readonly logs: readonly LogRecord[];
  readonly filter: LogFilter;
  readonly lines: readonly ScreenLine[];
  readonly count: number;
}

/** A record as Prefect prints it. */
const lineOf = (record: LogRecord): string =>
  formatLogLine(record, (at) => new Date(at).toISOString());

/** What stands in one line on the screen. */
export function screenText({ record, part }: ScreenLine): string {
  const line = lineOf(record);
  return line.includes("\n") ? (line.split(/\r?\n/)[part] ?? "") : line;
}

/**
 * The lines of `logs`. When `logs` only continues the log of `before`, only what is new is looked at.
 */
export function logLines(
  before: LogLines | null,
  logs: readonly LogRecord[],
  filter: LogFilter,
): LogLines {
  const isContinued =
    before !== null &&
    before.filter.level === filter.level &&
    before.filter.text === filter.text &&
    before.lines.length === before.count &&
    continues(logs, before.logs);
  /* A continued log adds to the same array, so that 100,000 lines are not copied for one more. */
  const lines: ScreenLine[] = isContinued ? (before.lines as ScreenLine[]) : [];
  const passes = passing(filter);
  for (let index = isContinued ? before.logs.length : 0; index < logs.length; index++) {
    const record = logs[index];
    if (record && passes(record)) addLines(lines, record);
  }
  return { logs, filter, lines, count: lines.length };
}

function continues(logs: readonly LogRecord[], before: readonly LogRecord[]): boolean {
  const { length } = before;
  return logs.length >= length && logs[0] === before[0] && logs[length - 1] === before[length - 1];
}

function passing({ level, text }: LogFilter): (record: LogRecord) => boolean {
  const least = LOG_LEVELS.indexOf(level);
  const wanted = text.trim().toLowerCase();
  return (record) =>
    LOG_LEVELS.indexOf(record.level) >= least &&
    (wanted === "" || lineOf(record).toLowerCase().includes(wanted));
}

function addLines(lines: ScreenLine[], record: LogRecord): void {
  lines.push({ record, part: 0 });
  const { message } = record;
  let part = 0;
  for (let at = message.indexOf("\n"); at !== -1; at = message.indexOf("\n", at + 1)) {
    part += 1;
    lines.push({ record, part });
  }
}

/** The text of the lines shown, for the clipboard or a file. */
export function textOf({ lines, count }: LogLines): string {
  let text = "";
  for (let index = 0; index < count; index++) {
    const line = lines[index];
    if (line?.part === 0) text += `${lineOf(line.record)}\n`;
  }
  return text;
}

/** Which lines to draw: those in sight, and some on either side. */
export function windowOf(
  scrollTop: number,
  height: number,
  lineHeight: number,
  count: number,
): { readonly from: number; readonly to: number } {
  const spare = 20;
  const to = Math.min(count, Math.ceil((scrollTop + height) / lineHeight) + spare);
  const from = Math.max(0, Math.min(Math.floor(scrollTop / lineHeight) - spare, to));
  return { from, to };
}
