/** Installs the packages of package-lock.json where they are missing or out of date. Node built-ins only. */

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The checkout, with a slash at its end. */
export const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** Runs a command of the project with its output shown; answers whether it succeeded. */
export function run(command, args, env = {}) {
  const windows = process.platform === "win32";
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: "inherit",
    shell: windows,
    env: { ...process.env, ...env },
  });
  if (error) console.error(`Could not start "${command}": ${error.message}`);
  return status === 0;
}

/** npm keeps beside the packages a record of what it installed: compare that with what is wanted. */
function packagesAreCurrent() {
  const record = `${ROOT}node_modules/.package-lock.json`;
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(`${ROOT}package-lock.json`, "utf8")).packages;
  return Object.entries(wanted).every(
    // Optional packages are those of other platforms.
    ([path, { version, optional }]) =>
      path === "" || optional || installed[path]?.version === version,
  );
}

/** Ends the process if the packages cannot be had: nothing works without them. */
export function installPackages() {
  if (packagesAreCurrent()) return;
  console.log("Installing packages …");
  // Not `npm ci`: it refuses the lock where a registry lacks a binary for some other platform.
  if (!run("npm", ["install", "--no-save", "--no-fund", "--no-audit"])) {
    console.error(`"npm install" failed: see above. Is the package registry reachable?`);
    process.exit(1);
  }
}
