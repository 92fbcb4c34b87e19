/** Where somebody points: the line of the text with the cursor, or the call of a node under the mouse. */

import type { Place } from "../../engine/model/graph.ts";
import type { CellId } from "../../engine/model/notebook.ts";

export interface Line {
  readonly cell: CellId;
  /** From 1. */
  readonly line: number;
}

export interface Pointed {
  /** The line of the editor that has the focus. */
  readonly cursor: Line | null;
  /** The call of the node that the mouse or the focus is on. */
  readonly place: Place | null;
}

/** A store of its own: where one points changes often, and few care. */
export class Pointing {
  readonly #listeners = new Set<() => void>();
  #pointed: Pointed = { cursor: null, place: null };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly get = (): Pointed => this.#pointed;

  /** The cursor is on a line; null: no editor has the focus. */
  toCursor(cursor: Line | null): void {
    const { cursor: before } = this.#pointed;
    if (before?.cell === cursor?.cell && before?.line === cursor?.line) return;
    this.#set({ ...this.#pointed, cursor });
  }

  /** The call of a node is to be lit in the text; null: none. */
  toPlace(place: Place | null): void {
    if (place !== this.#pointed.place) this.#set({ ...this.#pointed, place });
  }

  #set(pointed: Pointed): void {
    this.#pointed = pointed;
    for (const listener of this.#listeners) listener();
  }
}
