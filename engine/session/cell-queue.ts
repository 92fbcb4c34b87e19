/** Cells waiting to be evaluated, one after the other; a failure empties the queue. */

import type { CellId } from "../model/notebook.ts";

export interface CellQueueOptions {
  /** Evaluates a cell; whether what waits may go on. */
  readonly evaluate: (cell: CellId) => Promise<boolean>;
  /** Called when what waits or runs has changed. */
  readonly changed: () => void;
}

export class CellQueue {
  readonly #options: CellQueueOptions;
  #waiting: CellId[] = [];
  #running: CellId | null = null;
  #working: Promise<void> | null = null;

  constructor(options: CellQueueOptions) {
    this.#options = options;
  }

  get waiting(): readonly CellId[] {
    return this.#waiting;
  }

  get running(): CellId | null {
    return this.#running;
  }

  /** Adds cells that do not wait yet. Resolves when the queue has run empty. */
  async add(cells: readonly CellId[]): Promise<void> {
    for (const cell of cells) if (!this.#waiting.includes(cell)) this.#waiting.push(cell);
    this.#options.changed();
    this.#working ??= this.#work();
    await this.#working;
  }

  /** Forgets what waits; what runs goes on. */
  clear(): void {
    this.#waiting = [];
  }

  async #work(): Promise<void> {
    try {
      for (let cell = this.#waiting.shift(); cell !== undefined; cell = this.#waiting.shift()) {
        this.#running = cell;
        this.#options.changed();
        const goesOn = await this.#options.evaluate(cell);
        /* What comes after a failure would build on what is not there. */
        if (!goesOn) this.#waiting = [];
      }
    } finally {
      this.#running = null;
      this.#working = null;
      this.#options.changed();
    }
  }
}
