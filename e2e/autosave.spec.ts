/** What is written is kept, though whoever writes never pauses and the page dies under them. */

import { expect, test } from "@playwright/test";
import { writeCell } from "./support/notebook.ts";
import { append, codeIn as codeOf } from "./support/tabs.ts";

const TYPED = "abcdefghijklmnopqrst0123456789ABCDEFGHIJKLMNOPQRST9876543210";

test("a page that crashes while somebody types has saved all but the last seconds", async ({
  page,
  context,
}) => {
  test.setTimeout(180_000);
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
  await expect(codeOf(page, 2)).toContainText("return x + y");
  await writeCell(page, 1, "//");
  /* Six seconds, with no pause as long as the one that autosave waits for. */
  await page.keyboard.type(TYPED, { delay: 100 });
  const devtools = await context.newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  /* A page that crashes answers no more. */
  devtools.send("Page.crash").catch(() => undefined);
  await crashed;
  const later = await context.newPage();
  await later.goto("./");
  await expect(codeOf(later, 1)).toContainText(TYPED.slice(0, 20), { timeout: 60_000 });
  /* Not torn: what was typed up to some moment, without a gap, and the rest of the notebook around it. */
  const first = (await codeOf(later, 1).textContent()) ?? "";
  expect(`//${TYPED}`.startsWith(first)).toBe(true);
  await expect(codeOf(later, 2)).toContainText("return x + y");
  await expect(later.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
  /* And it goes on from there. */
  await append(later, 1, "~after");
  await expect(later.getByText("saved", { exact: true })).toBeVisible();
  await later.reload();
  await expect(codeOf(later, 1)).toHaveText(`${first}~after`);
});
