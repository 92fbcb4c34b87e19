/** The scripts made of the notebooks that ship, in Pyodide: importing one runs no flow, running it does. */

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadPyodide, type PyodideAPI } from "pyodide";
import { beforeAll, expect, it } from "vitest";
import { parseNotebook } from "../markdown.ts";
import { pythonFormat } from "./python-script.ts";

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));
const directory = new URL("../../../public/notebooks/", import.meta.url);
const lessons = readdirSync(new URL("lessons/", directory)).filter((name) =>
  name.endsWith("-py.md"),
);

let python: PyodideAPI;

beforeAll(async () => {
  python = await loadPyodide();
  python.mountNodeFS("/project", PROJECT);
  python.runPython(`
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, "/project/engine/lang/python")
from tests.harness import Bench

class Ran(Exception):
    pass

class Runner(Bench):
    runs = 0

    def run_flow(self, flow, parameters, options):
        self.runs += 1
        raise Ran(flow.name)

def flows_run(text, name):
    runner = Runner()
    names = {"__name__": name}
    try:
        exec(compile(text, "script.py", "exec"), names)
    except Ran:
        pass
    return runner.runs
`);
}, 60_000);

it.each(["thinking-prefectly.md", ...lessons.map((name) => `lessons/${name}`)])(
  "%s: importing the script runs no flow, and running it does",
  { timeout: 60_000 },
  (name) => {
    const notebook = parseNotebook("n", readFileSync(new URL(name, directory), "utf8"));
    const { text } = pythonFormat.write(notebook);
    const flowsRun = python.globals.get("flows_run") as (text: string, name: string) => number;
    expect(flowsRun(text, "script")).toBe(0);
    expect(flowsRun(text, "__main__")).toBeGreaterThan(0);
  },
);
