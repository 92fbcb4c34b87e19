/** How many calls go to a worker at once: short ones in batches, long or unknown ones alone. */

import type { Slug } from "../model/graph.ts";
import type { Millis } from "../model/state.ts";

/** A batch should take about this long: far above a round trip (0.1 ms), below what a person notices. */
const BATCH_TIME: Millis = 8;
/** How much a new duration weighs against what is known. */
const WEIGHT = 0.3;

/** Remembers how long the calls of each task take. */
export class BatchSizes {
  readonly #durations = new Map<Slug, Millis>();

  /** Takes note of how long a call took. */
  learn(slug: Slug, duration: Millis): void {
    const known = this.#durations.get(slug);
    /* One slow call counts in full, so that the next batches are short again. */
    const next =
      known === undefined || duration > BATCH_TIME ? duration : known + (duration - known) * WEIGHT;
    this.#durations.set(slug, next);
  }

  /**
   * How many of the waiting calls, taken from the front, make one batch.
   * @param slugs  of the first waiting calls, in order
   * @param share  how many calls wait in all, and how many workers share them
   */
  sizeFor(
    slugs: readonly Slug[],
    share: { readonly waiting: number; readonly workers: number },
  ): number {
    const fair = Math.ceil(share.waiting / (share.workers * 2));
    const most = Math.min(slugs.length, Math.max(1, fair));
    let time = 0;
    let size = 0;
    for (const slug of slugs) {
      const known = this.#durations.get(slug);
      if (known === undefined) return Math.max(1, size);
      time += Math.max(known, 0.005);
      if (size > 0 && time > BATCH_TIME) return size;
      size += 1;
      if (size >= most) return size;
    }
    return Math.max(1, size);
  }
}
