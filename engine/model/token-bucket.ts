/** How much may come in how much time. */

export interface Rate {
  /** So many at once. */
  readonly burst: number;
  readonly perSecond: number;
}

/** Holds up to `burst` tokens and gains `perSecond`; who takes more than it holds is refused. */
export class TokenBucket {
  readonly #limit: Rate;
  readonly #now: () => number;
  #tokens: number;
  #filledAt: number;

  /** @param now milliseconds, from any zero */
  constructor(limit: Rate, now: () => number) {
    this.#limit = limit;
    this.#now = now;
    this.#tokens = limit.burst;
    this.#filledAt = now();
  }

  /** Takes so many tokens, or none if there are not enough. */
  take(count: number): boolean {
    const now = this.#now();
    /* A clock that was set back gains nothing, and takes nothing away. */
    const gained = (Math.max(0, now - this.#filledAt) / 1000) * this.#limit.perSecond;
    this.#tokens = Math.min(this.#limit.burst, this.#tokens + gained);
    this.#filledAt = now;
    if (count > this.#tokens) return false;
    this.#tokens -= count;
    return true;
  }
}
