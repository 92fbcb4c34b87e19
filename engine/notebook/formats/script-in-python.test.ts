/** The scripts made of the notebooks that ship, in Pyodide: importing one runs no flow, running it does. */

import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import type { PyodideAPI } from "pyodide";
import type { PyProxy } from "pyodide/ffi";
import { beforeAll, expect, it } from "vitest";
import { loadProjectPython } from "../../testing/project-python.ts";
import { parseNotebook } from "../markdown.ts";
import { pythonFormat } from "./python-script.ts";

const directory = new URL("../../../public/notebooks/", import.meta.url);
const lessons = readdirSync(new URL("lessons/", directory)).filter((name) =>
  name.endsWith("-py.md"),
);

let python: PyodideAPI;

beforeAll(async () => {
  python = await loadProjectPython();
  python.runPython(`
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

/** Statements that a notebook may have, on few names, so that they get into each other's way. */
const name = fc.constantFrom("a", "b", "c", "f");
const statement = fc.oneof(
  fc.tuple(name, fc.nat(9)).map(([to, value]) => `${to} = Flow(${value})`),
  fc.tuple(name, name).map(([to, from]) => `${to} = (${from},)`),
  fc.tuple(name, name).map(([to, flow]) => `${to} = ${flow}.run()`),
  name.map((flow) => `trace(${flow}.run())`),
  fc.tuple(name, name).map(([to, read]) => `def ${to}():\n    return ${read}`),
  fc.tuple(name, name).map(([to, flow]) => `def ${to}():\n    return ${flow}.run()`),
  fc.tuple(name, name).map(([to, from]) => `${to} = Flow(lambda: ${from})`),
  fc.tuple(name, name).map(([to, called]) => `${to} = called(${called})`),
  name.map((read) => `assert ${read} is not None`),
  name.map((gone) => `del ${gone}; ${gone} = Flow(0)`),
  fc.tuple(name, name, name).map(([to, x, y]) => `if called(${x}):\n    ${to} = Flow(${y})`),
);
const programs = fc.array(
  fc.array(statement, { minLength: 1, maxLength: 3 }).map((lines) => lines.join("\n")),
  { minLength: 1, maxLength: 7 },
);

it(
  "a script does what the notebook does, and imported it runs nothing",
  { timeout: 120_000 },
  () => {
    python.runPython(`
class Flow:
    """Its value may be a function, which looks names up when the flow runs."""
    made = 0

    def __init__(self, value):
        Flow.made += 1
        self.name = Flow.made
        self.value = value

    def __repr__(self):
        return f"Flow({shown(self.value)})"

    def run(self):
        world.ran += 1
        return State(shown(self.value() if callable(self.value) else self.value))

class State(str):
    def run(self):
        world.ran += 1
        return self

def shown(value, depth=0):
    if depth > 4:
        return "..."
    if isinstance(value, Flow):
        inner = value.value() if callable(value.value) else value.value
        return "flow " + shown(inner, depth + 1)
    if isinstance(value, tuple):
        return f"({', '.join(shown(each, depth + 1) for each in value)})"
    return "function" if callable(value) else repr(value)

class World:
    ran = 0

world = World()

def outcome(text, name):
    """All names as they are in the end, or the error; and whether a flow was run."""
    world.ran = 0
    names = {"__name__": name, "Flow": Flow, "trace": str, "called": called}
    for each in "abcf":
        names[each] = Flow(each)
    try:
        exec(compile(text, "script.py", "exec"), names)
        ran = world.ran
        end = {each: shown(names.get(each)) for each in "abcf"}
    except (RecursionError, AttributeError, TypeError, NameError) as error:
        return type(error).__name__, world.ran
    return str(end), ran

def called(value):
    return value() if callable(value) else value
`);
    const outcome = python.globals.get("outcome") as (text: string, name: string) => PyProxy;
    const run = (text: string, name_: string): [string, number] =>
      outcome(text, name_).toJs() as [string, number];
    fc.assert(
      fc.property(programs, (some) => {
        /* One run at least: a script whose notebook has none gets one. */
        const cells = [...some, "Flow(1).run()"];
        const [end, ran] = run(cells.join("\n"), "__main__");
        /* Where the notebook itself stumbles there is nothing to be kept. */
        fc.pre(end.startsWith("{"));
        const text = cells.map((cell) => `\`\`\`python\n${cell}\n\`\`\`\n`).join("\n");
        const script = pythonFormat.write(parseNotebook("n", text)).text;
        const [scriptEnd, scriptRan] = run(script, "__main__");
        expect([scriptEnd, scriptRan]).toEqual([end, ran]);
        expect(run(script, "script")[1]).toBe(0);
      }),
      { numRuns: 200 },
    );
  },
);
