/** The marks of the timeline's axis and what stands at them. Pure. */

import type { Millis } from "../../engine/model/state.ts";
import type { Axis } from "./axis.ts";
import type { View } from "./view.ts";

export interface Tick {
  /** Pixels from the plot's left edge. */
  readonly x: number;
  readonly label: string;
}

/** Labels are at least this far apart, in pixels. */
export const TICK_GAP = 80;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Steps that people count in: 1, 2, 5 of the decades below a second, and the clock's above. */
const TIME_STEPS: readonly Millis[] = [
  ...[0.001, 0.01, 0.1, 1, 10, 100].flatMap((decade) => [decade, 2 * decade, 5 * decade]),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100].map((count) => count * DAY),
];
/** More would be a bug, and would hold the page up. */
const MOST_TICKS = 200;

/**
 * The ticks within a view, at round values counted from `origin` (the run's start; 0 for events).
 * Handles of cut idle time have none.
 */
export function ticksOf(axis: Axis, view: View, origin: number): readonly Tick[] {
  const perUnit = view.width / (view.to - view.from);
  if (!(perUnit > 0) || !Number.isFinite(perUnit)) return [];
  const step = stepFor(axis.kind, TICK_GAP / perUnit);
  const ticks: Tick[] = [];
  let free = -Infinity;
  for (const [from, to] of plainStretches(axis, view)) {
    const first = axis.invert(from) - origin;
    const last = axis.invert(to) - origin;
    let count = Math.ceil(first / step - 1e-6);
    for (; count * step <= last + step * 1e-6 && ticks.length < MOST_TICKS; count++) {
      const value = count * step;
      /* Within a plain stretch one unit is one millisecond, or one event. */
      const x = (from + (value - first) - view.from) * perUnit;
      if (x < free || x > view.width) continue;
      ticks.push({ x, label: axis.kind === "time" ? timeLabel(value, step) : String(value) });
      free = x + TICK_GAP;
    }
  }
  return ticks;
}

function stepFor(kind: Axis["kind"], least: number): number {
  if (kind === "time") {
    return TIME_STEPS.find((step) => step >= least) ?? Math.ceil(least / DAY) * DAY;
  }
  const decade = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  const step = [1, 2, 5, 10].find((count) => count * decade >= least) ?? 10;
  return Math.max(1, step * decade);
}

/** What of the view lies outside of closed cuts, in units. */
function plainStretches(axis: Axis, view: View): readonly (readonly [number, number])[] {
  const stretches: [number, number][] = [];
  let from = Math.max(0, view.from);
  const end = Math.min(axis.total, view.to);
  for (const cut of axis.cuts) {
    if (cut.isOpen || cut.end <= from) continue;
    if (cut.start > end) break;
    if (cut.start > from) stretches.push([from, cut.start]);
    from = cut.end;
  }
  if (end > from) stretches.push([from, end]);
  return stretches;
}

/** A time on the axis, said as exactly as the step asks for: `250 µs`, `40 ms`, `1.5 s`, `2:30 min`. */
export function timeLabel(value: Millis, step: Millis): string {
  if (value === 0) return "0";
  if (value < 1 && step < 1) return `${Math.round(value * 1000)} µs`;
  if (value < SECOND) return `${value.toFixed(decimals(step))} ms`;
  if (value < MINUTE) return `${(value / SECOND).toFixed(decimals(step / SECOND))} s`;
  if (value < HOUR) return minutes(value, step);
  const hours = Math.floor(value / HOUR);
  const rest = Math.floor((value % HOUR) / MINUTE);
  const seconds = step < MINUTE ? `:${two(Math.floor((value % MINUTE) / SECOND))}` : "";
  return hours < 48 ? `${hours}:${two(rest)}${seconds} h` : `${Math.round(value / DAY)} d`;
}

function minutes(value: Millis, step: Millis): string {
  const whole = Math.floor(value / MINUTE);
  const places = decimals(step / SECOND);
  const seconds = ((value % MINUTE) / SECOND).toFixed(places);
  return `${whole}:${seconds.padStart(places === 0 ? 2 : places + 3, "0")} min`;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** How many places behind the point tell steps of this size apart. */
const decimals = (step: number): number =>
  step >= 1 ? 0 : Math.min(6, Math.ceil(-Math.log10(step) - 1e-9));
