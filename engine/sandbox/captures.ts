/** The values of a cell's variables, kept so that evaluating it again gives the same ones. */

import { isBuiltInData, survey } from "./plain.ts";

export type Captures = Readonly<Record<string, unknown>>;

/** Of one value; bigger ones are computed again in each worker. */
const MAX_SIZE = 4 * 1024 * 1024;
/** Of all values of a cell. */
const MAX_TOTAL = 32 * 1024 * 1024;

/** An object with methods would lose them in a copy: only plain data is kept. */
const foreignToCaptures = (value: object): string | null =>
  isBuiltInData(value) ? null : "an object of a class";

export class CaptureBook {
  readonly #given: Captures;
  /* No prototype: a variable may be called `constructor`. */
  readonly #kept: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  #total = 0;

  /** @param given what was captured before; to be taken over instead of computed */
  constructor(given: Captures = {}) {
    this.#given = given;
  }

  /** All that was kept here. */
  get values(): Captures {
    return this.#kept;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#given, name);
  }

  get(name: string): unknown {
    return this.#given[name];
  }

  /** Keeps a copy of the value as it is now, if it is plain data. */
  keep(name: string, value: unknown): void {
    if (name === "__proto__") return;
    const seen = survey(value, foreignToCaptures);
    if (!seen.ok || seen.size > MAX_SIZE || this.#total + seen.size > MAX_TOTAL) return;
    this.#total += seen.size;
    this.#kept[name] = structuredClone(value);
  }
}
