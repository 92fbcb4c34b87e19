/** Gathers what the page is told, and hands it over at most some sixty times a second. */

import type { EngineEvent } from "../api.ts";

/** Two frames' worth is too late to feel live, none at all would flood the page. */
const INTERVAL = 16;

export class Outlet {
  readonly #deliver: (events: readonly EngineEvent[]) => void;
  #waiting: EngineEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(deliver: (events: readonly EngineEvent[]) => void) {
    this.#deliver = deliver;
  }

  tell(event: EngineEvent): void {
    this.#waiting.push(event);
    this.#timer ??= setTimeout(() => this.flush(), INTERVAL);
  }

  /** Hands over at once what waits. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const events = this.#waiting;
    this.#waiting = [];
    if (events.length > 0) this.#deliver(events);
  }
}
