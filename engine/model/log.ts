/** Log records in Prefect's shape. */

import type { Millis } from "./state.ts";

export type LogLevel = "DEBUG" | "INFO" | "WARNING" | "ERROR" | "CRITICAL";

export interface LogRecord {
  readonly at: Millis;
  readonly level: LogLevel;
  /** `prefect.FlowRunner`, `prefect.TaskRunner`, `prefect.<task name>`… */
  readonly logger: string;
  readonly message: string;
  /** The task run it belongs to, `slug` or `slug[i]`. */
  readonly taskRun?: string;
}

/** Prefect's line: `[2026-11-23 02:31:38+0000] INFO - prefect.FlowRunner | Beginning…`. Times in UTC. */
export function formatLogLine(record: LogRecord, iso: (at: Millis) => string): string {
  const stamp = iso(record.at).slice(0, 19).replace("T", " ");
  return `[${stamp}+0000] ${record.level} - ${record.logger} | ${record.message}`;
}
