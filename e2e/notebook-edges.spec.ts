/** Where editing once went wrong: from notebook to notebook, from language to language, by mouse and by key. */

import { expect, test, type Page } from "@playwright/test";
import { codeCell, writeCell } from "./support/notebook.ts";

const textCell = (page: Page, number: number) =>
  page.getByRole("region", { name: `Text cell ${number}`, exact: true });
const prose = (page: Page) => page.getByRole("textbox", { name: "Text of this cell, in Markdown" });
const editorOf = (page: Page, number: number) =>
  codeCell(page, number).locator(".monaco-editor").first();

async function openFirst(page: Page): Promise<void> {
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
  await expect(editorOf(page, 1)).toBeVisible();
}

async function newNotebook(page: Page): Promise<void> {
  await page.getByRole("button", { name: "New notebook", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Untitled", level: 1 })).toBeVisible();
  await expect(editorOf(page, 1)).toBeVisible();
}

test("undo in one notebook brings in nothing of another", async ({ page }) => {
  await openFirst(page);
  const written = await writeCell(page, 1, "const ofTheFirst = 1;");
  await expect(written).toContainText("ofTheFirst");
  await newNotebook(page);
  await expect(codeCell(page, 1)).not.toContainText("ofTheFirst");
  await editorOf(page, 1).click();
  await expect(editorOf(page, 1)).toHaveClass(/\bfocused\b/);
  for (let times = 0; times < 5; times++) await page.keyboard.press("Control+z");
  await page.keyboard.press("End");
  await page.keyboard.insertText("ofTheSecond");
  await expect(codeCell(page, 1)).toContainText("ofTheSecond");
  await expect(codeCell(page, 1)).not.toContainText("ofTheFirst");
});

test("a text that is edited as one goes back stays in its notebook", async ({ page }) => {
  await openFirst(page);
  await newNotebook(page);
  await textCell(page, 1).dblclick();
  await prose(page).fill("# Draft of the new one");
  await page.goBack();
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
  await expect(prose(page)).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Draft of the new one" })).toHaveCount(0);
  await page.goForward();
  await expect(page.getByRole("heading", { name: "Draft of the new one" })).toBeVisible();
});

test("a cell that changes its language and back says what was typed last", async ({ page }) => {
  await openFirst(page);
  await newNotebook(page);
  await writeCell(page, 1, "a");
  const language = codeCell(page, 1).getByRole("combobox", { name: "Language of code cell 1" });
  await language.selectOption({ label: "Python" });
  await expect(codeCell(page, 1)).toHaveAttribute("data-language", "python");
  await writeCell(page, 1, "ab");
  await language.selectOption({ label: "TypeScript" });
  await expect(codeCell(page, 1)).toHaveAttribute("data-language", "typescript");
  await expect(codeCell(page, 1).locator(".view-lines")).toHaveText("ab");
});

test("Enter follows a link and opens a summary in a text", async ({ page }) => {
  await openFirst(page);
  await newNotebook(page);
  await textCell(page, 1).dblclick();
  await prose(page).fill(
    "# Links\n\n[there](#there)\n\n<details><summary>More</summary>\n\nHidden words\n\n</details>",
  );
  await page.keyboard.press("Escape");
  await page.getByText("More", { exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Hidden words")).toBeVisible();
  await page.getByRole("link", { name: "there" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#there$/);
  await expect(prose(page)).toHaveCount(0);
});

test("Enter edits a cell again that was left by mouse, and a new cell gets the keyboard", async ({
  page,
}) => {
  await openFirst(page);
  await newNotebook(page);
  await editorOf(page, 1).click();
  await expect(editorOf(page, 1)).toHaveClass(/\bfocused\b/);
  /* The edge of the cell, beside its editor. */
  await codeCell(page, 1).click({ position: { x: 3, y: 3 } });
  await expect(codeCell(page, 1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(editorOf(page, 1)).toHaveClass(/\bfocused\b/);
  await page.getByRole("button", { name: "+ Text" }).last().click();
  await expect(textCell(page, 2)).toBeFocused();
});

test("what takes the keyboard from a text that is edited keeps it", async ({ page }) => {
  await openFirst(page);
  await newNotebook(page);
  await textCell(page, 1).dblclick();
  await expect(prose(page)).toBeFocused();
  await page.keyboard.press("Control+Shift+F");
  const field = page.getByRole("textbox", { name: "Find", exact: true });
  await expect(field).toBeFocused();
  await field.press("Escape");
  await textCell(page, 1).dblclick();
  await expect(prose(page)).toBeFocused();
  await editorOf(page, 1).click();
  await expect(editorOf(page, 1)).toHaveClass(/\bfocused\b/);
  await expect(prose(page)).toHaveCount(0);
});

test("a text is drawn while one types it, saved meanwhile, and one step to take back", async ({
  page,
}) => {
  await openFirst(page);
  await newNotebook(page);
  await textCell(page, 1).dblclick();
  await prose(page).fill("# Tasks of today");
  await prose(page).press("End");
  await page.keyboard.type("\n\n- [x] first\n");
  await page.keyboard.type("[ ] second");
  const preview = page.getByRole("group", { name: "Preview of this text" });
  await expect(preview.getByRole("heading", { name: "Tasks of today" })).toBeVisible();
  await expect(preview.getByRole("checkbox", { name: "done" })).toBeChecked();
  await expect(preview.getByRole("checkbox", { name: "done" })).toBeDisabled();
  await expect(page.getByText("saved", { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Tasks of today" })).toBeVisible();

  await textCell(page, 1).dblclick();
  await prose(page).fill("# Other words");
  await expect(page.getByText("typing…", { exact: true })).toHaveCount(0);
  await prose(page).fill("# Other words, and more");
  await expect(page.getByText("typing…", { exact: true })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { name: "Other words, and more" })).toBeVisible();
  await page.keyboard.press("z");
  await expect(page.getByRole("heading", { name: "Tasks of today" })).toBeVisible();
});
