/** What is kept in this browser: measured, made less, put into the bin and taken away for good. */

import { expect, test, type Locator, type Page } from "@playwright/test";
import { runCell, taskNamed } from "./support/notebook.ts";

const LARGE = (name: string, length: number): string => `import { task, Flow } from "prefect";
const large = task(function large() { return "x".repeat(${length}) });
const flow = new Flow("${name}"); flow.with(() => { large() });
await flow.run();`;

async function openStorage(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Storage" }).click();
  const dialog = page.getByRole("dialog", { name: "Storage" });
  await expect(dialog.getByText("Measuring…")).toBeHidden();
  return dialog;
}

/** Of a summary or a row: `3.0 MB`. */
async function bytesIn(place: Locator): Promise<number> {
  const text = (await place.textContent()) ?? "";
  const [, value, unit = "bytes"] = /([\d.]+) (bytes|kB|MB|GB)/.exec(text) ?? [];
  return Number(value) * 1000 ** ["bytes", "kB", "MB", "GB"].indexOf(unit);
}

test.beforeEach(async ({ page }) => {
  page.on("dialog", (dialog) => void dialog.accept());
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
});

test("runs are listed by size, and take no more room once they are deleted", async ({ page }) => {
  await runCell(page, 1, LARGE("small", 1000));
  await expect(taskNamed(page, "large-1: Success")).toBeVisible();
  await expect(page.getByText("kernel idle")).toBeVisible();
  await runCell(page, 1, LARGE("big", 3_000_000));
  await expect(page.getByLabel("Flow shown")).toContainText("big");
  await expect(page.getByText("kernel idle")).toBeVisible();
  const dialog = await openStorage(page);
  await expect(dialog).toContainText(/ used of /);
  const notebooks = dialog.getByRole("region", { name: "Notebooks" });
  const summary = notebooks.locator("summary").filter({ hasText: "My first flow!" });
  await expect(summary).toContainText("2 runs");
  expect(await bytesIn(summary.locator(".storage-size"))).toBeGreaterThan(3_000_000);
  await summary.click();
  const rows = notebooks.getByRole("listitem");
  await expect(rows.first()).toContainText("big");
  await rows.first().getByRole("button", { name: "Delete" }).click();
  await expect(summary).toContainText("1 run");
  await expect(rows).toHaveCount(1);
  expect(await bytesIn(summary.locator(".storage-size"))).toBeLessThan(200_000);
  await notebooks.getByRole("button", { name: "Delete all runs" }).click();
  await expect(summary).toContainText("0 runs");
});

test("a notebook goes into the bin, and from there for good", async ({ page }) => {
  await page.getByRole("button", { name: "New notebook" }).click();
  await runCell(page, 1, LARGE("mine", 100));
  await expect(taskNamed(page, "large-1: Success")).toBeVisible();
  await expect(page.getByText("kernel idle")).toBeVisible();
  const dialog = await openStorage(page);
  const notebooks = dialog.getByRole("region", { name: "Notebooks" });
  const bin = dialog.getByRole("region", { name: "Bin" });
  await notebooks.locator("summary").filter({ hasText: "Untitled" }).click();
  await notebooks.locator("details[open]").getByRole("button", { name: "Move to the bin" }).click();
  await expect(bin.getByRole("listitem")).toContainText(/Untitled.*1 run/);
  await expect(notebooks.locator("summary").filter({ hasText: "Untitled" })).toHaveCount(0);
  await bin.getByRole("button", { name: "Restore Untitled" }).click();
  await expect(notebooks).toContainText("Untitled");
  await notebooks.locator("summary").filter({ hasText: "Untitled" }).click();
  await notebooks.locator("details[open]").getByRole("button", { name: "Move to the bin" }).click();
  await bin.getByRole("button", { name: "Delete Untitled for good" }).click();
  await expect(bin).toContainText("Empty.");
  await dialog.getByRole("button", { name: "Close" }).click();
  await page.reload();
  const again = await openStorage(page);
  await expect(again.getByRole("region", { name: "Bin" })).toContainText("Empty.");
  await expect(again).not.toContainText("Untitled");
});

test("the Python runtime that is kept is measured and cleared", async ({ page }) => {
  await page.evaluate(async () => {
    const cache = await caches.open(`flowbook-python:${location.pathname}`);
    await cache.put("https://flowbook.invalid/part", new Response(new ArrayBuffer(2_000_000)));
  });
  const dialog = await openStorage(page);
  const python = dialog.getByRole("region", { name: "Python runtime" });
  await expect(python).toContainText("2.0 MB");
  await python.getByRole("button", { name: "Clear" }).click();
  await expect(python).toContainText("0 bytes");
  await expect(python.getByRole("button", { name: "Clear" })).toBeDisabled();
});

test("the browser is asked to keep everything safe, and the outcome is said", async ({ page }) => {
  const dialog = await openStorage(page);
  await dialog.getByRole("button", { name: "Keep it safe" }).click();
  await expect(dialog).toContainText(/Kept safe|did not agree/);
});

test("it asks by itself once, after the first run", async ({ page }) => {
  await page.addInitScript(() => {
    const count = () => Number(localStorage.getItem("asked") ?? 0);
    navigator.storage.persist = () => {
      localStorage.setItem("asked", String(count() + 1));
      return Promise.resolve(false);
    };
  });
  await page.reload();
  const asked = () => page.evaluate(() => localStorage.getItem("asked"));
  await expect(page.getByText("saved", { exact: true })).toBeVisible();
  expect(await asked()).toBeNull();
  await runCell(page, 1, LARGE("first", 10));
  await expect.poll(asked).toBe("1");
  await page.reload();
  await expect(taskNamed(page, "large-1: Success")).toBeVisible();
  const dialog = await openStorage(page);
  await expect(dialog).toContainText("was asked and did not agree");
  expect(await asked()).toBe("1");
});
