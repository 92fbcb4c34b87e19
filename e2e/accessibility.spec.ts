/** What axe-core finds in the page, in both themes: nothing. */

import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";

/** Waits until what moves has come to rest, and says what is wrong where. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.waitForTimeout(400);
  const { violations } = await new AxeBuilder({ page }).analyze();
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

    for (const name of ["History", "Network", "Results", "Secrets", "Storage"]) {
      test(`the dialog ${name}`, async ({ page }) => {
        await runAll(page);
        await page.getByRole("button", { name, exact: true }).click();
        await expect(page.getByRole("dialog")).toBeVisible();
        expect(await faultsOf(page)).toEqual([]);
      });
    }

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
