/** One notebook in two tabs: one executes it, the other follows, goes on with it, and edits it too. */

import { expect, test, type BrowserContext, type Page } from "@playwright/test";

const graph = (page: Page) => page.getByRole("group", { name: /^Flow graph of/ });
const task = (page: Page, name: string | RegExp) => graph(page).getByRole("button", { name });
const codeCell = (page: Page, number: number) =>
  page.getByRole("region", { name: `Code cell ${number}`, exact: true });
const log = (page: Page) => page.getByRole("log", { name: "Run log" });
const flowRun = (page: Page) => page.getByLabel("Flow run");
const bar = (page: Page) => page.getByText("This notebook runs in another tab");
const conflict = (page: Page) => page.getByRole("group", { name: "Conflict in code cell 1" });
const text = (page: Page, cell: number) => codeCell(page, cell).locator(".view-lines").first();

/** Each of three tasks takes a while, and says when it is called. */
const SLOW = `import { task, Flow } from "prefect";
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const one = task(async function one(): Promise<number> { console.log("called-one"); await wait(800); return 1 });
const two = task(async function two(x: number): Promise<number> { console.log("called-two"); await wait(4000); return x + 1 });
const three = task(async function three(x: number): Promise<number> { console.log("called-three"); await wait(300); return x + 1 });
const flow = new Flow("slow");
flow.with(() => { three(two(one())) });
await flow.run();`;

const PAUSED = `import { task, triggers, Flow } from "prefect";
const before = task(function before(): number { return 1 });
const after = task(function after(x: number): number { return x * 42 }, { trigger: triggers.manualOnly });
const flow = new Flow("paused");
flow.with(() => { after(before()) });
await flow.run();`;

async function open(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
  return page;
}

/** Puts the cursor to the end of a cell's code. */
async function focus(page: Page, cell: number): Promise<void> {
  const editor = codeCell(page, cell).locator(".monaco-editor").first();
  await codeCell(page, cell).scrollIntoViewIfNeeded();
  await editor.click();
  await expect(editor).toHaveClass(/\bfocused\b/);
  await page.keyboard.press("Control+End");
}

async function replaceCode(page: Page, code: string): Promise<void> {
  await focus(page, 1);
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(code);
}

const run = (page: Page) => codeCell(page, 1).getByRole("button", { name: /^Run code cell/ });

/** Two tabs: the first executes the notebook, and has this code in its first cell. */
async function openBoth(context: BrowserContext, code?: string): Promise<[Page, Page]> {
  const one = await open(context);
  if (code !== undefined) await replaceCode(one, code);
  await expect(one.getByText("saved", { exact: true })).toBeVisible();
  const two = await open(context);
  await expect(bar(two)).toBeVisible();
  await expect(bar(one)).toBeHidden();
  return [one, two];
}

/** Starts the slow run in the first tab, and waits until the other has seen its first task end. */
async function startSlow(context: BrowserContext): Promise<[Page, Page]> {
  const [one, two] = await openBoth(context, SLOW);
  await run(one).click();
  await expect(task(two, "one-1: Success")).toBeVisible();
  await expect(task(two, /^two-1: (Running|Pending)/)).toBeVisible();
  await expect(log(two).getByText("called-two")).toHaveCount(1);
  return [one, two];
}

/** The second tab goes on with the run in time, and it ends there without anything done twice. */
async function expectTakenOver(page: Page, since: number): Promise<void> {
  await expect(bar(page)).toBeHidden({ timeout: 5_000 });
  /* What was cut off is called again, and the run's news are on show. */
  await expect(log(page).getByText("called-two")).toHaveCount(2, { timeout: 5_000 });
  expect(Date.now() - since).toBeLessThan(5_000);
  await expect(task(page, "three-1: Success")).toBeVisible();
  await expect(flowRun(page)).toContainText("Success");
  await expect(log(page).getByText("called-one")).toHaveCount(1);
  await expect(log(page).getByText("called-three")).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Run all" })).toBeEnabled();
}

test("the second tab follows live, runs nothing itself, and says why", async ({ context }) => {
  const [one, two] = await openBoth(context, SLOW);
  const runAll = two.getByRole("button", { name: "Run all" });
  await expect(runAll).toBeDisabled();
  await expect(runAll).toHaveAttribute("title", /runs in another tab/);
  await expect(run(two)).toBeDisabled();
  await run(one).click();
  await expect(task(two, /^one-1: Running/)).toBeVisible();
  await expect(log(two).getByText("called-one")).toBeVisible();
  await expect(codeCell(two, 1).getByText("running")).toBeVisible();
  await expect(task(two, "three-1: Success")).toBeVisible();
  await expect(flowRun(two)).toContainText("Success");
  await expect(codeCell(two, 1).getByText("up to date")).toBeVisible();
  await expect(log(two).getByText("called-two")).toHaveCount(1);
});

test("a tab that comes in the middle of a run sees all of it", async ({ context }) => {
  const one = await open(context);
  await replaceCode(one, SLOW);
  await run(one).click();
  await expect(task(one, "one-1: Success")).toBeVisible();
  const two = await open(context);
  await expect(task(two, "one-1: Success")).toBeVisible();
  await expect(flowRun(two)).toContainText("Success");
  for (const name of ["one", "two", "three"]) {
    await expect(log(two).getByText(`called-${name}`)).toHaveCount(1);
  }
});

test("the second tab goes on with the run when the first is closed", async ({ context }) => {
  const [one, two] = await startSlow(context);
  const since = Date.now();
  await one.close();
  await expectTakenOver(two, since);
});

test("the second tab goes on with the run when the first crashes", async ({ context }) => {
  const [one, two] = await startSlow(context);
  const session = await context.newCDPSession(one);
  const crashed = one.waitForEvent("crash");
  const since = Date.now();
  /* A page that crashes answers no more. */
  session.send("Page.crash").catch(() => undefined);
  await crashed;
  await expectTakenOver(two, since);
});

test("“Run it here instead” moves a run over, and back", async ({ context }) => {
  const [one, two] = await startSlow(context);
  const since = Date.now();
  await two.getByRole("button", { name: "Run it here instead" }).click();
  await expect(bar(one)).toBeVisible();
  await expectTakenOver(two, since);
  await expect(flowRun(one)).toContainText("Success");
  await one.getByRole("button", { name: "Run it here instead" }).click();
  await expect(bar(two)).toBeVisible();
  await run(one).click();
  await expect(flowRun(two)).toContainText("Running");
  await expect(flowRun(two)).toContainText("Success");
});

test("a run waits for approval, and the tab that follows gives it", async ({ context }) => {
  const [one, two] = await openBoth(context, PAUSED);
  await run(one).click();
  await task(two, /^after-1.*Paused/).click();
  await two.getByRole("button", { name: "Approve" }).click();
  await expect(task(two, "after-1: Success")).toBeVisible();
  await expect(task(one, "after-1: Success")).toBeVisible();
  await expect(two.getByRole("region", { name: "Inspector" })).toContainText("42");
});

test("edits of different cells in both tabs are both kept", async ({ context }) => {
  const [one, two] = await openBoth(context);
  await Promise.all([focus(one, 1), focus(two, 2)]);
  await Promise.all([one.keyboard.insertText("//ours"), two.keyboard.insertText("//theirs")]);
  for (const page of [one, two]) {
    await expect(text(page, 1)).toContainText("//ours");
    await expect(text(page, 2)).toContainText("//theirs");
    await expect(page.getByText("saved", { exact: true })).toBeVisible();
    await expect(page.getByRole("group", { name: /^Conflict/ })).toHaveCount(0);
  }
  /* The cursor is where it was. */
  await one.keyboard.insertText("//more");
  await expect(text(two, 1)).toContainText("//ours//more");
  await one.close();
  await two.reload();
  await expect(text(two, 1)).toContainText("//ours//more");
  await expect(text(two, 2)).toContainText("//theirs");
});

test("edits of one cell in both tabs: the person chooses, and nothing is lost", async ({
  context,
}) => {
  const [one, two] = await openBoth(context, "const x = 1;");
  await Promise.all([focus(one, 1), focus(two, 1)]);
  await Promise.all([one.keyboard.insertText("//ours"), two.keyboard.insertText("//theirs")]);
  await Promise.all([one, two].map((page) => expect(conflict(page)).toBeVisible()));
  /* Who saved last: there it is the person's own text that stays. */
  const isLast = (await conflict(one).getByText("What you see is yours").count()) === 1;
  const [here, there] = isLast ? [one, two] : [two, one];
  const [mine, theirs] = isLast ? ["//ours", "//theirs"] : ["//theirs", "//ours"];
  await expect(text(there, 1)).toContainText(mine);
  await conflict(there).getByRole("button", { name: "Show mine" }).click();
  await expect(conflict(there).getByLabel("Your text")).toHaveText(`const x = 1;${theirs}`);
  await expect(text(here, 1)).toContainText(mine);
  await conflict(here).getByRole("button", { name: "Show theirs" }).click();
  await expect(conflict(here).getByLabel("The other tab’s text")).toHaveText(
    `const x = 1;${theirs}`,
  );
  await conflict(here).getByRole("button", { name: "Take theirs" }).click();
  /* With that the other tab has what it wrote, too. */
  await Promise.all([one, two].map((page) => expect(conflict(page)).toBeHidden()));
  for (const page of [here, there]) {
    await expect(text(page, 1)).toContainText(theirs);
    await expect(text(page, 1)).not.toContainText(mine);
  }
});

test("a tab that is alone when it is loaded anew just leads", async ({ context }) => {
  const page = await open(context);
  await replaceCode(page, "const x = 1;");
  await expect(page.getByText("saved", { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Run all" })).toBeEnabled();
  await run(page).click();
  await expect(codeCell(page, 1).getByText("up to date")).toBeVisible();
  await expect(bar(page)).toBeHidden();
});
