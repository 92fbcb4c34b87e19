/** How many children of a mapped task were running at each moment, and what they had come to. Pure. */

import { taskRunId } from "../../engine/model/run.ts";
import { isFinished, type StateType } from "../../engine/model/state.ts";
import type { RunView } from "../session/run-view.ts";
import type { Area } from "../dag/scene.ts";
import { countsOf } from "../session/state-order.ts";
import type { TaskRow } from "./rows.ts";
import { segmentsOf, type Moment } from "./segments.ts";

/** Sorted ends of stretches, for counting how many were under way at a moment. */
interface Marks {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
}

export interface Profile {
  readonly time: Marks;
  readonly event: Marks;
  /** The most at once. */
  readonly most: number;
  readonly from: Moment | null;
  /** The last end; null while one is under way, or none has run. */
  readonly to: Moment | null;
  /** How many are in each state now, trouble first. */
  readonly counts: readonly (readonly [StateType, number])[];
}

const kept = new WeakMap<RunView, Map<string, Profile>>();

/** The profile of a mapped task's children. */
export function profileOf(row: TaskRow, run: RunView): Profile {
  let profiles = kept.get(run);
  if (!profiles) kept.set(run, (profiles = new Map<string, Profile>()));
  let profile = profiles.get(row.slug);
  if (!profile) profiles.set(row.slug, (profile = makeProfile(row, run)));
  return profile;
}

function makeProfile({ slug, children }: TaskRow, run: RunView): Profile {
  const starts: Moment[] = [];
  const ends: Moment[] = [];
  const workers = new Set<string | null>();
  let isOver = true;
  for (let index = 0; index < (children ?? 0); index++) {
    const child = run.taskRuns.get(taskRunId(slug, index));
    if (!child) continue;
    isOver &&= isFinished(child.state);
    for (const { kind, from, to, worker } of segmentsOf(child, run)) {
      if (kind !== "running" && kind !== "lost") continue;
      workers.add(worker);
      starts.push(from);
      ends.push(to ?? { at: Infinity, event: Infinity });
    }
  }
  const time = marksOf(starts, ends, "at");
  const event = marksOf(starts, ends, "event");
  const last = time.ends.at(-1);
  return {
    time,
    event,
    /* The clock is coarser than calls are long; a worker makes one call at a time. */
    most: Math.min(mostAtOnce(time), workers.size),
    from: starts.length === 0 ? null : { at: time.starts[0] ?? 0, event: event.starts[0] ?? 0 },
    to: isOver && last !== undefined ? { at: last, event: event.ends.at(-1) ?? 0 } : null,
    counts: countsOf(run.children.get(slug) ?? {}),
  };
}

function marksOf(starts: readonly Moment[], ends: readonly Moment[], unit: "at" | "event"): Marks {
  return {
    starts: Float64Array.from(starts, (moment) => moment[unit]).sort(),
    ends: Float64Array.from(ends, (moment) => moment[unit]).sort(),
  };
}

function mostAtOnce({ starts, ends }: Marks): number {
  let most = 0;
  let ended = 0;
  for (let index = 0; index < starts.length; index++) {
    const start = starts[index] ?? 0;
    while ((ends[ended] ?? Infinity) <= start) ended += 1;
    most = Math.max(most, index + 1 - ended);
  }
  /* Calls too short for the clock begin and end at one moment: one was under way all the same. */
  return starts.length > 0 ? Math.max(1, most) : 0;
}

/** So wide is a part of a strip at least: one of a thousand is seen. */
const LEAST_PART = 2;

/** The parts of a strip of states, side by side, each as wide as its share. */
export function stripParts(
  counts: Profile["counts"],
  { x, y, width, height }: Area,
): readonly { readonly type: StateType; readonly area: Area }[] {
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  /* What is widened is taken from the others, as long as there is enough of them. */
  const wide = counts.map(([, count]) => Math.max(LEAST_PART, (count / total) * width));
  const scale = width / wide.reduce((sum, part) => sum + part, 0);
  let left = x;
  return counts.map(([type], index) => {
    const part = wide[index] ?? 0;
    const room = part <= LEAST_PART ? part : Math.max(LEAST_PART, part * scale);
    const area = { x: left, y, width: Math.max(LEAST_PART, room - (room > 4 ? 1 : 0)), height };
    left += room;
    return { type, area };
  });
}

/**
 * How many were under way in the middle between two moments (milliseconds, or numbers of events);
 * at least one if any was under way at any time between them.
 */
export function runningBetween({ starts, ends }: Marks, from: number, to: number): number {
  const middle = (from + to) / 2;
  const within = countBelow(starts, to) - countBelow(ends, from);
  return within <= 0 ? 0 : Math.max(1, countBelow(starts, middle) - countBelow(ends, middle));
}

/** How many values of a sorted array lie below a bound. */
function countBelow(values: Float64Array, bound: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
