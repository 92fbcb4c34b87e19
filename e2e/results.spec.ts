/** What a flow leaves behind: results at locations, the drawing as a file, the log as text. */

import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { runSource } from "./support/automation.ts";

test.beforeEach(async ({ page }) => {
  await page.goto("./");
});

test("results at a location are listed, shown, used again and removed", async ({ page }) => {
  const source = `
import { task, Flow } from "prefect";
const make = task(function make(x: number) { return { x, at: Math.random() } }, { target: "made-{x}.json" });
const flow = new Flow("targets");
flow.with(() => { make(7) });`;
  /* The automation API clears its run away; what it wrote at a location belongs to that run. */
  const cell = page.getByRole("region", { name: "Code cell 1", exact: true });
  await cell.locator(".monaco-editor").first().click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(`${source}\nconst state = await flow.run(); state.message;`);
  await cell.getByRole("button", { name: "Run code cell 1" }).click();
  await expect(cell.getByRole("group", { name: "Output" })).toContainText("succeeded");
  await page.getByRole("button", { name: "Results" }).click();
  const dialog = page.getByRole("dialog", { name: "Results by location" });
  await expect(dialog).toContainText("made-7.json");
  await dialog.getByRole("button", { name: "Show" }).click();
  await expect(dialog).toContainText("7");
  await dialog.getByRole("button", { name: "Close" }).click();
  await cell.getByRole("button", { name: "Run code cell 1" }).click();
  await expect(page.getByRole("button", { name: "make-1: Cached" })).toBeVisible();
  await page.getByRole("button", { name: "Results" }).click();
  await dialog.getByRole("button", { name: "Delete made-7.json" }).click();
  await expect(dialog).toContainText("None yet.");
});

test("the whole log is saved as text", async ({ page }) => {
  await page.getByRole("button", { name: "Run all" }).click();
  await expect(page.getByText("kernel idle")).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download" }).click(),
  ]);
  const text = readFileSync(await download.path(), "utf8");
  expect(text).toContain("INFO - prefect.FlowRunner | Beginning Flow run for");
});

test("skipping waits shows how much was skipped", async ({ page }) => {
  await page.getByLabel("Skip waits").check();
  const report = await runSource(page, "const x = 1;");
  expect(report.error?.type).toBe("NoFlow");
  const cell = page.getByRole("region", { name: "Code cell 1", exact: true });
  await cell.locator(".monaco-editor").first().click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(`import { task, Flow, context } from "prefect";
const flaky = task(function flaky() { if (context.get("taskRunCount") < 2) throw new Error("not yet"); return 1 },
  { maxRetries: 1, retryDelay: { minutes: 10 } });
const flow = new Flow("flaky");
flow.with(() => { flaky() });
await flow.run();`);
  await cell.getByRole("button", { name: "Run code cell 1" }).click();
  await expect(page.getByRole("button", { name: "flaky-1: Success" })).toBeVisible();
  await expect(page.getByLabel("Flow run")).toContainText("10 min 0 s of waiting skipped");
});
