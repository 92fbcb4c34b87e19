/** Finds a Chromium that runs, or gets one. Node built-ins only, but for asking Playwright for its own. */

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { run } from "./install.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const isRoot = process.getuid?.() === 0;

/** How the browser is started, everywhere: no sandbox of its own where it runs as root (it refuses), no calls home. */
export const CHROMIUM_ARGS = [
  ...(isRoot ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A file of that name may be a stub that only says how to install the browser: start it. */
const runs = (path) =>
  existsSync(path) && spawnSync(path, ["--version"], { timeout: 20_000 }).status === 0;

function* onPath() {
  for (const name of NAMES) {
    for (const folder of (process.env.PATH ?? "").split(delimiter)) {
      if (folder) yield join(folder, name);
    }
  }
}

/** What Playwright downloaded, newest first. */
function* inPlaywrightCache() {
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    (process.platform === "darwin"
      ? join(homedir(), "Library/Caches/ms-playwright")
      : join(homedir(), ".cache/ms-playwright"));
  if (!existsSync(cache)) return;
  const builds = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
  builds.sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
  for (const build of builds) {
    for (const platform of readdirSync(join(cache, build))) {
      yield join(cache, build, platform, "chrome");
      yield join(cache, build, platform, "Chromium.app/Contents/MacOS/Chromium");
    }
  }
}

/** The path of a Chromium that is on this machine and starts, or null. */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (runs(given)) return given;
    throw new Error(`CHROMIUM_PATH is "${given}", which does not start. Correct it or unset it.`);
  }
  for (const path of [...onPath(), ...inPlaywrightCache()]) {
    if (runs(path)) return path;
  }
  return null;
}

/** Finds a Chromium or gets one: Playwright's, else (as root, where there is apt) the system's. */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  console.log("No Chromium here: fetching one …");
  for (const [command, ...args] of isRoot ? [FETCH, ...APT, LIBRARIES] : [FETCH]) {
    // Only what comes of it counts: some of these fail where they are not needed.
    run(command, args, {
      DEBIAN_FRONTEND: "noninteractive",
      PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000",
    });
    const fetched = findChromium();
    if (fetched) return fetched;
  }
  return null;
}

const FETCH = ["npx", "playwright", "install", "chromium"];
const APT = [
  ["apt-get", "update"],
  ["apt-get", "install", "-y", "--no-install-recommends", "chromium"],
];
/** Ubuntu's package is a stub: there, Playwright's download lacks but the libraries. */
const LIBRARIES = ["npx", "playwright", "install-deps", "chromium"];
