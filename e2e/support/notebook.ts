/** Writing into the notebook, as a person would. */

import { expect, type Locator, type Page } from "@playwright/test";

/** A code cell by its number, from 1. */
export const codeCell = (page: Page, number: number): Locator =>
  page.getByRole("region", { name: `Code cell ${number}`, exact: true });

/** Puts a text in place of a cell's code. */
export async function writeCell(page: Page, number: number, text: string): Promise<Locator> {
  const cell = codeCell(page, number);
  await cell.scrollIntoViewIfNeeded();
  const editor = cell.locator(".monaco-editor").first();
  await editor.click();
  await expect(editor).toHaveClass(/\bfocused\b/);
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
  return cell;
}

/** Puts a text in place of a cell's code, waits until it is saved, and runs it. */
export async function runCell(page: Page, number: number, text: string): Promise<Locator> {
  const cell = await writeCell(page, number, text);
  await expect(page.getByText("saved", { exact: true })).toBeVisible();
  await cell.getByRole("button", { name: /^Run code cell/ }).click();
  return cell;
}

/** The same with Python: pasted, for what is typed the editor indents by itself. */
export async function runPythonCell(page: Page, number: number, text: string): Promise<Locator> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const cell = await writeCell(page, number, "#");
  await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+v");
  await expect(page.getByText("saved", { exact: true })).toBeVisible();
  await cell.getByRole("button", { name: /^Run code cell/ }).click();
  return cell;
}

/** Where the run shown says how it stands. */
export const flowRun = (page: Page): Locator => page.getByLabel("Flow run");

/** A task of the graph shown, by how it is called there: `add-1: Success`. */
export const taskNamed = (page: Page, name: string | RegExp): Locator =>
  page.getByRole("group", { name: /^Flow graph of/ }).getByRole("button", { name });
