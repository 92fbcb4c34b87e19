/** The values of one run: named when they arrive, at hand while they are young, else read from the store. */

import { FlowbookError } from "../model/errors.ts";
import type { ReportedValue } from "../model/outcome.ts";
import type { RunId } from "../model/run.ts";
import type { InputRef, InputValue, ResultKey, ResultRef, StoredValue } from "../model/value.ts";
import type { Commit, RunStore } from "../ports.ts";
import { digestOf } from "./digest.ts";

/** Bytes of values kept at hand; older ones are read back from the store when asked for. */
const AT_HAND = 64 * 1024 * 1024;

/** From so many bytes a value is compared with those before it: passed on, it is stored once. */
const LARGE = 8 * 1024 * 1024;

/** How long a store that could not be read is left alone before it is asked again. */
const PATIENCE = [50, 500, 5000] as const;

/** What is shown in place of a secret. */
export const HIDDEN = "********";

const SECRET_KEY = /\/secret\/\d+$/;

/** Whether the key is one of a secret, which is in no store. */
export const isSecretKey = (key: ResultKey): boolean => SECRET_KEY.test(key);

/** A value at hand, and the commit it belongs to. */
interface AtHand {
  readonly stored: StoredValue;
  readonly size: number;
  readonly seq: number;
}

/** The commit of what was read back: before all that are to come. */
const FROM_STORE = -1;

export class RunValues {
  readonly #run: RunId;
  readonly #store: RunStore;
  readonly #atHand = new Map<ResultKey, AtHand>();
  /** Values that are being read back. */
  readonly #fetching = new Map<ResultKey, Promise<StoredValue>>();
  readonly #secrets = new Map<ResultKey, StoredValue>();
  /** Large values by their digests. */
  readonly #large = new Map<string, ResultKey>();
  #bytes = 0;
  #seq: number;
  #fresh: Commit["values"][number][] = [];

  /** @param nextSeq  the number of the run's next commit, where it has some already */
  constructor(run: RunId, store: RunStore, nextSeq = 0) {
    this.#run = run;
    this.#store = store;
    this.#seq = nextSeq;
  }

  /**
   * Takes a value in; it belongs to the commit that `takeFresh` is called for next. A large one that the
   * run has already is the one that it has: commits are written in order, so it is there first.
   */
  keep({ stored, info }: ReportedValue): ResultRef {
    const digest = info.size < LARGE ? null : digestOf(stored);
    const before = digest === null ? undefined : this.#large.get(digest);
    if (before !== undefined) {
      /* What was let go of is durable; now it is here again, and need not be read. */
      if (!this.#atHand.has(before)) {
        this.#remember(before, { stored, size: info.size, seq: FROM_STORE });
      }
      return { key: before, ...info };
    }
    const key = `${this.#run}/${this.#seq}/${this.#fresh.length}`;
    if (digest !== null) this.#large.set(digest, key);
    this.#fresh.push({ key, stored });
    this.#remember(key, { stored, size: info.size, seq: this.#seq });
    return { key, ...info };
  }

  /** Takes in what a secret task yielded; it belongs to no commit. */
  keepSecret({ stored, info }: ReportedValue): ResultRef {
    /* With the commit in it: one of before the run was resumed must not be taken for this one. */
    const key = `${this.#run}/${this.#seq}/secret/${this.#secrets.size}`;
    this.#secrets.set(key, stored);
    return { ...info, key, preview: HIDDEN, isSecret: true };
  }

  /** The values that came since the last call: they are commit number `seq`'s. */
  takeFresh(): { readonly seq: number; readonly values: Commit["values"] } {
    const taken = { seq: this.#seq, values: this.#fresh };
    this.#seq += 1;
    this.#fresh = [];
    return taken;
  }

  /**
   * Lets go of values past the limit, oldest first.
   * @param durable  the last commit that is: values of later ones can be had nowhere else
   */
  trim(durable: number): void {
    if (this.#bytes <= AT_HAND) return;
    for (const [key, { size, seq }] of this.#atHand) {
      if (seq > durable) continue;
      this.#atHand.delete(key);
      this.#bytes -= size;
      if (this.#bytes <= AT_HAND) return;
    }
  }

  /**
   * A value by reference; at once where it is at hand.
   * @throws (rejects with) FlowbookError `notFound` where it is in no store; `storage` where the store
   * could not be read, again and again
   */
  read(ref: ResultRef): StoredValue | Promise<StoredValue> {
    return this.#atHand.get(ref.key)?.stored ?? this.#secrets.get(ref.key) ?? this.#fetch(ref);
  }

  #fetch(ref: ResultRef): Promise<StoredValue> {
    const before = this.#fetching.get(ref.key);
    if (before) return before;
    const fetching = this.#fetchNew(ref).finally(() => this.#fetching.delete(ref.key));
    this.#fetching.set(ref.key, fetching);
    return fetching;
  }

  async #fetchNew({ key, size }: ResultRef): Promise<StoredValue> {
    const stored = await this.#fromStore(key);
    this.#remember(key, { stored, size, seq: FROM_STORE });
    return stored;
  }

  /** A store may fail for a moment. What is not in it is not in it later either. */
  async #fromStore(key: ResultKey): Promise<StoredValue> {
    for (const wait of PATIENCE) {
      try {
        return await this.#store.value(key);
      } catch (error) {
        if (isNotFound(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
    return this.#store.value(key);
  }

  /**
   * Whether a value of an earlier run is still in the store, now that it is to be used again.
   * @throws FlowbookError `storage` where the store cannot be read
   */
  async isThere(ref: ResultRef): Promise<boolean> {
    try {
      await this.read(ref);
      return true;
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  }

  #remember(key: ResultKey, value: AtHand): void {
    this.#atHand.set(key, value);
    this.#bytes += value.size;
  }

  /** An input with its values in place; a promise only if something must be read back. */
  resolve(input: InputRef): InputValue | Promise<InputValue> {
    switch (input.from) {
      case "none":
        return input;
      case "failure":
        return { from: "value", value: { kind: "failure", failure: input.failure } };
      case "result": {
        const stored = this.read(input.ref);
        return stored instanceof Promise ? stored.then(asInput) : asInput(stored);
      }
      case "list": {
        const ready: InputValue[] = [];
        for (const each of input.of) {
          const item = this.resolve(each);
          /* Rare: some of the values were let go of. Then everything is read anew, in order. */
          if (item instanceof Promise) return this.#resolveList(input.of);
          ready.push(item);
        }
        return { from: "list", of: ready };
      }
      case "item": {
        const whole = this.resolve(input.of);
        const { index } = input;
        return whole instanceof Promise
          ? whole.then((each) => itemOf(each, index))
          : itemOf(whole, index);
      }
      case "flat": {
        const whole = this.resolve(input.of);
        return whole instanceof Promise ? whole.then(flat) : flat(whole);
      }
    }
  }

  async #resolveList(inputs: readonly InputRef[]): Promise<InputValue> {
    return { from: "list", of: await Promise.all(inputs.map(async (each) => this.resolve(each))) };
  }

  /** All inputs of a call. */
  resolveAll(
    inputs: Readonly<Record<string, InputRef>>,
  ): Record<string, InputValue> | Promise<Record<string, InputValue>> {
    const entries = Object.entries(inputs).map(
      ([key, input]) => [key, this.resolve(input)] as const,
    );
    const resolved: Record<string, InputValue> = {};
    const pending: Promise<void>[] = [];
    for (const [key, value] of entries) {
      if (value instanceof Promise) {
        pending.push(
          value.then((settled) => {
            resolved[key] = settled;
          }),
        );
      } else {
        resolved[key] = value;
      }
    }
    return pending.length === 0 ? resolved : Promise.all(pending).then(() => resolved);
  }
}

/** Whether a value is not there any more. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof FlowbookError && error.code === "notFound";

/**
 * One input for one value: what many calls of a batch take an item of is then one object of the
 * message, and is decoded once.
 */
const inputs = new WeakMap<StoredValue, InputValue>();
const flattened = new WeakMap<InputValue, InputValue>();

function asInput(value: StoredValue): InputValue {
  const known = inputs.get(value);
  if (known) return known;
  const input: InputValue = { from: "value", value };
  inputs.set(value, input);
  return input;
}

function flat(of: InputValue): InputValue {
  const known = flattened.get(of);
  if (known) return known;
  const input: InputValue = { from: "flat", of };
  flattened.set(of, input);
  return input;
}

/** Items of a plain array are cut out here, so that a long list is not sent once per child. */
function itemOf(whole: InputValue, index: number): InputValue {
  if (whole.from === "value" && whole.value.kind === "value" && Array.isArray(whole.value.value)) {
    return { from: "value", value: { kind: "value", value: whole.value.value[index] as unknown } };
  }
  if (whole.from === "list") return whole.of[index] ?? { from: "none" };
  return { from: "item", of: whole, index };
}
