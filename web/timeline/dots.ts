/** Which marks of a row stand at which pixel: for painting them, and for finding them under a pointer. Pure. */

import type { Millis } from "../../engine/model/state.ts";
import type { RunView, StateAt } from "../session/run-view.ts";
import type { Axis } from "./axis.ts";
import type { Call, LaneRow } from "./lanes.ts";
import type { TaskRow } from "./rows.ts";
import { segmentsOf, type Moment, type Segment } from "./segments.ts";
import { xOf, type View } from "./view.ts";

export type Row = TaskRow | LaneRow;

/** The height of a row, in pixels. */
export const ROW_HEIGHT = 28;
/** A bar is at least this wide, however short its run; then it is marked. */
export const LEAST_BAR = 3;
/** Dots closer than this are drawn as one. */
const DOT_GAP = 7;
/** How far from a dot's centre a pointer still means it. */
const REACH = 6;

/** Where the marks of a timeline stand. */
export interface Place {
  readonly axis: Axis;
  readonly view: View;
  /** Up to when to draw what goes on. */
  readonly now: Moment;
}

/** A dot: one change of state, or several that are too close to be told apart. */
export interface Dot {
  readonly x: number;
  readonly entries: readonly StateAt[];
}

/** The dots of a task run, from left to right. */
export function dotsOf(history: readonly StateAt[], { axis, view }: Place): readonly Dot[] {
  const dots: { x: number; entries: StateAt[] }[] = [];
  for (const entry of history) {
    const x = xOf(axis, view, entry);
    const last = dots.at(-1);
    if (last && x - last.x < DOT_GAP) {
      last.entries.push(entry);
      last.x = Math.max(x, last.x);
    } else {
      dots.push({ x, entries: [entry] });
    }
  }
  return dots;
}

/** From which pixel to which a stretch reaches; of what is too short to be seen, whether it was widened. */
export function spanOf(
  { from, to }: Pick<Segment, "from" | "to">,
  { axis, view, now }: Place,
  least = 0,
): { readonly x: number; readonly width: number; readonly isWidened: boolean } {
  const x = xOf(axis, view, from);
  const end = xOf(axis, view, to ?? now);
  const width = Math.max(0, end - x);
  return { x, width: Math.max(width, least), isWidened: width < least };
}

/** What is under a pointer in a row. */
export type Hit =
  | { readonly type: "dot"; readonly dot: Dot }
  | { readonly type: "segment"; readonly segment: Segment }
  | { readonly type: "call"; readonly call: Call }
  | { readonly type: "children"; readonly at: number };

/** What stands at this pixel of a row; null: nothing. */
export function hitOf(row: Row, run: RunView, place: Place, x: number): Hit | null {
  if (row.kind === "lane") {
    const call = row.calls.findLast(({ segment }) => isWithin(segment, place, x));
    return call ? { type: "call", call } : null;
  }
  if (!row.taskRun) return null;
  const { history } = run.taskRuns.get(row.id) ?? row.taskRun;
  const dot = dotsOf(history, place).findLast((each) => Math.abs(each.x - x) <= REACH);
  if (dot) return { type: "dot", dot };
  if (row.children !== null) {
    return { type: "children", at: place.axis.invert(unitsOf(place.view, x)) };
  }
  const segment = segmentsOf(row.taskRun, run).findLast((each) => isWithin(each, place, x));
  return segment ? { type: "segment", segment } : null;
}

const unitsOf = ({ from, to, width }: View, x: number): number => from + (x / width) * (to - from);

function isWithin(segment: Segment, place: Place, x: number): boolean {
  const { x: start, width } = spanOf(segment, place, LEAST_BAR);
  return x >= start - 1 && x <= start + width + 1;
}

/** The stretches of a row that one can step through: those that take room on this axis, and every run. */
export function stepsOf(row: Row, run: RunView, { axis, now }: Place): readonly Segment[] {
  if (row.kind === "lane") return row.calls.map(({ segment }) => segment);
  if (!row.taskRun) return [];
  return segmentsOf(row.taskRun, run).filter(({ kind, from, to }) => {
    return kind === "running" || kind === "lost" || axis.place(to ?? now) > axis.place(from);
  });
}

/** Up to when to draw: the last event, and the time by the run's clock. */
export const nowOf = (run: RunView, now: Millis): Moment => ({
  at: Math.max(run.at, run.endedAt ?? now),
  event: run.eventCount,
});
