/** A person goes on writing while a run is on show: what the text would build does not hide it. */

import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { flowRun, runCell, taskNamed, writeCell } from "./support/notebook.ts";

const FAILS = `import { task, Flow } from "prefect";
const load = task(function load() { return [1, 2] });
const sum = task(function sum(xs: number[]): number {
  throw new Error("cannot sum");
});
const flow = new Flow("mended");
flow.with(() => {
  sum(load());
});
await flow.run();`;
const MENDED = FAILS.replace('throw new Error("cannot sum");', "return xs.length;");
const GROWN = MENDED.replace("sum(load());", "sum(load()); load();");

const draftBadge = (page: Page): Locator => page.getByText("draft: not built yet");
const lookAt = (page: Page, what: string): Locator =>
  page.getByRole("group", { name: "Look at" }).getByRole("button", { name: what, exact: true });

test("the failure one mends stays in view while one mends it", async ({ page }) => {
  await page.goto("./");
  await runCell(page, 1, FAILS);
  await taskNamed(page, "sum-1: Failed").click();
  await writeCell(page, 1, MENDED);
  await expect(draftBadge(page)).toBeVisible();
  const inspector = page.getByRole("region", { name: "Inspector" });
  await expect(inspector).toContainText("cannot sum");
  await expect(taskNamed(page, "sum-1: Failed")).toBeVisible();
  await page.getByRole("tab", { name: "Task runs" }).click();
  await expect(page.getByRole("row", { name: /sum-1/ })).toContainText("Failed");
  await expect(page.getByRole("slider", { name: "Moment of the run" })).toBeVisible();
  await expect(lookAt(page, "Draft")).toHaveCount(0);
});

test("another graph is drafted over the run, and one can look at either", async ({ page }) => {
  await page.goto("./");
  await runCell(page, 1, FAILS);
  await expect(taskNamed(page, "sum-1: Failed")).toBeVisible();
  await writeCell(page, 1, GROWN);
  await expect(taskNamed(page, "load-2: not run")).toBeVisible();
  await expect(lookAt(page, "Draft")).toHaveAttribute("aria-pressed", "true");
  await lookAt(page, "Last run").click();
  await expect(taskNamed(page, "sum-1: Failed")).toBeVisible();
  await expect(taskNamed(page, /^load-2/)).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page }).include(".run-header").analyze();
  expect(violations).toEqual([]);
  await lookAt(page, "Draft").click();
  await expect(taskNamed(page, "load-2: not run")).toBeVisible();
});

test("no draft is laid over a run under way", async ({ page }) => {
  const waits = FAILS.replace(
    'throw new Error("cannot sum");',
    "for (const until = Date.now() + 600_000; Date.now() < until; );\n  return 0;",
  );
  await page.goto("./");
  await runCell(page, 1, waits.replace("await flow.run();", ""));
  await page.getByRole("button", { name: "Run flow", exact: true }).click();
  await expect(taskNamed(page, "sum-1: Running")).toBeVisible();
  await writeCell(page, 1, waits.replace("sum(load());", "sum(load()); load();"));
  await expect(draftBadge(page)).toBeVisible();
  await expect(taskNamed(page, "sum-1: Running")).toBeVisible();
  await page.getByRole("button", { name: "Cancel run" }).click();
  await expect(flowRun(page)).toContainText("Cancelled");
  await expect(taskNamed(page, "load-2: not run")).toBeVisible();
});
