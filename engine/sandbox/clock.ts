/** The time as user code's run sees it: a run with skipped waits lives in the future. */

export class RunClock {
  #offset = 0;

  setOffset(milliseconds: number): void {
    this.#offset = milliseconds;
  }

  get offset(): number {
    return this.#offset;
  }

  readonly now = (): number => Date.now() + this.#offset;
}
