/** The run log as lines on the screen: filtered, searched, split where a message has several lines. */

import type { LogLevel, LogRecord } from "../../engine/model/log.ts";
import { finderOf, lineOf, screenText, type ScreenLine } from "./log-text.ts";

export const LOG_LEVELS: readonly LogLevel[] = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"];

export interface LogFilter {
  /** This level and all above it. */
  readonly level: LogLevel;
  /** A task with its children, or a task run; `*inc` any with these letters; empty: all. */
  readonly task: string;
  /** What is looked for, whatever its case; empty: nothing. */
  readonly text: string;
  /** Leaves out the records without it. */
  readonly isOnlyHits: boolean;
}

/** The lines of the longest log seen under a filter, to which a log that only grew adds. */
interface Scan {
  logs: readonly LogRecord[];
  readonly filter: LogFilter;
  readonly lines: ScreenLine[];
  /** Which of the lines have what is looked for. */
  readonly hits: number[];
}

/** The lines of a log under a filter. */
export interface LogLines {
  readonly logs: readonly LogRecord[];
  readonly filter: LogFilter;
  /** May be longer than `count`: what follows is of the log as it became later. */
  readonly lines: readonly ScreenLine[];
  readonly count: number;
  /** Which of the lines have what is looked for; may be longer than `hitCount`. */
  readonly hits: readonly number[];
  readonly hitCount: number;
  readonly scan: Scan;
}

/**
 * The lines of `logs`. When `logs` continues the log of `before` only what is new is looked at, and
 * when it is the log of `before` up to some moment nothing is.
 */
export function logLines(
  before: LogLines | null,
  logs: readonly LogRecord[],
  filter: LogFilter,
): LogLines {
  const scan =
    before && isSameFilter(before.filter, filter) && isSameLog(before.scan.logs, logs)
      ? before.scan
      : { logs: [], filter, lines: [], hits: [] };
  if (logs.length > scan.logs.length) scanOn(scan, logs);
  const { lines, hits } = scan;
  const count = countBelow(lines, (line) => line.index < logs.length);
  const hitCount = countBelow(hits, (hit) => hit < count);
  return { logs, filter, lines, count, hits, hitCount, scan };
}

export const isSameFilter = (one: LogFilter, other: LogFilter): boolean =>
  one.level === other.level &&
  one.task === other.task &&
  one.text === other.text &&
  one.isOnlyHits === other.isOnlyHits;

/** Whether one of two logs is the other up to some moment. Logs only grow. */
function isSameLog(one: readonly LogRecord[], other: readonly LogRecord[]): boolean {
  const last = Math.min(one.length, other.length) - 1;
  return last < 0 || (one[0] === other[0] && one[last] === other[last]);
}

function scanOn(scan: Scan, logs: readonly LogRecord[]): void {
  const { filter, lines, hits } = scan;
  const finder = finderOf(filter.text);
  const least = LOG_LEVELS.indexOf(filter.level);
  const isOfTask = taskTest(filter.task);
  for (let index = scan.logs.length; index < logs.length; index++) {
    const record = logs[index];
    if (!record || LOG_LEVELS.indexOf(record.level) < least || !isOfTask(record)) continue;
    const isHit = finder !== null && finder.test(lineOf(record));
    if (filter.isOnlyHits && finder !== null && !isHit) continue;
    const from = lines.length;
    addLines(lines, record, index);
    for (let line = from; isHit && line < lines.length; line++) {
      const onScreen = lines[line];
      if (onScreen && finder.test(screenText(onScreen))) hits.push(line);
    }
  }
  scan.logs = logs;
}

function taskTest(task: string): (record: LogRecord) => boolean {
  if (task === "") return () => true;
  if (task.startsWith("*")) {
    const part = task.slice(1).toLowerCase();
    return ({ taskRun }) => taskRun?.toLowerCase().includes(part) === true;
  }
  return ({ taskRun }) => taskRun === task || taskRun?.startsWith(`${task}[`) === true;
}

function addLines(lines: ScreenLine[], record: LogRecord, index: number): void {
  lines.push({ record, index, part: 0 });
  const { message } = record;
  let part = 0;
  for (let at = message.indexOf("\n"); at !== -1; at = message.indexOf("\n", at + 1)) {
    part += 1;
    lines.push({ record, index, part });
  }
}

/** How many items at the beginning of a sorted list are below something. */
function countBelow<T>(items: readonly T[], isBelow: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && isBelow(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The records shown, each once. */
export function recordsOf({ lines, count }: LogLines): readonly LogRecord[] {
  const records: LogRecord[] = [];
  for (let index = 0; index < count; index++) {
    const line = lines[index];
    if (line?.part === 0) records.push(line.record);
  }
  return records;
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
