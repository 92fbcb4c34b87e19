/** The rows of the timeline: tasks, mapped ones opened to their children, or workers. Pure. */

import type { FlowGraph, Slug } from "../../engine/model/graph.ts";
import { taskRunId, type TaskRunId } from "../../engine/model/run.ts";
import { isFailed, isFinished, type Millis } from "../../engine/model/state.ts";
import type { RunView, TaskRunView } from "../session/run-view.ts";
import { runningTime, segmentsOf } from "./segments.ts";

/** In the graph's order; with what failed first; with what ran longest first. */
export type Sorting = "graph" | "failed" | "slowest";

/** A row of one task run; of a mapped task, with all of its children drawn together. */
export interface TaskRow {
  readonly kind: "task";
  readonly id: TaskRunId;
  readonly slug: Slug;
  readonly label: string;
  /** 1: a task; 2: a mapped child. */
  readonly level: 1 | 2;
  /** null: not run yet. */
  readonly taskRun: TaskRunView | null;
  /** How many children it has; null: it is not mapped, or not yet. */
  readonly children: number | null;
  readonly isOpen: boolean;
}

/** Which rows there are and how they are ordered. */
export interface RowChoice {
  readonly sorting: Sorting;
  /** Mapped tasks that are opened to their children. */
  readonly opened: ReadonlySet<Slug>;
  readonly now: Millis;
}

/** The rows of a flow from top to bottom. Constants have none: they are never run. */
export function rowsOf(graph: FlowGraph, run: RunView | null, choice: RowChoice): TaskRow[] {
  const tasks = graph.tasks.filter(({ kind }) => kind !== "constant");
  const parents = tasks.map(({ slug }) => taskRow(slug, run, choice.opened));
  const rows: TaskRow[] = [];
  for (const row of sorted(parents, run, choice)) {
    rows.push(row);
    if (row.isOpen) rows.push(...sorted(childRows(row, run), run, choice));
  }
  return rows;
}

function taskRow(slug: Slug, run: RunView | null, opened: ReadonlySet<Slug>): TaskRow {
  const taskRun = run?.taskRuns.get(slug) ?? null;
  const children = run?.children.has(slug) ? (taskRun?.state.mapCount ?? null) : null;
  const isOpen = opened.has(slug) && children !== null && children > 0;
  return { kind: "task", id: slug, slug, label: slug, level: 1, taskRun, children, isOpen };
}

function childRows({ slug, children }: TaskRow, run: RunView | null): TaskRow[] {
  const rows: TaskRow[] = [];
  for (let index = 0; index < (children ?? 0); index++) {
    const id = taskRunId(slug, index);
    const taskRun = run?.taskRuns.get(id) ?? null;
    const label = `[${index}]`;
    rows.push({ kind: "task", id, slug, label, level: 2, taskRun, children: null, isOpen: false });
  }
  return rows;
}

/** Stable: what is alike keeps the graph's order. */
function sorted(rows: TaskRow[], run: RunView | null, { sorting, now }: RowChoice): TaskRow[] {
  if (sorting === "graph" || run === null) return rows;
  const rank = sorting === "failed" ? failedRank : slownessRank;
  return rows
    .map((row) => ({ row, rank: rank(row, run, now) }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ row }) => row);
}

function failedRank(row: TaskRow, run: RunView): number {
  if (!row.taskRun) return 2;
  if (isFailed(row.taskRun.state)) return 0;
  const counts = run.children.get(row.slug);
  const failures = row.children === null || !counts ? 0 : failuresIn(counts);
  if (failures > 0) return 0;
  return isFinished(row.taskRun.state) ? 2 : 1;
}

function failuresIn(counts: Readonly<Partial<Record<string, number>>>): number {
  const failed = ["Failed", "TimedOut", "TriggerFailed", "ValidationFailed", "ClientFailed"];
  return failed.reduce((sum, type) => sum + (counts[type] ?? 0), 0);
}

/** A mapped task is as slow as its slowest child. */
function slownessRank(row: TaskRow, run: RunView, now: Millis): number {
  if (!row.taskRun) return 0;
  let longest = runningTime(segmentsOf(row.taskRun, run), now);
  for (let index = 0; index < (row.children ?? 0); index++) {
    const child = run.taskRuns.get(taskRunId(row.slug, index));
    if (child) longest = Math.max(longest, runningTime(segmentsOf(child, run), now));
  }
  return -longest;
}
