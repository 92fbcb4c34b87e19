/** What is known about a Python expression's value without running it. */

import type { ClassName, FunctionName, NameSource, VariableName } from "./source.ts";

/** Where names are looked up: a module, the cells, a function's inside. */
export interface Scope {
  readonly names: ReadonlyMap<string, NameSource>;
  readonly parent: Scope | null;
}

export interface ModuleValue {
  readonly kind: "module";
  readonly name: string;
  readonly doc?: string;
}

export interface ClassValue {
  readonly kind: "class";
  readonly name: string;
  readonly source: ClassName;
  readonly scope: Scope;
}

export interface FunctionValue {
  readonly kind: "function";
  readonly name: string;
  readonly source: FunctionName;
  readonly scope: Scope;
  /** The instance whose method it is. */
  readonly self?: InstanceValue;
}

export interface InstanceValue {
  readonly kind: "instance";
  readonly of: ClassValue;
  /** The function a decorator made it of: a task's own. */
  readonly made?: FunctionValue;
  /** What is said of this one, not of its class. */
  readonly doc?: string;
}

/** A name of which only the name, and what was written beside it, is known. */
export interface UnknownValue {
  readonly kind: "unknown";
  readonly source: VariableName;
}

export type Value = ModuleValue | ClassValue | FunctionValue | InstanceValue | UnknownValue;

/** The nearest binding of a name, and the scope that has it. */
export function findName(
  scope: Scope,
  name: string,
): { readonly source: NameSource; readonly scope: Scope } | null {
  for (let at: Scope | null = scope; at; at = at.parent) {
    const source = at.names.get(name);
    if (source) return { source, scope: at };
  }
  return null;
}
