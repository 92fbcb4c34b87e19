/** What real Prefect did with random flows in its own Python, through the page: one page, warm workers. */

import { expect, test } from "@playwright/test";
import { differences, oracleCases } from "../engine/testing/oracle.ts";
import { runSource } from "./support/automation.ts";

/** `npm run test:oracle` tries them all. */
const IS_WHOLE = process.env["ORACLE"] === "all";
const CASES = IS_WHOLE ? oracleCases() : oracleCases().filter((_, index) => index % 5 === 0);

test(`${CASES.length} random flows in Python give in the page what they gave on real Prefect`, async ({
  page,
}) => {
  test.setTimeout(IS_WHOLE ? 1_800_000 : 600_000);
  await page.goto("./");
  const wrong: Record<string, string[]> = {};
  for (const each of CASES) {
    const { python, parameters } = each;
    const report = await runSource(page, python, { language: "python", parameters });
    const found = differences(each, report, "python");
    if (found.length > 0) wrong[each.id] = found;
  }
  expect(wrong).toEqual({});
  expect(CASES).toHaveLength(IS_WHOLE ? 300 : 60);
});
