/**
 * Values that tasks return and receive, as the engine sees them: opaque payloads in the result
 * store, and small references to them in states. The core only ever reads references.
 */

/** An exception or signal as plain data, so that it survives the border and the store. */
export interface Failure {
  /** The class: `ValueError`, `TypeError`, `FAIL`… */
  readonly type: string;
  readonly message: string;
  /** As the language gives it; positions are those of the compiled program. */
  readonly stack: string | null;
  /** Own enumerable fields that can be cloned. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly cause?: Failure;
  /** Set when the value is a signal: the name of its state class and its own result, if given. */
  readonly signal?: { readonly state: string; readonly result?: StoredValue };
}

/**
 * A value as it is stored and handed to a worker. `value` is cloned as it is (TypeScript);
 * `bytes` is a language's own encoding, which the engine never interprets (Python's pickle).
 */
export type StoredValue =
  | { readonly kind: "value"; readonly value: unknown }
  | {
      readonly kind: "failure";
      readonly failure: Failure;
      /** The exception itself, in the language's own encoding. */
      readonly bytes?: Uint8Array;
    }
  | {
      readonly kind: "bytes";
      readonly bytes: Uint8Array;
      readonly buffers?: readonly Uint8Array[];
      /** The value in JSON, where that says all of it in a short text. */
      readonly json?: string;
    };

/** What the worker that made a value says of it, so that nobody else need look inside. */
export interface ValueInfo {
  /** Number of items if it can be indexed by 0, 1, 2…; else null (Prefect: has no __getitem__). */
  readonly length: number | null;
  /** Lengths of the items; given only when somebody flattens this value. */
  readonly nested?: readonly (number | null)[];
  /** One line for people, at most 200 characters. */
  readonly preview: string;
  /** Rough size in bytes. */
  readonly size: number;
  /** True for null and undefined: Prefect never writes a None. */
  readonly isNone?: boolean;
}

/** Where a value is kept: unique over all runs. */
export type ResultKey = string;

/** A reference to a stored value. */
export interface ResultRef extends ValueInfo {
  readonly key: ResultKey;
  /** A location the user gave it (result location or target), if any. */
  readonly location?: string;
  /** What a secret task yielded: only at hand while its run lasts, never stored, never shown. */
  readonly isSecret?: boolean;
}

/** How one input of a task run is put together from stored values. Resolved outside the core. */
export type InputRef =
  | { readonly from: "result"; readonly ref: ResultRef }
  /** The upstream has no result: Prefect reads None. */
  | { readonly from: "none" }
  /** The upstream's state is a signal that the engine itself raised. */
  | { readonly from: "failure"; readonly failure: Failure }
  | { readonly from: "item"; readonly of: InputRef; readonly index: number }
  | { readonly from: "list"; readonly of: readonly InputRef[] }
  /** Un-nested by one level where possible, else as it is. */
  | { readonly from: "flat"; readonly of: InputRef };

/** The same, with the stored values in place: what travels to a worker. */
export type InputValue =
  | { readonly from: "value"; readonly value: StoredValue }
  | { readonly from: "none" }
  | { readonly from: "item"; readonly of: InputValue; readonly index: number }
  | { readonly from: "list"; readonly of: readonly InputValue[] }
  | { readonly from: "flat"; readonly of: InputValue };
