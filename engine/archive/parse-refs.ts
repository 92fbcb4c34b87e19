/** Parses references to values, and what is put together from them, in the journal of one run. */

import { parseBareState } from "../host/parse-outcome.ts";
import { parseFailure, parseInfo, type SizedValue } from "../host/parse-value.ts";
import {
  countOf,
  countOrNull,
  fieldsOf,
  flagOf,
  listOf,
  malformed,
  nameOf,
  numberOf,
  oneOf,
  recordOf,
  textOf,
  type Fields,
} from "../host/guards.ts";
import { ownerOf, type ParentCall, type RunId } from "../model/run.ts";
import type { State } from "../model/state.ts";
import type { InputRef, ResultKey, ResultRef, ValueInfo } from "../model/value.ts";
import { renameKey, type Renaming } from "./renaming.ts";

const MAX_NAMES = 100_000;
const MAX_ITEMS = 1_000_000;
const MAX_DEPTH = 50;
const MAX_LOCATION = 10_000;
const MAX_PREVIEW = 400;

const INPUTS = new Set(["result", "none", "failure", "item", "list", "flat"] as const);

/** An id that stands in keys and paths: letters, digits and what is common between them. */
export function parseId(value: unknown, what: string): string {
  const id = nameOf(value, what);
  if (!/^[\w.:~ -]{1,200}$/.test(id)) throw malformed(what, "an id");
  return id;
}

export function parseParent(value: unknown): ParentCall {
  const fields = fieldsOf(value, "what asked for a run");
  return {
    run: parseId(fields["run"], "the run that asked for another"),
    call: textOf(fields["call"], "the call that asked for a run", MAX_LOCATION),
    nth: countOf(fields["nth"], "the number of a run within a call"),
  };
}

/** What is in the bin has ids of this kind; no file puts anything in there. */
const IN_BIN = /^bin:/;

export function parseNotebookId(value: unknown): string {
  const what = "the id of a notebook";
  const id = parseId(value, what);
  if (IN_BIN.test(id)) throw malformed(what, "one outside the bin");
  return id;
}

/** The references of one run: to values that lie beside its journal, or to those of other runs. */
export class RunRefs {
  readonly #run: RunId;
  readonly #values: ReadonlyMap<ResultKey, SizedValue>;
  readonly #renaming: Renaming;
  /** What many children of a mapped task are given is one object in the journal, and stays one. */
  readonly #inputs = new WeakMap<object, InputRef>();

  constructor(run: RunId, values: ReadonlyMap<ResultKey, SizedValue>, renaming: Renaming) {
    this.#run = run;
    this.#values = values;
    this.#renaming = renaming;
  }

  /** The id that the run is taken in under. */
  get newId(): RunId {
    return this.#renaming.run(this.#run);
  }

  /** The run of the call may have gone with it, under another id. */
  parent(value: unknown): ParentCall {
    const parent = parseParent(value);
    return { ...parent, run: this.#renaming.run(parent.run) };
  }

  /** A value of the run itself must be there; one of another run may have gone with it. */
  ref(value: unknown, what: string): ResultRef {
    const fields = fieldsOf(value, what);
    const key = nameOf(fields["key"], `the key of ${what}`);
    const owner = ownerOf(key);
    if (!owner) throw malformed(`the key of ${what}`, "<run>/<commit>/<index>");
    const isSecret = fields["isSecret"] === undefined ? false : flagOf(fields["isSecret"], what);
    if (isSecret !== owner.isSecret) throw malformed(`the key of ${what}`, "one of its kind");
    const found = this.#values.get(key);
    if (!found && owner.run === this.#run && !isSecret) {
      throw malformed(`the value "${key}"`, "in the file");
    }
    const info = found ? checkedInfo(fields, found, what) : bareInfo(fields, what);
    parseId(owner.run, `the run of ${what}`);
    return {
      key: renameKey(key, this.#renaming),
      ...info,
      ...(fields["location"] === undefined
        ? {}
        : { location: textOf(fields["location"], `the location of ${what}`, MAX_LOCATION) }),
      ...(isSecret ? { isSecret } : {}),
    };
  }

  refs(value: unknown, what: string): Record<string, ResultRef> {
    return recordOf(value, what, { max: MAX_NAMES, item: (each) => this.ref(each, what) });
  }

  state(value: unknown, what: string): State {
    const bare = parseBareState(value);
    const { result } = fieldsOf(value, what);
    return { ...bare, result: result === null ? null : this.ref(result, what) };
  }

  inputs(value: unknown): Record<string, InputRef> {
    return recordOf(value, "the inputs of a task run", {
      max: MAX_NAMES,
      item: (each) => this.input(each, 0),
    });
  }

  input(value: unknown, depth: number): InputRef {
    const what = "an input";
    if (depth > MAX_DEPTH) throw malformed(what, `at most ${MAX_DEPTH} levels deep`);
    const fields = fieldsOf(value, what);
    const known = this.#inputs.get(fields);
    if (known) return known;
    const input = this.#newInput(fields, depth);
    this.#inputs.set(fields, input);
    return input;
  }

  #newInput(fields: Fields, depth: number): InputRef {
    const what = "an input";
    const from = oneOf(fields["from"], what, INPUTS);
    switch (from) {
      case "none":
        return { from };
      case "result":
        return { from, ref: this.ref(fields["ref"], what) };
      case "failure":
        return { from, failure: parseFailure(fields["failure"], what) };
      case "item":
        return {
          from,
          of: this.input(fields["of"], depth + 1),
          index: countOf(fields["index"], "the index of an input"),
        };
      case "flat":
        return { from, of: this.input(fields["of"], depth + 1) };
      case "list":
        return {
          from,
          of: listOf(fields["of"], what, {
            max: MAX_ITEMS,
            item: (each) => this.input(each, depth + 1),
          }),
        };
    }
  }
}

/** As the value has it; the size is what was counted when it was made. */
const checkedInfo = (fields: Fields, found: SizedValue, what: string): ValueInfo => ({
  ...parseInfo(fields, found, what),
  size: numberOf(fields["size"], `the size of ${what}`),
});

/** Of a value that cannot be looked at here. */
export function bareInfo(fields: Fields, what: string): ValueInfo {
  const length = (value: unknown) => countOrNull(value, `the length of ${what}`);
  return {
    length: length(fields["length"]),
    preview: textOf(fields["preview"], `the preview of ${what}`, MAX_PREVIEW),
    size: numberOf(fields["size"], `the size of ${what}`),
    ...(fields["nested"] === undefined
      ? {}
      : { nested: listOf(fields["nested"], what, { max: MAX_ITEMS, item: length }) }),
    ...(fields["isNone"] === undefined ? {} : { isNone: flagOf(fields["isNone"], what) }),
  };
}
