/** What an earlier version of the app kept in a browser, opened by the app of today. */

import { expect, test, type Page } from "@playwright/test";
import { databaseName } from "../engine/store/schema.ts";
import { restoreDump } from "../engine/store/testing-data/restore-dump.ts";
import dump from "../engine/store/testing-data/version-1.json" with { type: "json" };
import { codeCell, flowRun, runCell, taskNamed } from "./support/notebook.ts";

/** Leaves the browser as version 1 of the app did, on a page of the same origin without the app. */
async function keepVersion1(page: Page): Promise<void> {
  await page.route("**/empty.html", (route) =>
    route.fulfill({ contentType: "text/html", body: "<title>Empty</title>" }),
  );
  await page.goto("./empty.html");
  await page.evaluate(restoreDump, { name: databaseName(new URL(page.url()).pathname), dump });
}

test("a notebook that version 1 kept opens as it was, with its outputs and its last run", async ({
  page,
}) => {
  await keepVersion1(page);
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "Ports of call", level: 1 })).toBeVisible();
  await expect(codeCell(page, 2).getByRole("group", { name: "Output" })).toContainText(
    "Some reference tasks failed.",
  );
  await expect(flowRun(page)).toContainText("steady-moose");
  await expect(taskNamed(page, "fetchPorts-1: Success")).toBeVisible();
});

test("results that version 1 kept at locations are listed and shown", async ({ page }) => {
  await keepVersion1(page);
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "Ports of call", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Results" }).click();
  const dialog = page.getByRole("dialog", { name: "Results by location" });
  await dialog.getByRole("button", { name: "Show" }).first().click();
  await expect(dialog).toContainText("Port 1");
});

test("it can be edited and run again, and is still there after a reload", async ({ page }) => {
  await keepVersion1(page);
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "Ports of call", level: 1 })).toBeVisible();
  await runCell(page, 2, `const again = await flow.run({ count: 2 });\nagain.message;`);
  const output = codeCell(page, 2).getByRole("group", { name: "Output" });
  await expect(output).toContainText("All reference tasks succeeded.");
  await expect(taskNamed(page, "fetchPorts-1: Cached")).toBeVisible();
  await expect(page.getByText("saved", { exact: true })).toBeVisible();
  await page.reload();
  await expect(output).toContainText("All reference tasks succeeded.");
  await expect(taskNamed(page, "fetchPorts-1: Cached")).toBeVisible();
});

test("results of 70 MB that come at once are all kept, though together too large for one record", async ({
  page,
}) => {
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
  await runCell(
    page,
    1,
    `import { task, Flow } from "prefect";
const big = task(function big(n: number) { return new Uint8Array(70_000_000).fill(n) });
const size = task(function size(all: Uint8Array) { return all.length });
const flow = new Flow("large"); flow.with(() => { size(big(1)); size(big(2)); size(big(3)) });
await flow.run();`,
  );
  await expect(flowRun(page)).toContainText("Success", { timeout: 60_000 });
  await page.reload();
  await expect(taskNamed(page, "size-1: Success")).toBeVisible();
  await expect(taskNamed(page, "size-3: Success")).toBeVisible();
});
