/** Where results are kept, as data: the engine stores them, in the browser. */

import type { Template } from "../model/graph.ts";

/** A location: a text with `{holes}` for the context, or a function of the context. */
export type Location = string | ((context: Readonly<Record<string, unknown>>) => string);

/** Names how a value is turned into bytes, for flows moved here from Prefect. The engine has its own way. */
export interface Serializer {
  readonly serializer: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

export const PickleSerializer = (): Serializer => ({ serializer: "pickle" });
export const JSONSerializer = (): Serializer => ({ serializer: "json" });
export const DateTimeSerializer = (): Serializer => ({ serializer: "dateTime" });
export const PandasSerializer = (fileType: string): Serializer => ({
  serializer: "pandas",
  options: { fileType },
});
export const CompressedSerializer = (inner: Serializer, format: string): Serializer => ({
  serializer: "compressed",
  options: { inner, format },
});

export interface ResultOptions {
  readonly location?: Location | null;
  readonly serializer?: Serializer;
}

/** Keeps values, under a location of their own if one is given. */
export class Result {
  readonly location: Location | null;
  readonly serializer: Serializer | null;

  constructor(options: ResultOptions = {}) {
    this.location = options.location ?? null;
    this.serializer = options.serializer ?? null;
  }

  /** The same kind of result with another location. */
  at(location: Location): Result {
    const copy: unknown = Object.create(Object.getPrototypeOf(this), {
      ...Object.getOwnPropertyDescriptors(this),
      location: { value: location, enumerable: true },
    });
    return copy instanceof Result ? copy : this;
  }
}

/** Prefect's files in a folder. Here a location in the browser's own storage. */
export class LocalResult extends Result {
  readonly dir: string | null;

  constructor(options: ResultOptions & { readonly dir?: string } = {}) {
    super(options);
    this.dir = options.dir ?? null;
  }
}

/** Prefect's result whose location is the JSON text of the value. */
export class PrefectResult extends Result {}

/** A result that is there from the start. */
export class ConstantResult extends Result {
  readonly value: unknown;

  constructor(options: ResultOptions & { readonly value: unknown }) {
    super(options);
    this.value = options.value;
  }
}

/** A location as the engine is told of it. */
export const toTemplate = (given: Location | null): Template | null =>
  given === null ? null : typeof given === "function" ? { custom: true } : { template: given };
