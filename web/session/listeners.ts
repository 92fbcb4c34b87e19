/** Who is told that the session's state has changed, and how often. */

/** Milliseconds between two tellings of what can wait: more pictures a second nobody sees. */
const PAUSE = 60;

export class Listeners {
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** When they were last told, by the page's own clock. */
  #told = Number.NEGATIVE_INFINITY;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** @param canWait  a run tells of thousands of states a second, and shall not wait for the page */
  tell(canWait: boolean): void {
    const rest = canWait ? this.#told + PAUSE - performance.now() : 0;
    if (rest > 0) {
      this.#timer ??= setTimeout(() => this.tell(false), rest);
      return;
    }
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#told = performance.now();
    for (const listener of this.#listeners) listener();
  }
}
