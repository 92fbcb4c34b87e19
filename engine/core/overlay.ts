/** A map that writes beside another one and reads through to it: so that deciding changes nothing. */

import type { Cells, FlowRun } from "../model/run.ts";

class Overlay<K, V> implements Cells<K, V> {
  readonly #base: Cells<K, V>;
  readonly #own = new Map<K, V>();

  constructor(base: Cells<K, V>) {
    this.#base = base;
  }

  get(key: K): V | undefined {
    return this.#own.get(key) ?? this.#base.get(key);
  }

  set(key: K, value: V): void {
    this.#own.set(key, value);
  }
}

/** The run, with cells of its own: events can be folded into it without touching the original. */
export const overlay = (run: FlowRun): FlowRun => ({
  ...run,
  taskRuns: new Overlay(run.taskRuns),
  visitedChildren: new Overlay(run.visitedChildren),
});
