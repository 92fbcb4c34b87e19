/** What a task has of its notebook, how long it may take, and what becomes of it when it is stopped. */

import { expect, test } from "@playwright/test";
import { oneTask, runSource } from "./support/automation.ts";
import { runCell, taskNamed } from "./support/notebook.ts";
import { endWorkersSilently } from "./support/sandbox.ts";

test.beforeEach(async ({ page }) => {
  await page.goto("./");
});

test("helpers, classes, captured values and closures all work inside a task", async ({ page }) => {
  const report = await runSource(
    page,
    `
import { task, Flow } from "prefect";
const seed = Math.random();
const started = new Date();
class Scale { constructor(private readonly by: number) {} apply(x: number) { return x * this.by } }
const scale = new Scale(3);
function helper(x: number) { return scale.apply(x) }
const adder = (n: number) => task(function add(x: number) { return helper(x) + n });
const addFive = adder(5), addSeven = adder(7);
const sameSeed = task(function sameSeed(given: number, when: Date) { return given === seed && when.getTime() === started.getTime() });
const flow = new Flow("closures");
flow.with(() => { addSeven(addFive(1)); sameSeed(seed, started) });
`,
  );
  expect(report.tasks["add-1"]?.result).toBe(8);
  expect(report.tasks["add-2"]?.result).toBe(31);
  expect(report.tasks["sameSeed-1"]?.result).toBe(true);
});

test("independent tasks overlap, and each worker runs the program once more in silence", async ({
  page,
}) => {
  const report = await runSource(
    page,
    `
import { task, Flow } from "prefect";
console.log("side effect of the cell");
const slow = task(async function slow(n: number) {
  const from = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 400));
  return [from, Date.now()];
});
const flow = new Flow("overlap");
flow.with(() => { slow(1); slow(2) });
`,
  );
  const spans = ["slow-1", "slow-2"].map((slug) => report.tasks[slug]?.result as [number, number]);
  const lastBegin = Math.max(...spans.map(([from]) => from));
  const firstEnd = Math.min(...spans.map(([, to]) => to));
  expect(lastBegin).toBeLessThan(firstEnd);
  expect(report.logs.some(({ message }) => message.includes("side effect"))).toBe(false);
});

test("a task over its time is ended and retried, and its neighbours are not disturbed", async ({
  page,
}) => {
  const report = await runSource(
    page,
    `
import { task, Flow, context } from "prefect";
const stuck = task(function stuck() { if (context.get("taskRunCount") === 1) while (true) {} return "second try" },
  { timeout: { seconds: 1 }, maxRetries: 1, retryDelay: { seconds: 0 } });
const steady = task(async function steady() {
  await new Promise((resolve) => setTimeout(resolve, 1500));
  return context.get("taskRunCount");
});
const flow = new Flow("timeouts");
flow.with(() => { stuck(); steady() });
`,
  );
  expect(report.tasks["stuck-1"]).toMatchObject({ state: "Success", result: "second try" });
  expect(report.tasks["steady-1"]).toMatchObject({ state: "Success", result: 1 });
});

test("a task whose worker dies without a word, in the middle of computing, is called again", async ({
  page,
}) => {
  await runCell(
    page,
    1,
    `import { task, Flow } from "prefect";
const until = Date.now() + 20_000;
const busy = task(function busy() { while (Date.now() < until); return "done" });
const flow = new Flow("survives");
flow.with(() => { busy() });
await flow.run();`,
  );
  await expect(taskNamed(page, "busy-1: Running")).toBeVisible();
  await endWorkersSilently(page);
  await expect(taskNamed(page, "busy-1: Success")).toBeVisible({ timeout: 120_000 });
});

test("a task that never ends is cancelled by hand, and the rest goes on", async ({ page }) => {
  const cell = page.getByRole("region", { name: "Code cell 1", exact: true });
  await cell.locator(".monaco-editor").first().click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(`import { task, Flow } from "prefect";
const stuck = task(function stuck() { while (true) {} });
const fine = task(function fine() { return "fine" });
const flow = new Flow("stuck");
flow.with(() => { stuck(); fine() });
const state = await flow.run();
state.message;`);
  await cell.getByRole("button", { name: "Run code cell 1" }).click();
  const graph = page.getByRole("group", { name: "Flow graph of stuck" });
  await expect(graph.getByRole("button", { name: "fine-1: Success" })).toBeVisible();
  await graph.getByRole("button", { name: "stuck-1: Running" }).click();
  await page
    .getByRole("region", { name: "Inspector" })
    .getByRole("button", { name: "Cancel" })
    .click();
  await expect(graph.getByRole("button", { name: "stuck-1: Cancelled" })).toBeVisible();
  await expect(cell.getByRole("group", { name: "Output" })).toContainText(
    "No reference tasks failed.",
  );
});

test("a value that cannot leave its worker is an error that names the task and the path", async ({
  page,
}) => {
  const report = await runSource(page, oneTask("return { rows: [{ parse: () => 1 }] };"));
  expect(report.tasks["attack-1"]?.state).toBe("Failed");
  expect(report.tasks["attack-1"]?.message).toContain('Task "attack"');
  expect(report.tasks["attack-1"]?.message).toContain("rows[0].parse");
});

test("faults of a source come back in the report, with phase and place", async ({ page }) => {
  const compile = await runSource(page, "const x: = 1;");
  expect(compile.error).toMatchObject({ phase: "compile", type: "SyntaxError", line: 1 });
  const build = await runSource(page, "const y = 1;\nnothing(y);");
  expect(build.error).toMatchObject({ phase: "build", type: "ReferenceError", line: 2, column: 1 });
  const run = await runSource(page, oneTask("return 1"), { parameters: { zz: 1 } });
  expect(run.error).toMatchObject({ phase: "run", type: "ValueError" });
  expect(run.error?.message).toContain("zz");
});

test("skipped waits: ten minutes of retry delay pass at once", async ({ page }) => {
  await page.getByLabel("Skip waits").check();
  const report = await runSource(
    page,
    oneTask(
      `if (context.get("taskRunCount") < 3) throw new Error("not yet");
  return context.get("taskRunCount");`,
      "{ maxRetries: 2, retryDelay: { minutes: 10 } }",
    ).replace("{ task, Flow }", "{ task, Flow, context }"),
    { timeoutMs: 20_000 },
  );
  expect(report.tasks["attack-1"]).toMatchObject({ state: "Success", result: 3 });
  const times = report.logs.map(({ at }) => at);
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(20 * 60_000);
});
