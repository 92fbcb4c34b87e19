/** Vite plugin: `import docs from "../python?python-docs"` gives the public names of Python packages in a folder. */

import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Plugin } from "vite";
import { packageDocs, type PythonFile } from "./python-docs/package-docs.ts";

const SUFFIX = "?python-docs";

/**
 * Reads the packages and modules at the top of the folder before the suffix, and gives their names,
 * signatures and docstrings' first lines as JSON (`PackageDocs`). Nothing of Python runs.
 */
export function pythonDocs({ skip = [] }: { readonly skip?: readonly string[] } = {}): Plugin {
  return {
    name: "flowbook-python-docs",
    enforce: "pre",
    resolveId(source, importer) {
      if (!source.endsWith(SUFFIX) || source.startsWith("\0")) return null;
      const from = importer ? dirname(importer) : process.cwd();
      return `\0${resolve(from, source.slice(0, -SUFFIX.length))}${SUFFIX}`;
    },
    load(id) {
      if (!id.startsWith("\0") || !id.endsWith(SUFFIX)) return null;
      const folder = id.slice(1, -SUFFIX.length);
      const files = readPackages(folder, skip);
      for (const { path } of files) this.addWatchFile(join(folder, path));
      const json = JSON.stringify(packageDocs(files));
      return { code: `export default JSON.parse(${JSON.stringify(json)});`, map: { mappings: "" } };
    },
  };
}

/** The Python files of a folder: its modules, and its packages with all below them. */
export function readPackages(folder: string, skip: readonly string[]): PythonFile[] {
  return readdirSync(folder)
    .toSorted()
    .filter((entry) => !skip.includes(entry))
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
