/** Notebooks with cells of both languages: each has a kernel of its own, and names of its own. */

import { describe, expect, it } from "vitest";
import type { CellText, EngineEvent } from "../api.ts";
import type { CellOutput } from "../ports.ts";
import { systemClock } from "../clock.ts";
import { WorkerPool } from "../host/pool.ts";
import { pythonLanguage } from "../lang/python/language.ts";
import { typescriptLanguage } from "../lang/typescript/language.ts";
import { NotebookSession } from "../session/notebook-session.ts";
import { runReport } from "../session/report.ts";
import { openMemory } from "../store/memory.ts";
import { inProcessSandbox } from "./in-process.ts";
import { nodeEngine } from "./node-engine.ts";

const ts = (id: string, text: string): CellText => ({ id, language: "typescript", text });
const py = (id: string, text: string): CellText => ({ id, language: "python", text });

/** An engine with a notebook of these cells. */
async function notebook(...cells: readonly CellText[]) {
  const { engine, events } = nodeEngine(1);
  await engine.openNotebook("n");
  await engine.setCells("n", cells);
  const told = (): readonly EngineEvent[] => {
    engine.flush();
    return events;
  };
  return {
    engine,
    told,
    /** What a cell showed since it last began, values by their line. */
    outputs: (cell: string): readonly CellOutput[] =>
      told().reduce<readonly CellOutput[]>((before, event) => {
        if (event.type === "cellStarted" && event.cell === cell) return [];
        if (event.type !== "cellOutput" || event.cell !== cell) return before;
        return [...before, ...event.outputs];
      }, []),
    statuses: () => told().findLast((event) => event.type === "staleChanged")?.cells,
  };
}

const lineOf = (outputs: readonly CellOutput[]): unknown =>
  outputs.map((output) => (output.type === "value" ? output.node : output));

describe("a notebook in two languages", { timeout: 120_000 }, () => {
  it("runs all its cells in order, each with the names of its own language", async () => {
    const { engine, outputs, statuses } = await notebook(
      ts("a", "const n = 1; n"),
      py("b", "n = 2.0\nn"),
      ts("c", "n + 10"),
      py("d", "n + 10"),
    );
    await engine.runAll("n");
    expect(lineOf(outputs("a"))).toEqual([{ type: "number", text: "1" }]);
    expect(lineOf(outputs("b"))).toEqual([{ type: "float", text: "2.0" }]);
    expect(lineOf(outputs("c"))).toEqual([{ type: "number", text: "11" }]);
    expect(lineOf(outputs("d"))).toEqual([{ type: "float", text: "12.0" }]);
    expect(statuses()).toEqual({ a: "fresh", b: "fresh", c: "fresh", d: "fresh" });
    await engine.setCells("n", [
      ts("a", "const n = 1; n"),
      py("b", "n = 3\nn"),
      ts("c", "n + 10"),
      py("d", "n + 10"),
    ]);
    engine.flush();
    expect(statuses()).toEqual({ a: "fresh", b: "stale", c: "fresh", d: "stale" });
    await engine.restart("n");
    expect(statuses()).toEqual({ a: "never", b: "never", c: "never", d: "never" });
  });

  it("takes a cell that is turned into the other language for one that never ran", async () => {
    const { engine, outputs, statuses } = await notebook(ts("a", "[1, 2]"), ts("b", "3"));
    await engine.runAll("n");
    await engine.setCells("n", [py("a", "[1, 2]"), ts("b", "3")]);
    expect(statuses()).toEqual({ a: "never", b: "fresh" });
    await engine.runCell("n", "a");
    expect(lineOf(outputs("a"))).toMatchObject([{ type: "list(2)" }]);
    expect(statuses()).toEqual({ a: "fresh", b: "fresh" });
  });

  it("does not know in one language what a cell of the other defines", async () => {
    const { engine, outputs } = await notebook(ts("a", "const n = 1;"), py("b", "n"));
    await engine.runCell("n", "a");
    await engine.runCell("n", "b");
    expect(outputs("b")).toMatchObject([
      {
        type: "error",
        errorType: "NameError",
        place: { cell: "b", line: 1, column: 1 },
        trace: [{ text: "at cell 2, line 1, column 1" }],
      },
    ]);
  });

  it("leads failures of both back to their cells, through the cells above", async () => {
    const { engine, outputs } = await notebook(
      py("p", "def divide(x):\n    return x / 0"),
      ts("t", "const explode = (): never => {\n  throw new RangeError('far') }"),
      py("q", "\ndivide(1)"),
      ts("u", "\n\nexplode()"),
    );
    await engine.runCell("n", "q");
    await engine.runCell("n", "u");
    expect(outputs("q")).toMatchObject([
      {
        errorType: "ZeroDivisionError",
        place: { cell: "p", line: 2 },
        trace: [
          { text: "at divide (cell 1, line 2, column 12)" },
          { text: "at cell 3, line 2, column 1" },
        ],
      },
    ]);
    expect(outputs("u")).toMatchObject([
      {
        errorType: "RangeError",
        place: { cell: "t", line: 2 },
        trace: [{ place: { cell: "t", line: 2 } }, { place: { cell: "u", line: 3 } }],
      },
    ]);
  });

  it("interrupts the kernel that is at work; the other keeps its worker and its names", async () => {
    const { engine, outputs, told } = await notebook(
      /* No plain data: evaluated again in another worker it would be another. */
      py("p", "import time\nclass Stamp: pass\nstamp = Stamp()\nstamp.at = time.perf_counter_ns()"),
      py("q", "stamp.at"),
      ts("t", "await new Promise(() => {})"),
    );
    await engine.runCell("n", "p");
    await engine.runCell("n", "q");
    const before = lineOf(outputs("q"));
    const running = engine.runCell("n", "t");
    while (!told().some((event) => event.type === "cellStarted" && event.cell === "t")) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    await engine.interrupt("n");
    await running;
    expect(outputs("t")).toEqual([{ type: "note", text: "Interrupted." }]);
    await engine.runCell("n", "q");
    expect(before).toMatchObject([{ type: "int" }]);
    expect(lineOf(outputs("q"))).toEqual(before);
  });
});

const automate = (source: string) =>
  nodeEngine(1).engine.automate({ language: "python", source, parameters: {} });

/** A session whose flows are run as the automation API runs them. */
async function session(...cells: readonly CellText[]) {
  const sandbox = inProcessSandbox();
  const stores = openMemory();
  const made = new NotebookSession({
    notebook: "n",
    languages: { typescript: typescriptLanguage, python: pythonLanguage },
    sandbox,
    draftSandbox: sandbox,
    pool: (language) => new WorkerPool({ sandbox, language, size: 1, spares: 0 }),
    store: stores.runs,
    locations: stores.locations,
    clock: systemClock,
    tell: () => {},
    secrets: () => ({}),
    records: [],
    changed: () => {},
  });
  made.setCells(cells);
  await made.runAll();
  /** What the last task of a cell's flow gave. */
  return async (cell: string): Promise<unknown> => {
    const request = { parameters: {}, taskRunnerStateHandlers: 0 };
    const ended = await made.runs.ofFlow(`${cell}:0`, request);
    if (ended === null || !("run" in ended)) throw new Error("The flow did not run.");
    const { tasks } = await runReport(ended.run, ended.values, []);
    return Object.values(tasks).at(-1)?.result;
  };
}

describe("what tasks of both languages leave for others", { timeout: 120_000 }, () => {
  it("is cached for those of the same language alone", async () => {
    const resultOf = await session(
      ts(
        "t",
        `import { task, Flow } from "prefect";
const give = task(function give() { return new Map([["by", "typescript"]]) }, { cacheFor: { hours: 1 } });
const flow = new Flow("t"); flow.with(() => give());`,
      ),
      py(
        "p",
        `import time
from datetime import timedelta
from prefect import Flow, task
@task(cache_for=timedelta(hours=1))
def give():
    return ["python", time.perf_counter_ns()]
with Flow("p") as flow:
    give()`,
      ),
    );
    await resultOf("t");
    const first = await resultOf("p");
    expect(first).toEqual(["python", expect.any(Number)]);
    expect(await resultOf("p")).toEqual(first);
  });

  it("is found at a target by both, where JSON says all of it", async () => {
    const target = "shared.json";
    const resultOf = await session(
      py(
        "p",
        `from prefect import Flow, task
@task(target="${target}")
def give():
    return {"by": "python", "n": 1.0}
with Flow("p") as flow:
    give()`,
      ),
      ts(
        "t",
        `import { task, Flow } from "prefect";
const give = task(function give() { return 0 }, { target: "${target}" });
const read = task(function read(x: any) { return x.by + x.n });
const flow = new Flow("t"); flow.with(() => read(give()));`,
      ),
    );
    expect(await resultOf("p")).toEqual({ by: "python", n: 1 });
    expect(await resultOf("t")).toBe("python1");
  });
});

describe("flowbook.run with Python", { timeout: 120_000 }, () => {
  it("reports values as JSON where they are, else as Python writes them", async () => {
    const report = await automate(`
from datetime import date
from prefect import Flow, task

@task
def give(kind):
    return {
        "int": 3, "float": 1.0, "dict": {"b": [1, None], "a": True}, "none": None,
        "tuple": (1, 2), "date": date(2021, 1, 2), "big": 2**60, "set": {1},
    }[kind]

with Flow("values") as flow:
    for kind in ["int", "float", "dict", "none", "tuple", "date", "big", "set"]:
        give(kind, task_args={"name": kind})
`);
    const results = Object.fromEntries(
      Object.entries(report.tasks).map(([slug, { result }]) => [slug.replace("-1", ""), result]),
    );
    expect(results).toEqual({
      int: 3,
      float: 1,
      dict: { b: [1, null], a: true },
      none: null,
      tuple: { repr: "(1, 2)" },
      date: { repr: "datetime.date(2021, 1, 2)" },
      big: { repr: "1152921504606846976" },
      set: { repr: "{1}" },
    });
  });

  it("says in which phase a source went wrong, and where", async () => {
    expect((await automate("x = (1,\ny = 2")).error).toMatchObject({
      phase: "compile",
      type: "SyntaxError",
      cell: "source",
      line: 1,
    });
    expect((await automate("x = 1\nx / 0")).error).toMatchObject({
      phase: "build",
      type: "ZeroDivisionError",
      cell: "source",
      line: 2,
    });
    expect((await automate("exec('1 +')")).error).toMatchObject({
      phase: "build",
      type: "SyntaxError",
    });
    expect((await automate("x = 1")).error).toMatchObject({
      phase: "build",
      type: "NoFlow",
      message: 'The source built no flow. Make one with `with Flow("name") as flow:`.',
    });
  });

  it("takes JSON for parameters", async () => {
    const { engine } = nodeEngine(1);
    const source = `
from prefect import Flow, Parameter, task

@task
def kinds(x, xs):
    return [type(x).__name__, [type(each).__name__ for each in xs]]

@task
def plus(x):
    return x + 1

with Flow("given") as flow:
    kinds(Parameter("x"), Parameter("xs"))
    plus.map(Parameter("ns"))
`;
    const parameters = { x: { a: null }, xs: [1, 1.5, "s", true, null, []], ns: [1, 2] };
    const report = await engine.automate({ language: "python", source, parameters });
    expect(report.tasks["kinds-1"]?.result).toEqual([
      "dict",
      ["int", "float", "str", "bool", "NoneType", "list"],
    ]);
    expect(report.tasks["plus-1"]?.mapped?.map(({ result }) => result)).toEqual([2, 3]);
  });
});
