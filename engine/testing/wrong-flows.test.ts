/** Forty wrong flows: each a clear error at the user's own line, with nothing lost and nothing hanging. */

import { describe, expect, it } from "vitest";
import type { CellOutput } from "../ports.ts";
import { nodeEngine } from "./node-engine.ts";

const HEAD = `import { task, Task, Flow, Parameter, unmapped, when, merge, signals, triggers, CronSchedule, IntervalSchedule, DatesClock } from "prefect"; const inc = task(function inc(x: number) { return x + 1 }); const flow = new Flow("f");`;

interface Came {
  readonly error: Extract<CellOutput, { type: "error" }> | null;
  readonly diagnostics: readonly { readonly line: number; readonly message: string }[];
  /** Messages of the tasks that failed, and the lines of the log. */
  readonly text: string;
}

/** Evaluates the wrong cell, then a right one: the notebook must be alive after it. */
async function tryCell(code: string): Promise<Came> {
  const { engine, events } = nodeEngine();
  await engine.openNotebook("n");
  await engine.setCells("n", [
    { id: "wrong", language: "typescript", text: `${HEAD}\n${code}` },
    { id: "right", language: "typescript", text: "const alive = 6 * 7; alive;" },
  ]);
  await engine.runCell("n", "wrong");
  await engine.runCell("n", "right");
  engine.flush();
  const outputs = events.flatMap((event) =>
    event.type === "cellOutput" && event.cell === "wrong" ? event.outputs : [],
  );
  const alive = events.some(
    (event) =>
      event.type === "cellOutput" &&
      event.cell === "right" &&
      event.outputs.some(({ type }) => type === "value"),
  );
  expect(alive, "the next cell runs").toBe(true);
  const states = events.flatMap((event) =>
    event.type === "runProgress"
      ? [
          ...event.logs.map(({ message }) => message),
          ...event.events.flatMap((each) =>
            each.type === "TaskStateChanged" || each.type === "FlowStateChanged"
              ? [`${each.state.type}: ${each.state.message ?? ""}`]
              : [],
          ),
        ]
      : [],
  );
  const notes = outputs.flatMap((output) => {
    if (output.type === "note" || output.type === "print") return [output.text];
    return output.type === "value" ? [JSON.stringify(output.node)] : [];
  });
  const built = events.flatMap((event) =>
    event.type === "flowBuilt" ? event.description.warnings : [],
  );
  return {
    error: outputs.find((output) => output.type === "error") ?? null,
    diagnostics: events.flatMap((event) => (event.type === "checked" ? event.diagnostics : [])),
    text: [...states, ...notes, ...built].join("\n"),
  };
}

const run = (body: string, options = ""): string =>
  `const bad = task(function bad(x: number): any { ${body} }${options});\nflow.with(() => { bad(1) });\nawait flow.run();`;

describe("is refused while it is built, at the user's line", () => {
  it.each<[string, string, string, RegExp, number]>([
    [
      "a missing argument",
      "flow.with(() => { inc() });",
      "TypeError",
      /missing a required argument: 'x'/,
      2,
    ],
    [
      "too many arguments",
      "flow.with(() => { (inc as any)(1, 2, 3) });",
      "TypeError",
      /too many positional arguments/,
      2,
    ],
    [
      "an unknown argument",
      "flow.with(() => { inc.named({ zz: 1 } as any) });",
      "TypeError",
      /zz/,
      2,
    ],
    [
      "rest parameters",
      "const t = task(function t(...xs: number[]) { return xs });",
      "ValueError",
      /rest|\.\.\./,
      2,
    ],
    [
      "destructured parameters",
      "const t = task(function t({ a }: any) { return a });",
      "ValueError",
      /destruct|name/i,
      2,
    ],
    [
      "a reserved parameter name",
      "const t = task(function t(mapped: number) { return mapped });",
      "ValueError",
      /mapped/,
      2,
    ],
    ["no function at all", "const t = task(5 as any);", "TypeError", /function/, 2],
    ["a flow without a name", 'const g = new Flow("");', "ValueError", /name/, 2],
    ["a call outside a flow", "inc(1);", "ValueError", /flow/i, 2],
    [
      "two parameters of one name",
      'flow.with(() => { inc(new Parameter<number>("p")); inc(new Parameter<number>("p")) });',
      "ValueError",
      /p/,
      2,
    ],
    [
      "two tasks of one slug",
      'const a = task(function a() { return 1 }, { slug: "s" }), b = task(function b() { return 1 }, { slug: "s" });\nflow.addTask(a); flow.addTask(b);',
      "ValueError",
      /slug.*s|"s"/,
      3,
    ],
    ["no task where one is due", "flow.addTask(5 as any);", "TypeError", /Task/, 2],
    ["an edge to itself", "flow.addEdge(inc, inc);", "ValueError", /itself|same/i, 2],
    [
      "a key that is no name",
      'flow.addEdge(task(function a() { return 1 }), inc, { key: "1x" });',
      "ValueError",
      /1x/,
      2,
    ],
    [
      "an edge into a Parameter",
      'flow.addEdge(inc, new Parameter("p"));',
      "ValueError",
      /Parameter/,
      2,
    ],
    [
      "foreign reference tasks",
      "flow.setReferenceTasks([inc]);",
      "ValueError",
      /reference tasks must be part of the flow/,
      2,
    ],
    [
      "retries without a delay",
      "const t = task(function t() {}, { maxRetries: 2 });",
      "ValueError",
      /retryDelay/,
      2,
    ],
    [
      "a delay without retries",
      "const t = task(function t() {}, { retryDelay: { seconds: 1 } });",
      "ValueError",
      /maxRetries/,
      2,
    ],
    [
      "retryOn without retries",
      "const t = task(function t() {}, { retryOn: RangeError });",
      "ValueError",
      /maxRetries/,
      2,
    ],
    [
      "a duration that is a number",
      "const t = task(function t() {}, { timeout: 5 as any });",
      "TypeError",
      /seconds/,
      2,
    ],
    [
      "a duration below nothing",
      "const t = task(function t() {}, { maxRetries: 1, retryDelay: { seconds: -1 } });",
      "Error",
      /-1|negative/i,
      2,
    ],
    [
      "tags that are a text",
      'const t = task(function t() {}, { tags: "a" as any });',
      "TypeError",
      /tags/i,
      2,
    ],
    ["a bad cron text", 'const s = CronSchedule("61 * * * *");', "ValueError", /61|minute/, 2],
    [
      "an interval of nothing",
      "const s = IntervalSchedule({ interval: { seconds: 0 } });",
      "ValueError",
      /interval/i,
      2,
    ],
    [
      "a date without a zone",
      'const s = new DatesClock(["2026-01-01T00:00:00"]);',
      "Error",
      /zone/i,
      2,
    ],
    [
      "unpacking without nout",
      "flow.with(() => { const [a, b] = inc(1) as any });",
      "TypeError",
      /nout/,
      2,
    ],
    [
      "mapping over a number",
      "flow.with(() => { inc.map(5 as any) });",
      "TypeError",
      /map|unmapped/i,
      2,
    ],
    [
      "a task as a case's value",
      "flow.with(() => { when(inc(1), inc(2) as any, () => inc(3)) });",
      "TypeError",
      /value/i,
      2,
    ],
    [
      "a run inside its own block",
      "let asked: Promise<unknown> | null = null;\nflow.with(() => { asked = flow.run() });\nawait asked;",
      "RuntimeError",
      /flow\.with|block|inside/i,
      3,
    ],
    ["an asynchronous block", "flow.with(async () => { inc(1) });", "Error", /async|promise/i, 2],
    ["registering", 'flow.register({ projectName: "p" });', "RuntimeError", /backend/, 2],
    ["an unknown name", "const y = nothing + 1;", "ReferenceError", /nothing is not defined/, 2],
    [
      "parameters nobody asked for",
      "await flow.run({ zz: 1 });",
      "ValueError",
      /unexpected parameters: zz/,
      2,
    ],
    [
      "a parameter that is missing",
      'flow.with(() => { inc(new Parameter<number>("p")) });\nawait flow.run();',
      "ValueError",
      /required parameters: p/,
      3,
    ],
  ])("%s", async (...[, code, type, message, line]) => {
    /* "Error" stands for any class. */
    const wanted = new RegExp(type === "Error" ? "Error$" : `^${type}$`);
    const { error } = await tryCell(code);
    expect(error).not.toBeNull();
    expect(error?.errorType).toMatch(wanted);
    expect(error?.message).toMatch(message);
    expect(error?.place).toMatchObject({ cell: "wrong", line });
  });
});

describe("is marked before it runs, at the user's line", () => {
  it.each<[string, string, RegExp]>([
    ["broken syntax", "const x: = 1;", /Unexpected/],
    ["a module that is not there", 'import x from "lodash";', /prefect/],
    ["a second declaration", "let a; let a;", /a/],
    ["a return outside a function", "return 5;", /return/i],
  ])("%s", async (_, code, message) => {
    const { diagnostics } = await tryCell(code);
    expect(diagnostics[0]?.message).toMatch(message);
    expect(diagnostics[0]?.line).toBe(2);
  });
});

describe("fails its task, says why, and lets the flow end", () => {
  it.each<[string, string, RegExp]>([
    ["a thrown text", run('throw "just text"'), /just text/],
    ["a function as a result", run("return { f: () => 1 }"), /Task "bad".*f is a function/s],
    ["a promise within a result", run("return { p: [Promise.resolve(1)] }"), /Task "bad".*p\[0\]/s],
    [
      "a result of 200 MB",
      run("return new Uint8Array(200 * 1024 * 1024)"),
      /Task "bad".*about 200 MB big; 120 MB is the most/s,
    ],
    [
      "a validator that throws",
      `${run("return 1", ', { cacheFor: { hours: 1 }, cacheValidator: () => { throw new Error("odd validator") } }')}\nawait flow.run();`,
      /Unexpected error: .*odd validator/,
    ],
    ["a task as a result", run("return inc"), /Task "bad"/],
    [
      "an exception, with the user's line",
      run("throw new RangeError('deep')"),
      /RangeError: deep[\s\S]*cell 1, line 2/,
    ],
    [
      "a trigger that throws",
      run("return 1", ', { trigger: () => { throw new Error("odd trigger") } }').replace(
        "bad(1)",
        "bad(inc(1))",
      ),
      /TriggerFailed: .*odd trigger/,
    ],
    [
      "a handler that throws",
      run("return 1", ', { stateHandlers: [() => { throw new Error("odd handler") }] }'),
      /Unexpected error while calling state handlers: .*odd handler/,
    ],
    [
      "a template with an unknown hole",
      run("return 1", ', { target: "{nowhere}.txt" }'),
      /nowhere/,
    ],
    [
      "a cycle",
      "const a = task(function a(x: any) { return x }), b = task(function b(x: any) { return x });\nflow.addEdge(a, b, { key: 'x' }); flow.addEdge(b, a, { key: 'x' });\nawait flow.run();",
      /Unexpected error: ValueError.*[Cc]ycle/,
    ],
    [
      "mapping over what turns out a number",
      "const five = task(function five(): any { return 5 });\nflow.with(() => { inc.map(five()) });\nawait flow.run();",
      /unmappable.*five/,
    ],
  ])("%s", async (_, code, message) => {
    const { text, error } = await tryCell(code);
    expect(error).toBeNull();
    expect(text).toMatch(message);
  });

  it("but a BigInt is a value like any other", async () => {
    const { text } = await tryCell(run("return 10n"));
    expect(text).toContain("Success");
  });
});
