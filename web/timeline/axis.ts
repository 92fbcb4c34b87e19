/** Where a moment stands along the timeline: by the clock with idle time cut out, or by events. Pure. */

import { scaleLinear } from "d3";
import type { Millis } from "../../engine/model/state.ts";
import type { RunView } from "../session/run-view.ts";
import type { Moment } from "./segments.ts";

/** A stretch in which nothing ran and nothing changed. */
export interface Idle {
  readonly from: Millis;
  readonly to: Millis;
  /** How much of it the run's clock jumped over: nobody really waited. */
  readonly skipped: Millis;
}

/** An idle stretch on the axis: cut to a handle's width, or opened to its true length. */
export interface Cut extends Idle {
  readonly isOpen: boolean;
  /** In the axis's units. */
  readonly start: number;
  readonly end: number;
}

/** Turns moments into units along the axis, from 0 to `total`, and back. */
export interface Axis {
  readonly kind: "time" | "event";
  readonly total: number;
  readonly cuts: readonly Cut[];
  readonly place: (moment: Moment) => number;
  /** The time, or the event number, at these units. */
  readonly invert: (units: number) => number;
}

/** Shorter than this is never cut. */
const LEAST_IDLE: Millis = 40;
/** Idle time is cut where it is at least this share of the time that something was done. */
const LEAST_SHARE = 0.2;
/** How wide all handles together are at most, as a share of the rest. */
const HANDLES_SHARE = 0.3;
const HANDLE_SHARE = 0.06;

const keptIdle = new WeakMap<RunView, readonly Idle[]>();

/** What of the run, up to its last event, was idle: no call was under way or wanted, nothing changed. */
export function idleOf(run: RunView): readonly Idle[] {
  const known = keptIdle.get(run);
  if (known) return known;
  const idle = findIdle(run);
  keptIdle.set(run, idle);
  return idle;
}

function findIdle(run: RunView): readonly Idle[] {
  const { starts, ends } = busyOf(run);
  const gaps: Idle[] = [];
  let active = run.at - run.startedAt;
  for (let index = 0; index < starts.length; index++) {
    /* Both are sorted: nothing is under way before a start if as many have ended as have begun. */
    const from = index === 0 ? run.startedAt : (ends[index - 1] ?? 0);
    const to = starts[index] ?? 0;
    if (to - from < LEAST_IDLE) continue;
    gaps.push({ from, to, skipped: skippedWithin(run, from, to) });
    active -= to - from;
  }
  const least = Math.max(LEAST_IDLE, active * LEAST_SHARE);
  return gaps.filter(({ from, to }) => to - from >= least);
}

/** When each call, wanted or under way, and each change began, and when each ended; both in order of time. */
function busyOf(run: RunView): { readonly starts: Float64Array; readonly ends: Float64Array } {
  const starts: Millis[] = run.milestones.map(({ at }) => at);
  const ends = [...starts];
  for (const taskRun of run.taskRuns.values()) {
    let since: Millis | null = null;
    for (const { state, at, wantedAt } of taskRun.history) {
      starts.push(Math.min(since ?? at, wantedAt ?? at));
      ends.push(at);
      since = state.type === "Running" || state.type === "Cancelling" ? at : null;
    }
    const open = since ?? taskRun.wantedAt;
    if (open !== null) {
      starts.push(open);
      ends.push(run.at);
    }
  }
  starts.push(run.at);
  ends.push(run.at);
  return { starts: Float64Array.from(starts).sort(), ends: Float64Array.from(ends).sort() };
}

function skippedWithin(run: RunView, from: Millis, to: Millis): Millis {
  let sum = 0;
  for (const milestone of run.milestones) {
    if (milestone.type !== "PassStarted" || milestone.at <= from || milestone.at > to) continue;
    sum += milestone.skipped ?? 0;
  }
  return Math.min(sum, to - from);
}

/**
 * The axis of time from the run's start to `end`, in units that are milliseconds outside of cuts.
 * @param opened  idle stretches to be drawn at their true length, by when they begin
 */
export function timeAxis(run: RunView, end: Millis, opened: (from: Millis) => boolean): Axis {
  const idle = withTail(idleOf(run), run, end).filter(({ from }) => from < end);
  const length = Math.max(1, end - run.startedAt);
  const closed = idle.filter(({ from }) => !opened(from));
  const hidden = closed.reduce((sum, { from, to }) => sum + to - from, 0);
  const shown = Math.max(1, length - hidden);
  const share = Math.min(HANDLE_SHARE, HANDLES_SHARE / Math.max(1, closed.length));
  const domain: number[] = [run.startedAt];
  const range: number[] = [0];
  const cuts: Cut[] = [];
  const advance = (to: Millis, units: number): number => {
    const start = range.at(-1) ?? 0;
    domain.push(to);
    range.push(start + units);
    return start;
  };
  for (const each of idle) {
    const before = domain.at(-1) ?? run.startedAt;
    if (each.from > before) advance(each.from, each.from - before);
    const isOpen = opened(each.from);
    const start = advance(each.to, isOpen ? each.to - each.from : shown * share);
    cuts.push({ ...each, isOpen, start, end: range.at(-1) ?? start });
  }
  const last = domain.at(-1) ?? run.startedAt;
  const finish = Math.max(end, run.startedAt + 1);
  if (finish > last) advance(finish, finish - last);
  const scale = scaleLinear().domain(domain).range(range).clamp(true);
  return {
    kind: "time",
    total: range.at(-1) ?? 1,
    cuts,
    place: ({ at }) => scale(at),
    invert: (units) => scale.invert(units),
  };
}

/** While it waits, the time since its last event is idle too. */
function withTail(idle: readonly Idle[], run: RunView, end: Millis): readonly Idle[] {
  const isAtWork = run.endedAt === null && [...run.taskRuns.values()].some(isBusy);
  const least = Math.max(LEAST_IDLE, (run.at - run.startedAt) * LEAST_SHARE);
  if (isAtWork || end - run.at < Math.max(least, 1000)) return idle;
  return [...idle, { from: run.at, to: end, skipped: 0 }];
}

const isBusy = ({ state, wantedAt }: { state: { type: string }; wantedAt: Millis | null }) =>
  wantedAt !== null || state.type === "Running";

/** The axis of the journal's numbers: each event is one step, however long it took to come. */
export function eventAxis(eventCount: number): Axis {
  const total = Math.max(1, eventCount);
  const within = (value: number) => Math.min(total, Math.max(0, value));
  return {
    kind: "event",
    total,
    cuts: [],
    place: ({ event }) => within(event),
    invert: within,
  };
}
