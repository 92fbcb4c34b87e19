/** Tasks whose `run` takes arguments of any names, as Python's `**kwargs` does. */

import type { Signature } from "../model/graph.ts";
import type { Any } from "./inputs.ts";
import { Task } from "./task.ts";

/** `run` gets all arguments in one object. */
export abstract class KeywordTask<R = Any> extends Task<[args: Readonly<Record<string, Any>>], R> {
  static override readonly typeName: string = "KeywordTask";

  override signature(): Signature | null {
    return null;
  }
}

/** The values of arguments that are numbered, `arg_1`, `arg_2` …, in the order of their numbers. */
export function inOrder(args: Readonly<Record<string, unknown>>): unknown[] {
  const numberOf = (name: string): number => Number(name.slice(name.lastIndexOf("_") + 1));
  return Object.entries(args)
    .sort(([a], [b]) => numberOf(a) - numberOf(b))
    .map(([, value]) => value);
}
