/** What axe-core finds. */

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/**
 * Waits until what moves has come to rest, and says what is wrong where; frames count too.
 * @param within  the part to look at; if not given, the whole page
 */
export async function faultsOf(page: Page, within?: string): Promise<string[]> {
  await page.waitForTimeout(400);
  const axe = new AxeBuilder({ page });
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
  );
}
