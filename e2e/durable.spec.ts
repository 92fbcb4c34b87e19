/** What a run outlives: a cancellation, a reload in a pause. */

import { expect, test } from "@playwright/test";
import { codeCell, flowRun, runCell, taskNamed } from "./support/notebook.ts";

const HEAD = `import { task, Flow, triggers } from "prefect";
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
`;

test.beforeEach(async ({ page }) => {
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
});

test("cancelling ends code that never ends, for good: a reload shows it cancelled", async ({
  page,
}) => {
  await runCell(
    page,
    1,
    `${HEAD}
const first = task(function first() { return 1 });
const stuck = task(function stuck(x: number) { while (true) {} });
const flow = new Flow("endless"); flow.with(() => { stuck(first()) });
await flow.run();`,
  );
  await expect(taskNamed(page, "stuck-1: Running")).toBeVisible();
  await page.getByRole("button", { name: "Cancel run" }).click();
  await expect(flowRun(page)).toContainText("Cancelled");
  await expect(taskNamed(page, "stuck-1: Cancelled")).toBeVisible();
  await page.reload();
  await expect(flowRun(page)).toContainText("Cancelled");
  await expect(taskNamed(page, "first-1: Success")).toBeVisible();
  /* Whoever was stuck holds no worker: another flow runs. */
  await codeCell(page, 1)
    .getByRole("button", { name: /^Run code cell/ })
    .click();
  await expect(taskNamed(page, "stuck-1: Running")).toBeVisible();
});

test("a pause outlives a reload, and is approved after it", async ({ page }) => {
  await runCell(
    page,
    1,
    `${HEAD}
const first = task(function first() { return 20 });
const second = task(function second(x: number) { return x + 1 }, { trigger: triggers.manualOnly });
const flow = new Flow("pausing"); flow.with(() => { second(first()) });
await flow.run();`,
  );
  await expect(taskNamed(page, "second-1: Paused")).toBeVisible();
  await page.reload();
  await taskNamed(page, "second-1: Paused").click();
  const inspector = page.getByRole("region", { name: "Inspector" });
  await inspector.getByRole("button", { name: "Approve" }).click();
  await expect(taskNamed(page, "second-1: Success")).toBeVisible();
  await expect(flowRun(page)).toContainText("Success");
  await expect(inspector.getByRole("region", { name: "Result" })).toContainText("21");
});
