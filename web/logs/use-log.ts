/** What a person chose to see of a log, and the lines that come of it. */

import { useDeferredValue, useState } from "react";
import type { FlowGraph } from "../../engine/model/graph.ts";
import type { LogLevel, LogRecord } from "../../engine/model/log.ts";
import { isSameFilter, logLines, type LogFilter, type LogLines } from "./log-lines.ts";

/** What a person chose. */
export interface LogChoices {
  readonly level: LogLevel;
  /** As written in the field; empty: all tasks. */
  readonly task: string;
  /** The selected task instead of the one in the field. */
  readonly isOnlySelected: boolean;
  readonly text: string;
  readonly isOnlyHits: boolean;
  readonly isFollowing: boolean;
}

export const NO_CHOICES: LogChoices = {
  level: "DEBUG",
  task: "",
  isOnlySelected: false,
  text: "",
  isOnlyHits: false,
  isFollowing: true,
};

/** Whoever asks for a line sees all lines, and does not follow the end. */
export const AT_A_LINE: LogChoices = { ...NO_CHOICES, isFollowing: false };

/** The lines to show. Writing in a field does not wait for them. */
export function useLog(
  logs: readonly LogRecord[],
  choices: LogChoices,
  where: { readonly graph: FlowGraph; readonly selected: string | null },
): LogLines {
  const { level, isOnlyHits } = choices;
  const text = useDeferredValue(choices.text);
  const task = useDeferredValue(taskOf(choices, where));
  return useLines(logs, { level, task, text, isOnlyHits });
}

/** Whether something is left out. */
export const isFiltered = ({ filter: { level, task, text, isOnlyHits } }: LogLines): boolean =>
  level !== "DEBUG" || task !== "" || (isOnlyHits && text.trim() !== "");

/** A name that is not wholly written yet, or never will be, finds whatever has it in its own. */
function taskOf(
  choices: LogChoices,
  { graph, selected }: { readonly graph: FlowGraph; readonly selected: string | null },
): string {
  if (choices.isOnlySelected && selected !== null) return selected;
  const task = choices.task.trim();
  if (task === "") return "";
  const [slug] = task.split("[");
  const isWhole = slug === task || task.endsWith("]");
  return isWhole && graph.tasks.some((each) => each.slug === slug) ? task : `*${task}`;
}

/** A log that only grew, or goes back to an earlier moment, is not looked through again. */
function useLines(logs: readonly LogRecord[], filter: LogFilter): LogLines {
  const [kept, setKept] = useState<LogLines>(() => logLines(null, logs, filter));
  if (kept.logs === logs && isSameFilter(kept.filter, filter)) return kept;
  const next = logLines(kept, logs, filter);
  setKept(next);
  return next;
}
