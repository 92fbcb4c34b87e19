/** A Pyodide with our Python packages as they lie in the project, for tests written against them. */

import { fileURLToPath } from "node:url";
import { loadPyodide, type PyodideAPI } from "pyodide";

const PACKAGES = fileURLToPath(new URL("../lang/python/", import.meta.url));

/** `prefect`, `flowbook`, `pendulum` and the modules of `tests` can be imported; nothing is written. */
export async function loadProjectPython(): Promise<PyodideAPI> {
  const python = await loadPyodide();
  python.mountNodeFS("/packages", PACKAGES);
  python.runPython(`
import sys
sys.dont_write_bytecode = True
sys.path += ["/packages", "/packages/vendor/pendulum.zip"]
`);
  return python;
}
