/** The order of states in which people look at them: trouble first. */

import { STATE_TYPES, type StateType } from "../../engine/model/state.ts";
import type { ChildCounts } from "./run-view.ts";

/** What went wrong, then what is under way; the rest comes after. */
const FIRST: readonly StateType[] = [
  "Failed",
  "TimedOut",
  "ValidationFailed",
  "ClientFailed",
  "TriggerFailed",
  "Cancelled",
  "Cancelling",
  "Retrying",
  "Paused",
  "Running",
  "Looped",
];
const RANKS = new Map(
  [...FIRST, ...STATE_TYPES.filter((type) => !FIRST.includes(type))].map(
    (type, index) => [type, index] as const,
  ),
);

/** Where a state comes among others: trouble first, from 0. */
export const rankOf = (type: StateType): number => RANKS.get(type) ?? RANKS.size;

/** Counts by state, trouble first, without those that are nought. */
export const countsOf = (counts: ChildCounts): [StateType, number][] =>
  STATE_TYPES.flatMap((type): [StateType, number][] => {
    const count = counts[type] ?? 0;
    return count > 0 ? [[type, count]] : [];
  }).toSorted(([a], [b]) => rankOf(a) - rankOf(b));
