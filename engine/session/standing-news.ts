/** Keeps of a notebook's events what a tab has to be told that comes late, to show it as the others do. */

import type { EngineEvent } from "../api.ts";
import type { FlowId } from "../model/graph.ts";
import type { CellId } from "../model/notebook.ts";

type Event<T extends EngineEvent["type"]> = Extract<EngineEvent, { type: T }>;

export class StandingNews {
  #kernel: Event<"kernelChanged"> | null = null;
  #statuses: Event<"staleChanged"> | null = null;
  #asked: Event<"networkAsked"> | null = null;
  readonly #flows = new Map<FlowId, Event<"flowBuilt">>();
  /** Of the cells that run: what is stored of the others is with their notebook. */
  readonly #running = new Map<CellId, (Event<"cellStarted"> | Event<"cellOutput">)[]>();

  /** Takes events in the order in which they are told. */
  add(events: readonly EngineEvent[]): void {
    for (const event of events) this.#add(event);
  }

  /** What shows somebody new how things stand. */
  tell(): readonly EngineEvent[] {
    return [
      ...(this.#kernel ? [this.#kernel] : []),
      ...(this.#statuses ? [this.#statuses] : []),
      ...(this.#asked ? [this.#asked] : []),
      ...[...this.#flows.values()].map((event) => ({ ...event, isRetold: true })),
      ...[...this.#running.values()].flat(),
    ];
  }

  #add(event: EngineEvent): void {
    switch (event.type) {
      case "kernelChanged":
        this.#kernel = event;
        return;
      case "staleChanged":
        this.#statuses = event;
        return;
      case "networkAsked":
        this.#asked = event;
        return;
      case "flowBuilt":
        /* The last one told is the one on show. */
        this.#flows.delete(event.description.id);
        this.#flows.set(event.description.id, event);
        return;
      case "cellStarted":
        this.#running.set(event.cell, [event]);
        return;
      case "cellOutput":
        this.#running.get(event.cell)?.push(event);
        return;
      case "cellEnded":
        this.#running.delete(event.cell);
        return;
      default:
    }
  }
}
