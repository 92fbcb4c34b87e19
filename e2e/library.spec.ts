/** Notebooks come and go: made, written, deleted, taken back; and earlier texts of them come back. */

import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { codeCell, flowRun, runCell, taskNamed, writeCell } from "./support/notebook.ts";

const menu = (page: Page) => page.getByRole("combobox", { name: "Notebook" });
const problem = (page: Page) => page.getByRole("alert").filter({ hasText: "Dismiss" });
const toast = (page: Page) => page.getByText("Notebook deleted.");

const SAVED = "saved";

const FLOW = (name: string, body: string): string => `import { task, Flow } from "prefect";
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const work = task(async function work() { ${body} });
const flow = new Flow("${name}"); flow.with(() => { work() });
await flow.run();`;

async function makeNotebook(page: Page): Promise<void> {
  await page.getByRole("button", { name: "New notebook" }).click();
  await expect(page.getByRole("heading", { name: "Untitled", level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/\?notebook=notebook-[0-9a-f]+$/);
}

test.beforeEach(async ({ page }) => {
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
});

test("a new notebook is written, deleted and taken back, with its text and its runs", async ({
  page,
}) => {
  await makeNotebook(page);
  await runCell(page, 1, FLOW("mine", "return 42"));
  await expect(taskNamed(page, "work-1: Success")).toBeVisible();
  const address = page.url();
  await page.getByRole("button", { name: "Delete notebook" }).click();
  await expect(toast(page)).toBeVisible();
  await expect(menu(page)).toHaveValue("my-first-flow");
  await expect(menu(page).getByRole("option", { name: "Untitled" })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page).toHaveURL(address);
  await expect(toast(page)).toBeHidden();
  await expect(codeCell(page, 1)).toContainText('new Flow("mine")');
  await expect(taskNamed(page, "work-1: Success")).toBeVisible();
  await page.reload();
  await expect(codeCell(page, 1)).toContainText('new Flow("mine")');
  await expect(menu(page)).toHaveValue(/^notebook-/);
  await menu(page).selectOption("thinking-prefectly");
  await expect(page.getByRole("heading", { name: /Thinking Prefectly/, level: 1 })).toBeVisible();
  await page.goBack();
  await expect(codeCell(page, 1)).toContainText('new Flow("mine")');
});

test("a notebook that was taken out of the bin elsewhere is not offered back any more", async ({
  page,
}) => {
  await makeNotebook(page);
  await page.getByRole("button", { name: "Delete notebook" }).click();
  await expect(toast(page)).toBeVisible();
  await page.getByRole("button", { name: "Storage" }).click();
  await page.getByRole("button", { name: "Restore Untitled" }).click();
  await page.getByRole("button", { name: "Close" }).click();
  await expect(toast(page)).toBeHidden();
  await expect(menu(page).getByRole("option", { name: "Untitled" })).toHaveCount(1);
});

test("what was written just before a deletion is in the bin, and not made anew", async ({
  page,
}) => {
  await makeNotebook(page);
  await writeCell(page, 1, "const last = 'keystroke';");
  await page.getByRole("button", { name: "Delete notebook" }).click();
  await expect(toast(page)).toBeVisible();
  await page.reload();
  await expect(page.getByText(SAVED, { exact: true })).toBeVisible();
  await expect(menu(page).getByRole("option", { name: "Untitled" })).toHaveCount(0);
  await page.getByRole("button", { name: "Storage" }).click();
  const bin = page.getByRole("dialog").getByRole("region", { name: "Bin" });
  await bin.getByRole("button", { name: "Restore Untitled" }).click();
  await expect(bin).toContainText("Empty.");
  await page.getByRole("button", { name: "Close" }).click();
  await menu(page).selectOption({ label: "Untitled" });
  await expect(codeCell(page, 1)).toContainText("const last = 'keystroke';");
});

test("a bundled notebook that is deleted is there again as it ships", async ({ page }) => {
  await writeCell(page, 1, "const changed = true;");
  await page.getByRole("button", { name: "Delete notebook" }).click();
  await expect(menu(page)).toHaveValue("thinking-prefectly");
  await menu(page).selectOption("my-first-flow");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
  await expect(codeCell(page, 1)).not.toContainText("const changed");
});

test("a notebook with a run under way is not deleted", async ({ page }) => {
  await makeNotebook(page);
  await runCell(page, 1, FLOW("long", "await wait(4000); return 1"));
  await expect(taskNamed(page, "work-1: Running")).toBeVisible();
  await page.getByRole("button", { name: "Delete notebook" }).click();
  await expect(problem(page)).toContainText("of this notebook is under way");
  await expect(toast(page)).toBeHidden();
  await expect(taskNamed(page, "work-1: Success")).toBeVisible();
  await expect(flowRun(page)).toContainText("Success");
});

test("an address that names no notebook says so, and opens the first", async ({ page }) => {
  await page.goto("./?notebook=nowhere");
  await expect(problem(page)).toContainText('names the notebook "nowhere"');
  await expect(menu(page)).toHaveValue("my-first-flow");
  await expect(page).toHaveURL(/\?notebook=my-first-flow$/);
});

test("an earlier text comes back, and the newer one is kept", async ({ page }) => {
  await makeNotebook(page);
  const saved = page.getByText(SAVED, { exact: true });
  await writeCell(page, 1, "const text = 'first';");
  await expect(codeCell(page, 1)).toContainText("const text = 'first';");
  await expect(saved).toBeVisible();
  await page.getByRole("button", { name: "Versions" }).click();
  const dialog = page.getByRole("dialog", { name: "Versions of Untitled" });
  const listed = dialog.getByRole("list", { name: "Versions" }).getByRole("button");
  await expect(listed).toHaveCount(1);
  await listed.first().click();
  await expect(dialog.getByLabel("What restoring it changes")).toContainText(
    "- const text = 'first';",
  );
  await dialog.getByRole("button", { name: "Restore this text" }).click();
  await expect(dialog).toBeHidden();
  await expect(codeCell(page, 1)).not.toContainText("first");
  await expect(saved).toBeVisible();
  await page.getByRole("button", { name: "Versions" }).click();
  await expect(listed).toHaveCount(2);
  await listed.first().click();
  await expect(dialog.getByLabel("What restoring it changes")).toContainText(
    "+ const text = 'first';",
  );
  await dialog.getByRole("button", { name: "Restore this text" }).click();
  await expect(codeCell(page, 1)).toContainText("const text = 'first';");
  await expect(saved).toBeVisible();
  await page.reload();
  await expect(codeCell(page, 1)).toContainText("const text = 'first';");
});

async function openLibrary(page: Page) {
  await page.getByRole("button", { name: "All notebooks" }).click();
  const library = page.getByRole("dialog", { name: "Notebooks", exact: true });
  await expect(library.getByRole("searchbox", { name: "Search notebooks" })).toBeFocused();
  return library;
}

test("a notebook is renamed by its heading, and undo takes it back", async ({ page }) => {
  await makeNotebook(page);
  const library = await openLibrary(page);
  await library.getByRole("button", { name: "Rename Untitled" }).click();
  const dialog = page.getByRole("dialog", { name: "Rename Untitled" });
  const field = dialog.getByRole("textbox", { name: "Title" });
  await expect(field).toBeFocused();
  await field.fill("Sales *2026*");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(library.getByRole("button", { name: "Sales *2026*", exact: true })).toBeVisible();
  await library.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("heading", { name: "Sales *2026*", level: 1 })).toBeVisible();
  await expect(menu(page).getByRole("option", { name: "Sales *2026*" })).toHaveCount(1);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("undo: notebook renamed");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Untitled", level: 1 })).toBeVisible();
  await expect(page.getByText(SAVED, { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Untitled", level: 1 })).toBeVisible();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("rename notebook");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Rename Untitled" })).toBeVisible();
});

test("a notebook is duplicated under a title of its own, and the original stays", async ({
  page,
}) => {
  await makeNotebook(page);
  await writeCell(page, 1, "const original = true;");
  const address = page.url();
  const library = await openLibrary(page);
  await library.getByRole("button", { name: "Duplicate Untitled" }).click();
  await expect(page.getByRole("heading", { name: "Untitled (copy)", level: 1 })).toBeVisible();
  await expect(codeCell(page, 1)).toContainText("const original = true;");
  await expect(page).not.toHaveURL(address);
  await writeCell(page, 1, "const copy = true;");
  await expect(page.getByText(SAVED, { exact: true })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("duplicate notebook");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Untitled (copy 2)", level: 1 })).toBeVisible();
  await expect(codeCell(page, 1)).toContainText("const copy = true;");
  await menu(page).selectOption({ label: "Untitled" });
  await expect(codeCell(page, 1)).toContainText("const original = true;");
});

test("notebooks are found by words in their texts, opened, and deleted with undo", async ({
  page,
}) => {
  await makeNotebook(page);
  await writeCell(page, 1, "const zebra = 'stripes';");
  let library = await openLibrary(page);
  const rows = library.getByRole("list", { name: "Notebooks" }).getByRole("listitem");
  await page.keyboard.type("ZEBRA stripes");
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText("const zebra = 'stripes';");
  await expect(library.getByRole("status").first()).toHaveText("1 notebook found");
  await library.getByRole("searchbox").fill("no such words");
  await expect(rows).toHaveCount(0);
  await library.getByRole("searchbox").fill("caching");
  await library.getByRole("button", { name: "Caching and results (Python)", exact: true }).click();
  await expect(library).toBeHidden();
  await expect(page.getByRole("heading", { name: /Caching and results/, level: 1 })).toBeVisible();

  library = await openLibrary(page);
  await library.getByRole("button", { name: "Delete Untitled" }).click();
  await expect(library.getByRole("button", { name: "Untitled", exact: true })).toHaveCount(0);
  await library.getByRole("button", { name: "Undo the deletion" }).click();
  await expect(library.getByRole("button", { name: "Untitled", exact: true })).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in the library, in the ${colorScheme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await makeNotebook(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("button", { name: "☰ More" }).click();
    const library = await openLibrary(page);
    await library.getByRole("searchbox").fill("flow");
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await library.getByRole("searchbox").fill("");
    await library.getByRole("button", { name: "Rename Untitled" }).click();
    await expect(page.getByRole("dialog", { name: "Rename Untitled" })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}
