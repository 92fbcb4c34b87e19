/** Runs the tests that are written in Python, inside Pyodide: the interpreter that users get. */

import { readdirSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import type { PyodideAPI } from "pyodide";
import { loadProjectPython } from "../../testing/project-python.ts";

const MODULES = readdirSync(new URL("./tests/", import.meta.url))
  .filter((file) => /^test_.*\.py$/.test(file))
  .map((file) => file.replace(/\.py$/, ""));

let python: PyodideAPI;

beforeAll(async () => {
  python = await loadProjectPython();
  python.runPython(`
import unittest

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
