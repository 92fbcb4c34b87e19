/** Editing as hands expect: Jupyter's keys, dragging, the command palette, find and replace. */

import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { codeCell, writeCell } from "./support/notebook.ts";

const cells = (page: Page) => page.getByRole("region", { name: /^(Code|Text) cell \d+$/ });
const codeCells = (page: Page) => page.getByRole("region", { name: /^Code cell \d+$/ });
const find = (page: Page) => page.getByRole("search", { name: "Find in all cells" });

/** What the code cells say, in order. */
async function expectCode(page: Page, texts: readonly string[]): Promise<void> {
  await expect(codeCells(page)).toHaveCount(texts.length);
  for (const [index, text] of texts.entries()) {
    await expect(codeCell(page, index + 1).locator(".view-lines")).toHaveText(
      /* The editor draws blanks as hard ones. */
      new RegExp(`^${text.replaceAll(/[$()+*?.|]/g, String.raw`\$&`).replaceAll(" ", "\\s")}$`),
    );
  }
}

/** Leaves the editor: the cell is selected, and keys are commands. */
async function toCommandMode(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(page.locator(".monaco-editor.focused")).toHaveCount(0);
}

/** A new notebook with nothing but these code cells below its title. */
async function openNotebook(page: Page, texts: readonly string[]): Promise<void> {
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "New notebook", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Untitled", level: 1 })).toBeVisible();
  while ((await codeCells(page).count()) > 0) {
    const count = await codeCells(page).count();
    await page.getByRole("button", { name: "Delete code cell 1", exact: true }).click();
    await expect(codeCells(page)).toHaveCount(count - 1);
  }
  await cells(page)
    .first()
    .click({ position: { x: 4, y: 4 } });
  for (const [index, text] of texts.entries()) {
    await page.keyboard.press("b");
    await expect(codeCells(page)).toHaveCount(index + 1);
    await writeCell(page, index + 1, text);
    await toCommandMode(page);
  }
  await expectCode(page, texts);
}

test("cells are cut, copied, pasted, merged and moved by keys, and each step is undone", async ({
  page,
}) => {
  await openNotebook(page, ["one", "two"]);
  await page.keyboard.press("x");
  await expectCode(page, ["one"]);
  await page.keyboard.press("Shift+V");
  await expectCode(page, ["two", "one"]);
  await page.keyboard.press("c");
  await page.keyboard.press("v");
  await expectCode(page, ["two", "two", "one"]);
  await page.keyboard.press("Control+Shift+ArrowDown");
  await expectCode(page, ["two", "one", "two"]);
  await page.keyboard.press("k");
  await page.keyboard.press("Shift+M");
  await expectCode(page, ["two", "onetwo"]);
  await page.keyboard.press("m");
  await expectCode(page, ["two"]);
  await page.keyboard.press("z");
  await expectCode(page, ["two", "onetwo"]);
  await page.keyboard.press("z");
  await expectCode(page, ["two", "one", "two"]);
  await page.keyboard.press("z");
  await page.keyboard.press("z");
  await expectCode(page, ["two", "one"]);
  await page.keyboard.press("z");
  await page.keyboard.press("z");
  await expectCode(page, ["one", "two"]);
  await page.keyboard.press("Shift+Z");
  await page.keyboard.press("Shift+Z");
  await page.keyboard.press("Shift+Z");
  await expectCode(page, ["two", "two", "one"]);
});

test("what was typed since a deletion stays when the deletion is undone", async ({ page }) => {
  await openNotebook(page, ["one", "two"]);
  await page.keyboard.press("d");
  await page.keyboard.press("d");
  await expectCode(page, ["one"]);
  await writeCell(page, 1, "typed");
  await toCommandMode(page);
  await page.keyboard.press("z");
  await expectCode(page, ["typed", "two"]);
});

test("Alt+Enter runs and adds a cell below, Shift+Enter goes on, at the end to a new cell", async ({
  page,
}) => {
  await openNotebook(page, ["1 + 1", "2 + 2"]);
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(codeCell(page, 1).locator(".monaco-editor.focused")).toBeVisible();
  await page.keyboard.press("Alt+Enter");
  await expect(codeCell(page, 1).getByRole("group", { name: "Output" })).toContainText("2");
  /* The new cell is edited at once. */
  await expect(codeCell(page, 2).locator(".monaco-editor.focused")).toBeVisible();
  await page.keyboard.insertText("3 + 3");
  await expectCode(page, ["1 + 1", "3 + 3", "2 + 2"]);
  await page.keyboard.press("Shift+Enter");
  await expect(codeCell(page, 2).getByRole("group", { name: "Output" })).toContainText("6");
  await expect(codeCell(page, 3)).toBeFocused();
  await page.keyboard.press("Shift+Enter");
  await expect(codeCell(page, 3).getByRole("group", { name: "Output" })).toContainText("4");
  await expect(codeCell(page, 4).locator(".monaco-editor.focused")).toBeVisible();
  await toCommandMode(page);
  /* The same key in command mode. */
  await page.keyboard.press("Alt+Enter");
  await expect(codeCells(page)).toHaveCount(5);
});

test("the keys are shown by h, and go again with Escape", async ({ page }) => {
  await openNotebook(page, ["one"]);
  await page.keyboard.press("h");
  const dialog = page.getByRole("dialog", { name: "Keys of the notebook" });
  await expect(dialog.getByRole("row", { name: "Shift+V Paste cell above" })).toBeVisible();
  await expect(dialog.getByRole("row", { name: /^Ctrl\+K or Ctrl\+Shift\+P/ })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(codeCell(page, 1)).toBeFocused();
});

test("a cell is dragged to another place, and moved by its handle with the arrow keys", async ({
  page,
}) => {
  await openNotebook(page, ["one", "two", "three"]);
  const handle = (number: number) =>
    page.getByRole("button", { name: new RegExp(`^Drag code cell ${number},`) });
  await codeCell(page, 3).hover();
  await handle(3).dragTo(codeCell(page, 1), { targetPosition: { x: 200, y: 4 } });
  await expectCode(page, ["three", "one", "two"]);
  await codeCell(page, 1).hover();
  const below = await codeCell(page, 3).boundingBox();
  await handle(1).dragTo(codeCell(page, 3), {
    targetPosition: { x: 200, y: (below?.height ?? 0) - 4 },
  });
  await expectCode(page, ["one", "two", "three"]);
  await handle(1).focus();
  await page.keyboard.press("ArrowDown");
  await expectCode(page, ["two", "one", "three"]);
  await expect(handle(2)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expectCode(page, ["two", "three", "one"]);
  await page.keyboard.press("ArrowUp");
  await expectCode(page, ["two", "one", "three"]);
  await codeCell(page, 2).focus();
  await page.keyboard.press("z");
  await expectCode(page, ["two", "three", "one"]);
});

test("the command palette finds a command by a few letters, from within an editor too", async ({
  page,
}) => {
  await openNotebook(page, ["1 + 1"]);
  await page.keyboard.press("Enter");
  await expect(codeCell(page, 1).locator(".monaco-editor.focused")).toBeVisible();
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Commands" });
  const field = palette.getByRole("combobox", { name: "Command" });
  await expect(field).toBeFocused();
  await page.keyboard.type("runall");
  await expect(palette.getByRole("option", { selected: true })).toHaveText(
    "Notebook: Run all cells",
  );
  await page.keyboard.press("Enter");
  await expect(palette).toHaveCount(0);
  await expect(codeCell(page, 1).getByRole("group", { name: "Output" })).toContainText("2");

  await page.keyboard.press("Control+Shift+P");
  await page.keyboard.type("addbel");
  await expect(palette.getByRole("option", { selected: true })).toHaveText("Cell: Add cell belowB");
  await page.keyboard.press("Enter");
  await expect(codeCells(page)).toHaveCount(2);
  await expect(codeCell(page, 2)).toBeFocused();

  await page.keyboard.press("Control+k");
  await expect(palette.getByRole("option", { name: /Interrupt/ })).toBeDisabled();
  const before = await page.locator("html").getAttribute("data-theme");
  await page.keyboard.type("theme");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).not.toHaveAttribute("data-theme", before ?? "");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("history");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Runs of this notebook" })).toBeVisible();
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("my first");
  await expect(palette.getByRole("option", { selected: true })).toContainText("My first flow!");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
});

test("the command palette runs the flow on show, and asks for its parameters first", async ({
  page,
}) => {
  await page.goto("./");
  await page.getByRole("button", { name: "Run all" }).click();
  await expect(page.getByText("kernel idle")).toBeVisible();
  await page.getByLabel("Flow shown").selectOption({ label: "Say hi!" });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("run flow");
  const chosen = page
    .getByRole("dialog", { name: "Commands" })
    .getByRole("option", { selected: true });
  await expect(chosen).toHaveText("Notebook: Run flow Say hi!");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Run Say hi!" })).toBeVisible();
});

test("matches are counted, walked through and replaced, all of them in one step", async ({
  page,
}) => {
  await openNotebook(page, ["total + subtotal", "Total", "other"]);
  await page.keyboard.press("Control+Shift+F");
  const field = find(page).getByRole("textbox", { name: "Find", exact: true });
  await expect(field).toBeFocused();
  await page.keyboard.type("total");
  const count = find(page).getByRole("status");
  /* From the selected cell on: the last one has none, so it begins again. */
  await expect(count).toHaveText("1 of 3");
  await expect(codeCell(page, 1)).toHaveAttribute("aria-current", "true");
  await expect(codeCell(page, 1).locator(".find-match")).toHaveCount(2);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(count).toHaveText("3 of 3");
  await expect(codeCell(page, 2)).toHaveAttribute("aria-current", "true");
  await expect(codeCell(page, 2).locator(".find-match.is-current")).toHaveCount(1);
  await expect(field).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(count).toHaveText("1 of 3");
  await page.keyboard.press("Shift+Enter");
  await expect(count).toHaveText("3 of 3");

  await find(page).getByRole("button", { name: "Match case" }).click();
  await expect(count).toHaveText("1 of 2");
  await find(page).getByRole("button", { name: "Whole word" }).click();
  await expect(count).toHaveText("1 of 1");
  await find(page).getByRole("button", { name: "Match case" }).click();
  await expect(count).toHaveText(/of 2$/);
  await find(page).getByRole("textbox", { name: "Replace with" }).fill("sum");
  await find(page).getByRole("button", { name: "Replace all" }).click();
  await expectCode(page, ["sum + subtotal", "sum", "other"]);
  await expect(count).toHaveText("No match");
  await field.press("Escape");
  await expect(find(page)).toHaveCount(0);
  await page.keyboard.press("z");
  await expectCode(page, ["total + subtotal", "Total", "other"]);
});

test("a regular expression is replaced by what its groups caught, match by match", async ({
  page,
}) => {
  await openNotebook(page, ["a1 b2 c3"]);
  await page.keyboard.press("Control+Shift+F");
  await find(page).getByRole("button", { name: "Regular expression" }).click();
  const field = find(page).getByRole("textbox", { name: "Find", exact: true });
  await field.fill("(");
  await expect(find(page).getByRole("alert")).toHaveText(
    "This is no regular expression: Unterminated group.",
  );
  await field.fill(String.raw`([a-z])(\d)`);
  await expect(find(page).getByRole("status")).toHaveText("1 of 3");
  const replacement = find(page).getByRole("textbox", { name: "Replace with" });
  await replacement.fill("$2$1");
  await replacement.press("Enter");
  await expectCode(page, ["1a b2 c3"]);
  await expect(find(page).getByRole("status")).toHaveText("1 of 2");
  await replacement.press("Enter");
  await expectCode(page, ["1a 2b c3"]);
  /* One leaves the bar at the match, in the text. */
  await expect(find(page).getByRole("status")).toHaveText("1 of 1");
  await replacement.press("Escape");
  await expect(codeCell(page, 1).locator(".monaco-editor.focused")).toBeVisible();
  await page.keyboard.insertText("!");
  await expectCode(page, ["1a 2b !c3"]);
});

test("text is found too, and its last writing is undone", async ({ page }) => {
  await openNotebook(page, ["total"]);
  const text = page.getByRole("region", { name: "Text cell 1", exact: true });
  await page.keyboard.press("k");
  await expect(text).toBeFocused();
  await page.keyboard.press("Enter");
  await text.getByRole("textbox").fill("# The total");
  /* As from code one goes on to the next cell. */
  await page.keyboard.press("Shift+Enter");
  await expect(page.getByRole("heading", { name: "The total", level: 1 })).toBeVisible();
  await expect(codeCell(page, 1)).toBeFocused();
  await page.keyboard.press("Control+Shift+F");
  await page.keyboard.type("total");
  await expect(find(page).getByRole("status")).toHaveText("2 of 2");
  await page.keyboard.press("Enter");
  await expect(find(page).getByRole("status")).toHaveText("1 of 2");
  await expect(text).toHaveAttribute("aria-current", "true");
  await page.keyboard.press("Escape");
  await expect(text).toBeFocused();
  await page.keyboard.press("z");
  await expect(page.getByRole("heading", { name: "Untitled", level: 1 })).toBeVisible();
});

test("an expression that tries all ways to match is given up, and the page goes on", async ({
  page,
}) => {
  await openNotebook(page, [`const text = "${"a".repeat(60)}";`]);
  await page.keyboard.press("Control+Shift+F");
  await find(page).getByRole("button", { name: "Regular expression" }).click();
  const field = find(page).getByRole("textbox", { name: "Find", exact: true });
  await field.fill("(a+)+!");
  await expect(find(page).getByRole("alert")).toHaveText(/takes too long/);
  await field.fill("a+");
  await expect(find(page).getByRole("status")).toHaveText("1 of 1");
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("axe-core finds no fault in the palette, nor in the find bar", async ({ page }) => {
      await openNotebook(page, ["total"]);
      await page.keyboard.press("Control+Shift+F");
      await page.keyboard.type("total");
      await expect(find(page).getByRole("status")).toHaveText("1 of 1");
      await page.waitForTimeout(400);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await page.keyboard.press("Control+k");
      await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible();
      await page.waitForTimeout(400);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    });
  });
}
