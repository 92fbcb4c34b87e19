/** Writes a run's commits in order, many to a transaction while the one before is under way. */

import type { Commit, RunStore, RunSummary } from "../ports.ts";

export class Journal {
  readonly #store: RunStore;
  readonly #onDurable: (commits: readonly Commit[]) => void;
  readonly #onBroken: (error: unknown) => void;
  #waiting: Commit[] = [];
  #summary: RunSummary | null = null;
  #writing: Promise<void> | null = null;
  #isBroken = false;

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

  /** Resolves when everything appended so far is durable (or writing has failed and said so). */
  async flushed(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #write(): Promise<void> {
    try {
      while (this.#waiting.length > 0 && this.#summary !== null) {
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
