/** The history of runs: what was cut off goes on, what failed is done again, and every run can be looked at. */

import { expect, test, type Page } from "@playwright/test";
import { codeCell, flowRun, runCell, taskNamed, writeCell } from "./support/notebook.ts";

const HEAD = `import { task, Flow, Parameter } from "prefect";
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
`;

const SLOW = `${HEAD}
const numbers = task(function numbers() { return [0, 1, 2, 3, 4, 5, 6, 7] });
const slow = task(async function slow(x: number) { await wait(x < 4 ? 50 : 2500); return x * 10 });
const total = task(function total(xs: number[]) { return xs.reduce((a, b) => a + b, 0) });
const flow = new Flow("slowly"); flow.with(() => { total(slow.map(numbers())) });
await flow.run();`;

const FAILING = `${HEAD}
const numbers = task(function numbers() { return [0, 1, 2, 3] });
const check = task(function check(x: number) { if (x === 2) throw new Error("two is bad"); return x * 10 });
const total = task(function total(xs: number[]) { return xs.reduce((a, b) => a + b, 0) });
const flow = new Flow("picky"); flow.with(() => { total(check.map(numbers())) });
await flow.run();`;

const PARAMETER = `${HEAD}
const twice = task(function twice(x: number) { return x * 2 });
const flow = new Flow("doubling"); flow.with(() => { twice(new Parameter("x", { default: 1 })) });
`;

const open = async (page: Page): Promise<void> => {
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
};

const history = (page: Page) => page.getByRole("dialog", { name: "Runs of this notebook" });

async function openHistory(page: Page) {
  await page.getByRole("button", { name: "History", exact: true }).click();
  await expect(history(page)).toBeVisible();
  return history(page);
}

test.beforeEach(async ({ page }) => {
  await open(page);
});

test("a run that was cut off says what is done, and goes on by one click", async ({
  page,
  context,
}) => {
  await runCell(page, 1, SLOW);
  await expect(taskNamed(page, /^slow-1: Mapped .*4 Success/)).toBeVisible();
  await page.close();
  const later = await context.newPage();
  await open(later);
  const announced = later.getByRole("region", { name: "Interrupted runs" });
  await expect(announced).toContainText(/a run of slowly, was interrupted: 5 of 10 task runs/);
  await expect(flowRun(later)).toContainText("Interrupted");
  await announced.getByRole("button", { name: "Resume", exact: true }).click();
  await expect(taskNamed(later, "total-1: Success")).toBeVisible({ timeout: 30_000 });
  await expect(announced).toBeHidden();
  await taskNamed(later, "total-1: Success").click();
  const inspector = later.getByRole("region", { name: "Inspector" });
  await expect(inspector.getByRole("region", { name: "Result" })).toContainText("280");
  const listed = await openHistory(later);
  await expect(listed.getByRole("listitem")).toHaveCount(1);
});

test("goes on by itself where somebody wants that", async ({ page, context }) => {
  await runCell(page, 1, SLOW);
  await expect(taskNamed(page, /^slow-1: Mapped .*4 Success/)).toBeVisible();
  await page.close();
  const later = await context.newPage();
  await open(later);
  const announced = later.getByRole("region", { name: "Interrupted runs" });
  await announced.getByLabel("Resume by itself when the notebook is opened").check();
  await later.close();
  const last = await context.newPage();
  await open(last);
  await expect(taskNamed(last, "total-1: Success")).toBeVisible({ timeout: 30_000 });
});

test("asks with which program, if the notebook has changed since", async ({ page, context }) => {
  await runCell(page, 1, SLOW);
  await expect(taskNamed(page, /^slow-1: Mapped .*4 Success/)).toBeVisible();
  await page.close();
  const later = await context.newPage();
  await open(later);
  await writeCell(later, 1, SLOW.replace("x * 10", "x * 1000"));
  await later
    .getByRole("region", { name: "Interrupted runs" })
    .getByRole("button", { name: "Resume", exact: true })
    .click();
  const question = later.getByRole("dialog", { name: /the notebook has changed/ });
  await expect(question.getByRole("group", { name: "Changed cell 1" })).toContainText("x * 1000");
  await question.getByRole("button", { name: "With the notebook as it is now" }).click();
  await expect(taskNamed(later, "total-1: Success")).toBeVisible({ timeout: 30_000 });
  await taskNamed(later, "total-1: Success").click();
  await expect(later.getByRole("region", { name: "Result" })).toContainText("22060");
});

test("restarts what failed with the cell mended, and keeps the rest", async ({ page }) => {
  await runCell(page, 1, FAILING);
  await expect(flowRun(page)).toContainText("Failed");
  await writeCell(page, 1, FAILING.replace('throw new Error("two is bad")', "return 2000"));
  await expect(page.getByText("draft: not built yet")).toBeVisible();
  await page.getByRole("button", { name: "Restart from failed" }).click();
  const question = page.getByRole("dialog", { name: /the notebook has changed/ });
  await question.getByRole("button", { name: "With the notebook as it is now" }).click();
  await expect(flowRun(page)).toContainText("Success");
  await taskNamed(page, "total-1: Success").click();
  await expect(page.getByRole("region", { name: "Result" })).toContainText("2040");
});

test("restarts from a task that one chose: it and what depends on it are done again", async ({
  page,
}) => {
  await runCell(
    page,
    1,
    `${HEAD}
const first = task(function first() { console.log("called-first"); return 1 });
const second = task(function second(x: number) { console.log("called-second"); return x + 1 });
const third = task(function third(x: number) { console.log("called-third"); return x + 1 });
const beside = task(function beside(x: number) { console.log("called-beside"); return x });
const flow = new Flow("chosen"); flow.with(() => { const x = first(); third(second(x)); beside(x) });
await flow.run();`,
  );
  await expect(flowRun(page)).toContainText("Success");
  const called = (name: string) =>
    page.getByRole("log", { name: "Run log" }).getByText(`called-${name}`);
  await expect(called("third")).toHaveCount(1);
  await taskNamed(page, "second-1: Success").click();
  const inspector = page.getByRole("region", { name: "Inspector" });
  await inspector.getByRole("button", { name: "Restart from here" }).click();
  for (const name of ["second", "third"]) await expect(called(name)).toHaveCount(2);
  await expect(flowRun(page)).toContainText("Success");
  await expect(taskNamed(page, "third-1: Success")).toBeVisible();
  for (const name of ["first", "beside"]) await expect(called(name)).toHaveCount(1);
  const listed = await openHistory(page);
  await expect(listed.getByRole("listitem")).toHaveCount(1);
});

test("sets a state by hand, and does again what depends on it", async ({ page }) => {
  await runCell(page, 1, FAILING);
  await expect(flowRun(page)).toContainText("Failed");
  await taskNamed(page, /^check-1: Mapped/).click();
  const inspector = page.getByRole("region", { name: "Inspector" });
  await inspector.getByRole("button", { name: /^check-1\[2\]/ }).click();
  await inspector.getByRole("button", { name: "Set state…" }).click();
  const dialog = page.getByRole("dialog", { name: /Set the state of/ });
  await dialog.getByLabel("State").selectOption("Skipped");
  await dialog.getByLabel("Reason").fill("two is known to be bad");
  await dialog.getByRole("button", { name: "Set state" }).click();
  await expect(inspector).toContainText("two is known to be bad");
  await expect(flowRun(page)).toContainText("Success");
  await expect(taskNamed(page, "total-1: Skipped")).toBeVisible();
});

test("names, compares, runs again and deletes runs", async ({ page }) => {
  await runCell(page, 1, PARAMETER);
  await expect(codeCell(page, 1).getByText("up to date")).toBeVisible();
  for (const x of ["3", "4"]) {
    await page.getByRole("button", { name: "Run flow…" }).click();
    const form = page.getByRole("dialog", { name: "Run doubling" });
    await form.getByLabel("x").fill(x);
    await form.getByRole("button", { name: "▶ Run flow" }).click();
    await expect(flowRun(page)).toContainText("Success");
  }
  const listed = await openHistory(page);
  await expect(listed.getByRole("listitem")).toHaveCount(2);
  const [newer, older] = [listed.getByRole("listitem").nth(0), listed.getByRole("listitem").nth(1)];
  await expect(newer).toContainText("x = 4");
  await older.getByRole("button", { name: /^Rename/ }).click();
  await listed.getByLabel("Name of the run").fill("the first one");
  await page.keyboard.press("Enter");
  await expect(older).toContainText("the first one");

  for (const row of [newer, older]) await row.getByRole("checkbox").check();
  await listed.getByRole("button", { name: "Compare" }).click();
  const compared = page.getByRole("dialog", { name: "Two runs compared" });
  await expect(compared.getByRole("row", { name: /^parameter x/ })).toContainText(/4.*3/);
  await expect(compared.getByRole("row", { name: /^twice-1/ })).toContainText(/8.*6/);
  await compared.getByRole("button", { name: "Close" }).click();

  await older.getByRole("button", { name: "Run again" }).click();
  await expect(listed.getByRole("listitem")).toHaveCount(3);
  await expect(listed.getByRole("listitem").first()).toContainText("x = 3");
  /* With the same parameters it comes to the same. */
  await expect(listed.getByRole("listitem").first()).toContainText("Success");
  const [again, between] = [0, 1].map((row) => listed.getByRole("checkbox").nth(row));
  await between?.uncheck();
  await again?.check();
  await listed.getByRole("button", { name: "Compare" }).click();
  await expect(compared.getByRole("row", { name: /^parameter x/ })).toHaveCount(0);
  await expect(compared).toContainText("No task run differs in state or result.");
  await compared.getByLabel("Only what differs").uncheck();
  await expect(compared.getByRole("row", { name: /^twice-1/ })).toContainText(/6.*6/);
  await compared.getByRole("button", { name: "Close" }).click();
  await again?.uncheck();
  await between?.check();

  page.on("dialog", (question) => void question.accept());
  await listed.getByRole("checkbox", { name: "Choose the first one" }).uncheck();
  await listed.getByRole("button", { name: "Delete chosen" }).click();
  await expect(listed.getByRole("listitem")).toHaveCount(2);
  await expect(listed.getByText("x = 4")).toHaveCount(0);

  await page.reload();
  await openHistory(page);
  await listed.getByLabel("Filter the runs").fill("the first");
  await expect(listed.getByRole("listitem")).toHaveCount(1);
  await listed.getByRole("button", { name: "Open", exact: true }).click();
  await expect(flowRun(page)).toContainText("the first one");
  await expect(page.getByText("a past run")).toBeVisible();
  await taskNamed(page, "twice-1: Success").click();
  await expect(page.getByRole("region", { name: "Result" })).toContainText("6");
  await page.getByRole("button", { name: "Show the latest" }).click();
  await expect(page.getByText("a past run")).toBeHidden();

  await openHistory(page);
  await listed.getByRole("button", { name: "Delete all", exact: true }).click();
  await expect(listed.getByText("None yet.")).toBeVisible();
  await page.reload();
  await openHistory(page);
  await expect(listed.getByText("None yet.")).toBeVisible();
});

test("compares two runs: the task that differs in state, in result, and how long each took", async ({
  page,
}) => {
  await runCell(page, 1, FAILING);
  await expect(flowRun(page)).toContainText("Failed");
  await runCell(page, 1, FAILING.replace('throw new Error("two is bad")', "return 2000"));
  await expect(flowRun(page)).toContainText("Success");
  const listed = await openHistory(page);
  await expect(listed.getByRole("listitem")).toHaveCount(2);
  for (const row of [0, 1]) await listed.getByRole("checkbox").nth(row).check();
  await listed.getByRole("button", { name: "Compare" }).click();
  const compared = page.getByRole("dialog", { name: "Two runs compared" });
  const row = (name: string | RegExp) => compared.getByRole("row", { name });
  await expect(row(/^the run/)).toContainText(/Success.*Failed/);
  const differing = row(/^check-1\[2\]/);
  await expect(differing).toContainText(/Success 2000.*Failed/);
  await expect(differing.getByRole("rowheader")).toContainText("differs");
  /* Both were called, and took their time. */
  for (const side of [0, 1]) {
    await expect(differing.getByRole("cell").nth(side).locator("small")).toHaveText(/\d+ m?s/);
  }
  await expect(row(/^total-1/)).toContainText(/Success 2040.*TriggerFailed/);
  await expect(row(/^check-1\[1\]/)).toHaveCount(0);
  await compared.getByLabel("Only what differs").uncheck();
  await expect(row(/^check-1\[1\]/)).toContainText(/Success 10.*Success 10/);
});
