/** Vite plugin: `import … from "../python?python-package"` gives all that a Python worker is made of, as files to ship. */

import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { Plugin } from "vite";
import { readPackages } from "./vite-plugin-python-docs.ts";

const SUFFIX = "?python-package";
/** Where the development server has the files: it would rewrite scripts that it serves as such. */
const SERVED = "@python-package/";

/** Files of the `pyodide` package, by the names under which a worker looks for them. */
const RUNTIME = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"];
/** Folders beside the packages that hold something else. */
const NO_PACKAGES = ["runtime", "tests", "vendor", "worker"];

const { resolve: find } = createRequire(import.meta.url);

interface PartFile {
  readonly name: string;
  readonly path: string;
}

/** The module has the exports that `python-package.d.ts` declares. */
export function pythonPackage(): Plugin {
  let base: string | null = null;
  return {
    name: "flowbook-python-package",
    enforce: "pre",
    configResolved(config) {
      base = config.command === "serve" ? config.base : null;
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = request.url?.split(SERVED)[1]?.replace(/\?.*$/, "");
        const file = name === undefined ? null : findFile(decodeURIComponent(name));
        if (file === null) next();
        else createReadStream(file).pipe(response);
      });
    },
    resolveId(source, importer) {
      if (!source.endsWith(SUFFIX) || source.startsWith("\0")) return null;
      const from = importer ? dirname(importer) : process.cwd();
      return `\0${resolve(from, source.slice(0, -SUFFIX.length))}${SUFFIX}`;
    },
    load(id) {
      if (!id.startsWith("\0") || !id.endsWith(SUFFIX)) return null;
      const folder = id.slice(1, -SUFFIX.length);
      const packages = readdirSync(folder).filter((entry) => !NO_PACKAGES.includes(entry));
      const sources = readPackages(folder, packages);
      for (const { path } of sources) this.addWatchFile(join(folder, path));
      const code = moduleOf([...RUNTIME.map(runtimeFile), ...vendored(folder)], {
        lock: emptyLock(),
        packages: Object.fromEntries(sources.map(({ path, text }) => [path, text])),
        base,
      });
      return { code, map: { mappings: "" } };
    },
  };
}

const runtimeFile = (name: string): PartFile => ({ name, path: find(`pyodide/${name}`) });

/** The last folder asked for is the only one: there is one package of Python in this project. */
let vendor: readonly PartFile[] = [];

function vendored(folder: string): readonly PartFile[] {
  const place = join(folder, "vendor");
  const names = existsSync(place) ? readdirSync(place).filter((name) => name.endsWith(".zip")) : [];
  vendor = names.toSorted().map((name) => ({ name: `vendor/${name}`, path: join(place, name) }));
  return vendor;
}

const findFile = (name: string): string | null =>
  RUNTIME.includes(name)
    ? runtimeFile(name).path
    : (vendor.find((file) => file.name === name)?.path ?? null);

/** Nothing can be installed in a sandbox that reaches no network, so the list of packages stays behind. */
function emptyLock(): unknown {
  const lock: unknown = JSON.parse(readFileSync(find("pyodide/pyodide-lock.json"), "utf8"));
  if (typeof lock !== "object" || lock === null) throw new Error("pyodide-lock.json is no object.");
  return { ...lock, packages: {} };
}

const hashOf = (data: string | Buffer): string =>
  createHash("sha256").update(data).digest("hex").slice(0, 16);

function moduleOf(
  files: readonly PartFile[],
  more: { readonly lock: unknown; readonly packages: unknown; readonly base: string | null },
): string {
  const imports: string[] = [];
  const assets = files.map(({ name, path }, index) => {
    const data = readFileSync(path);
    if (more.base === null) imports.push(`import url${index} from "${path}?url&no-inline";`);
    const url = more.base === null ? `url${index}` : JSON.stringify(`${more.base}${SERVED}${name}`);
    const facts = `name: ${JSON.stringify(name)}, size: ${data.length}, hash: "${hashOf(data)}"`;
    return `{ ${facts}, url: ${url} }`;
  });
  const lock = JSON.stringify(more.lock);
  const packages = JSON.stringify(more.packages);
  return [
    ...imports,
    `export const assets = [${assets.join(", ")}];`,
    `export const lock = ${JSON.stringify(lock)};`,
    `export const packages = ${JSON.stringify(packages)};`,
    `export const version = "${hashOf(assets.join() + lock + packages)}";`,
  ].join("\n");
}
