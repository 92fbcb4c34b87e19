/** What rows, stretches and dots are called: for a screen reader, and in tooltips. Pure. */

import type { TaskRunId } from "../../engine/model/run.ts";
import type { Millis } from "../../engine/model/state.ts";
import { durationText } from "../run/duration-text.ts";
import type { RunView, StateAt } from "../session/run-view.ts";
import { busyTime, type LaneRow } from "./lanes.ts";
import { profileOf } from "./profile.ts";
import type { TaskRow } from "./rows.ts";
import { runningTime, segmentsOf, type Segment, type SegmentKind } from "./segments.ts";

const WAITS: Readonly<Partial<Record<SegmentKind, string>>> = {
  worker: "for a worker",
  retry: "to retry",
  start: "for its start",
};

/** `load: Success, ran 0.4 s, waited 1.1 s for a worker, retried once`. */
export function rowName(row: TaskRow, run: RunView | null, now: Millis): string {
  const { id, taskRun, children } = row;
  if (!taskRun || !run || (taskRun.history.length === 0 && taskRun.wantedAt === null)) {
    return `${id}: not run`;
  }
  if (children !== null) return mappedName(row, run);
  const segments = segmentsOf(taskRun, run);
  const facts: string[] = [taskRun.state.type];
  if (segments.some(({ kind }) => kind === "running")) {
    const ran = exactRunning(segments, taskRun.history, now);
    if (ran > 0) facts.push(`ran ${durationText(ran)}`);
  }
  for (const [kind, purpose] of Object.entries(WAITS)) {
    const waited = spent(segments, kind, now);
    if (waited >= 1) facts.push(`waited ${durationText(waited)} ${purpose}`);
  }
  const paused = spent(segments, "paused", now);
  if (paused >= 1) facts.push(`was paused for ${durationText(paused)}`);
  const retries = taskRun.history.filter(({ state }) => state.type === "Retrying").length;
  if (retries > 0) facts.push(`retried ${times(retries)}`);
  const loops = taskRun.history.filter(({ state }) => state.type === "Looped").length;
  if (loops > 0) facts.push(`looped ${times(loops)}`);
  return `${id}: ${facts.join(", ")}`;
}

/** Calls shorter than the clock's tick are summed by their own measure. */
function exactRunning(
  segments: readonly Segment[],
  history: readonly StateAt[],
  now: Millis,
): Millis {
  const sum = runningTime(segments, now);
  const measured = history.reduce((total, { duration }) => total + (duration ?? 0), 0);
  return sum < 5 ? Math.max(sum, measured) : sum;
}

function mappedName(row: TaskRow, run: RunView): string {
  const { counts, most } = profileOf(row, run);
  const states = counts.map(([type, count]) => `${count} ${type}`).join(", ");
  const atOnce = most > 0 ? `, at most ${most} at once` : "";
  const children = row.children === 1 ? "1 child" : `${row.children ?? 0} children`;
  return `${row.id}: Mapped, ${children}${states && `: ${states}`}${atOnce}`;
}

function spent(segments: readonly Segment[], wanted: string, now: Millis): Millis {
  let sum = 0;
  for (const { kind, from, to } of segments) {
    if (kind === wanted) sum += Math.max(0, (to?.at ?? now) - from.at);
  }
  return sum;
}

const times = (count: number): string =>
  count === 1 ? "once" : count === 2 ? "twice" : `${count} times`;

/** `Worker 1: 12 calls, busy 3.2 s, 80 % of the run`. */
export function laneName({ label, calls }: LaneRow, run: RunView, now: Millis): string {
  const busy = busyTime(calls, now);
  const whole = Math.max(1, Math.min(now, run.endedAt ?? now) - run.startedAt - run.skipped);
  const share = Math.min(100, Math.round((busy / whole) * 100));
  const count = `${calls.length} ${calls.length === 1 ? "call" : "calls"}`;
  return `${label}: ${count}, busy ${durationText(busy)}, ${share} % of the run`;
}

const VERBS: Readonly<Record<SegmentKind, string>> = {
  upstreams: "waited for upstreams",
  worker: "waited for a worker",
  start: "waited for its start",
  running: "ran",
  lost: "ran, and was lost with its worker",
  retry: "waited to retry",
  paused: "was paused",
  children: "its children",
};

/** When the run began and up to when it is told, and whether the task has upstreams. */
export interface Telling {
  readonly origin: Millis;
  readonly now: Millis;
  readonly hasUpstreams: boolean;
}

/** For the segments of this task run. */
export const tellingOf = (id: TaskRunId, run: RunView, now: Millis): Telling => {
  const slug = run.taskRuns.get(id)?.slug;
  const hasUpstreams = run.graph.edges.some(({ downstream }) => downstream === slug);
  return { origin: run.startedAt, now, hasUpstreams };
};

/** What a stretch was: `ran 1.2 s, call 2, then Failed, from 3.400 s`. */
export function segmentText(segment: Segment, { origin, now, hasUpstreams }: Telling): string {
  const { kind, from, to, state, attempt } = segment;
  const length = durationText(Math.max(0, (to?.at ?? now) - from.at));
  const isRun = kind === "running" || kind === "lost";
  const which = attempt > 1 && (isRun || kind === "retry") ? `, call ${attempt}` : "";
  const end = kind !== "running" ? "" : to === null ? ", still running" : `, then ${state}`;
  const goesOn = !isRun && to === null ? ", still waiting" : "";
  const start = `from ${sinceText(from.at - origin)}`;
  const verb = kind === "upstreams" && !hasUpstreams ? "waited for its turn" : VERBS[kind];
  return `${verb} ${length}${which}${end}${goesOn}, ${start}`;
}

/** What a dot is: `Retrying, at 1.2 s, event 14: Retrying Task (after attempt 1 of 2)`. */
export function dotText({ state, at, event }: StateAt, origin: Millis): string {
  const [line = ""] = (state.message ?? "").split("\n");
  const message = line && `: ${line.length > 90 ? `${line.slice(0, 89)}…` : line}`;
  return `${state.type}, at ${sinceText(at - origin)}, event ${event}${message}`;
}

/** A time since the run began: exact to the millisecond. */
export function sinceText(millis: Millis): string {
  if (millis < 1000) return `${Math.round(millis * 10) / 10} ms`;
  if (millis < 60_000) return `${(millis / 1000).toFixed(3)} s`;
  return durationText(millis);
}
