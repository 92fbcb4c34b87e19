/** What axe-core finds. */

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** Waits until what moves has come to rest, and says what is wrong where; frames count too. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.waitForTimeout(400);
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
  );
}
