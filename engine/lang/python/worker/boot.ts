/** Boots Pyodide from its parts, in a worker that has neither a network nor a file system. */

import type { PyodideAPI } from "pyodide";
import { importBytes } from "./import-bytes.ts";

/** What the frame hands a worker of this language, by the names of the files. */
export interface Parts {
  readonly "pyodide.mjs": ArrayBuffer;
  readonly "pyodide.asm.mjs": ArrayBuffer;
  readonly "pyodide.asm.wasm": WebAssembly.Module;
  readonly "python_stdlib.zip": ArrayBuffer;
  readonly "pyodide-lock.json": ArrayBuffer;
  /** JSON: the texts of our own Python files by path. */
  readonly packages: ArrayBuffer;
  /** Pure Python packages of others, as they come. */
  readonly "vendor/pendulum.zip": ArrayBuffer;
  /** The memory of a worker that had booted and imported everything; absent: boot from nothing. */
  readonly snapshot?: ArrayBuffer;
}

export interface Booted {
  readonly pyodide: PyodideAPI;
  /** Made by this boot, for the workers after it. */
  readonly snapshot: ArrayBuffer | null;
}

/** An address that leads nowhere: whatever Pyodide asks for there is answered from the parts. */
const NOWHERE = "https://pyodide.invalid/";
const STDLIB = "python_stdlib.zip";
const SITE_PACKAGES = "/lib/flowbook";
const VENDORED = "/lib/vendored.zip";

/** Imported before the snapshot is taken, so that no later worker need do it. */
const IMPORTS = "import flowbook.world, pendulum";

type LoadPyodide = typeof import("pyodide").loadPyodide;
type CreateModule = NonNullable<NonNullable<Parameters<LoadPyodide>[0]>["createPyodideModule"]>;

/** @throws Error where the parts are not those of a Pyodide */
export async function boot(parts: Parts): Promise<Booted> {
  const [api, factory] = await Promise.all([
    importBytes(parts["pyodide.mjs"]),
    importBytes(parts["pyodide.asm.mjs"]),
  ]);
  const restore = answerFetches(parts);
  try {
    const { snapshot } = parts;
    const pyodide = await (memberOf(api, "loadPyodide") as LoadPyodide)({
      indexURL: NOWHERE,
      createPyodideModule: memberOf(factory, "default") as CreateModule,
      stdLibURL: NOWHERE + STDLIB,
      lockFileContents: new TextDecoder().decode(parts["pyodide-lock.json"]),
      ...(snapshot === undefined ? { _makeSnapshot: true } : { _loadSnapshot: snapshot }),
    });
    installPackages(
      pyodide,
      new TextDecoder().decode(parts.packages),
      parts["vendor/pendulum.zip"],
    );
    if (snapshot !== undefined) return { pyodide, snapshot: null };
    pyodide.runPython(IMPORTS);
    return { pyodide, snapshot: exactly(pyodide.makeMemorySnapshot()) };
  } finally {
    restore();
  }
}

/** Python's files, where Python looks for them. The snapshot has the memory, not the files. */
export function installPackages(
  pyodide: PyodideAPI,
  packages: string,
  vendored: ArrayBuffer,
): void {
  const files: unknown = JSON.parse(packages);
  if (typeof files !== "object" || files === null) throw new TypeError("There are no packages.");
  const made = new Set<string>();
  for (const [path, text] of Object.entries(files)) {
    const folder = `${SITE_PACKAGES}/${path}`.replace(/\/[^/]*$/, "");
    if (!made.has(folder)) pyodide.FS.mkdirTree(folder);
    made.add(folder);
    pyodide.FS.writeFile(`${SITE_PACKAGES}/${path}`, String(text));
  }
  pyodide.FS.writeFile(VENDORED, new Uint8Array(vendored));
  /* Times of day are those of UTC unless a zone is named, whatever machine this is. */
  pyodide.runPython(`
import os, sys
os.environ["TZ"] = "UTC"
sys.path.extend(path for path in ("${SITE_PACKAGES}", "${VENDORED}") if path not in sys.path)
`);
}

/** Pyodide fetches two of its files; here they are. The answer puts things back as they were. */
function answerFetches(parts: Parts): () => void {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  const module = parts["pyodide.asm.wasm"];
  globalThis.fetch = (asked) => {
    /* Only the address is read: what is compiled already need not come as bytes. */
    const address = asked instanceof Request ? asked.url : asked.toString();
    const body = address.endsWith(STDLIB) ? parts[STDLIB] : null;
    return Promise.resolve(new Response(body));
  };
  WebAssembly.instantiateStreaming = async (_source, imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  });
  return () => {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  };
}

/** What a module of Pyodide exports under a name is what its types say; they say it elsewhere. */
function memberOf(module: unknown, name: string): unknown {
  const member: unknown =
    typeof module === "object" && module !== null ? Reflect.get(module, name) : undefined;
  if (typeof member !== "function") throw new TypeError(`Pyodide has no ${name}.`);
  return member;
}

/** The bytes alone, without the rest of the buffer they lie in. */
const exactly = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
