/** A person lets a paused Python task go on, in the inspector: scenarios 35 and 37 of the reference. */

import { expect, test, type Page } from "@playwright/test";

const SOURCE = `
import prefect
from prefect import Flow, task, triggers
from prefect.engine import signals

@task
def inc(x):
    return x + 1

@task
def asks(x):
    if not prefect.context.get("resume"):
        raise signals.PAUSE("Shall I?")
    return x * 2

@task(trigger=triggers.manual_only)
def waits(x):
    return [x, prefect.context.resume]

with Flow("approvals") as flow:
    asked = inc(asks(inc(1)))
    waits(asked)
`;

const stateOf = (page: Page) => page.getByLabel("Flow run");

/** Selects a task of the graph shown, and approves it. */
async function approve(page: Page, slug: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^${slug}\\b.*Paused`) }).click();
  await page.getByRole("button", { name: "Approve" }).click();
}

test("35. and 37. what paused goes on once it is approved, with its data", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "+ Python" }).first().click();
  const cell = page.locator('section[data-language="python"]');
  await cell.locator(".monaco-editor").first().click();
  await expect(cell.locator(".monaco-editor").first()).toHaveClass(/\bfocused\b/);
  /* Pasted: what is typed the editor indents by itself. */
  await page.evaluate((text) => navigator.clipboard.writeText(text), SOURCE);
  await page.keyboard.press("Control+V");
  await cell.getByRole("button", { name: /^Run code cell/ }).click();
  await expect(cell.getByText("up to date")).toBeVisible({ timeout: 60_000 });
  await page.getByLabel("Flow shown").selectOption({ label: "approvals" });
  await page.getByRole("button", { name: "Run flow", exact: true }).click();
  await approve(page, "asks-1");
  await approve(page, "waits-1");
  await expect(stateOf(page)).toContainText("Success");
  await expect(page.getByRole("log")).toContainText("PAUSE signal raised: PAUSE('Shall I?')");
});
