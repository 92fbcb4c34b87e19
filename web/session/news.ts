/** Passes on what the engine tells, to whoever on the page follows it as it comes. */

import type { EngineEvent } from "../../engine/api.ts";

type Listener = (events: readonly EngineEvent[]) => void;

export class News {
  readonly #listeners = new Set<Listener>();

  /** @returns what ends it */
  readonly follow = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  tell(events: readonly EngineEvent[]): void {
    for (const listener of this.#listeners) listener(events);
  }
}
