/** What may be given to a task, as types: plain values, tasks that yield them, and mixtures. */

import type { Flatten, Mapped, Unmapped } from "./annotations.ts";

/**
 * The one hole in the types: what untyped user code gives, and "any task whatever". TypeScript has
 * no other type that may stand on either side of an assignment.
 */
// oxlint-disable-next-line typescript/no-explicit-any
export type Any = any;

/** The parameters of a task's `run`, as a tuple. */
export type Arguments = readonly Any[];

declare const yielded: unique symbol;

/** Something that will have a value of type T once the flow has run: a task. */
export interface Yields<out T> {
  /** For the type checker only; nothing has this field. */
  readonly [yielded]: T;
}

/** Whether T is the hole in the types. */
export type IsAny<T> = 0 extends 1 & T ? true : false;

/** Where a T is wanted: a T, a task that yields one, or a collection with such tasks inside. */
export type Input<T> = IsAny<T> extends true ? Any : T | Yields<T> | Annotated<T> | Nested<T>;

type Annotated<T> = Mapped<Any> | Flatten<Any> | Unmapped<T | Yields<T> | Nested<T>>;

type Leaf = string | number | boolean | bigint | symbol | null | undefined | Date | RegExp;

/* Spread over unions on purpose: each member is looked into. */
type Nested<T> = T extends Leaf
  ? never
  : T extends (...args: never) => unknown
    ? never
    : T extends ReadonlyMap<infer K, infer V>
      ? ReadonlyMap<K, Input<V>>
      : T extends ReadonlySet<infer E>
        ? ReadonlySet<Input<E>>
        : { readonly [K in keyof T]: Input<T[K]> };

/** The parameters of a call: each of them may be a task. */
export type Inputs<A extends Arguments> = { [K in keyof A]: Input<A[K]> };

/** Where a task is mapped over Ts: a list of them, or `unmapped(…)` one. */
export type MappedInput<T> =
  IsAny<T> extends true
    ? Any
    : | readonly Input<T>[]
      | Yields<readonly T[]>
      | Mapped<Any>
      | Flatten<Any>
      | Unmapped<Input<T>>
      | (string extends T ? string | Yields<string> : never);

export type MappedInputs<A extends Arguments> = { [K in keyof A]: MappedInput<A[K]> };

/** What a task yields, given as type of the task. */
export type Yielded<T> = T extends Yields<infer R> ? R : never;

type IsUnion<T, U = T> = T extends U ? ([U] extends [T] ? false : true) : never;

/** The type that a literal is of: `number` for `5`. */
export type Widen<T> = T extends string
  ? string
  : T extends number
    ? number
    : T extends boolean
      ? boolean
      : T extends bigint
        ? bigint
        : T;

/** What a function yields: of `() => "a"` some text; of a choice, `"a" | "b"`, one of these. */
export type Outcome<T> = true extends IsUnion<T> ? T : Widen<T>;

/**
 * What each part of a task yields when it is taken apart. TypeScript cannot tell the parts of an
 * iterable from each other, so parts of different types are typed as anything.
 */
export type PartOf<R> = R extends readonly (infer E)[]
  ? number extends R["length"]
    ? E
    : true extends IsUnion<E>
      ? Any
      : E
  : Any;

/** The keys by which a value of type R can be read. */
export type KeyOf<R> = unknown extends R ? PropertyKey : keyof R;

/** What reading that key gives. */
export type ValueAt<R, K> = K extends keyof R ? R[K] : Any;
