/** What axe-core finds in the page, in both themes: nothing. */

import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";

/**
 * Waits until what moves has come to rest, and says what is wrong where.
 * @param within  the part to look at; if not given, the whole page
 */
async function faultsOf(page: Page, within?: string): Promise<string[]> {
  await page.waitForTimeout(400);
  const axe = new AxeBuilder({ page });
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
  );
}

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

    for (const name of ["History", "Results", "Secrets", "Storage"]) {
      test(`the dialog ${name}`, async ({ page }) => {
        await runAll(page);
        await page.getByRole("button", { name, exact: true }).click();
        await expect(page.getByRole("dialog")).toBeVisible();
        expect(await faultsOf(page)).toEqual([]);
      });
    }

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
