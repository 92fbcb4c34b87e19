/** Vite plugin: `import docs from "virtual:python-docs/packages"` gives the public names of Python packages. */

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { Plugin } from "vite";
import { packageDocs, type PythonFile } from "./python-docs/package-docs.ts";

const PREFIX = "virtual:python-docs/";

export interface PythonFolder {
  /** From the root of the project. */
  readonly folder: string;
  /** Which of the packages and modules at its top; all of them if nothing is said. */
  readonly only?: readonly string[];
}

/**
 * Reads the packages and modules at the top of the folder of that name, and gives their names,
 * signatures and docstrings' first lines as JSON (`PackageDocs`). Nothing of Python runs.
 */
export function pythonDocs(folders: Readonly<Record<string, PythonFolder>>): Plugin {
  let root = ".";
  return {
    name: "flowbook-python-docs",
    configResolved(config) {
      root = config.root;
    },
    resolveId(source) {
      return source.startsWith(PREFIX) ? `\0${source}` : null;
    },
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      const source = folders[id.slice(PREFIX.length + 1)];
      if (!source) throw new Error(`There is no folder of Python for "${id.slice(1)}".`);
      const folder = resolve(root, source.folder);
      const files = readPackages(folder, source.only);
      for (const { path } of files) this.addWatchFile(join(folder, path));
      const json = JSON.stringify(packageDocs(files));
      return { code: `export default JSON.parse(${JSON.stringify(json)});`, map: { mappings: "" } };
    },
  };
}

/** The Python files of a folder: its modules, and its packages with all below them. */
export function readPackages(folder: string, only?: readonly string[]): PythonFile[] {
  return readdirSync(folder)
    .toSorted()
    .filter((entry) => only?.includes(entry.replace(/\.pyi?$/, "")) ?? true)
    .flatMap((entry) => filesBelow(join(folder, entry)))
    .map((file) => ({
      path: relative(folder, file).split(sep).join("/"),
      text: readFileSync(file, "utf8"),
    }));
}

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return /\.pyi?$/.test(path) ? [path] : [];
  return readdirSync(path)
    .toSorted()
    .filter((entry) => entry !== "__pycache__")
    .flatMap((entry) => filesBelow(join(path, entry)));
}
