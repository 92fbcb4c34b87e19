/** The names that cells define, and who sees them: a cell sees those above it, the nearest first. */

import type { CellId } from "../model/notebook.ts";

/** A cell's names as live getters; one that throws stands for a name not given a value yet. */
export type Definitions = Readonly<Record<string, unknown>>;

export class Names {
  readonly #cells = new Map<CellId, Definitions>();

  define(cell: CellId, definitions: Definitions): void {
    this.#cells.set(cell, definitions);
  }

  forget(cell: CellId): void {
    this.#cells.delete(cell);
  }

  clear(): void {
    this.#cells.clear();
  }

  /** What a cell's variables hold now; those that hold nothing yet are left out. */
  valuesOf(cell: CellId): Map<string, unknown> {
    const values = new Map<string, unknown>();
    const definitions = this.#cells.get(cell) ?? {};
    for (const name of Object.keys(definitions)) {
      try {
        values.set(name, definitions[name]);
      } catch (error) {
        /* A cell that failed half-way leaves its later names without a value. */
        if (!(error instanceof ReferenceError)) throw error;
      }
    }
    return values;
  }

  /** The names that a cell sees. Asking for one that nobody defines throws, as for any variable. */
  scopeOf(above: readonly CellId[]): Readonly<Record<string, unknown>> {
    const nearestFirst = above.toReversed();
    return new Proxy(Object.freeze(Object.create(null)), {
      get: (_, name) => (typeof name === "string" ? this.#find(name, nearestFirst) : undefined),
    });
  }

  #find(name: string, nearestFirst: readonly CellId[]): unknown {
    for (const cell of nearestFirst) {
      const definitions = this.#cells.get(cell);
      if (definitions !== undefined && Object.hasOwn(definitions, name)) return definitions[name];
    }
    if (name in globalThis) return Reflect.get(globalThis, name);
    throw new ReferenceError(`${name} is not defined`);
  }
}
