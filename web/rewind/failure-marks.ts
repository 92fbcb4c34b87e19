/** Where in its events something failed in a run. Pure. */

import type { StateType } from "../../engine/model/state.ts";
import type { RunView } from "../session/run-view.ts";
import { isFailure } from "./playing.ts";

/** A family of failures, as the palette has them. */
export type FailureKind = "failed" | "trigger" | "retry";

export interface FailureMark {
  /** The number of the event. */
  readonly event: number;
  readonly kind: FailureKind;
}

/** As many places as can be told apart on a slider. */
const PLACES = 300;
/** Of those in one place, which is shown. */
const RANK: Readonly<Record<FailureKind, number>> = { failed: 2, trigger: 1, retry: 0 };

/** The failures of a run in order, the gravest one of each place. */
export function failureMarks(run: RunView): readonly FailureMark[] {
  const perPlace = Math.max(1, run.eventCount / PLACES);
  const marks = new Map<number, FailureMark>();
  for (const { history } of run.taskRuns.values()) {
    for (const { state, event } of history) {
      if (!isFailure(state)) continue;
      const kind = kindOf(state.type);
      const place = Math.floor(event / perPlace);
      const known = marks.get(place);
      if (!known || RANK[known.kind] < RANK[kind]) marks.set(place, { event, kind });
    }
  }
  return [...marks.values()].toSorted((one, other) => one.event - other.event);
}

function kindOf(type: StateType): FailureKind {
  if (type === "Retrying") return "retry";
  return type === "TriggerFailed" ? "trigger" : "failed";
}
