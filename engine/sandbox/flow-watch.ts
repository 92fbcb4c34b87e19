/** Follows the flows that user code makes, and tells the engine of each change before anything runs. */

import type { Flow } from "../flow/flow.ts";

export class FlowWatch {
  readonly #tell: (flow: Flow) => void;
  readonly #known = new WeakSet<Flow>();
  /** Made since the last `takeNew`. */
  readonly #new = new Set<Flow>();
  readonly #changed = new Set<Flow>();
  #isQuiet = false;

  constructor(tell: (flow: Flow) => void) {
    this.#tell = tell;
  }

  /** Building a flow makes many changes in a row: they are told together, once the code pauses. */
  changed(flow: Flow): void {
    if (!this.#known.has(flow)) {
      this.#known.add(flow);
      this.#new.add(flow);
    }
    if (this.#isQuiet) return;
    if (this.#changed.size === 0) queueMicrotask(() => this.flush());
    this.#changed.add(flow);
  }

  /** Tells what changed, now. */
  flush(): void {
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const flow of changed) this.#tell(flow);
  }

  /** While cells are evaluated again nothing is told. */
  setQuiet(isQuiet: boolean): void {
    this.#isQuiet = isQuiet;
  }

  takeNew(): Flow[] {
    const made = [...this.#new];
    this.#new.clear();
    return made;
  }
}
