/** How a run is played again: its own times, made faster or slower, and idle time cut short. Pure. */

import type { RunEvent } from "../../engine/model/run.ts";
import { isFailed, isRetrying, type Millis, type State } from "../../engine/model/state.ts";
import type { RunView } from "../session/run-view.ts";

/** How often as fast as it was. Tasks here often take milliseconds only: those are played slower. */
export const SPEEDS = [0.01, 0.1, 1, 2, 5, 10, 20, 50, 100] as const;
export type Speed = (typeof SPEEDS)[number];

/** Idle time is played for so long at most; while a call is under way it takes as long as it took. */
const LONGEST_GAP: Millis = 1000;
/** A run should take this long to be seen at all. */
const SHORTEST_PLAY: Millis = 2000;

/** `1/100×`, `1×`, `20×` */
export const speedText = (speed: Speed): string =>
  speed < 1 ? `1/${Math.round(1 / speed)}×` : `${speed}×`;

/** The speed to begin with: as it was, or slower where that would be over in no time. */
export function speedFor(run: RunView): Speed {
  const span = run.at - run.startedAt - run.skipped;
  return ([1, 0.1] as const).find((speed) => span / speed >= SHORTEST_PLAY) ?? 0.01;
}

/** What is needed of a journal. */
export interface Events {
  readonly length: number;
  eventAt(event: number): RunEvent | undefined;
  /** Whether a call was wanted or under way from this event to the next. */
  isBusyAfter(event: number): boolean;
}

/** An attempt that failed, whether it is made again or not. */
export const isFailure = (state: State): boolean => isFailed(state) || isRetrying(state);

export interface Playhead {
  /** The number of the event whose moment is on show. */
  readonly event: number;
  /** For how long it has been. */
  readonly shownFor: Millis;
}

export interface Played extends Playhead {
  /** Why it plays no further. */
  readonly stoppedBy: "failure" | "end" | null;
}

/**
 * Where it is after more time.
 * @param elapsed  milliseconds since
 */
export function playOn(
  events: Events,
  from: Playhead,
  elapsed: Millis,
  how: { readonly speed: Speed; readonly stopsAtFailures: boolean },
): Played {
  let { event } = from;
  let left = from.shownFor + elapsed;
  for (;;) {
    const next = events.eventAt(event + 1);
    if (!next) return { event, shownFor: 0, stoppedBy: "end" };
    const gap = gapOf(events, event, next, how.speed);
    if (left < gap) return { event, shownFor: left, stoppedBy: null };
    left -= gap;
    event += 1;
    if (how.stopsAtFailures && fails(next)) return { event, shownFor: 0, stoppedBy: "failure" };
  }
}

/** How long it plays from one event to the next. A clock that was put back counts as no time. */
function gapOf(events: Events, event: number, next: RunEvent, speed: Speed): Millis {
  const gap = Math.max(0, next.at - (events.eventAt(event)?.at ?? next.at)) / speed;
  return events.isBusyAfter(event) ? gap : Math.min(gap, LONGEST_GAP);
}

const fails = (event: RunEvent): boolean =>
  (event.type === "TaskStateChanged" || event.type === "FlowStateChanged") &&
  isFailure(event.state);
