/** All events of one run, and the run as it was after any of them. */

import type { LogRecord } from "../../engine/model/log.ts";
import type { RunEvent, RunId } from "../../engine/model/run.ts";
import type { Millis } from "../../engine/model/state.ts";
import { BusyEvents } from "./busy-events.ts";
import { foldRun } from "./fold-run.ts";
import type { RunView } from "./run-view.ts";

const SPACING = 1000;
/** A view of 10,000 task runs holds half a megabyte of its own: the rest is shared. */
const MOST_SNAPSHOTS = 64;

export class Journal {
  readonly run: RunId;
  #events: RunEvent[];
  readonly #busy = new BusyEvents();
  /** Views by how many events are in them. */
  #snapshots = new Map<number, RunView>();
  #spacing: number;
  /** The last view asked for: the next one asked for is often just after it. */
  #latest: RunView | null = null;

  /**
   * @param events  all of the run, its beginning first
   * @param spacing  how many events lie between views that are kept, to begin with
   */
  constructor(run: RunId, events: readonly RunEvent[], spacing = SPACING) {
    this.run = run;
    this.#spacing = spacing;
    this.#events = [...events];
    this.#busy.add(events);
  }

  get length(): number {
    return this.#events.length;
  }

  /** @param event  its number, from 0 */
  eventAt(event: number): RunEvent | undefined {
    return this.#events[event];
  }

  /** Whether a call was wanted or under way after an event: then time that passed was not idle. */
  isBusyAfter(event: number): boolean {
    return this.#busy.isBusyAfter(event);
  }

  /**
   * Takes in news, of which it may have some already.
   * @param from  the number of the first of them
   * @returns false if events are missing in between
   */
  append(from: number, events: readonly RunEvent[]): boolean {
    const known = this.length - from;
    if (known < 0) return false;
    const fresh = events.slice(known);
    for (const event of fresh) this.#events.push(event);
    this.#busy.add(fresh);
    return true;
  }

  /**
   * The run as it was just after an event, without its log. Costs at most the folding of the events
   * since the view kept before it.
   * @param event  its number, from 0; beyond the last one: the last one
   * @throws RangeError if the events do not begin a run
   */
  viewAt(event: number): RunView {
    const count = Math.max(1, Math.min(event + 1, this.length));
    if (this.#latest?.eventCount === count) return this.#latest;
    let view = this.#nearest(count);
    while (view === null || view.eventCount < count) {
      const from: number = view?.eventCount ?? 0;
      const to = Math.min(count, from - (from % this.#spacing) + this.#spacing);
      view = this.#fold(view, from, to);
      if (to % this.#spacing === 0) this.#keep(view);
    }
    this.#latest = view;
    return view;
  }

  #fold(view: RunView | null, from: number, to: number): RunView {
    const next = foldRun(view, this.#events.slice(from, to), []);
    if (next === null) throw new RangeError(`The journal of ${this.run} does not begin a run.`);
    return next;
  }

  /** The latest view kept that has no more than so many events in it. */
  #nearest(count: number): RunView | null {
    let nearest: RunView | null = null;
    for (let at = count - (count % this.#spacing); at > 0 && !nearest; at -= this.#spacing) {
      nearest = this.#snapshots.get(at) ?? null;
    }
    const latest = this.#latest;
    const isLatestNearer =
      latest !== null &&
      latest.eventCount <= count &&
      latest.eventCount > (nearest?.eventCount ?? 0);
    return isLatestNearer ? latest : nearest;
  }

  /** Where there would be too many, every second one goes. */
  #keep(view: RunView): void {
    this.#snapshots.set(view.eventCount, view);
    if (this.#snapshots.size <= MOST_SNAPSHOTS) return;
    this.#spacing *= 2;
    for (const count of this.#snapshots.keys()) {
      if (count % this.#spacing !== 0) this.#snapshots.delete(count);
    }
  }
}

/**
 * How much of a log had been told at a moment. A call's lines are told when it has ended, though
 * they are older then; so whatever comes after the first line that is too young had not been told.
 * @param at  by the run's own clock
 */
export function toldUntil(logs: readonly LogRecord[], at: Millis): number {
  const first = logs.findIndex((record) => record.at > at);
  return first === -1 ? logs.length : first;
}
