/** What a person chose to see of a run is still chosen for the next one, and behind another tab. */

import { expect, test, type Page } from "@playwright/test";
import { flowRun, runCell, taskNamed } from "./support/notebook.ts";

const MAPS = `import { task, Flow } from "prefect";
const list = task(function list() { return [1, 2, 3] });
const inc = task(function inc(x: number) { console.log("inc", x); return x + 1 }, { logStdout: true });
const flow = new Flow("chosen");
flow.with(() => { inc.map(list()) });`;

const tab = (page: Page, name: string) => page.getByRole("tab", { name });
const runFlow = (page: Page) => page.getByRole("button", { name: "Run flow", exact: true }).click();

test("choices of each panel outlast other tabs and new runs", async ({ page }) => {
  await page.goto("./");
  await runCell(page, 1, MAPS);
  await runFlow(page);
  await expect(flowRun(page)).toContainText("Success");
  const name = await flowRun(page).innerText();

  await page.getByLabel("Level").selectOption("INFO and above");
  await page.getByLabel("Search the log").fill("inc");
  await tab(page, "Task runs").click();
  const table = page.getByRole("treegrid", { name: "Task runs of chosen" });
  await table.getByRole("button", { name: /^Open inc-1/ }).click();
  await expect(table.getByRole("row", { name: /^inc-1\[2\] / })).toBeVisible();
  await tab(page, "Timeline").click();
  const tools = page.getByRole("toolbar", { name: "Timeline tools" });
  await tools.getByLabel("Rows").selectOption("Workers");
  await tools.getByLabel("Axis").selectOption("Events");

  await runFlow(page);
  await expect(flowRun(page)).not.toHaveText(name);
  await expect(taskNamed(page, /^inc-1: Mapped 3\/3/)).toBeVisible();
  await expect(tools.getByLabel("Rows")).toHaveValue("workers");
  await expect(tools.getByLabel("Axis")).toHaveValue("event");
  await tab(page, "Task runs").click();
  await expect(table.getByRole("row", { name: /^inc-1\[2\] / })).toBeVisible();
  await tab(page, "Log").click();
  await expect(page.getByLabel("Level")).toHaveValue("INFO");
  await expect(page.getByLabel("Search the log")).toHaveValue("inc");
  await tab(page, "Timeline").click();
  await expect(tools.getByLabel("Axis")).toHaveValue("event");
});
