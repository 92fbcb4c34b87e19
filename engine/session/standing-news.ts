/** Keeps of a notebook's events what a tab has to be told that comes late, to show it as the others do. */

import type { EngineEvent } from "../api.ts";
import type { FlowId } from "../model/graph.ts";
import type { CellOutput } from "../model/cell-output.ts";
import type { CellId } from "../model/notebook.ts";
import { addOutput } from "../notebook/join-outputs.ts";

type Event<T extends EngineEvent["type"]> = Extract<EngineEvent, { type: T }>;

interface Running {
  readonly started: Event<"cellStarted">;
  /** Joined: a line that is written over for hours stays one line. */
  readonly outputs: CellOutput[];
}

export class StandingNews {
  #kernel: Event<"kernelChanged"> | null = null;
  #statuses: Event<"staleChanged"> | null = null;
  #asked: Event<"networkAsked"> | null = null;
  readonly #flows = new Map<FlowId, Event<"flowBuilt">>();
  /** Of the cells that run: what is stored of the others is with their notebook. */
  readonly #running = new Map<CellId, Running>();

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
      ...[...this.#running.values()].flatMap(({ started, outputs }): EngineEvent[] => {
        const { notebook, cell } = started;
        return [started, { type: "cellOutput", notebook, cell, outputs: [...outputs] }];
      }),
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
        this.#running.set(event.cell, { started: event, outputs: [] });
        return;
      case "cellOutput": {
        const running = this.#running.get(event.cell);
        for (const output of event.outputs) if (running) addOutput(running.outputs, output);
        return;
      }
      case "cellEnded":
        this.#running.delete(event.cell);
        return;
      default:
    }
  }
}
