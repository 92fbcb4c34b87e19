/** TypeScript cells know each other, the flow API and what fits into what, before anything runs. */

import { expect, test, type Page } from "@playwright/test";
import { codeCell, writeCell } from "./support/notebook.ts";

const warnings = (page: Page, cell: number) => codeCell(page, cell).locator(".squiggly-warning");

test.beforeEach(async ({ page }) => {
  await page.goto("./");
  await expect(codeCell(page, 1).locator(".view-lines")).toContainText("sayHello");
});

test("underlines a text where a task of the cell above gives a number", async ({ page }) => {
  await writeCell(
    page,
    1,
    `import { task, Flow } from "prefect";
const shout = task(function shout(text: string): string { return text.toUpperCase() });
const half = task(function half(x: number): number { return x / 2 });`,
  );
  /* Each cell imports what it uses, as most notebooks do. */
  await writeCell(
    page,
    2,
    `import { Flow } from "prefect";
new Flow("typed").with(() => { half(shout("loud")) });`,
  );
  await expect(warnings(page, 2).first()).toBeVisible();
  await expect(warnings(page, 1)).toHaveCount(0);
  const found = await warnings(page, 2).first().boundingBox();
  await page.mouse.move((found?.x ?? 0) + 4, (found?.y ?? 0) + 8);
  await expect(page.getByRole("tooltip")).toContainText("not assignable to parameter of type");
  await writeCell(page, 2, `new Flow("typed").with(() => { half(8) });`);
  await expect(warnings(page, 2)).toHaveCount(0);
});

test("tells what a name of another cell is, with its docs, and what can follow it", async ({
  page,
}) => {
  await writeCell(page, 2, "const made = new Flow('made');");
  await codeCell(page, 2).getByText("Flow", { exact: true }).hover();
  await expect(page.getByRole("tooltip")).toContainText("new Flow(name: string");
  await writeCell(page, 2, "sayHello.ma");
  await page.keyboard.press("Control+Space");
  await expect(page.getByRole("option", { name: /^map\b/ })).toBeVisible();
});

test("finds nothing wrong with the notebook that one begins with", async ({ page }) => {
  for (const cell of await page.getByRole("region", { name: /^Code cell \d+$/ }).all()) {
    await cell.scrollIntoViewIfNeeded();
    await expect(cell.locator(".monaco-editor .view-lines")).toBeVisible();
  }
  const count = await page.getByRole("region", { name: /^Code cell \d+$/ }).count();
  await writeCell(page, count, `const wrong: number = "text";`);
  await expect(warnings(page, count)).toHaveCount(1);
  await expect(page.locator(".squiggly-warning, .squiggly-error")).toHaveCount(1);
});
