/** A person writes Python: sees what it is made of, what can follow, what a name is, and what is wrong. */

import { expect, test, type Page } from "@playwright/test";

const codeCells = (page: Page) => page.getByRole("region", { name: /^Code cell/ });
const pythonCell = (page: Page) => page.locator('section[data-language="python"]');
const editorOf = (page: Page) => pythonCell(page).last().locator(".monaco-editor").first();
const suggestions = (page: Page) => page.locator(".suggest-widget.visible");
const suggestion = (page: Page, label: string) =>
  suggestions(page).getByRole("option", { name: new RegExp(`^${label}\\b`) });
const tooltip = (page: Page) => page.locator(".monaco-hover:not(.hidden)");

/** Puts a Python cell after another (0: the first), and the cursor into it. */
async function addPythonCell(page: Page, after = 0): Promise<void> {
  const count = await pythonCell(page).count();
  await page.getByRole("button", { name: "+ Python" }).nth(after).click();
  await expect(pythonCell(page)).toHaveCount(count + 1);
  await expect(editorOf(page)).toBeVisible();
  await editorOf(page).click();
  await expect(editorOf(page)).toHaveClass(/\bfocused\b/);
}

/** Puts text into the editor at once, with nothing closed or indented. */
async function paste(page: Page, text: string): Promise<void> {
  await page.keyboard.insertText(text);
}

test.beforeEach(async ({ page }) => {
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
});

test("a Python cell says that it is one, and the next one is too", async ({ page }) => {
  await expect(page.getByRole("combobox", { name: "Language of code cell 1" })).toHaveValue(
    "typescript",
  );
  const before = await codeCells(page).count();
  await addPythonCell(page);
  await expect(codeCells(page)).toHaveCount(before + 1);
  await page.keyboard.press("Escape");
  await page.keyboard.press("b");
  await expect(pythonCell(page)).toHaveCount(2);
});

test("the language of a cell can be changed", async ({ page }) => {
  await addPythonCell(page);
  const choice = pythonCell(page).getByRole("combobox");
  await choice.focus();
  await choice.selectOption("TypeScript");
  await expect(pythonCell(page)).toHaveCount(0);
});

test("Python is coloured, indented by four, and commented out by a key", async ({ page }) => {
  await addPythonCell(page);
  await page.keyboard.type("def f(x):");
  await page.keyboard.press("Enter");
  /* Quotes are closed when the line is coloured, which is right after it is typed. */
  await page.keyboard.type("return 'a", { delay: 40 });
  await page.keyboard.press("Control+/");
  const lines = editorOf(page).locator(".view-line");
  await expect(lines.nth(0)).toHaveText(/^def\sf\(x\):$/);
  await expect(lines.nth(1)).toHaveText(/^\s{4}#\sreturn\s'a'$/);
  const colour = (text: string) =>
    lines
      .locator("span > span", { hasText: text })
      .first()
      .evaluate((span) => getComputedStyle(span).color);
  expect(await colour("def")).not.toBe(await colour("x"));
  expect(await colour("#")).not.toBe(await colour("def"));
});

test("Enter goes in after a head of several lines, and out after a return", async ({ page }) => {
  await addPythonCell(page);
  for (const line of ["def f(x", ") -> int:", "return 1", "y = 2"]) {
    await page.keyboard.type(line, { delay: 40 });
    await page.keyboard.press("Escape");
    await editorOf(page).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Enter");
  }
  const lines = await editorOf(page).locator(".view-line").allInnerTexts();
  expect(lines.slice(2, 4).map((line) => line.replaceAll("\u00a0", " "))).toEqual([
    "    return 1",
    "y = 2",
  ]);
});

test("completes an import, and the attributes of a flow of the cell above", async ({ page }) => {
  await addPythonCell(page);
  await page.keyboard.type("from prefect import F");
  await expect(suggestion(page, "Flow")).toBeVisible();
  await page.keyboard.press("Escape");
  await paste(page, 'low\nflow = Flow("a")');
  await addPythonCell(page, 1);
  await page.keyboard.type("flow.ru");
  await expect(suggestion(page, "run")).toBeVisible();
});

test("shows a class's signature and its doc on hover", async ({ page }) => {
  await addPythonCell(page);
  await paste(page, "from prefect import Flow");
  await editorOf(page).locator(".view-line span > span").getByText("Flow").hover();
  await expect(tooltip(page)).toContainText("class Flow(");
  await expect(tooltip(page)).toContainText("name: str");
  await expect(tooltip(page).locator("p")).not.toHaveCount(0);
});

test("shows how a call goes, and which argument it is at", async ({ page }) => {
  await addPythonCell(page);
  await paste(page, "from prefect import Flow\n");
  await page.keyboard.type("Flow(");
  const hints = page.locator(".parameter-hints-widget.visible");
  await expect(hints.locator(".parameter.active")).toContainText("name: str");
  await page.keyboard.type('"a", ');
  await expect(hints.locator(".parameter.active")).toContainText("schedule");
});

test("marks a fault in the text at its place, without running it", async ({ page }) => {
  await addPythonCell(page);
  await paste(page, "a = 1\nb = = 2\n");
  const mark = editorOf(page).locator(".squiggly-error");
  await expect(mark).toBeVisible();
  const faulty = editorOf(page).locator(".view-line", { hasText: /^b/ });
  const line = await faulty.boundingBox();
  const place = await mark.boundingBox();
  expect(Math.abs((place?.y ?? 0) - (line?.y ?? 1000))).toBeLessThan(4);
  expect(place?.x).toBeGreaterThan(line?.x ?? 0);
  await faulty.hover({ position: { x: (place?.x ?? 0) - (line?.x ?? 0) + 2, y: 8 } });
  await expect(tooltip(page)).toContainText(/syntax|expect|unexpected/i);
});
