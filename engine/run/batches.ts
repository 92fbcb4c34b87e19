/** How many calls go to a worker at once: short ones in batches, long or unknown ones alone. */

import type { TaskNode } from "../model/graph.ts";
import type { Millis } from "../model/state.ts";

/** A batch should take about this long: far above a round trip (0.1 ms), below what a person notices. */
const BATCH_TIME: Millis = 8;
/** How much a new duration weighs against what is known. */
const WEIGHT = 0.3;

/** Tasks of one name and class are taken to be copies of one another: `add-1`, `add-2`… */
type Kind = string;

export const kindOf = ({ type, name }: TaskNode): Kind => `${type}:${name}`;

/** Remembers how long the calls of each kind of task take. */
export class BatchSizes {
  readonly #durations = new Map<Kind, Millis>();

  /** Takes note of how long a call took. */
  learn(kind: Kind, duration: Millis): void {
    const known = this.#durations.get(kind);
    /* One slow call counts in full, so that the next batches are short again. */
    const next =
      known === undefined || duration > BATCH_TIME ? duration : known + (duration - known) * WEIGHT;
    this.#durations.set(kind, next);
  }

  /**
   * How many of the waiting calls, taken from the front, make one batch.
   * @param kinds  of the first waiting calls, in order
   * @param share  how many calls wait in all, and how many workers share them
   */
  sizeFor(
    kinds: readonly Kind[],
    share: { readonly waiting: number; readonly workers: number },
  ): number {
    const fair = Math.ceil(share.waiting / (share.workers * 2));
    const most = Math.min(kinds.length, Math.max(1, fair));
    let time = 0;
    let size = 0;
    for (const kind of kinds) {
      const known = this.#durations.get(kind);
      if (known === undefined) return Math.max(1, size);
      time += Math.max(known, 0.005);
      if (size > 0 && time > BATCH_TIME) return size;
      size += 1;
      if (size >= most) return size;
    }
    return Math.max(1, size);
  }
}
