/** The last log lines of one task run, coloured by level. */

import { useDeferredValue, useMemo } from "react";
import { formatLogLine, type LogRecord } from "../../engine/model/log.ts";
import { Part } from "./Part.tsx";

/** As many lines as are shown here; the log of the run has them all. */
const MOST_LINES = 200;

interface TaskLogProps {
  readonly id: string;
  readonly logs: readonly LogRecord[];
  readonly onShowLog: ((id: string) => void) | undefined;
}

export function TaskLog({ id, logs, onShowLog }: TaskLogProps) {
  const settled = useDeferredValue(logs);
  const lines = useMemo(() => lastLines(settled, id), [settled, id]);
  if (lines.length === 0) return null;
  return (
    <Part title="Logs">
      <pre className="task-log" tabIndex={0}>
        {lines.map((record, index) => (
          <span className={`task-line is-${record.level.toLowerCase()}`} key={index}>
            {formatLogLine(record, (at) => new Date(at).toISOString())}
            {"\n"}
          </span>
        ))}
      </pre>
      {onShowLog && (
        <button className="quiet" onClick={() => onShowLog(id)} type="button">
          In the whole log
        </button>
      )}
    </Part>
  );
}

function lastLines(logs: readonly LogRecord[], id: string): LogRecord[] {
  const lines: LogRecord[] = [];
  for (let index = logs.length - 1; index >= 0 && lines.length < MOST_LINES; index--) {
    const record = logs[index];
    if (record?.taskRun === id) lines.push(record);
  }
  return lines.toReversed();
}
