/** A flow is run from its form: parameters by name, with the types their arguments declare. */

import { expect, test, type Page } from "@playwright/test";
import { runPythonCell } from "./support/notebook.ts";

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

const TYPED = `from typing import Literal, Optional
import datetime
from prefect import task, Flow, Parameter

@task
def show(n: int, mode: Literal["fast", "slow"], xs: list, day: datetime.date, limit: Optional[int]):
    print(n, mode, xs, day, limit)

with Flow("typed") as flow:
    show(
        Parameter("n", default=3),
        Parameter("mode", default="slow"),
        Parameter("xs"),
        Parameter("day", default="2026-01-31"),
        Parameter("limit", default=7),
    )`;

test("each type has its control, faults lead to their field, and all is remembered", async ({
  page,
}) => {
  await page.goto("./?notebook=thinking-prefectly");
  await runPythonCell(page, 1, TYPED);
  const open_ = page.getByRole("button", { name: "Run flow…" });
  await open_.click({ timeout: 60_000 });
  const form = page.getByRole("dialog", { name: "Run typed" });
  await expect(form.getByLabel("n", { exact: true })).toHaveAccessibleDescription("int, default 3");
  await form.getByLabel("n", { exact: true }).fill("many");
  await form.getByLabel("mode").selectOption({ label: "fast" });
  await form.getByLabel("xs").fill("not a list");
  await form.getByLabel("day").fill("2026-02-03");
  await form.getByLabel("limit").fill("None");
  await form.getByRole("button", { name: "Run flow" }).click();
  await expect(form.getByLabel("n", { exact: true })).toBeFocused();
  await expect(form.getByRole("alert")).toHaveText([
    "n is a whole number, like 42.",
    "xs is a list in JSON, like [1, 2, 3].",
  ]);
  await form.getByLabel("n", { exact: true }).fill("4");
  await form.getByLabel("xs").fill('[1, "b"]');
  await form.getByRole("button", { name: "Run flow" }).click();
  await expect(form).toBeHidden();
  await expect(page.getByRole("log")).toContainText("4 fast [1, 'b'] 2026-02-03 None");

  await page.reload();
  await expect(page.getByLabel("Flow run")).toContainText("Success");
  await open_.click();
  await expect(form.getByLabel("mode")).toHaveValue(/fast/);
  await expect(form.getByLabel("xs")).toHaveValue('[1, "b"]');
  await form.getByRole("button", { name: "Reset to defaults" }).click();
  await expect(form.getByLabel("mode")).toHaveValue("");
  await expect(form.getByLabel("xs")).toHaveValue("");
  await form.getByRole("button", { name: "Cancel" }).click();
  await expect(open_).toBeFocused();

  await page.getByRole("button", { name: "Run again" }).click();
  await expect(page.getByText("a past run")).toBeHidden();
  await expect(page.getByRole("log")).toContainText("4 fast [1, 'b'] 2026-02-03 None");
});
