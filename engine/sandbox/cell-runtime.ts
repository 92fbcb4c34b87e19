/** The `$` that compiled cells are written against: the one contract between compiler and worker. */

import * as prefect from "../flow/index.ts";
import { registerSignature } from "../flow/realm.ts";
import type { Signature } from "../model/graph.ts";
import type { CaptureBook } from "./captures.ts";
import type { Definitions } from "./names.ts";
import { nameAfterVariable } from "./program-objects.ts";

export interface CellRuntime {
  /** Names of the cells above. */
  readonly scope: Readonly<Record<string, unknown>>;
  readonly modules: { readonly prefect: typeof prefect };
  readonly console: Console;
  /** Takes the names that the cell defines, as getters. */
  define(definitions: Definitions): void;
  /** Gives a function the signature with this number in the cell's list. */
  fn<F extends object>(index: number, fn: F): F;
  /** The same for the functions of an object, by key. */
  fns<T extends object>(indices: Readonly<Record<string, number>>, object: T): T;
  has(name: string): boolean;
  get(name: string): unknown;
  /** Stands around the initialiser of a variable. */
  keep<T>(name: string, value: T): T;
  /** Takes the value of the cell's last expression. */
  value<T>(value: T): T;
}

export interface CellRuntimeOptions {
  readonly scope: Readonly<Record<string, unknown>>;
  readonly console: Console;
  readonly signatures: readonly Signature[];
  readonly captures: CaptureBook;
  readonly define: (definitions: Definitions) => void;
  readonly value: (value: unknown) => void;
}

/** Says which name is wrong, as an import would. `then` is asked by `await` for anything at all. */
const MODULES = {
  prefect: new Proxy(prefect, {
    get(module, name): unknown {
      if (typeof name === "string" && name !== "then" && !(name in module)) {
        throw new SyntaxError(`The module "prefect" does not provide an export named "${name}".`);
      }
      return Reflect.get(module, name);
    },
  }),
};

export function cellRuntime(options: CellRuntimeOptions): CellRuntime {
  const { captures, signatures } = options;
  const fn = <F extends object>(index: number, given: F): F => {
    const signature = signatures[index];
    return signature === undefined ? given : registerSignature(given, signature);
  };
  return {
    scope: options.scope,
    modules: MODULES,
    console: options.console,
    define: options.define,
    fn,
    fns(indices, object) {
      for (const [key, index] of Object.entries(indices)) {
        const given: unknown = Reflect.get(object, key);
        if (typeof given === "function") fn(index, given);
      }
      return object;
    },
    has: (name) => captures.has(name),
    get: (name) => captures.get(name),
    keep(name, value) {
      nameAfterVariable(value, name);
      captures.keep(name, value);
      return value;
    },
    value(value) {
      options.value(value);
      return value;
    },
  };
}

/** What a compiled cell's module is. */
export type CellBody = (runtime: CellRuntime) => Promise<void>;

/** @throws TypeError when the text is not a compiled cell */
export function cellBody(module: unknown): CellBody {
  const body: unknown =
    typeof module === "object" && module !== null ? Reflect.get(module, "default") : undefined;
  if (typeof body !== "function") throw new TypeError("A compiled cell exports one function.");
  return async (runtime) => {
    await body(runtime);
  };
}
