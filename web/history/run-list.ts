/**
 * The runs of the open notebook, for everybody who shows them: listed once for all, one listing at a
 * time, and not more often than anybody can look. No React, no DOM.
 */

import type { ListedRun } from "../../engine/api/runs.ts";

/** Time between two listings, in milliseconds: runs can come by the hundred. */
export const LIST_PAUSE = 150;

const NONE: readonly ListedRun[] = [];

export class RunList {
  readonly #list: (notebook: string) => Promise<readonly ListedRun[] | undefined>;
  readonly #listeners = new Set<() => void>();
  #listed = { notebook: "", runs: NONE };
  /** Of which notebook the list is wanted anew. */
  #wanted: string | null = null;
  #isListing = false;

  /** @param list  asks for the runs, newest first; undefined: they could not be listed */
  constructor(list: (notebook: string) => Promise<readonly ListedRun[] | undefined>) {
    this.#list = list;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Newest first; empty while they are not listed yet. */
  runsOf(notebook: string): readonly ListedRun[] {
    return this.#listed.notebook === notebook ? this.#listed.runs : NONE;
  }

  /** Lists them anew: something about them has changed. */
  refresh(notebook: string): void {
    this.#wanted = notebook;
    if (!this.#isListing) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isListing = true;
    /* All who ask in the same turn are answered by one listing. */
    await Promise.resolve();
    while (this.#wanted !== null) {
      const notebook = this.#wanted;
      this.#wanted = null;
      const runs = await this.#list(notebook);
      if (runs) this.#take(notebook, runs);
      await new Promise((resolve) => setTimeout(resolve, LIST_PAUSE));
    }
    this.#isListing = false;
  }

  #take(notebook: string, runs: readonly ListedRun[]): void {
    /* Another notebook was opened meanwhile: its own list is on the way. */
    if (this.#wanted !== null && this.#wanted !== notebook) return;
    this.#listed = { notebook, runs };
    for (const listener of this.#listeners) listener();
  }
}
