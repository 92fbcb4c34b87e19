/** The lines that Prefect's own loggers write, derived from events. Source: prefect 1.x, seen in runs. */

import type { LogLevel, LogRecord } from "../model/log.ts";
import type { FlowRun, RunEvent, TaskRun } from "../model/run.ts";
import { isFinished } from "../model/state.ts";
import { fullName } from "./after.ts";
import { indexOf } from "./graph-index.ts";

const FLOW = "prefect.FlowRunner";
const TASK = "prefect.TaskRunner";

/**
 * The lines that go with an event.
 * @param run  as it was before the event
 * @param iso  makes the text of a moment, for lines that name one
 */
export function logLines(run: FlowRun, event: RunEvent, iso: (at: number) => string): LogRecord[] {
  const line = (logger: string, message: string, level: LogLevel = "INFO"): LogRecord => ({
    at: event.at,
    level,
    logger,
    message,
  });
  switch (event.type) {
    case "PassStarted":
      return [line(FLOW, `Beginning Flow run for '${run.graph.name}'`)];
    case "PassEnded": {
      const lines = [line(FLOW, "Flow run RUNNING: terminal tasks are incomplete.")];
      if (event.waitUntil !== null && event.waitUntil > event.at) {
        const when = iso(event.waitUntil);
        lines.push(
          line(`prefect.${run.graph.name}`, `Waiting for next available Task run at ${when}`),
        );
      }
      return lines;
    }
    case "FlowStateChanged":
      return flowLine(event).map(([message, level]) => line(FLOW, message, level));
    case "TaskStateChanged":
    case "TaskVisited":
      return taskLines(run, event);
    default:
      return [];
  }
}

/** Prefect: what `flow.run` says before it sleeps until a schedule's next event. */
export function startLines(run: FlowRun, iso: (at: number) => string): LogRecord[] {
  const { scheduledStartTime } = run.options;
  if (scheduledStartTime <= run.startedAt) return [];
  const message = `Waiting for next scheduled run at ${iso(scheduledStartTime)}`;
  return [{ at: run.startedAt, level: "INFO", logger: `prefect.${run.graph.name}`, message }];
}

function flowLine(
  event: Extract<RunEvent, { type: "FlowStateChanged" }>,
): readonly [string, LogLevel][] {
  const { state, decision } = event;
  switch (decision.rule) {
    case "someFailed":
      return [["Flow run FAILED: some reference tasks failed.", "INFO"]];
    case "allSuccessful":
      return [["Flow run SUCCESS: all reference tasks succeeded", "INFO"]];
    case "noneFailed":
      return [["Flow run SUCCESS: no reference tasks failed", "INFO"]];
    default:
      if (!isFinished(state)) return [];
      return [
        [
          `Flow run ended ${state.type}: ${state.message ?? "no message"}`,
          state.type === "Failed" ? "ERROR" : "INFO",
        ],
      ];
  }
}

function taskLines(
  run: FlowRun,
  event: Extract<RunEvent, { type: "TaskStateChanged" | "TaskVisited" }>,
): LogRecord[] {
  const taskRun = run.taskRuns.get(event.taskRun);
  const node = taskRun && indexOf(run.graph).nodes.get(taskRun.slug);
  if (!taskRun || !node || event.decision.step === "constant") return [];
  if (event.decision.step === "cancel" || event.decision.step === "setByHand") return [];
  const name = fullName(node, taskRun.mapIndex);
  const line = (message: string, level: LogLevel = "INFO"): LogRecord => ({
    at: event.at,
    level,
    logger: TASK,
    message,
    taskRun: taskRun.id,
  });
  const lines: LogRecord[] = [];
  if (isBeginning(run, taskRun)) lines.push(line(`Task '${name}': Starting task run...`));
  if (event.type === "TaskStateChanged") {
    for (const remark of event.remarks ?? []) lines.push(line(remark.message, remark.level));
  }
  if (event.type === "TaskVisited" || event.ends) {
    const { type } = event.type === "TaskVisited" ? taskRun.state : event.state;
    lines.push(line(`Task '${name}': Finished task run for task with final state: '${type}'`));
  }
  return lines;
}

/** One "Starting" line a pass, however many iterations and handlers there are in it. */
const isBeginning = (run: FlowRun, taskRun: TaskRun): boolean => taskRun.begun !== run.pass;
