/** Somebody learns: from the start page into a lesson, through its exercises, and sees how far they are. */

import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { codeCell, runCell } from "./support/notebook.ts";

const start = (page: Page) => page.getByRole("heading", { name: "Learn Prefect by running it" });

test("the first run is one keystroke away, and the welcome goes when one has begun", async ({
  page,
}) => {
  await page.goto("./");
  const welcome = page.getByRole("complementary", { name: "Welcome" });
  await expect(welcome).toContainText("Shift+Enter");
  await expect(codeCell(page, 1)).toBeVisible();
  await page.keyboard.press("Shift+Enter");
  await expect(codeCell(page, 1).getByText("up to date")).toBeVisible();
  await expect(welcome).toBeHidden();
  await page.keyboard.press("Shift+Enter");
  await expect(codeCell(page, 2).getByText("up to date")).toBeVisible();
  await page.reload();
  await expect(codeCell(page, 1)).toBeVisible();
  await expect(welcome).toBeHidden();
});

test("from the start page into a lesson, and back with the browser's own button", async ({
  page,
}) => {
  await page.goto("./?start");
  await expect(start(page)).toBeVisible();
  await page.getByRole("link", { name: "Mapping in TypeScript" }).click();
  await expect(page).toHaveURL(/\?notebook=mapping-ts$/);
  await expect(page.getByRole("heading", { name: /^Mapping/, level: 1 })).toBeVisible();
  await page.goBack();
  await expect(start(page)).toBeVisible();
  await page.getByRole("link", { name: "Mapping in Python" }).press("Enter");
  await expect(page).toHaveURL(/\?notebook=mapping-py$/);
  await page.getByRole("button", { name: "Learn" }).click();
  await expect(start(page)).toBeFocused();
  await page.getByRole("button", { name: "New notebook" }).last().click();
  await expect(page.getByRole("heading", { name: "Untitled", level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "Flowbook" }).click();
  await expect(page.getByRole("region", { name: "Your notebooks" }).getByRole("link")).toHaveText(
    "Untitled",
  );
});

test("an exercise says what is missing, passes once it is solved, and counts", async ({ page }) => {
  await page.goto("./?notebook=mapping-ts");
  await page.getByRole("button", { name: "Run all" }).click();
  const mark = page.getByRole("status").filter({ hasText: "Not yet: greet ran once" });
  await expect(mark).toBeVisible();
  /* An exercise that is not solved yet does not keep the others from being checked. */
  await expect(page.getByRole("status").filter({ hasText: "Not yet:" })).toHaveCount(3);
  await expect(page.getByText("TypeError")).toHaveCount(0);
  const exercise = page
    .getByRole("region", { name: /^Code cell/ })
    .filter({ hasText: "Katherine" });
  const number = Number(/\d+/.exec((await exercise.first().getAttribute("aria-label")) ?? "")?.[0]);
  await runCell(
    page,
    number,
    `const listNames = task(function listNames() { return ["Ada", "Grace", "Katherine"] });
const greet = task(function greet(name: string) { return \`Hello, \${name}!\` });
const flow = new Flow("Greetings");
const greetings = flow.with(() => greet.map(listNames()));`,
  );
  await expect(codeCell(page, number).getByText("up to date")).toBeVisible();
  const check = codeCell(page, number + 1);
  await check.getByText("How this is checked").click();
  await expect(check.locator(".view-lines")).toContainText("greeted.isMapped");
  await check.getByRole("button", { name: /^Run code cell/ }).click();
  await expect(check.getByText("Passed.")).toBeVisible();
  await page.reload();
  await expect(codeCell(page, number + 1).getByText(/Passed/)).toBeVisible();
  await page.getByRole("button", { name: "Learn" }).click();
  await expect(page.getByText("1 of 3 passed")).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the start page in the ${colorScheme} theme has no fault of access`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto("./?start");
    await expect(start(page)).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  });
}
