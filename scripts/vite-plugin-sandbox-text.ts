/** Vite plugin: `import text from "./worker.ts?sandbox-text"` gives a whole bundle as one string. */

import { fileURLToPath } from "node:url";
import { build } from "vite";
import type { Plugin } from "vite";

const SUFFIX = "?sandbox-text";

/** The name under which the bundle leaves its exports: `var FlowbookSandbox = …`. */
const GLOBAL_NAME = "FlowbookSandbox";

/**
 * Bundles the entry before the suffix, with all it imports, to one classic script (an IIFE). The
 * same text is a `blob:` worker in the sandbox frame and an in-process worker under Node. Asset URLs
 * cannot be worker URLs in a frame of opaque origin, so worker code has to travel as text.
 *
 * The engine worker imports it too: list the plugin under `worker.plugins` as well.
 */
export function sandboxText(): Plugin {
  let minify = false;
  return {
    name: "flowbook-sandbox-text",
    enforce: "pre",
    configResolved(config) {
      minify = config.command === "build" && config.build.minify !== false;
    },
    async resolveId(source, importer) {
      if (!source.endsWith(SUFFIX)) return null;
      const entry = await this.resolve(source.slice(0, -SUFFIX.length), importer);
      if (entry === null) throw new Error(`There is no "${source}" to bundle for the sandbox.`);
      /* A zero byte in front keeps other plugins from reading the id as a TypeScript file. */
      return `\0${entry.id}${SUFFIX}`;
    },
    async load(id) {
      if (!id.startsWith("\0") || !id.endsWith(SUFFIX)) return null;
      const bundle = await bundleToText(id.slice(1, -SUFFIX.length), minify);
      for (const file of bundle.files) this.addWatchFile(file);
      return { code: `export default ${JSON.stringify(bundle.text)};`, map: { mappings: "" } };
    },
  };
}

/** The text, and the files it was made of. */
async function bundleToText(
  entry: string,
  minify: boolean,
): Promise<{ text: string; files: readonly string[] }> {
  const built = await build({
    configFile: false,
    root: fileURLToPath(new URL("..", import.meta.url)),
    logLevel: "warn",
    publicDir: false,
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    build: {
      write: false,
      minify: minify ? "oxc" : false,
      target: "es2023",
      lib: { entry, formats: ["iife"], name: GLOBAL_NAME },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  for (const each of outputs) {
    if (!("output" in each)) continue;
    for (const chunk of each.output) {
      if (chunk.type !== "chunk") continue;
      if (chunk.imports.length > 0) {
        throw new Error(
          `The sandbox bundle of ${entry} still imports ${chunk.imports.join(", ")}.`,
        );
      }
      return { text: chunk.code, files: chunk.moduleIds.filter((file) => !file.startsWith("\0")) };
    }
  }
  throw new Error(`Bundling ${entry} for the sandbox gave no code.`);
}
