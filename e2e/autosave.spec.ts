/** What is written is kept, though whoever writes never pauses and the page dies under them. */

import { expect, test } from "@playwright/test";
import { codeCell, writeCell } from "./support/notebook.ts";

test("a page that crashes while somebody types has saved all but the last seconds", async ({
  page,
  context,
}) => {
  test.setTimeout(180_000);
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
  await writeCell(page, 1, "// ");
  /* Six seconds, with no pause as long as the one that autosave waits for. */
  await page.keyboard.type("abcdefghijklmnopqrst0123456789ABCDEFGHIJKLMNOPQRST9876543210", {
    delay: 100,
  });
  const devtools = await context.newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  /* A page that crashes answers no more. */
  devtools.send("Page.crash").catch(() => undefined);
  await crashed;
  const later = await context.newPage();
  await later.goto("./");
  await expect(codeCell(later, 1).locator(".view-lines").first()).toContainText(
    "abcdefghijklmnopqrst",
    { timeout: 60_000 },
  );
});
