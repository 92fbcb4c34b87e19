/** Runs the tests that are written in Python, inside Pyodide: the interpreter that users get. */

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, it } from "vitest";
import type { PyodideAPI } from "pyodide";
import { loadPyodide } from "pyodide";

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));
const MODULES = readdirSync(new URL("./tests/", import.meta.url))
  .filter((file) => /^test_.*\.py$/.test(file))
  .map((file) => file.replace(/\.py$/, ""));

let python: PyodideAPI;

beforeAll(async () => {
  python = await loadPyodide();
  python.mountNodeFS("/project", PROJECT);
  python.runPython(`
import sys, unittest
sys.dont_write_bytecode = True
sys.path.insert(0, "/project/engine/lang/python")

def run(module):
    suite = unittest.defaultTestLoader.loadTestsFromName(f"tests.{module}")
    result = unittest.TestResult()
    suite.run(result)
    faults = [f"{test.id()}: {text}" for test, text in [*result.errors, *result.failures]]
    if result.skipped:
        faults.append(f"{len(result.skipped)} tests were skipped")
    return result.testsRun, "\\n".join(faults)
`);
}, 60_000);

it.each(MODULES)("%s passes in Pyodide", { timeout: 120_000 }, (module) => {
  const [count, faults] = python.globals.get("run")(module).toJs() as [number, string];
  expect(faults).toBe("");
  expect(count).toBeGreaterThan(0);
});
