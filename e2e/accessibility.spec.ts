/** What axe-core finds in the page, in both themes: nothing. */

import { readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import { faultsOf } from "./support/axe.ts";

async function runAll(page: Page): Promise<void> {
  await page.goto("./");
  await page.getByRole("button", { name: "Run all" }).click();
  await expect(page.getByText("kernel idle")).toBeVisible();
  await page.getByLabel("Flow shown").selectOption({ label: "My first flow!" });
  await expect(page.getByRole("button", { name: "add-2: Success" })).toBeVisible();
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("the page as it opens", async ({ page }) => {
      await page.goto("./");
      await expect(page.locator(".monaco-editor .view-lines").first()).toBeVisible();
      expect(await faultsOf(page)).toEqual([]);
    });

    test("a run, the inspector of a task, and each tab below", async ({ page }) => {
      await runAll(page);
      await page.getByRole("button", { name: "add-2: Success" }).click();
      await expect(page.getByRole("region", { name: "Inspector" })).toBeVisible();
      for (const tab of await page
        .getByRole("tablist", { name: "Of the run" })
        .getByRole("tab")
        .all()) {
        await tab.click();
        expect(await faultsOf(page)).toEqual([]);
      }
    });

    for (const name of ["History", "Network", "Results", "Secrets", "Storage"]) {
      test(`the dialog ${name}`, async ({ page }) => {
        await runAll(page);
        await page.getByRole("button", { name, exact: true }).click();
        await expect(page.getByRole("dialog")).toBeVisible();
        expect(await faultsOf(page)).toEqual([]);
      });
    }

    test("the dialogs about a run", async ({ page }) => {
      test.slow();
      await runAll(page);
      const dialog = page.getByRole("dialog");
      const look = async () => {
        await expect(dialog).toBeVisible();
        expect(await faultsOf(page)).toEqual([]);
        await page.keyboard.press("Escape");
        await expect(dialog).toHaveCount(0);
      };
      await page.getByRole("button", { name: "add-2: Success" }).click();
      await page.getByRole("button", { name: "Set state…" }).click();
      await look();
      await page.getByRole("radio", { name: "Fail here" }).check();
      await page.getByRole("button", { name: "Task by task…" }).click();
      await look();
      await page.getByLabel("Flow shown").selectOption({ label: "Say hi!" });
      await page.getByRole("button", { name: "Run flow…" }).click();
      await look();
      await page.getByRole("button", { name: "History", exact: true }).click();
      for (const row of [0, 1]) await dialog.getByRole("checkbox").nth(row).check();
      await dialog.getByRole("button", { name: "Compare" }).click();
      await expect(page.getByRole("dialog", { name: "Two runs compared" })).toBeVisible();
      expect(await faultsOf(page)).toEqual([]);
    });

    test("the dialogs about the notebook", async ({ page }) => {
      test.slow();
      await page.goto("./");
      await expect(page.locator(".monaco-editor .view-lines").first()).toBeVisible();
      await page.getByRole("button", { name: "Versions" }).click();
      await expect(page.getByRole("dialog", { name: /^Versions of/ })).toContainText("None yet");
      expect(await faultsOf(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+k");
      await page.keyboard.type("keys");
      expect(await faultsOf(page)).toEqual([]);
      await page.keyboard.press("Enter");
      await expect(page.getByRole("dialog", { name: "Keys of the notebook" })).toBeVisible();
      expect(await faultsOf(page)).toEqual([]);
      await page.keyboard.press("Escape");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Export all" }).click(),
      ]);
      const [chooser] = await Promise.all([
        page.waitForEvent("filechooser"),
        page.getByRole("button", { name: "Import…" }).click(),
      ]);
      await chooser.setFiles({
        name: "workspace.flowbook",
        mimeType: "application/octet-stream",
        buffer: readFileSync(await download.path()),
      });
      const importing = page.getByRole("dialog", { name: "Import workspace.flowbook" });
      await expect(importing).toContainText("All of it is here already");
      expect(await faultsOf(page)).toEqual([]);
    });

    test("the start page, wide and narrow", async ({ page }) => {
      await page.goto("./?start");
      await expect(page.getByRole("heading", { name: "Lessons" })).toBeVisible();
      expect(await faultsOf(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await faultsOf(page)).toEqual([]);
    });

    test("what if: the menu of a task, the bar, and the list of what would happen", async ({
      page,
    }) => {
      test.slow();
      await runAll(page);
      await page.getByRole("button", { name: "add-2: Success" }).click({ button: "right" });
      await expect(page.getByRole("menu", { name: /^What if/ })).toBeVisible();
      expect(await faultsOf(page, '[role="menu"]')).toEqual([]);
      await page.getByRole("menuitemradio", { name: "Fail here" }).click();
      const bar = page.getByRole("region", { name: "What if" });
      await expect(bar.getByRole("status")).toContainText("would");
      expect(await faultsOf(page, '[aria-label="What if"]')).toEqual([]);
      await bar.getByRole("button", { name: "Task by task…" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      expect(await faultsOf(page, "dialog[open]")).toEqual([]);
    });

    test("the form for parameters, and what it says of a fault", async ({ page }) => {
      test.slow();
      await runAll(page);
      await page.getByLabel("Flow shown").selectOption({ label: "Say hi!" });
      await page.getByRole("button", { name: "Run flow…" }).click();
      const form = page.getByRole("dialog", { name: "Run Say hi!" });
      await expect(form).toBeVisible();
      expect(await faultsOf(page, "dialog[open]")).toEqual([]);
      await form.getByLabel("name").fill("");
      await form.getByRole("button", { name: "Run flow" }).click();
      await expect(form.getByRole("alert")).toHaveText("name needs a value.");
      expect(await faultsOf(page, "dialog[open]")).toEqual([]);
    });

    test("the page of a phone", async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto("./");
      await page.getByRole("button", { name: "☰ More" }).click();
      expect(await faultsOf(page)).toEqual([]);
      await page.getByRole("navigation").getByRole("button", { name: "Run" }).click();
      expect(await faultsOf(page)).toEqual([]);
    });
  });
}
