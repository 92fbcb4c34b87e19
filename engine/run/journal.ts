/**
 * Writes a run's commits in order, many to a transaction while the one before is under way. Where the
 * store cannot take them (it is full, it fails) they wait here, and nothing is lost.
 */

import { FlowbookError } from "../model/errors.ts";
import type { Commit, RunStore, RunSummary } from "../ports.ts";

/** At most so many milliseconds are at stake when everything dies. */
const INTERVAL = 5;

/** How long a store that failed is left alone before it is tried again: a moment, then longer. */
const PATIENCE = [50, 500, 5000] as const;

export interface JournalOptions {
  readonly store: Pick<RunStore, "commit">;
  readonly onDurable: (commits: readonly Commit[]) => void;
  /** The store takes nothing at the moment, and why; null: it does again. */
  readonly onHeld: (why: string | null) => void;
  /** It will never take this: a value of no storable kind, or somebody else writes this run. */
  readonly onBroken: (error: unknown) => void;
}

export class Journal {
  readonly #options: JournalOptions;
  #waiting: Commit[] = [];
  #summary: RunSummary | null = null;
  #writing: Promise<void> | null = null;
  #isBroken = false;
  #isFlushing = false;
  #lastWrite = -INTERVAL;
  /** How often in a row the store has failed. */
  #failures = 0;
  #hurry: () => void = () => {};

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /** Whether something was refused and waits. */
  get isHeld(): boolean {
    return this.#failures > 0;
  }

  /** Adds a commit. Work may go on at once: what depends on durability waits for `flushed`. */
  append(commit: Commit, summary: RunSummary): void {
    if (this.#isBroken) return;
    this.#waiting.push(commit);
    this.#summary = summary;
    this.#writing ??= this.#write();
  }

  /** Tries at once what was refused: there may be room now. */
  retry(): void {
    if (this.isHeld) this.#hurry();
  }

  /** Gives up what is not written yet; nothing is written any more. */
  abandon(): void {
    this.#isBroken = true;
    this.#waiting = [];
    this.#hurry();
  }

  /** Resolves when everything appended so far is durable (or writing has failed and said so). */
  async flushed(): Promise<void> {
    this.#isFlushing = true;
    if (!this.isHeld) this.#hurry();
    while (this.#writing) await this.#writing;
    this.#isFlushing = false;
  }

  /**
   * Waits until some time has passed since the last write, for a transaction costs a third of a
   * millisecond however little is in it; not at all once somebody waits for the end.
   */
  #pause(): Promise<void> {
    const left = this.#lastWrite + INTERVAL - performance.now();
    this.#lastWrite = performance.now() + Math.max(0, left);
    return left <= 0 || this.#isFlushing ? Promise.resolve() : this.#sleep(left);
  }

  #sleep(length: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, length);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #write(): Promise<void> {
    try {
      while (this.#waiting.length > 0 && this.#summary !== null) {
        await this.#pause();
        const commits = this.#waiting;
        this.#waiting = [];
        await this.#keep(commits, this.#summary);
      }
    } catch (error) {
      this.#isBroken = true;
      this.#options.onBroken(error);
    } finally {
      this.#writing = null;
    }
  }

  async #keep(commits: readonly Commit[], summary: RunSummary): Promise<void> {
    try {
      await this.#options.store.commit(commits, summary);
    } catch (error) {
      if (isFinal(error)) throw error;
      await this.#hold(commits, error);
      return;
    }
    if (this.isHeld) {
      this.#failures = 0;
      this.#options.onHeld(null);
    }
    this.#options.onDurable(commits);
  }

  /** Puts the commits back in front, and waits: the next round tries them again, with what came since. */
  async #hold(commits: readonly Commit[], error: unknown): Promise<void> {
    const wait = PATIENCE[Math.min(this.#failures, PATIENCE.length - 1)] ?? 0;
    this.#failures += 1;
    this.#waiting = [...commits, ...this.#waiting];
    this.#options.onHeld(error instanceof Error ? error.message : String(error));
    await this.#sleep(wait);
    if (this.#isBroken) this.#waiting = [];
  }
}

/** Whether trying again is of no use. */
const isFinal = (error: unknown): boolean =>
  error instanceof FlowbookError && (error.data["taken"] === true || "key" in error.data);
