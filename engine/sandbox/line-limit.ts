/** Keeps a program that prints in a loop from drowning whoever reads: so many lines in each second. */

const MOST_PER_SECOND = 4000;

export class LineLimit {
  #secondFrom = 0;
  #lines = 0;
  #leftOut = 0;

  /** Whether one more line may go out now. */
  admit(now: number): boolean {
    if (now - this.#secondFrom >= 1000 || now < this.#secondFrom) {
      this.#secondFrom = now;
      this.#lines = 0;
    }
    if (this.#lines < MOST_PER_SECOND) {
      this.#lines++;
      return true;
    }
    this.#leftOut++;
    return false;
  }

  /** What to say of the lines that were left out since the last time; null if there were none. */
  takeNote(): string | null {
    const count = this.#leftOut;
    this.#leftOut = 0;
    if (count === 0) return null;
    return `… ${count.toLocaleString("en")} ${count === 1 ? "line" : "lines"} left out`;
  }
}
