/** Python workers without a browser: each is a Pyodide in this very thread, used again by the next. */

import { expose } from "comlink";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";
import type { PyodideAPI } from "pyodide";
import { installPackages } from "../lang/python/worker/boot.ts";
import { PythonWorld } from "../lang/python/worker/world.ts";
import { withReplay } from "./python-replay.ts";

const FOLDER = fileURLToPath(new URL("../lang/python/", import.meta.url));

/** Pyodides that no worker holds. A boot takes more than a second, so none is thrown away. */
const idle: PyodideAPI[] = [];

export interface InProcessPython {
  /** The worker is told to end: its Pyodide is free for another. */
  release(): void;
}

/**
 * Starts the worker's side of the wire. Python cannot wait here, for Node 20 has no way to switch
 * stacks: a cell that runs a flow is evaluated again once the run has ended.
 */
export async function startPythonInProcess(ports: {
  readonly api: MessagePort;
  readonly reports: MessagePort;
}): Promise<InProcessPython> {
  const pyodide = idle.pop() ?? (await bootInNode());
  const world = new PythonWorld({ pyodide, reports: ports.reports });
  expose(withReplay(world.api, pyodide), ports.api);
  let isHeld = true;
  return {
    release() {
      if (isHeld) idle.push(pyodide);
      isHeld = false;
    },
  };
}

/** A Pyodide with our packages, as a worker's. */
async function bootInNode(): Promise<PyodideAPI> {
  const pyodide = await loadPyodide();
  const { buffer } = new Uint8Array(readFileSync(join(FOLDER, "vendor/pendulum.zip")));
  installPackages(pyodide, JSON.stringify(pythonFiles()), buffer);
  return pyodide;
}

/** The texts of our Python files by path. */
function pythonFiles(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(FOLDER, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".py")) continue;
    const path = join(entry.parentPath, entry.name);
    files[path.slice(FOLDER.length)] = readFileSync(path, "utf8");
  }
  return files;
}
