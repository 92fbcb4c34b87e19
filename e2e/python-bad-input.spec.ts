/** Python that goes wrong: each time a clear message, at the user's own line, and the page goes on. */

import { expect, test, type Page } from "@playwright/test";
import type { RunReport } from "../engine/api.ts";
import { runSource } from "./support/automation.ts";

const runPython = (page: Page, source: string, timeoutMs = 60_000): Promise<RunReport> =>
  runSource(page, source, { language: "python", timeoutMs });

/** One task with this body. */
const oneTask = (body: string, options = ""): string => `
from datetime import timedelta
from prefect import task, Flow

@task(${options})
def attempt():
${body.replace(/^/gm, "    ")}

with Flow("attempt") as flow:
    attempt()
`;

let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await browser.newPage();
  await page.goto("./");
});

test.afterAll(() => page.close());

/** Whatever happened before: a flow still runs. */
test.afterEach(async () => {
  const report = await runPython(page, oneTask("return 1 + 1"));
  expect(report.tasks["attempt-1"]).toMatchObject({ state: "Success", result: 2 });
});

test("a syntax error is told at its place", async () => {
  const { error } = await runPython(page, "x = 1\ny = (2 +\n");
  expect(error).toMatchObject({ phase: "compile", type: "SyntaxError", line: 2 });
});

test("a syntax error that only Python itself finds is told at its place", async () => {
  const { error } = await runPython(page, "x = 1\nreturn x\n");
  expect(error).toMatchObject({ phase: "compile", type: "SyntaxError", line: 2 });
  expect(error?.message).toContain("'return' outside function");
});

test("an exception while building is told with its line", async () => {
  const { error } = await runPython(page, "def f():\n    return 1 / 0\n\nf()\n");
  expect(error).toMatchObject({ phase: "build", type: "ZeroDivisionError", line: 2 });
});

test("a cell that never ends is stopped", async () => {
  const { error } = await runPython(page, "while True:\n    pass\n", 4_000);
  expect(error?.type).toBe("TimedOut");
});

test("a task that never ends is stopped by its timeout", async () => {
  const report = await runPython(page, oneTask("while True:\n    pass", "timeout=1"));
  expect(report.state).toBe("Failed");
  expect(report.tasks["attempt-1"]?.state).toBe("TimedOut");
});

test("a recursion without an end is an error, in a cell and in a task", async () => {
  const recursion = "def f(n):\n    return f(n + 1)\n\nf(0)\n";
  const { error } = await runPython(page, recursion);
  expect(error).toMatchObject({ phase: "build", type: "RecursionError" });
  const report = await runPython(page, oneTask(`${recursion.trimEnd()}`));
  expect(report.tasks["attempt-1"]?.state).toBe("Failed");
  expect(report.tasks["attempt-1"]?.message).toContain("RecursionError");
});

test("memory that is not there is an error", async () => {
  const report = await runPython(page, oneTask("return len([0] * (10 ** 9))"));
  expect(report.tasks["attempt-1"]?.state).toBe("Failed");
  expect(report.tasks["attempt-1"]?.message).toContain("MemoryError");
});

test("sys.exit() ends the cell or the task, and says so", async () => {
  const { error } = await runPython(page, "import sys\nsys.exit(3)\n");
  expect(error).toMatchObject({ phase: "build", type: "SystemExit", line: 2 });
  expect(error?.message).toContain("not the notebook");
  const report = await runPython(page, oneTask("import sys\nsys.exit(3)"));
  expect(report.tasks["attempt-1"]?.state).toBe("Failed");
});

test("an import that is not there says what is", async () => {
  const { error } = await runPython(page, "import numpy\n");
  expect(error).toMatchObject({ phase: "build", type: "ModuleNotFoundError", line: 1 });
  expect(error?.message).toMatch(/numpy.*Available here are Python's standard library, prefect/);
});

test("input() and threads say what to do instead", async () => {
  const asked = await runPython(page, 'name = input("Who? ")\n');
  expect(asked.error?.message).toContain("Parameter");
  const source = "import threading\nthreading.Thread(target=print).start()\n";
  const threads = await runPython(page, source);
  expect(threads.error?.message).toMatch(/threads.*tasks/);
});

test("a result that cannot travel names the task, the part, and what to do", async () => {
  const report = await runPython(page, oneTask('return {"a": [1, (n for n in [1])]}'));
  expect(report.tasks["attempt-1"]?.state).toBe("Failed");
  expect(report.tasks["attempt-1"]?.message).toMatch(
    /Task "attempt" returned a value.*result\['a'\]\[1\] is a generator.*list/,
  );
});

test("Python reaches neither the network, nor storage, nor the page", async () => {
  const report = await runPython(
    page,
    `
import js
from prefect import task, Flow

tried = {}

async def attempt(name, code):
    try:
        tried[name] = f"got {await code()}"
    except BaseException as error:
        tried[name] = f"blocked: {type(error).__name__}"

async def fetch():
    return await js.fetch("https://example.com/")

async def storage():
    return js.indexedDB.open("flowbook")

async def post():
    return js.postMessage("hello")

async def worker():
    return js.Worker.new("data:text/javascript,")

async def python_socket():
    import socket as sockets

    # Python's sockets are WebSockets here: one can be made, and nothing comes through it.
    connection = sockets.create_connection(("example.com", 80), timeout=1)
    connection.sendall(b"GET / HTTP/1.0\\r\\n\\r\\n")
    return connection.recv(1)

for each in (fetch, storage, post, worker, python_socket):
    await attempt(each.__name__, each)

@task
def told():
    return tried

with Flow("told") as flow:
    told()
`,
  );
  expect(report.error).toBeUndefined();
  const tried = report.tasks["told-1"]?.result as Record<string, string>;
  expect(Object.keys(tried)).toHaveLength(5);
  for (const [name, outcome] of Object.entries(tried)) {
    expect([name, outcome]).toEqual([name, expect.stringMatching(/^blocked/)]);
  }
});
