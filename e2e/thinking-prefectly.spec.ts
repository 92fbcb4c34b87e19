/** The page "Thinking Prefectly", in Prefect's own Python: pasted in, it runs from top to bottom. */

import { expect, test, type Page } from "@playwright/test";

const codeCell = (page: Page, number: number) =>
  page.getByRole("region", { name: `Code cell ${number}`, exact: true });
const graph = (page: Page) => page.getByRole("group", { name: /^Flow graph of/ });
const task = (page: Page, name: string | RegExp) => graph(page).getByRole("button", { name });

test.beforeEach(async ({ page }) => {
  await page.goto("./?notebook=thinking-prefectly");
  await expect(page.getByRole("heading", { name: "Thinking Prefectly", level: 1 })).toBeVisible();
});

test("runs from top to bottom, and says hello to Marvin in the log", async ({ page }) => {
  await page.getByRole("button", { name: "Run all" }).click();
  await expect(page.getByText("kernel idle")).toBeVisible({ timeout: 60_000 });
  /* Every assert of the page held. */
  await expect(page.getByRole("region", { name: "Notebook" }).getByRole("alert")).toHaveCount(0);
  for (let cell = 1; cell <= 9; cell += 1) {
    await expect(codeCell(page, cell).getByText("up to date")).toBeVisible();
  }
  await page.getByLabel("Flow shown").selectOption({ label: "Say hi!" });
  await expect(task(page, "say_hello-1: Success")).toBeVisible();
  await expect(page.getByRole("log")).toContainText("Hello, Marvin!");
  await expect(page.getByLabel("Flow run")).toContainText("Success");
  await page.getByLabel("Flow shown").selectOption({ label: "My first flow!" });
  for (const slug of ["AddTask-1", "AddTask-2"]) {
    await expect(task(page, `${slug}: Success`)).toBeVisible();
  }
});

test("one cell run by itself runs first what it needs", async ({ page }) => {
  await codeCell(page, 8).getByRole("button", { name: "Run" }).first().click();
  await expect(codeCell(page, 8).getByText("up to date")).toBeVisible({ timeout: 60_000 });
  await expect(codeCell(page, 3).getByText("up to date")).toBeVisible();
  await expect(codeCell(page, 6).getByText("not run")).toBeVisible();
  await expect(page.getByRole("log")).toContainText("Hello, Marvin!");
});

test("an edit above makes the cells below it stale, and the graph follows", async ({ page }) => {
  await page.getByRole("button", { name: "Run all" }).click();
  await expect(page.getByText("kernel idle")).toBeVisible({ timeout: 60_000 });
  const cell = codeCell(page, 5);
  await cell.scrollIntoViewIfNeeded();
  const editor = cell.locator(".monaco-editor").first();
  await expect(editor).toBeVisible();
  await editor.click();
  await page.keyboard.press("Control+End");
  /* The editor indents the new line by itself. */
  await page.keyboard.press("Enter");
  await page.keyboard.insertText("third_result = add(second_result)");
  await expect(cell.getByText("stale")).toBeVisible();
  await expect(codeCell(page, 6).getByText("stale")).toBeVisible();
  await expect(codeCell(page, 2).getByText("up to date")).toBeVisible();
  await page.getByLabel("Flow shown").selectOption({ label: "My first flow!" });
  await expect(task(page, /^AddTask-3/)).toBeVisible();
});
