/** A cell that was deleted comes back as it was, and what came back is kept. */

import { expect, test } from "@playwright/test";
import { codeCell, runCell } from "./support/notebook.ts";

test("a cell deleted by its button comes back by Undo, in its place, with what it showed", async ({
  page,
}) => {
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
  const code = (number: number) => codeCell(page, number).locator(".view-lines").first();
  const saved = page.getByText("saved", { exact: true });
  const cell = await runCell(page, 1, "6 * 7;");
  const output = cell.getByRole("group", { name: "Output" });
  await expect(output).toContainText("42");
  await expect(page.getByText("kernel idle")).toBeVisible();

  await cell.getByRole("button", { name: "Delete code cell 1" }).click();
  await expect(code(1)).toContainText("return x + y");
  await expect(page.getByText("Code cell deleted")).toBeVisible();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page.getByText("Code cell deleted")).toBeHidden();
  await expect(code(1)).toHaveText("6 * 7;");
  await expect(code(2)).toContainText("return x + y");
  await expect(output).toContainText("42");
  await expect(saved).toBeVisible();

  await page.reload();
  await expect(code(1)).toHaveText("6 * 7;");
  await expect(code(2)).toContainText("return x + y");
  await expect(output).toContainText("42");
});
