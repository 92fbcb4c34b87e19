/** Which part of the axis is in sight, and how zooming and panning change it. Pure. */

import type { Axis } from "./axis.ts";
import type { Moment } from "./segments.ts";

/** From where to where, in the axis's units, on how many pixels. */
export interface View {
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

/** What a person chose to see; null: everything, up to now. */
export type Reach = { readonly from: number; readonly to: number } | null;

/** Room at both ends, so that marks at the very ends can be seen whole; as a share of the axis. */
const MARGIN = 0.015;
/** The least that can be in sight: ten microseconds, or two events. */
const LEAST: Readonly<Record<Axis["kind"], number>> = { time: 0.01, event: 2 };

/** The whole axis with its margins. */
export const wholeOf = (axis: Axis): { readonly from: number; readonly to: number } => ({
  from: -axis.total * MARGIN,
  to: axis.total * (1 + MARGIN),
});

/** How far one can zoom in. */
export const mostZoom = (axis: Axis): number =>
  Math.max(1, (axis.total * (1 + 2 * MARGIN)) / LEAST[axis.kind]);

/** The reach after zooming by `factor` (over 1: in) about a place in units; null when all is in sight. */
export function zoomed(axis: Axis, reach: Reach, factor: number, about?: number): Reach {
  const { from, to } = reach ?? wholeOf(axis);
  const centre = about ?? (from + to) / 2;
  const whole = wholeOf(axis);
  const most = whole.to - whole.from;
  const span = Math.min(most, Math.max(LEAST[axis.kind], (to - from) / factor));
  if (span >= most * 0.999) return null;
  const start = centre - ((centre - from) / (to - from)) * span;
  return kept(axis, start, span);
}

/** The reach moved by a number of units, within the axis. */
export function panned(axis: Axis, reach: Reach, by: number): Reach {
  if (reach === null) return null;
  return kept(axis, reach.from + by, reach.to - reach.from);
}

function kept(axis: Axis, start: number, span: number): Reach {
  const whole = wholeOf(axis);
  const from = Math.min(Math.max(start, whole.from), Math.max(whole.from, whole.to - span));
  return { from, to: from + span };
}

/** The reach moved so that this stretch is in sight, with as little movement as that takes. */
export function revealing(axis: Axis, reach: Reach, from: number, to: number): Reach {
  if (reach === null || (from >= reach.from && to <= reach.to)) return reach;
  const span = reach.to - reach.from;
  if (to - from > span) return kept(axis, from - span * 0.1, span);
  return kept(axis, (from + to) / 2 - span / 2, span);
}

/** The pixel of a moment from the plot's left edge. */
export const xOf = (axis: Axis, view: View, moment: Moment): number =>
  ((axis.place(moment) - view.from) / (view.to - view.from)) * view.width;

/** The units at a pixel. */
export const unitsAt = (view: View, x: number): number =>
  view.from + (x / view.width) * (view.to - view.from);
