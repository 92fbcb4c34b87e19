/** Binds the arguments of a call to the parameters of a task, by Python's rules and in its words. */

import type { Signature } from "../model/graph.ts";

/** What a call was given: by position, and by name. */
export interface Given {
  readonly positional: readonly unknown[];
  readonly named: Readonly<Record<string, unknown>>;
}

/**
 * Each argument given, under its parameter's name; defaults are left to the function. An undefined
 * counts as not given, as everywhere in JavaScript.
 * @param signature  null: takes any names, as Python's `**kwargs` does
 * @throws TypeError for a missing, surplus or unknown argument
 */
export function bindArguments(
  signature: Signature | null,
  { positional, named }: Given,
  what: string,
): ReadonlyMap<string, unknown> {
  const bound = new Map<string, unknown>();
  const parameters = signature?.parameters ?? [];
  if (positional.length > parameters.length) {
    throw new TypeError(`${what}: too many positional arguments${takes(signature)}`);
  }
  positional.forEach((value, index) => {
    const name = parameters[index]?.name;
    if (name !== undefined && value !== undefined) bound.set(name, value);
  });
  for (const [name, value] of Object.entries(named)) {
    if (signature !== null && !parameters.some((each) => each.name === name)) {
      throw new TypeError(
        `${what}: got an unexpected keyword argument '${name}'${takes(signature)}`,
      );
    }
    if (bound.has(name)) throw new TypeError(`${what}: multiple values for argument '${name}'`);
    if (value !== undefined) bound.set(name, value);
  }
  for (const { name, optional } of parameters) {
    if (!optional && !bound.has(name)) {
      throw new TypeError(`${what}: missing a required argument: '${name}'`);
    }
  }
  return bound;
}

function takes(signature: Signature | null): string {
  const names = (signature?.parameters ?? []).map((each) => each.name + (each.optional ? "?" : ""));
  return names.length === 0 ? "; it takes none" : `; it takes (${names.join(", ")})`;
}
