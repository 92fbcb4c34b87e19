/** What two tabs made of one cell: both is shown, the person chooses, and nothing is overwritten in silence. */

import { expect, test, type BrowserContext, type Locator, type Page } from "@playwright/test";
import { faultsOf } from "./support/axe.ts";
import { codeCell } from "./support/notebook.ts";
import { append, codeIn, editBoth, isSaved, openBoth } from "./support/tabs.ts";

const BASE = "const x = 1;";
const FIRST = `${BASE}//first`;
const SECOND = `${BASE}//second`;

const conflict = (page: Page): Locator =>
  page.getByRole("group", { name: "Conflict in code cell 1" });
const button = (page: Page, name: string): Locator => conflict(page).getByRole("button", { name });

/** The first tab saves its text of cell 1, then the second its own: the second's is what is stored. */
async function disagree(context: BrowserContext): Promise<[Page, Page]> {
  const [first, second] = await openBoth(context, BASE);
  await editBoth(
    { page: first, edit: () => append(first, 1, "//first") },
    { page: second, edit: () => append(second, 1, "//second") },
  );
  for (const page of [first, second]) {
    await expect(conflict(page)).toBeVisible();
    await expect(codeIn(page, 1)).toHaveText(SECOND);
  }
  await expect(conflict(second)).toContainText("What you see is yours.");
  await expect(conflict(first)).toContainText("What you see is the other tab’s.");
  return [first, second];
}

/** All that a visitor of later finds: one text, and no question. */
async function expectKept(pages: readonly Page[], text: string): Promise<void> {
  for (const page of pages) {
    await expect(codeIn(page, 1)).toHaveText(text);
    await expect(isSaved(page)).toBeVisible();
    await page.reload();
    await expect(codeIn(page, 1)).toHaveText(text);
    await expect(conflict(page)).toHaveCount(0);
  }
}

/** The versions of the notebook say the text that gave way. */
async function expectVersion(page: Page, text: string): Promise<void> {
  await page.getByRole("button", { name: "Versions" }).click();
  const dialog = page.getByRole("dialog", { name: /^Versions of/ });
  await dialog.getByRole("list", { name: "Versions" }).getByRole("button").first().click();
  await expect(dialog.getByLabel("What restoring it changes")).toContainText(`+ ${text}`);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
}

test("whose text stays can keep it, and the other is kept as a version", async ({ context }) => {
  const [first, second] = await disagree(context);
  await button(second, "Show theirs").click();
  await expect(conflict(second).getByLabel("The other tab’s text")).toHaveText(FIRST);
  await button(second, "Keep mine").click();
  await expect(conflict(second)).toBeHidden();
  /* The other person is still asked: it is their text that gave way. */
  await expect(conflict(first)).toBeVisible();
  await expectVersion(second, FIRST);
  await expectKept([second, first], SECOND);
});

test("whose text stays can take the other's", async ({ context }) => {
  const [first, second] = await disagree(context);
  await button(second, "Take theirs").click();
  for (const page of [first, second]) await expect(conflict(page)).toBeHidden();
  await expect(codeIn(first, 1)).toHaveText(FIRST);
  await expectVersion(second, SECOND);
  await expectKept([second, first], FIRST);
});

test("whose text gave way sees both, and can leave it at that", async ({ context }) => {
  const [first, second] = await disagree(context);
  await button(first, "Show mine").click();
  await expect(conflict(first).getByLabel("Your text")).toHaveText(FIRST);
  await button(first, "Keep theirs").click();
  await expect(conflict(first)).toBeHidden();
  await expectKept([first, second], SECOND);
});

test("whose text gave way can put it back, and the other tab has no question more", async ({
  context,
}) => {
  const [first, second] = await disagree(context);
  await button(first, "Take mine").click();
  for (const page of [first, second]) await expect(conflict(page)).toBeHidden();
  await expect(codeIn(second, 1)).toHaveText(FIRST);
  await expectKept([first, second], FIRST);
});

test("a choice is taken back like any other change of a cell", async ({ context }) => {
  const [first, second] = await disagree(context);
  await button(first, "Take mine").click();
  await expect(codeIn(second, 1)).toHaveText(FIRST);
  await codeCell(first, 1).focus();
  await first.keyboard.press("z");
  for (const page of [first, second]) await expect(codeIn(page, 1)).toHaveText(SECOND);
});

test("by keyboard alone: from the text to the choice, and back to the cell", async ({
  context,
}) => {
  const [first, second] = await disagree(context);
  for (const [page, names] of [
    [second, ["Show theirs", "Take theirs", "Keep mine"]],
    [first, ["Show mine", "Take mine", "Keep theirs"]],
  ] as const) {
    const [show, take, keep] = names;
    /* Out of the text that one writes, and past the cell's own buttons. */
    await page.bringToFront();
    await page.keyboard.press("Escape");
    await expect(codeCell(page, 1)).toBeFocused();
    for (let tabs = 0; tabs < 12; tabs += 1) {
      await page.keyboard.press("Tab");
      if (await button(page, show).evaluate((each) => each === document.activeElement)) break;
    }
    await expect(button(page, show)).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(conflict(page).locator("pre")).toBeVisible();
    await page.keyboard.press("Tab");
    await expect(button(page, take)).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(button(page, keep)).toBeFocused();
    await page.keyboard.press("Tab");
    /* What is long is scrolled by keys. */
    await expect(conflict(page).locator("pre")).toBeFocused();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Space");
    await expect(conflict(page)).toBeHidden();
    /* The bar is gone with the button one stood on: the keys of the cell work at once. */
    await expect(codeCell(page, 1)).toBeFocused();
  }
  await expectKept([first, second], SECOND);
});

/** The first tab deletes cell 1, while the second writes on in it; who of them saves first is given. */
async function deleteAndEdit(
  context: BrowserContext,
  savesFirst: "deletion" | "edit",
): Promise<{ readonly deleting: Page; readonly editing: Page }> {
  const [deleting, editing] = await openBoth(context, BASE);
  const deletion = {
    page: deleting,
    edit: () => codeCell(deleting, 1).getByRole("button", { name: "Delete code cell 1" }).click(),
  };
  const edit = { page: editing, edit: () => append(editing, 1, "//second") };
  if (savesFirst === "deletion") await editBoth(deletion, edit);
  else await editBoth(edit, deletion);
  for (const page of [deleting, editing]) await expect(codeIn(page, 1)).toHaveText(SECOND);
  await expect(conflict(deleting)).toContainText("You deleted this cell while another tab changed");
  return { deleting, editing };
}

test("a cell that is deleted here while it is changed there stays, and both are asked", async ({
  context,
}) => {
  const { deleting, editing } = await deleteAndEdit(context, "deletion");
  await expect(conflict(editing)).toContainText("Another tab deleted this cell while you changed");
  await button(editing, "Keep it").click();
  await expect(conflict(editing)).toBeHidden();
  await expect(conflict(deleting)).toBeVisible();
  await button(deleting, "Keep it").click();
  await expectKept([deleting, editing], SECOND);
});

test("a cell that was changed before its deletion is saved comes back, and who deleted it is asked", async ({
  context,
}) => {
  const { deleting, editing } = await deleteAndEdit(context, "edit");
  await expect(conflict(editing)).toHaveCount(0);
  await deleting.reload();
  await expect(codeIn(deleting, 1)).toHaveText(SECOND);
});

test("who confirms the deletion has it in both tabs, and can take it back", async ({ context }) => {
  const { deleting, editing } = await deleteAndEdit(context, "deletion");
  const ours = (page: Page) => page.locator(".view-lines").filter({ hasText: "//second" });
  await button(editing, "Delete it").press("Enter");
  for (const page of [deleting, editing]) {
    await expect(page.getByRole("group", { name: /^Conflict/ })).toHaveCount(0);
    await expect(ours(page)).toHaveCount(0);
  }
  /* The keyboard is on a cell: its keys take the deletion back. */
  await expect(editing.locator("section[data-cell]:focus")).toHaveCount(1);
  await editing.keyboard.press("z");
  for (const page of [deleting, editing]) await expect(ours(page)).toHaveCount(1);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("axe finds nothing in what asks about a cell, wide and narrow", async ({ context }) => {
      test.slow();
      const [first, second] = await disagree(context);
      for (const [page, show] of [
        [first, "Show mine"],
        [second, "Show theirs"],
      ] as const) {
        await page.bringToFront();
        await button(page, show).click();
        expect(await faultsOf(page, ".conflict-bar")).toEqual([]);
      }
      await second.setViewportSize({ width: 390, height: 844 });
      await button(second, "Keep mine").scrollIntoViewIfNeeded();
      const place = await conflict(second).boundingBox();
      expect((place?.x ?? -1) >= 0 && (place?.x ?? 0) + (place?.width ?? 0) <= 390).toBe(true);
      expect(await faultsOf(second, ".conflict-bar")).toEqual([]);
    });

    test("axe finds nothing in what asks about a deleted cell", async ({ context }) => {
      const { deleting, editing } = await deleteAndEdit(context, "deletion");
      for (const page of [deleting, editing]) {
        await page.bringToFront();
        expect(await faultsOf(page, ".conflict-bar")).toEqual([]);
      }
    });
  });
}
