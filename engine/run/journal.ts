/** Writes a run's commits in order, many to a transaction while the one before is under way. */

import type { Commit, RunStore, RunSummary } from "../ports.ts";

/** At most so many milliseconds are at stake when everything dies. */
const INTERVAL = 5;

export class Journal {
  readonly #store: RunStore;
  readonly #onDurable: (commits: readonly Commit[]) => void;
  readonly #onBroken: (error: unknown) => void;
  #waiting: Commit[] = [];
  #summary: RunSummary | null = null;
  #writing: Promise<void> | null = null;
  #isBroken = false;
  #isFlushing = false;
  #lastWrite = -INTERVAL;
  #hurry: () => void = () => {};

  constructor(
    store: RunStore,
    listeners: {
      readonly onDurable: (commits: readonly Commit[]) => void;
      readonly onBroken: (error: unknown) => void;
    },
  ) {
    this.#store = store;
    this.#onDurable = listeners.onDurable;
    this.#onBroken = listeners.onBroken;
  }

  /** Adds a commit. Work may go on at once: what depends on durability waits for `flushed`. */
  append(commit: Commit, summary: RunSummary): void {
    if (this.#isBroken) return;
    this.#waiting.push(commit);
    this.#summary = summary;
    this.#writing ??= this.#write();
  }

  /**
   * Waits until some time has passed since the last write, for a transaction costs a third of a
   * millisecond however little is in it; not at all once somebody waits for the end.
   */
  #pause(): Promise<void> {
    const left = this.#lastWrite + INTERVAL - performance.now();
    this.#lastWrite = performance.now() + Math.max(0, left);
    if (left <= 0 || this.#isFlushing) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, left);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Resolves when everything appended so far is durable (or writing has failed and said so). */
  async flushed(): Promise<void> {
    this.#isFlushing = true;
    this.#hurry();
    while (this.#writing) await this.#writing;
    this.#isFlushing = false;
  }

  async #write(): Promise<void> {
    try {
      while (this.#waiting.length > 0 && this.#summary !== null) {
        await this.#pause();
        const commits = this.#waiting;
        this.#waiting = [];
        await this.#store.commit(commits, this.#summary);
        this.#onDurable(commits);
      }
    } catch (error) {
      this.#isBroken = true;
      this.#onBroken(error);
    } finally {
      this.#writing = null;
    }
  }
}
