/** A fixed sample of what real Prefect did, through the page: the same engine, on real workers. */

import { expect, test } from "@playwright/test";
import { differences, oracleCases } from "../engine/testing/oracle.ts";
import { runSource } from "./support/automation.ts";

const SAMPLE = oracleCases()
  .filter((_, index) => index % 7 === 0)
  .slice(0, 40);

test("forty random flows give in the page what they gave on real Prefect", async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto("./");
  const wrong: Record<string, string[]> = {};
  for (const each of SAMPLE) {
    const { typescript, parameters } = each;
    const found = differences(each, await runSource(page, typescript, { parameters }));
    if (found.length > 0) wrong[each.id] = found;
  }
  expect(wrong).toEqual({});
  expect(SAMPLE).toHaveLength(40);
});
