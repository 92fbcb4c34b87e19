/** Keeps a program that prints in a loop from drowning whoever reads. */

import { TokenBucket, type Rate } from "../model/token-bucket.ts";

export class LineLimit {
  readonly #bucket: TokenBucket;
  #leftOut = 0;

  /** @param rate  of lines; @param now  milliseconds */
  constructor(rate: Rate, now: () => number) {
    this.#bucket = new TokenBucket(rate, now);
  }

  /** Whether one more line may go out now. */
  admit(): boolean {
    if (this.#bucket.take(1)) return true;
    this.#leftOut++;
    return false;
  }

  /** What to say of the lines that were left out since the last time; null if there were none. */
  takeNote(what = "line"): string | null {
    const count = this.#leftOut;
    this.#leftOut = 0;
    if (count === 0) return null;
    return `… ${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"} left out`;
  }
}
