/** The state class all of Prefect's states derive from, as user code sees them. */

import * as family from "../model/state.ts";
import type { StateType } from "../model/state.ts";
import { isEqual } from "./comparison.ts";
import { ValueError } from "./errors.ts";
import type { Any } from "./inputs.ts";
import { isPlainObject } from "./repr.ts";
import { STATE_COLORS } from "./state-colors.ts";

export interface StateOptions<T = Any> {
  readonly message?: string | null;
  readonly result?: T;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** What `serialize` gives: its class and its fields, the result as it is. */
export interface SerializedState {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** The class of a state. */
export interface StateClass {
  new (options?: Any): State;
  readonly type: StateType;
  readonly color: string;
  readonly prototype: State;
}

const classes = new Map<StateType, StateClass>();

/** Makes a class known to `children`, `parents` and `deserialize`. */
export function registerStateClass(stateClass: StateClass): void {
  classes.set(stateClass.type, stateClass);
}

/** The class of this name. */
export function stateClassOf(type: StateType): StateClass {
  return classes.get(type) ?? State;
}

/** The fields of a state, given as in `new Success("done")` or `new Success({ result: 42 })`. */
export function optionsOf<O extends StateOptions>(
  first: string | O | null | undefined,
  more: O | undefined,
): Partial<O & StateOptions> {
  /* Some of the fields of an O are what a Partial<O> is; TypeScript cannot see it through a spread. */
  if (typeof first === "string") return { ...more, message: first } as Partial<O & StateOptions>;
  if (first === null || first === undefined) return { ...more } as Partial<O & StateOptions>;
  if (!isPlainObject(first)) {
    throw new TypeError('A state is made of its message or its fields: { message: "…", result }.');
  }
  return { ...first, ...more } as Partial<O & StateOptions>;
}

/** Every state has a message and a result, or null for want of one. */
export class State<T = Any> {
  static readonly type: StateType = "State";

  readonly message: string | null;
  /** null if there is none. */
  readonly result: T;
  readonly context: Readonly<Record<string, unknown>>;
  readonly #hasResult: boolean;

  constructor(first?: string | StateOptions<T> | null, more?: StateOptions<T>) {
    const { message, result, context } = optionsOf(first, more);
    this.message = message ?? null;
    /* Prefect's NoResult reads as None, whatever type a result would have. */
    this.result = (result ?? null) as T;
    this.context = context ?? {};
    this.#hasResult = result !== undefined;
  }

  /** The colour Prefect gives to states of this class. */
  static get color(): string {
    return STATE_COLORS[this.type];
  }

  /** The classes derived from this one, near and far. */
  static children(): StateClass[] {
    return [...classes.values()].filter((each) => each.prototype instanceof this);
  }

  /** The classes this one derives from. */
  static parents(): StateClass[] {
    return [...classes.values()].filter((each) => this.prototype instanceof each);
  }

  /** @throws ValueError if there is no class of its type */
  static deserialize({ type, ...options }: SerializedState): State {
    const stateClass = family.isStateType(type) ? classes.get(type) : undefined;
    if (stateClass === undefined) throw new ValueError(`There is no state class "${type}".`);
    return new stateClass(options);
  }

  /** The name of its class. */
  get type(): StateType {
    return stateTypeOf(this);
  }

  get color(): string {
    return STATE_COLORS[this.type];
  }

  /** Whether a result was ever given, be it null. */
  hasResult(): boolean {
    return this.#hasResult;
  }

  isPending(): boolean {
    return family.isPending(this);
  }
  isRunning(): boolean {
    return family.isRunning(this);
  }
  isFinished(): boolean {
    return family.isFinished(this);
  }
  isSuccessful(): boolean {
    return family.isSuccessful(this);
  }
  isFailed(): boolean {
    return family.isFailed(this);
  }
  isSkipped(): boolean {
    return family.isSkipped(this);
  }
  isMapped(): boolean {
    return family.isMapped(this);
  }
  isCached(): boolean {
    return family.isCached(this);
  }
  isLooped(): boolean {
    return family.isLooped(this);
  }
  isRetrying(): boolean {
    return family.isRetrying(this);
  }
  isScheduled(): boolean {
    return family.isScheduled(this);
  }
  isSubmitted(): boolean {
    return this.type === "Submitted";
  }
  isQueued(): boolean {
    return this.type === "Queued";
  }
  isMetaState(): boolean {
    return ["Submitted", "Queued", "ClientFailed"].includes(this.type);
  }

  /** Of exactly the same class, with equal fields; messages and contexts may differ. */
  equals(other: unknown): boolean {
    return (
      other instanceof State &&
      other.type === this.type &&
      isEqual(comparable(this), comparable(other))
    );
  }

  serialize(): SerializedState {
    const fields = Object.fromEntries(Object.entries(this));
    if (!this.#hasResult) delete fields["result"];
    return { type: this.type, ...fields };
  }

  toString(): string {
    return this.message === null ? `<${this.type}>` : `<${this.type}: "${this.message}">`;
  }
}

registerStateClass(State);

function comparable(state: State): Readonly<Record<string, unknown>> {
  const { message: _message, context: _context, ...fields } = state.serialize();
  return fields;
}

function stateTypeOf(state: State): StateType {
  const type: unknown = Reflect.get(state.constructor, "type");
  return typeof type === "string" && family.isStateType(type) ? type : "State";
}
