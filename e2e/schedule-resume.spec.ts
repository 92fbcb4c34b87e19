/** A schedule outlives a reload: the run that was cut off goes on, and those after it come. */

import { expect, test, type Page } from "@playwright/test";
import { flowRun, runCell, taskNamed } from "./support/notebook.ts";

const EVERY_SECOND = `import { task, Flow, Parameter, Schedule, IntervalClock } from "prefect";
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const step = task(async function step(who: string) { await wait(3000); return "for " + who });
const clock = new IntervalClock({ interval: { seconds: 1 } });
const flow = new Flow("regular", { schedule: new Schedule({ clocks: [clock] }) });
flow.with(() => { step(new Parameter("who", { default: "nobody" })) });
await flow.run({ who: "me" });`;

const ONCE = `import { task, Flow } from "prefect";
const last = task(function last() { return 1 });
const flow = new Flow("once"); flow.with(() => { last() });
await flow.run();`;

const open = async (page: Page): Promise<void> => {
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
};

async function openHistory(page: Page) {
  await page.getByRole("button", { name: "History", exact: true }).click();
  return page.getByRole("dialog", { name: "Runs of this notebook" });
}

test("a schedule goes on after a reload in a run, until somebody cancels", async ({ page }) => {
  await open(page);
  await runCell(page, 1, EVERY_SECOND);
  await expect(taskNamed(page, "step-1: Running")).toBeVisible();
  await page.reload();
  const announced = page.getByRole("region", { name: "Interrupted runs" });
  await expect(announced).toContainText("a run of regular, was interrupted");
  await announced.getByRole("button", { name: "Resume", exact: true }).click();
  await expect(announced).toBeHidden();

  /* Two that ended at least, and one after them: with the parameters of the first. */
  let listed = await openHistory(page);
  const rows = listed.getByRole("listitem").filter({ hasText: 'who = "me"' });
  await expect(rows.filter({ hasText: "Success" }).nth(1)).toBeVisible({ timeout: 60_000 });
  await expect(rows.nth(2)).toBeVisible();
  await page.keyboard.press("Escape");

  /* The one on show may end just as it is cancelled: then the next one is. */
  await expect(async () => {
    await page.getByRole("button", { name: "Cancel run" }).click({ timeout: 5_000 });
    await expect(flowRun(page)).toContainText("Cancelled", { timeout: 5_000 });
  }).toPass({ timeout: 90_000 });

  /* A later run would have been made by the time that another flow has run. */
  await runCell(page, 1, ONCE);
  await expect(taskNamed(page, "last-1: Success")).toBeVisible();
  listed = await openHistory(page);
  await expect(listed.getByRole("listitem").filter({ hasText: "Cancelled" })).toHaveCount(1);
  await expect(
    listed.getByRole("listitem").filter({ hasText: /Scheduled|Running|Interrupted/ }),
  ).toHaveCount(0);
});
