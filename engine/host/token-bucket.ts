/** How much may come in how much time. */

/** Holds up to `burst` tokens and gains `perSecond`; who takes more than it holds is refused. */
export class TokenBucket {
  readonly #limit: { readonly burst: number; readonly perSecond: number };
  readonly #now: () => number;
  #tokens: number;
  #filledAt: number;

  /** @param now milliseconds, from any zero */
  constructor(limit: { readonly burst: number; readonly perSecond: number }, now: () => number) {
    this.#limit = limit;
    this.#now = now;
    this.#tokens = limit.burst;
    this.#filledAt = now();
  }

  /** Takes so many tokens, or none if there are not enough. */
  take(count: number): boolean {
    const now = this.#now();
    const gained = ((now - this.#filledAt) / 1000) * this.#limit.perSecond;
    this.#tokens = Math.min(this.#limit.burst, this.#tokens + gained);
    this.#filledAt = now;
    if (count > this.#tokens) return false;
    this.#tokens -= count;
    return true;
  }
}
