/**
 * When commits are put on the disk itself. Doing so costs some milliseconds, so of many commits one a
 * second is, and with it all before it; one that nothing follows is seen to a second later.
 */

import type { Durability } from "./connection.ts";

/** So many milliseconds at most are at stake when the machine dies. */
export const FIRM_WITHIN = 1000;

export class Firm {
  readonly #settle: () => Promise<void>;
  #firmAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @param settle  puts all that was written on the disk itself */
  constructor(settle: () => Promise<void>) {
    this.#settle = settle;
  }

  /** How what is written now is to be written. */
  now(): Durability {
    return performance.now() - this.#firmAt < FIRM_WITHIN ? "relaxed" : "strict";
  }

  /** Something was written so. */
  wrote(durability: Durability): void {
    if (durability === "strict") {
      this.#firmAt = performance.now();
      this.stop();
      return;
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      /* What cannot be done now is done with the next commit, and that one says why it cannot be. */
      this.#settle().then(
        () => this.wrote("strict"),
        () => (this.#firmAt = -Infinity),
      );
    }, FIRM_WITHIN);
  }

  /** Nothing more is to be seen to. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
