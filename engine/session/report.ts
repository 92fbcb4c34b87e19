/** The report of a run, for the automation API. Source: the flow API's "The report of a run". */

import type { ReportTask, RunReport } from "../api.ts";
import { childrenOf } from "../core/final.ts";
import type { LogRecord } from "../model/log.ts";
import type { FlowRun, TaskRun } from "../model/run.ts";
import type { State } from "../model/state.ts";
import type { InputValue } from "../model/value.ts";
import type { RunValues } from "../run/values.ts";

/** The whole report. Values are given where they are JSON, else as `{ repr }`. */
export async function runReport(
  run: FlowRun,
  values: RunValues,
  logs: readonly LogRecord[],
): Promise<RunReport> {
  const tasks: Record<string, ReportTask> = {};
  for (const { slug } of run.graph.tasks) {
    const taskRun = run.taskRuns.get(slug);
    if (taskRun) tasks[slug] = await reportTask(run, taskRun, values);
  }
  return {
    state: run.state.type,
    message: run.state.message ?? "",
    tasks,
    edges: run.graph.edges.map(({ upstream, downstream, key, mapped, flattened }) => [
      upstream,
      downstream,
      key,
      mapped,
      flattened,
    ]),
    logs: logs.map(({ taskRun, ...log }) => ({ ...log, ...whose(taskRun) })),
  };
}

/** A report of something that went wrong before there was a run. */
export const faultReport = (error: NonNullable<RunReport["error"]>): RunReport => ({
  state: "Failed",
  message: error.message,
  tasks: {},
  edges: [],
  logs: [],
  error,
});

function whose(taskRun: string | undefined): { taskSlug?: string; mapIndex?: number } {
  if (taskRun === undefined) return {};
  const match = /^(.*)\[(\d+)\]$/s.exec(taskRun);
  return match ? { taskSlug: match[1] ?? "", mapIndex: Number(match[2]) } : { taskSlug: taskRun };
}

async function reportTask(run: FlowRun, taskRun: TaskRun, values: RunValues): Promise<ReportTask> {
  const { state } = taskRun;
  const report = await reportState(state, values);
  if (state.type !== "Mapped") return report;
  const mapped: ReportTask[] = [];
  for (const child of childrenOf(run, taskRun)) {
    mapped.push(await reportState(child.state, values));
  }
  return { ...report, mapped };
}

async function reportState(state: State, values: RunValues): Promise<ReportTask> {
  const message = state.message === null ? {} : { message: state.message };
  if (state.result === null) return { state: state.type, ...message };
  if (state.result.isSecret === true) {
    return { state: state.type, result: { repr: state.result.preview }, ...message };
  }
  const value = await values.resolve({ from: "result", ref: state.result });
  return { state: state.type, result: toReported(value, state.result.preview), ...message };
}

function toReported(value: InputValue, preview: string): unknown {
  if (value.from !== "value") return null;
  const { value: stored } = value;
  if (stored.kind === "value" && isJson(stored.value, 0)) return stored.value ?? null;
  if (stored.kind === "bytes" && stored.json !== undefined)
    return JSON.parse(stored.json) as unknown;
  return { repr: preview };
}

/** Whether JSON can say it without loss. */
function isJson(value: unknown, depth: number): boolean {
  if (depth > 100) return false;
  if (value === null || value === undefined) return depth === 0 || value === null;
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value);
    case "object":
      if (Array.isArray(value)) return value.every((each) => isJson(each, depth + 1));
      return (
        Object.getPrototypeOf(value) === Object.prototype &&
        Object.values(value).every((each) => isJson(each, depth + 1))
      );
    default:
      return false;
  }
}
