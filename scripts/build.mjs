/** Builds the app into dist/ where that is missing or older than what it is made from. */

import { readdirSync, statSync } from "node:fs";
import { ROOT, run } from "./install.mjs";

const SOURCES = [
  "engine",
  "web",
  "public",
  "scripts",
  "index.html",
  "vite.config.ts",
  "package-lock.json",
];

/** When the newest file in it was changed, in milliseconds since the epoch; 0: it is not there. */
function newestChange(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(
    // A file taken out changes the folder.
    stat.mtimeMs,
    ...readdirSync(path).map((name) => newestChange(`${path}/${name}`)),
  );
}

/** Answers whether dist/ is there and fresh now. */
export function buildApp() {
  const built = statSync(`${ROOT}dist/index.html`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (SOURCES.every((source) => newestChange(ROOT + source) < built)) return true;
  console.log("Building the app …");
  return run("npx", ["vite", "build", "--logLevel", "warn"]);
}
