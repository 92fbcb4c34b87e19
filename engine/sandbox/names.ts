/** The names that cells define, and who sees them: a cell sees those above it, the nearest first. */

import type { CellId } from "../model/notebook.ts";

/** A cell's names as live getters; one that throws stands for a name not given a value yet. */
export type Definitions = Readonly<Record<string, unknown>>;

export class Names {
  readonly #cells = new Map<CellId, Definitions>();
  readonly #given: object;

  /** @param given  names that every cell has, unless one defines them itself */
  constructor(given: object = {}) {
    this.#given = given;
  }

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
      } catch {
        /* A cell that failed half-way leaves its later names without a value; an import may have none. */
      }
    }
    return values;
  }

  /**
   * The names that a cell sees, looked up each time. Asking for one that nobody defines throws, as
   * for any variable; assigning changes the variable of the cell that defines it.
   */
  scopeOf(above: readonly CellId[]): Readonly<Record<string, unknown>> {
    const nearestFirst = above.toReversed();
    const holderOf = (name: PropertyKey): object | null => this.#holderOf(name, nearestFirst);
    return new Proxy(Object.create(null), {
      has: (_, name) => holderOf(name) !== null,
      get: (_, name): unknown => {
        const holder = holderOf(name);
        if (holder === null) throw new ReferenceError(`${String(name)} is not defined`);
        return Reflect.get(holder, name);
      },
      set: (_, name, value) => {
        const holder = holderOf(name);
        if (holder === null) throw new ReferenceError(`${String(name)} is not defined`);
        if (Reflect.set(holder, name, value)) return true;
        throw new TypeError("Assignment to constant variable.");
      },
    });
  }

  #holderOf(name: PropertyKey, nearestFirst: readonly CellId[]): object | null {
    for (const cell of nearestFirst) {
      const definitions = this.#cells.get(cell);
      if (definitions !== undefined && Object.hasOwn(definitions, name)) return definitions;
    }
    if (Object.hasOwn(this.#given, name)) return this.#given;
    return name in globalThis ? globalThis : null;
  }
}
