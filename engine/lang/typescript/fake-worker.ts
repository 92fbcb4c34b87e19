/** Evaluates compiled cells in tests, as the sandbox's worker does, in a few lines. */

import type { Signature } from "../../model/graph.ts";
import { typescriptLanguage } from "./language.ts";

type Names = Record<string, unknown>;

export interface Evaluated {
  readonly names: Names;
  readonly value: unknown;
  readonly captures: Readonly<Record<string, unknown>>;
  readonly printed: readonly unknown[];
  readonly signatures: ReadonlyMap<unknown, Signature>;
}

/** Compiles and evaluates cells one after the other; answers what the last one came to. */
export async function evaluateCells(
  texts: readonly string[],
  { prefect = {}, replay = {} }: { readonly prefect?: Names; readonly replay?: Names } = {},
): Promise<Evaluated> {
  const above: Names[] = [];
  let last: Evaluated | null = null;
  for (const [index, text] of texts.entries()) {
    const result = typescriptLanguage.compile(`c${index}`, text);
    if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join("\n"));
    const { code, signatures } = result.cell;
    const known = new Map<unknown, Signature>();
    const state = { names: {}, value: undefined as unknown, captures: {} as Names };
    const printed: unknown[] = [];
    const fn = (i: number, f: unknown) => {
      const signature = signatures[i];
      if (typeof f === "function" && signature !== undefined) known.set(f, signature);
      return f;
    };
    const module: unknown = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    const { default: run } = module as { default: (worker: unknown) => Promise<void> };
    await run({
      scope: scopeOf(above),
      modules: { prefect },
      console: { log: (...values: unknown[]) => printed.push(...values) },
      define: (names: Names) => above.push((state.names = names)),
      fn,
      fns: (keys: Record<string, number>, object: Names) => {
        for (const [key, i] of Object.entries(keys)) fn(i, object[key]);
        return object;
      },
      has: (name: string) => name in replay,
      get: (name: string) => replay[name],
      keep: (name: string, value: unknown) => (state.captures[name] = value),
      value: (value: unknown) => (state.value = value),
    });
    last = { ...state, printed, signatures: known };
  }
  if (last === null) throw new Error("Give at least one cell.");
  return last;
}

function scopeOf(above: readonly Names[]): object {
  const holderOf = (name: PropertyKey): object | undefined =>
    above.findLast((names) => name in names) ?? (name in globalThis ? globalThis : undefined);
  const holderOrThrow = (name: PropertyKey): object => {
    const holder = holderOf(name);
    if (holder === undefined) throw new ReferenceError(`${String(name)} is not defined`);
    return holder;
  };
  return new Proxy(
    {},
    {
      has: (_, name) => holderOf(name) !== undefined,
      get: (_, name): unknown => Reflect.get(holderOrThrow(name), name),
      set(_, name, value) {
        if (Reflect.set(holderOrThrow(name), name, value)) return true;
        throw new TypeError("Assignment to constant variable.");
      },
    },
  );
}
