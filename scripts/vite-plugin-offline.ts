/** Vite plugin: tells the service worker which files there are, once all of them are written. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import type { Plugin } from "vite";

/** What a page fetches at most when it needs it: Python (kept elsewhere), and languages of the editor that we have not. */
const NOT_KEPT =
  /^assets\/(pyodide|python_stdlib|pendulum|css\.|html\.|json\.|cssMode|htmlMode|jsonMode)|\.map$|^sw\.js$/;

const PLACE = "self.__FLOWBOOK_FILES";

export interface KeptFile {
  readonly url: string;
  /** null: its name tells its version. */
  readonly revision: string | null;
}

/**
 * The files to keep, by what lies in a folder.
 * @param leftOut  files by name that nobody asks for
 */
export function keptFiles(folder: string, leftOut: ReadonlySet<string>): KeptFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, "/"),
    )
    .filter((url) => !NOT_KEPT.test(url) && !leftOut.has(url))
    .toSorted()
    .map((url) => ({ url, revision: url.startsWith("assets/") ? null : revisionOf(folder, url) }));
}

const revisionOf = (folder: string, url: string): string =>
  createHash("sha256")
    .update(readFileSync(join(folder, url)))
    .digest("hex")
    .slice(0, 16);

/** Monaco's words for languages that no cell is written in. */
const FOREIGN_LANGUAGE = /monaco-editor\/.*\/definitions\/(?!typescript|javascript|python)/;

export function offlineFiles(): Plugin {
  const foreign = new Set<string>();
  return {
    name: "flowbook:offline",
    apply: "build",
    generateBundle(_options, bundle) {
      for (const [name, file] of Object.entries(bundle)) {
        if (file.type !== "chunk" || file.moduleIds.length === 0) continue;
        if (file.moduleIds.every((id) => FOREIGN_LANGUAGE.test(id))) foreign.add(name);
      }
    },
    writeBundle: {
      order: "post",
      sequential: true,
      handler({ dir }, bundle) {
        /* The bench builds a page of its own, which nobody opens without a network. */
        if (!("sw.js" in bundle)) return;
        if (dir === undefined) throw new RangeError("The app is built into a folder.");
        const path = join(dir, "sw.js");
        const script = readFileSync(path, "utf8");
        if (!script.includes(PLACE)) throw new RangeError(`sw.js has no ${PLACE} to fill.`);
        const files = JSON.stringify(keptFiles(dir, foreign));
        writeFileSync(
          path,
          script.replace(PLACE, () => files),
        );
      },
    },
  };
}
