/** Export and import: the workspace as a file, into another browser and over what is here. */

import { readFileSync, writeFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";

/** Runs the notebook that the app opens with, and waits until all is kept. */
async function runAll(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Run all" }).click();
  await expect(page.getByText("kernel idle")).toBeVisible();
  await page.getByLabel("Flow shown").selectOption({ label: "My first flow!" });
  await expect(page.getByRole("button", { name: "add-2: Success" })).toBeVisible();
}

async function exportAll(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export all" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^workspace \d{4}-\d\d-\d\d\.flowbook$/);
  return download.path();
}

/** Chooses a file to import, and gives the dialog that shows what is in it. */
async function choose(page: Page, path: string) {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Import…" }).click(),
  ]);
  await chooser.setFiles({
    name: "workspace.flowbook",
    mimeType: "application/octet-stream",
    buffer: readFileSync(path),
  });
  return page.getByRole("dialog", { name: "Import workspace.flowbook" });
}

async function writeHeading(page: Page, heading: string): Promise<void> {
  const cell = page.getByRole("region", { name: "Code cell 1", exact: true });
  await cell.locator(".monaco-editor").first().click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.insertText(`// ${heading}\n`);
  await expect(cell).toContainText(heading);
  await expect(page.getByText("saved", { exact: true })).toBeVisible();
}

test("the workspace is taken into another browser, where its run opens as it was", async ({
  page,
  browser,
}) => {
  await page.goto("./");
  await runAll(page);
  await page.reload();
  await expect(page.getByRole("log")).toContainText("Flow run SUCCESS");
  const log = await page.getByRole("log").innerText();
  const path = await exportAll(page);

  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByText("saved", { exact: true })).toBeVisible();
  const dialog = await choose(other, path);
  await expect(dialog.getByRole("region", { name: "Runs" })).toContainText("My first flow!");
  await expect(dialog.getByRole("region", { name: "Runs" })).toContainText("new");
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await expect(dialog).toContainText(/Taken in: 1 notebook, \d+ runs?/);
  await dialog.getByRole("button", { name: "Close" }).click();
  await other.reload();
  await expect(other.getByRole("log")).toContainText("Flow run SUCCESS");
  expect(await other.getByRole("log").innerText()).toBe(log);
  await expect(other.getByRole("button", { name: /: Success$/ }).first()).toBeVisible();

  const again = await choose(other, path);
  await expect(again).toContainText("All of it is here already");
  await context.close();
});

test("import over what is here asks, and does as it is told", async ({ page }) => {
  await page.goto("./");
  await expect(page.getByText("saved", { exact: true })).toBeVisible();
  const path = await exportAll(page);
  await writeHeading(page, "mine");
  const cell = page.getByRole("region", { name: "Code cell 1", exact: true });

  const dialog = await choose(page, path);
  await expect(dialog).toContainText("differs from what is here");
  await expect(dialog.getByRole("radio", { name: "Keep what is here" })).toBeChecked();
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await expect(dialog).toContainText("Taken in: nothing");
  await dialog.getByRole("button", { name: "Close" }).click();
  await page.reload();
  await expect(cell).toContainText("mine");

  const copying = await choose(page, path);
  await copying.getByRole("radio", { name: "Take it in as copies" }).check();
  await copying.getByRole("button", { name: "Import", exact: true }).click();
  await expect(copying).toContainText("Taken in: 1 notebook");
  await copying.getByRole("button", { name: /^Open / }).click();
  await expect(cell).toBeVisible();
  await expect(cell).not.toContainText("mine");
  await page.goto("./");
  await expect(cell).toContainText("mine");

  const replacing = await choose(page, path);
  await replacing.getByRole("radio", { name: "Replace what is here" }).check();
  await replacing.getByRole("button", { name: "Import", exact: true }).click();
  await expect(replacing).toContainText("Taken in: 1 notebook");
  await replacing.getByRole("button", { name: "Close" }).click();
  await page.reload();
  await expect(cell).toBeVisible();
  await expect(cell).not.toContainText("mine");
});

test("a run in a file is not put over the run that is here without asking", async ({ page }) => {
  await page.goto("./");
  await runAll(page);
  const path = await exportAll(page);
  const history = page.getByRole("dialog", { name: "Runs of this notebook" });
  const rows = history.getByRole("listitem");
  await page.getByRole("button", { name: "History", exact: true }).click();
  const count = await rows.count();
  await rows
    .first()
    .getByRole("button", { name: /^Rename/ })
    .click();
  await history.getByLabel("Name of the run").fill("mine since");
  await page.keyboard.press("Enter");
  await expect(rows.first()).toContainText("mine since");
  await page.keyboard.press("Escape");
  await expect(history).toHaveCount(0);

  const expectRuns = async (runs: number, mine: number) => {
    await page.getByRole("button", { name: "History", exact: true }).click();
    await expect(rows).toHaveCount(runs);
    await expect(rows.filter({ hasText: "mine since" })).toHaveCount(mine);
    await page.keyboard.press("Escape");
    await expect(history).toHaveCount(0);
  };
  const dialog = await choose(page, path);
  const runs = dialog.getByRole("region", { name: "Runs" });
  await expect(runs).toContainText("differs from what is here");
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await expect(dialog).toContainText("Taken in: nothing");
  await dialog.getByRole("button", { name: "Close" }).click();
  await expectRuns(count, 1);

  const replacing = await choose(page, path);
  await replacing.getByRole("radio", { name: "Replace what is here" }).check();
  await replacing.getByRole("button", { name: "Import", exact: true }).click();
  await expect(replacing).toContainText("Taken in: 1 run");
  await replacing.getByRole("button", { name: "Close" }).click();
  await expectRuns(count, 0);
});

/** One byte is another. */
function flipMiddle(bytes: Buffer): Buffer {
  const flipped = Buffer.from(bytes);
  const middle = Math.floor(bytes.length / 2);
  flipped[middle] = (bytes[middle] ?? 0) ^ 255;
  return flipped;
}

for (const [what, damage] of [
  ["damaged", flipMiddle],
  ["cut off", (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length * 0.7))],
  ["empty", () => Buffer.alloc(0)],
  ["something else", () => Buffer.from("# A notebook\n")],
] as const) {
  test(`a file that is ${what} says so, and changes nothing`, async ({ page }, info) => {
    await page.goto("./");
    await runAll(page);
    const path = await exportAll(page);
    const damaged = info.outputPath("damaged.flowbook");
    writeFileSync(damaged, damage(readFileSync(path)));
    const dialog = await choose(page, damaged);
    await expect(dialog.getByRole("alert")).toContainText("This file cannot be taken in");
    await expect(dialog.getByRole("button", { name: "Import", exact: true })).toBeHidden();
    await dialog.getByRole("button", { name: "Close" }).click();
    const again = await choose(page, path);
    await expect(again).toContainText("All of it is here already");
  });
}

test("a file dropped on the page is imported", async ({ page }) => {
  await page.goto("./");
  await expect(page.getByText("saved", { exact: true })).toBeVisible();
  const path = await exportAll(page);
  const data = await page.evaluateHandle(
    (bytes) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(bytes)], "dropped.flowbook"));
      return transfer;
    },
    [...readFileSync(path)],
  );
  const cell = page.getByRole("region", { name: "Code cell 1", exact: true });
  await cell.dispatchEvent("dragover", { dataTransfer: data });
  await expect(page.getByText("or exports (.flowbook) to import them")).toBeVisible();
  await cell.dispatchEvent("drop", { dataTransfer: data });
  const dialog = page.getByRole("dialog", { name: "Import dropped.flowbook" });
  await expect(dialog).toContainText("All of it is here already");
});
