/** The packages the editor knows: their modules, as scopes to look names up in. */

import type { ModuleDocs, NameSource, PackageDocs } from "./source.ts";
import type { Scope } from "./values.ts";

const BUILTINS = "builtins";

export class Library {
  readonly #modules: ReadonlyMap<string, ModuleDocs>;
  readonly #scopes = new Map<string, Scope>();

  constructor(...packages: readonly PackageDocs[]) {
    this.#modules = new Map(packages.flatMap(({ modules }) => Object.entries(modules)));
  }

  get builtins(): Scope {
    return this.scopeOf(BUILTINS) ?? { names: new Map(), parent: null };
  }

  /** Whether there is such a module, or one below it. */
  has(module: string): boolean {
    return this.#modules.has(module) || this.below(module).length > 0;
  }

  docOf(module: string): string | undefined {
    return this.#modules.get(module)?.doc;
  }

  scopeOf(module: string): Scope | null {
    const known = this.#scopes.get(module);
    if (known) return known;
    const docs = this.#modules.get(module);
    if (!docs) return null;
    const parent = module === BUILTINS ? null : this.builtins;
    const scope = { names: new Map(Object.entries(docs.names)), parent };
    this.#scopes.set(module, scope);
    return scope;
  }

  /** The names that a module offers to those who import it, without its submodules. */
  publicNames(module: string): readonly (readonly [string, NameSource])[] {
    const docs = this.#modules.get(module);
    if (!docs) return [];
    return Object.entries(docs.names).filter(([name, source]) => {
      if (docs.all) return docs.all.includes(name);
      return !name.startsWith("_") && (source.kind !== "import" || docs.isPackage === true);
    });
  }

  /** Last parts of the names of the public modules right below one; below "" the topmost. */
  below(module: string): string[] {
    const prefix = module === "" ? "" : `${module}.`;
    const parts = new Set<string>();
    for (const name of this.#modules.keys()) {
      if (!name.startsWith(prefix)) continue;
      const [part = ""] = name.slice(prefix.length).split(".");
      if (part !== "" && !part.startsWith("_")) parts.add(part);
    }
    return [...parts].toSorted();
  }
}
