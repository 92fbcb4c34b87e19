import { afterEach, describe, expect, it } from "vitest";
import type { FlowDescription } from "../model/graph.ts";
import type { TaskOutcome } from "../model/outcome.ts";
import type { InputValue } from "../model/value.ts";
import type { SandboxWorker } from "../ports.ts";
import type { Report, RunReply, WireCall, WireCell } from "../sandbox/protocol.ts";
import { batch, cell, given, run, wireCall } from "./by-hand.ts";
import { inProcessSandbox } from "./in-process.ts";

const sandbox = inProcessSandbox();
const workers: SandboxWorker[] = [];
afterEach(() => {
  for (const worker of workers.splice(0)) worker.end("the test is over");
});

async function open(): Promise<SandboxWorker> {
  const worker = await sandbox.open("typescript");
  workers.push(worker);
  return worker;
}

const addCell = cell(
  "a",
  { defines: "add flow" },
  `const add = task(function add(x, y = 1) { console.log("adding", x); return x + y });
   const flow = new Flow("sums");
   flow.with(() => add(add(1, 2), 3));`,
);

/** The outcome of one call in a worker that loaded one cell. */
async function callIn(code: WireCell, call: WireCall): Promise<TaskOutcome> {
  const worker = await open();
  await worker.load({ cells: [code] });
  const [outcome] = await worker.call(batch([call], `${code.cell}:0`));
  if (outcome === undefined) throw new RangeError("There is no outcome.");
  return outcome;
}

const oneTask = (body: string, options = "{}") =>
  cell(
    "a",
    { defines: "t flow" },
    `const t = task(function t(x = 0) { ${body} }, ${options});
    const flow = new Flow("one"); flow.with(() => t(1));`,
  );

describe("evaluating a cell", () => {
  it("tells of the flow, of what was printed, and of the last value", async () => {
    const worker = await open();
    const reports: Report[] = [];
    worker.onReport((report) => reports.push(report));
    const text = `const greeting = $.has("greeting") ? $.get("greeting") : $.keep("greeting", "hi " + 1);
      console.log(greeting, { a: 1 });
      const flow = new Flow("empty");
      $.value([greeting]);`;
    const reply = await worker.evaluate({
      cell: cell("c1", { defines: "greeting flow" }, text),
      above: [],
    });
    expect(reply).toMatchObject({
      value: { type: "Array(1)", text: '["hi 1"]' },
      captures: { greeting: "hi 1" },
      flows: [{ id: "c1:0", variable: "flow" }],
    });
    expect(reports).toContainEqual({
      type: "prints",
      cell: "c1",
      prints: [{ level: "INFO", text: "hi 1 { a: 1 }" }],
    });
    const built = reports.find((report) => report.type === "flowBuilt");
    expect(built).toMatchObject({ description: { id: "c1:0", graph: { name: "empty" } } });
  });

  it("lets a cell see those above it, the nearest definition first", async () => {
    const worker = await open();
    const define = (id: string, value: number) =>
      worker.evaluate({ cell: cell(id, { defines: "n" }, `const n = ${value};`), above: [] });
    await define("one", 1);
    await define("two", 2);
    const use = (above: string[]) =>
      worker.evaluate({ cell: cell("use", { uses: "n" }, "$.value(n);"), above });
    expect((await use(["one", "two"])).value?.text).toBe("2");
    expect((await use(["two", "one"])).value?.text).toBe("1");
    expect((await use([])).failure).toMatchObject({
      type: "ReferenceError",
      message: "n is not defined",
    });
  });

  it("says what a cell threw, or that it is no program", async () => {
    const worker = await open();
    const failing = await worker.evaluate({
      cell: cell("f", {}, `throw new RangeError("too far");`),
      above: [],
    });
    expect(failing.failure).toMatchObject({ type: "RangeError", message: "too far" });
    expect(failing.failure?.stack).toContain("flowbook-cell-f.js:2");
    const broken = await worker.evaluate({ cell: cell("g", {}, "let let = 1"), above: [] });
    expect(broken.failure?.type).toBe("SyntaxError");
  });

  it("prints all of what is logged in a tight loop, in few reports", async () => {
    const { texts, reports } = await printed(100_000);
    expect(texts).toHaveLength(100_000);
    expect(texts.at(-1)).toBe("99999");
    expect(reports()).toBeLessThan(5_000);
  });

  it("prints up to a limit, and says how much it left out", async () => {
    const { texts } = await printed(300_000);
    expect(texts.length).toBeLessThan(300_000);
    expect(texts.some((text) => text.endsWith("lines left out"))).toBe(true);
  });

  async function printed(count: number) {
    const worker = await open();
    const texts: string[] = [];
    let reports = 0;
    worker.onReport((report) => {
      reports++;
      if (report.type !== "prints") return;
      for (const { text } of report.prints) texts.push(...text.split("\n"));
    });
    const text = `for (let i = 0; i < ${count}; i++) console.log(i);`;
    await worker.evaluate({ cell: cell("p", {}, text), above: [] });
    return { texts, reports: () => reports };
  }
});

describe("the modules and signatures of a cell", () => {
  it("lack what the module does not export", async () => {
    const worker = await open();
    const wrong = cell("m", {}, "const x = $.modules.prefect.Tsk;");
    expect((await worker.evaluate({ cell: wrong, above: [] })).failure).toMatchObject({
      type: "SyntaxError",
      message: 'The module "prefect" does not provide an export named "Tsk".',
    });
  });

  it("show in the graph as the author wrote them", async () => {
    const worker = await open();
    const built: FlowDescription[] = [];
    worker.onReport((report) => report.type === "flowBuilt" && built.push(report.description));
    const signatures = ["number", "string"].map((type) => ({
      parameters: [{ name: "x", type, optional: false }],
    }));
    const text = `const { a } = $.fns({ a: 1 }, { a: (x) => x });
      const flow = new Flow("f");
      flow.with(() => { task($.fn(0, function one(x) {}))(1); task(a)(2); });`;
    await worker.evaluate({ cell: cell("s", { more: { signatures } }, text), above: [] });
    const types = built[0]?.graph.tasks.map((each) => each.signature?.parameters[0]?.type);
    expect(types).toEqual(["number", "string"]);
  });
});

describe("running a flow from a cell", () => {
  const runCell = cell(
    "r",
    { defines: "flow first state seen", more: {} },
    `const seed = $.has("seed") ? $.get("seed") : $.keep("seed", Math.random());
     const one = task(function one() { return seed });
     const flow = new Flow("one");
     const first = flow.with(() => one());
     const state = await flow.run({}, { runName: "mine" });
     const seen = state.result.get(first).result;
     const second = new Flow("second");
     $.value(seen);`,
  );
  const success = (value: unknown): RunReply => ({
    ok: true,
    state: { type: "Success", message: "done", value: null },
    tasks: { "one-1": { type: "Success", message: null, value: given(value) } },
  });

  async function evaluate(reply: RunReply) {
    const worker = await open();
    const requests: Extract<Report, { type: "runFlow" }>[] = [];
    worker.onReport((report) => {
      if (report.type !== "runFlow") return;
      requests.push(report);
      void worker.settleRun(report.request, reply);
    });
    return { requests, reply: await worker.evaluate({ cell: runCell, above: [] }) };
  }

  it("asks the engine, and goes on with the states it says", async () => {
    const { requests, reply } = await evaluate(success(42));
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ cell: "r", run: { runName: "mine" } });
    expect(requests[0]?.captures).toEqual({ seed: expect.any(Number) });
    expect(reply.value?.text).toBe("42");
  });

  it("throws what the engine says went wrong", async () => {
    const failure = { type: "ValueError", message: "no parameters", stack: null };
    const { reply } = await evaluate({ ok: false, failure });
    expect(reply.failure).toMatchObject({ type: "ValueError", message: "no parameters" });
  });

  it("can be evaluated again up to the run that is under way", async () => {
    const worker = await open();
    const reports: Report[] = [];
    worker.onReport((report) => reports.push(report));
    const reply = await worker.load({ cells: [{ ...runCell, captures: { seed: 7 } }] });
    expect(reply).toEqual({ flows: [{ id: "r:0", slugs: ["one-1"] }], failures: [] });
    expect(reports).toEqual([]);
    const [outcome] = await worker.call(batch([wireCall("one-1")], "r:0"));
    expect(outcome?.outcome).toMatchObject({ type: "returned", value: { stored: { value: 7 } } });
  });

  it("can be evaluated again past the runs on record, without running them", async () => {
    const worker = await open();
    const reply = await worker.load({ cells: [{ ...runCell, runs: [success(5)] }] });
    expect(reply.flows.map((flow) => flow.id)).toEqual(["r:0", "r:1"]);
  });

  it("describes the flows of a draft", async () => {
    const worker = await open();
    const reply = await worker.load({ cells: [addCell, runCell], draft: true });
    expect(reply.descriptions?.map((each: FlowDescription) => [each.id, each.variable])).toEqual([
      ["a:0", "flow"],
      ["r:0", "flow"],
    ]);
  });
});

describe("calling a task", () => {
  it("hands over inputs by name, and leaves the others to their defaults", async () => {
    const outcome = await callIn(addCell, wireCall("add-1", { x: given(40) }));
    expect(outcome).toMatchObject({
      work: "add-1:1",
      outcome: { type: "returned", value: { stored: { kind: "value", value: 41 } } },
      logs: [{ level: "INFO", logger: "stdout", message: "adding 40" }],
    });
  });

  it("refuses an input that the function does not take", async () => {
    const { outcome } = await callIn(addCell, wireCall("add-1", { z: given(1) }));
    expect(outcome).toMatchObject({
      type: "threw",
      failure: { type: "TypeError", message: expect.stringContaining("argument 'z'") },
    });
  });

  it("names the part of a value that cannot leave", async () => {
    const { outcome } = await callIn(
      oneTask("return { rows: [{ parse: () => 1 }] }"),
      wireCall("t-1"),
    );
    expect(outcome).toMatchObject({
      type: "unserialisable",
      failure: {
        message:
          'Task "t" returned a value that cannot leave its worker: result.rows[0].parse is a function.',
      },
    });
  });

  it("tells signals from errors", async () => {
    const skip = await callIn(
      oneTask(`throw new signals.SKIP("why", { result: 3 })`),
      wireCall("t-1"),
    );
    expect(skip.outcome).toMatchObject({
      type: "signalled",
      state: "Skipped",
      message: "why",
      value: { stored: { value: 3 } },
      repr: "SKIP('why')",
    });
    const fail = await callIn(oneTask(`throw new signals.FAIL("no")`), wireCall("t-1"));
    expect(fail.outcome).toMatchObject({
      state: "Failed",
      value: {
        stored: { kind: "failure", failure: { type: "FAIL", signal: { state: "Failed" } } },
      },
    });
    const loop = await callIn(oneTask("throw new signals.LOOP()"), wireCall("t-1"));
    expect(loop.outcome).toMatchObject({
      state: "Looped",
      loopCount: 1,
      value: { stored: { value: "LOOP()" } },
    });
    const error = await callIn(
      oneTask(
        `throw Object.assign(new RangeError("far", { cause: new Error("wind") }), { by: 3 })`,
        "{ maxRetries: 1, retryDelay: { seconds: 0 }, retryOn: TypeError }",
      ),
      wireCall("t-1"),
    );
    expect(error.outcome).toMatchObject({
      type: "threw",
      retryable: false,
      failure: {
        type: "RangeError",
        message: "far",
        fields: { by: 3 },
        cause: { message: "wind" },
      },
    });
  });

  it("turns failures it is given back into errors and signals", async () => {
    const body = `return x.map((each) => [each instanceof signals.SKIP, each instanceof TypeError, each.message])`;
    const failed = (failure: object): InputValue => ({
      from: "value",
      value: { kind: "failure", failure: { stack: null, type: "E", message: "m", ...failure } },
    });
    const list: InputValue = {
      from: "list",
      of: [
        failed({ type: "SKIP", message: "s", signal: { state: "Skipped" } }),
        failed({ type: "TypeError", message: "t" }),
      ],
    };
    const { outcome } = await callIn(oneTask(body), wireCall("t-1", { x: list }));
    expect(outcome).toMatchObject({
      value: {
        stored: {
          value: [
            [true, false, "s"],
            [false, true, "t"],
          ],
        },
      },
    });
  });

  it.each([
    ["an item of a text", { from: "item", of: given("añb"), index: 1 }, "ñ"],
    ["nothing", { from: "none" }, null],
    ["a flat list", { from: "flat", of: given([[1], [2, 3]]) }, [1, 2, 3]],
    ["a list that cannot be flattened", { from: "flat", of: given([[1], 2]) }, [[1], 2]],
  ] as const)("puts together %s", async (_, input, value) => {
    const { outcome } = await callIn(oneTask("return x"), wireCall("t-1", { x: input }));
    expect(outcome).toMatchObject({ value: { stored: { value } } });
  });

  it("gives the lengths of the items when somebody flattens them", async () => {
    const { outcome } = await callIn(
      oneTask(`return [[1, 2], "abc", 5]`),
      wireCall("t-1", {}, { wantsNested: true }),
    );
    expect(outcome).toMatchObject({ value: { info: { length: 3, nested: [2, 3, null] } } });
  });

  it("keeps what was returned from later changes", async () => {
    const worker = await open();
    const text = `const kept = []; const grow = task(function grow() { kept.push(1); return kept });
      const flow = new Flow("f"); flow.with(() => { grow(); grow(); });`;
    await worker.load({ cells: [cell("a", { defines: "flow" }, text)] });
    const outcomes = await worker.call(batch([wireCall("grow-1"), wireCall("grow-2")]));
    expect(
      outcomes.map(({ outcome }) => outcome.type === "returned" && outcome.value.info.length),
    ).toEqual([1, 2]);
  });

  it("knows its run and its place in it", async () => {
    const body = `return [context.get("flowRunName"), context.get("taskFullName"), context.get("taskRunCount"), context.get("mine")]`;
    const worker = await open();
    await worker.load({ cells: [oneTask(body)] });
    const call = wireCall("t-1");
    const [outcome] = await worker.call({
      flow: "a:0",
      run: run({ user: { mine: 1 } }),
      calls: [{ ...call, context: { ...call.context, mapIndex: 2, runCount: 3 } }],
    });
    expect(outcome?.outcome).toMatchObject({
      value: { stored: { value: ["brave-fox", "t[2]", 3, 1] } },
    });
  });

  it("writes what is printed into the log where the task says so", async () => {
    const body = `console.warn("careful"); console.log(" "); context.logger.error("bad")`;
    const { logs } = await callIn(oneTask(body, "{ logStdout: true }"), wireCall("t-1"));
    expect(logs.map(({ level, logger, message }) => [level, logger, message])).toEqual([
      ["INFO", "prefect.TaskRunner", "careful"],
      ["ERROR", "prefect.t", "bad"],
    ]);
  });

  it("tells outcomes of a long batch before its end, and takes calls back that have not begun", async () => {
    const worker = await open();
    const early: string[] = [];
    let first = () => {};
    const begun = new Promise<void>((resolve) => (first = resolve));
    worker.onReport((report) => {
      if (report.type !== "outcomes") return;
      early.push(...report.outcomes.map(({ work }) => work));
      first();
    });
    const text = `const spin = task(function spin() { const end = performance.now() + 6; while (performance.now() < end); });
      const flow = new Flow("f"); flow.with(() => { for (let i = 0; i < 40; i++) spin(); });`;
    await worker.load({ cells: [cell("a", { defines: "flow" }, text)] });
    const calls = Array.from({ length: 40 }, (_, index) => wireCall(`spin-${index + 1}`));
    const done = worker.call(batch(calls));
    await begun;
    const last = calls.slice(-5).map(({ work }) => work);
    expect(await worker.revoke(last)).toEqual(last);
    const rest = (await done).map(({ work }) => work);
    expect([...early, ...rest]).toEqual(calls.slice(0, 35).map(({ work }) => work));
    expect(early.length).toBeGreaterThan(0);
  });

  it("tells outcomes while a later call of the batch waits for something, each once", async () => {
    const worker = await open();
    const told: string[][] = [];
    worker.onReport((report) => {
      if (report.type === "outcomes") told.push(report.outcomes.map(({ work }) => work));
    });
    const text = `let go; const gate = new Promise((resolve) => (go = resolve));
      const t = task(async function t(isLast) { if (isLast) setTimeout(go, 30); await gate; });
      const quick = task(function quick() {});
      const flow = new Flow("f"); flow.with(() => { quick(); t(true); quick(); });`;
    await worker.load({ cells: [cell("a", { defines: "flow" }, text)] });
    const isLast = { from: "value", value: { kind: "value", value: true } } as const;
    const calls = [wireCall("quick-1"), wireCall("t-1", { isLast }), wireCall("quick-2")];
    const rest = (await worker.call(batch(calls))).map(({ work }) => work);
    expect(told[0]).toEqual([calls[0]?.work]);
    expect([...told.flat(), ...rest]).toEqual(calls.map(({ work }) => work));
  });
});

describe("two workers", () => {
  it("share nothing", async () => {
    const [one, two] = [await open(), await open()];
    await one.load({ cells: [addCell] });
    expect(await two.load({ cells: [] })).toEqual({ flows: [], failures: [] });
  });

  it("build the same flow from the same cells", async () => {
    const kernel = await open();
    const built: FlowDescription[] = [];
    kernel.onReport((report) => report.type === "flowBuilt" && built.push(report.description));
    await kernel.evaluate({ cell: addCell, above: [] });
    const worker = await open();
    const reply = await worker.load({ cells: [addCell] });
    expect(reply.flows).toEqual([
      { id: built[0]?.id, slugs: built[0]?.graph.tasks.map((task) => task.slug) },
    ]);
  });
});
