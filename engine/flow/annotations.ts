/** How an argument is to be used on its edge: `mapped(xs)`, `unmapped(x)`, `flatten(xss)`. */

/** An argument with a wish about its edge. They combine: `unmapped(flatten(xss))`. */
export abstract class Annotation<out V = unknown> {
  /** What is annotated: a task, another annotation, or any value. */
  readonly value: V;
  /** null: leaves it to the annotation inside, or to the call. */
  readonly mapped: boolean | null = null;
  readonly flattened: boolean = false;

  constructor(value: V) {
    this.value = value;
  }
}

/** One run of the task for each item, also in a plain call. */
export class Mapped<out V = unknown> extends Annotation<V> {
  override readonly mapped = true;
}

/** The whole value for each run, also when the task is mapped. */
export class Unmapped<out V = unknown> extends Annotation<V> {
  override readonly mapped = false;
}

/** A list of lists, taken as one list. */
export class Flatten<out V = unknown> extends Annotation<V> {
  override readonly flattened = true;
}

/** `add(mapped(xs), 5)`: maps over one argument of a plain call. */
export const mapped = <V>(value: V): Mapped<V> => new Mapped(value);

/** `add.map(xs, unmapped(5))`: every run gets the whole value. */
export const unmapped = <V>(value: V): Unmapped<V> => new Unmapped(value);

/** `inc.map(flatten(lists))`: un-nests by one level before mapping or passing on. */
export const flatten = <V>(value: V): Flatten<V> => new Flatten(value);

/** A value freed of its annotations, and what they said; the outermost word on mapping counts. */
export interface Unwrapped {
  readonly value: unknown;
  readonly mapped: boolean | null;
  readonly flattened: boolean;
}

export function unwrap(given: unknown): Unwrapped {
  if (!(given instanceof Annotation)) return { value: given, mapped: null, flattened: false };
  const inner = unwrap(given.value);
  return {
    value: inner.value,
    mapped: given.mapped ?? inner.mapped,
    flattened: given.flattened || inner.flattened,
  };
}
