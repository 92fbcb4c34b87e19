/** A flow is run from its form: parameters by name, with the types their arguments declare. */

import { expect, test, type Page } from "@playwright/test";

const showFlow = (page: Page, name: string) =>
  page.getByLabel("Flow shown").selectOption({ label: name });

async function open(page: Page, address: string, title: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Run all" }).click();
  await expect(page.getByText("kernel idle")).toBeVisible({ timeout: 60_000 });
}

test("Python's annotation is beside the parameter, and the value reaches the task", async ({
  page,
}) => {
  await open(page, "./?notebook=thinking-prefectly", "Thinking Prefectly");
  await showFlow(page, "Say hi!");
  await page.getByRole("button", { name: "Run flow…" }).click();
  const form = page.getByRole("dialog", { name: "Run Say hi!" });
  await expect(form.getByLabel("name")).toHaveAccessibleDescription("str, required");
  await form.getByRole("button", { name: "Run flow" }).click();
  await expect(form.getByRole("alert")).toContainText("name needs a value");
  await form.getByLabel("name").fill("Zaphod");
  await page.keyboard.press("Enter");
  await expect(form).toBeHidden();
  await expect(page.getByRole("log")).toContainText("Hello, Zaphod!");
  await page.getByRole("button", { name: "Run flow…" }).click();
  await expect(form.getByLabel("name")).toHaveValue("Zaphod");
});

test("TypeScript's parameters have their form too", async ({ page }) => {
  await open(page, "./", "My first flow!");
  await showFlow(page, "Say hi!");
  await page.getByRole("button", { name: "Run flow…" }).click();
  const form = page.getByRole("dialog", { name: "Run Say hi!" });
  await expect(form.getByLabel("name")).toHaveAccessibleDescription("string, required");
  await form.getByLabel("name").fill("Trillian");
  await form.getByRole("button", { name: "Run flow" }).click();
  await expect(page.getByRole("log")).toContainText("Hello, Trillian!");
});

test("a flow without parameters runs at once", async ({ page }) => {
  await open(page, "./", "My first flow!");
  await showFlow(page, "My first flow!");
  const run = page.getByLabel("Flow run");
  const before = await run.textContent();
  await page.getByRole("button", { name: "Run flow", exact: true }).click();
  await expect(run).not.toHaveText(before ?? "");
  await expect(run).toContainText("Success");
});
