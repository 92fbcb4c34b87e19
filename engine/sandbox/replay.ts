/** Answers the `flow.run` calls of a cell that is evaluated again from the record of its first time. */

import type { RunReply } from "./protocol.ts";
import { turn } from "./turn.ts";

export class Replay {
  readonly #runs: readonly RunReply[];
  /** Resolves once the cell has asked for a run past its record, and has done all it could besides. */
  readonly parked: Promise<void>;
  #next = 0;
  #park: () => void = () => {};

  constructor(runs: readonly RunReply[]) {
    this.#runs = runs;
    this.parked = new Promise((resolve) => (this.#park = resolve));
  }

  /** The recorded end of the next run. Past the record it never resolves: the cell waits there. */
  next(): Promise<RunReply> {
    const reply = this.#runs[this.#next++];
    if (reply !== undefined) return Promise.resolve(reply);
    /* A cell may ask for several runs at once, or go on building before it waits: give it a turn. */
    void turn().then(this.#park);
    return new Promise(() => {});
  }
}
