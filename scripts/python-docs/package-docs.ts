/** Makes the index of Python packages from their source texts: what is public, and what that mentions. */

import { readModule, type ReadModule } from "../../web/editor/python/read-module.ts";
import type { ModuleDocs, NameSource, PackageDocs } from "../../web/editor/python/source.ts";

/** A Python file: its path below the folder of packages, with `/` between. */
export interface PythonFile {
  readonly path: string;
  readonly text: string;
}

/** Dunder members that say what an expression gives. */
const TELLING = new Set(["__init__", "__call__", "__enter__"]);

interface Module extends ReadModule {
  readonly isPackage: boolean;
}

type Modules = ReadonlyMap<string, Module>;

/**
 * The index of the packages and modules in these files. Re-exports stay references
 * (`{ kind: "import" }`), so that every definition is there once; names that nobody can reach from
 * a public module are left out.
 */
export function packageDocs(files: readonly PythonFile[]): PackageDocs {
  const modules = new Map<string, Module>();
  for (const { path, text } of files) {
    const isPackage = /(^|\/)__init__\.pyi?$/.test(path);
    const name = moduleName(path);
    modules.set(name, { ...absolute(readModule(text), name, isPackage), isPackage });
  }
  expandStars(modules);
  return { modules: prune(modules) };
}

/** `prefect/core/task.py` is `prefect.core.task`, `prefect/core/__init__.py` is `prefect.core`. */
const moduleName = (path: string): string =>
  path
    .replace(/\.pyi?$/, "")
    .replace(/\/__init__$/, "")
    .replaceAll("/", ".");

/** With the modules of its imports named in full. */
function absolute(read: ReadModule, name: string, isPackage: boolean): ReadModule {
  const full = (module: string) => absoluteModule(module, name, isPackage);
  const names = new Map<string, NameSource>();
  for (const [key, source] of read.names) {
    names.set(key, source.kind === "import" ? { ...source, module: full(source.module) } : source);
  }
  return { ...read, names, stars: read.stars.map(full) };
}

function absoluteModule(module: string, from: string, isPackage: boolean): string {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  if (dots === 0) return module;
  const parts = from.split(".");
  const up = isPackage ? dots - 1 : dots;
  return [...parts.slice(0, parts.length - up), module.slice(dots)].filter(Boolean).join(".");
}

/** Turns `from module import *` into an import of each public name. */
function expandStars(modules: ReadonlyMap<string, Module>): void {
  for (const [, { names, stars }] of modules) {
    for (const star of stars) {
      const from = modules.get(star);
      if (!from) continue;
      for (const name of publicNames(from)) {
        if (!names.has(name)) names.set(name, { kind: "import", module: star, name });
      }
    }
  }
}

const isPrivate = (name: string): boolean => name.startsWith("_");

function publicNames(module: Module): string[] {
  if (module.all) return [...module.all];
  return [...module.names].flatMap(([name, source]) =>
    isPrivate(name) || (source.kind === "import" && !module.isPackage) ? [] : [name],
  );
}

function prune(modules: Modules): Record<string, ModuleDocs> {
  const reached = reach(modules);
  const docs: Record<string, ModuleDocs> = {};
  for (const [name, module] of modules) {
    const names = reached.get(name);
    if (!names && name.split(".").some(isPrivate)) continue;
    const { doc, all, isPackage } = module;
    docs[name] = {
      ...(doc && { doc }),
      ...(isPackage && { isPackage }),
      ...(all && { all: all.filter((each) => names?.has(each)) }),
      names: Object.fromEntries(
        [...module.names].flatMap(([key, source]) =>
          names?.has(key) ? [[key, slim(source)]] : [],
        ),
      ),
    };
  }
  return docs;
}

/** Which names of which modules can be reached from the public ones. */
function reach(modules: Modules): Map<string, Set<string>> {
  const reached = new Map<string, Set<string>>();
  const visit = (moduleKey: string, name: string): void => {
    const module = modules.get(moduleKey);
    const source = module?.names.get(name);
    if (!module || !source || reached.get(moduleKey)?.has(name)) return;
    if (source.kind === "import" && !isKnown(modules, source.module)) return;
    const names = reached.get(moduleKey) ?? new Set();
    reached.set(moduleKey, names.add(name));
    if (source.kind === "import" && source.name) visit(source.module, source.name);
    for (const mentioned of mentions(source)) visit(moduleKey, mentioned);
  };
  for (const [key, module] of modules) {
    if (key.split(".").some(isPrivate)) continue;
    for (const name of publicNames(module)) visit(key, name);
  }
  return reached;
}

const isKnown = (modules: Modules, module: string): boolean => modules.has(module);

/** Names in the texts by which the class of an expression is found. */
function mentions(source: NameSource): string[] {
  return textsOf(source).flatMap((text) => text.match(/[A-Za-z_]\w*/g) ?? []);
}

function textsOf(source: NameSource): string[] {
  switch (source.kind) {
    case "import":
      return [];
    case "function":
      return [source.returns ?? "", ...(source.decorators ?? [])];
    case "variable":
      return [source.annotation ?? source.value ?? ""];
    case "class":
      return [
        ...(source.bases ?? []),
        ...(source.decorators ?? []),
        ...Object.entries(source.members).flatMap(([name, member]) =>
          isShown(name) ? textsOf(member) : [],
        ),
      ];
  }
}

const isShown = (name: string): boolean => !isPrivate(name) || TELLING.has(name);

/** Without what is not shown and does not help to tell a class. */
function slim(source: NameSource): NameSource {
  if (source.kind === "variable") {
    const { value, annotation, ...rest } = source;
    const isTelling = value !== undefined && value.length <= 80;
    return { ...rest, ...(annotation ? { annotation } : isTelling && { value }) };
  }
  if (source.kind !== "class") return source;
  const members = Object.entries(source.members).flatMap(
    ([name, member]): [string, NameSource][] =>
      isShown(name) && member.kind !== "import" ? [[name, slim(member)]] : [],
  );
  return { ...source, members: Object.fromEntries(members) };
}
