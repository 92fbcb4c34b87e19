/** A person reads a run's log: looks for lines, follows it, takes it along. */

import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { runCell, taskNamed } from "./support/notebook.ts";

const CHATTY = `import { context, task, Flow } from "prefect";
const say = task(function say(x: number) {
  const logger = context.get("logger");
  for (let i = 0; i < 40; i++) logger.info("word " + i + " of " + x);
  if (x === 2) logger.warning("half a Word");
  if (x === 3) logger.error("no words");
  return x;
});
const flow = new Flow("chatty");
flow.with(() => { say.map([1, 2, 3]); say(4) });
await flow.run();`;

const panel = (page: Page): Locator => page.getByRole("region", { name: "Log", exact: true });
const log = (page: Page): Locator => page.getByRole("log", { name: "Run log" });
const count = (page: Page): Locator => panel(page).getByText(/^[\d,]+ lines?( shown)?$/);
const search = (page: Page): Locator => panel(page).getByLabel("Search the log");

async function runChatty(page: Page): Promise<void> {
  await page.goto("./");
  await runCell(page, 1, CHATTY);
  await expect(taskNamed(page, "say-2: Success")).toBeVisible();
  await page.getByRole("tab", { name: "Log" }).click();
  await expect(log(page)).toContainText("Flow run");
}

async function linesShown(page: Page): Promise<number> {
  return Number((await count(page).innerText()).replace(/\D/g, ""));
}

async function download(page: Page, name: string): Promise<{ file: string; text: string }> {
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    panel(page).getByRole("button", { name, exact: true }).click(),
  ]);
  return { file: saved.suggestedFilename(), text: readFileSync(await saved.path(), "utf8") };
}

test("is filtered by level", async ({ page }) => {
  await runChatty(page);
  await panel(page).getByLabel("Level").selectOption("WARNING and above");
  await expect(count(page)).toHaveText("2 lines shown");
  await expect(log(page)).toContainText("WARNING - prefect.say");
  await expect(log(page)).toContainText("ERROR - prefect.say");
  await panel(page).getByLabel("Level").selectOption("ERROR and above");
  await expect(count(page)).toHaveText("1 line shown");
});

test("is filtered by a task, with its children, and by a part of a name", async ({ page }) => {
  await runChatty(page);
  const all = await linesShown(page);
  const task = panel(page).getByLabel("Task", { exact: true });
  await task.fill("say-1[1]");
  await expect(log(page)).toContainText("word 39 of 2");
  await expect(log(page)).not.toContainText(/of [134]\b/);
  await task.fill("say-1");
  await expect.poll(() => linesShown(page)).toBeGreaterThan(120);
  await task.fill("say");
  await expect.poll(() => linesShown(page)).toBeGreaterThan(160);
  expect(await linesShown(page)).toBeLessThan(all);
  await task.fill("nobody");
  await expect(log(page)).toContainText("No line is shown with these filters.");
});

test("shows only the selected task, whichever that is", async ({ page }) => {
  await runChatty(page);
  const only = panel(page).getByLabel("Only the selected task");
  await expect(only).toBeDisabled();
  await taskNamed(page, "say-2: Success").click();
  await only.check();
  await expect(panel(page).getByLabel("Task", { exact: true })).toHaveValue("say-2");
  await expect(log(page)).toContainText("word 39 of 4");
  await expect(log(page)).not.toContainText("Flow run");
  await taskNamed(page, /^say-1: Mapped/).click();
  /* Whichever of its three children ended last is at the end of the log. */
  await expect.poll(() => linesShown(page)).toBeGreaterThan(120);
  await expect(log(page)).toContainText(/of [123]\b/);
  await expect(log(page)).not.toContainText("of 4");
});

test("what is looked for is lit, counted, and gone through", async ({ page }) => {
  await runChatty(page);
  await search(page).fill("WORD 7 ");
  const hits = panel(page).getByRole("search");
  await expect(hits).toContainText("4 hits");
  await search(page).press("Enter");
  await expect(hits).toContainText("1 of 4");
  const current = log(page).locator("[aria-current=true]");
  await expect(current.locator("mark")).toHaveText("word 7 ");
  await expect(current).toBeInViewport();
  await search(page).press("Shift+Enter");
  await expect(hits).toContainText("4 of 4");
  await expect(current).toBeInViewport();
  await panel(page).getByRole("button", { name: "Next hit" }).click();
  await expect(hits).toContainText("1 of 4");
  await panel(page).getByRole("button", { name: "Previous hit" }).click();
  await expect(hits).toContainText("4 of 4");
  await panel(page).getByLabel("Only hits").check();
  await expect(count(page)).toHaveText("4 lines shown");
  await search(page).fill("nothing like it");
  await expect(hits).toContainText("no hit");
  await expect(panel(page).getByRole("button", { name: "Next hit" })).toBeDisabled();
});

test("is followed to its end until one scrolls up, and jumps there again", async ({ page }) => {
  await runChatty(page);
  await expect(log(page).getByText(/Flow run (SUCCESS|FAILED)/)).toBeInViewport();
  await log(page).hover();
  await page.mouse.wheel(0, -1500);
  await expect(panel(page).getByLabel("Follow")).not.toBeChecked();
  await panel(page).getByRole("button", { name: "Jump to the end" }).click();
  await expect(panel(page).getByLabel("Follow")).toBeChecked();
  await expect(log(page).getByText(/Flow run (SUCCESS|FAILED)/)).toBeInViewport();
  await expect(panel(page).getByRole("button", { name: "Jump to the end" })).toHaveCount(0);
});

test("is copied as shown", async ({ page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await runChatty(page);
  await panel(page).getByLabel("Level").selectOption("ERROR and above");
  await expect(count(page)).toHaveText("1 line shown");
  await panel(page).getByRole("button", { name: "Copy" }).click();
  await expect(panel(page).getByText("Copied")).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^\[.*\] ERROR - prefect\.say(\[\d\])? \| no words\n$/);
});

test("is saved whole as text and as JSON, whatever is shown of it", async ({ page }) => {
  await runChatty(page);
  const all = await linesShown(page);
  await panel(page).getByLabel("Level").selectOption("ERROR and above");
  await expect(count(page)).toHaveText("1 line shown");
  const text = await download(page, "Download");
  expect(text.file).toBe("run.log");
  expect(text.text.trimEnd().split("\n")).toHaveLength(all);
  const json = await download(page, "Save as JSON");
  expect(json.file).toBe("run-log.jsonl");
  const records = json.text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(records).toHaveLength(all);
  expect(records.find(({ level }) => level === "ERROR")).toMatchObject({
    message: "no words",
    taskRun: "say-1[2]",
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
  });
});

test("leads from a line to its task", async ({ page }) => {
  await runChatty(page);
  await search(page).fill("no words");
  await search(page).press("Enter");
  await log(page)
    .locator("[aria-current=true]")
    .getByRole("button", { name: "Show say-1[2]" })
    .click();
  await expect(page.getByRole("region", { name: "Inspector" })).toContainText("say-1[2]");
});

test("takes a hundred thousand lines", async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto("./");
  await runCell(
    page,
    1,
    CHATTY.replace("i < 40", "i < 5000").replace(
      "[1, 2, 3]",
      "Array.from({ length: 20 }, (_, i) => i)",
    ),
  );
  await page.getByRole("tab", { name: "Log" }).click();
  await expect(count(page)).toHaveText(/^10\d,\d{3} lines$/, { timeout: 90_000 });
  expect(await log(page).locator(".log-line").count()).toBeLessThan(200);
  await search(page).fill("word 4999 ");
  await expect(panel(page).getByRole("search")).toContainText("21 hits");
  await search(page).press("Enter");
  await expect(log(page).locator("[aria-current=true]")).toBeInViewport();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("axe finds nothing in the log, with hits and without", async ({ page }) => {
      await runChatty(page);
      const faults = async () =>
        (await new AxeBuilder({ page }).include(".log-panel").analyze()).violations;
      expect(await faults()).toEqual([]);
      await search(page).fill("word");
      await search(page).press("Enter");
      await expect(log(page).locator("mark").first()).toBeVisible();
      expect(await faults()).toEqual([]);
    });
  });
}
