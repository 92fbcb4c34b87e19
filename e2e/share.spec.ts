/** Links that hold a notebook: made, copied, read by somebody else without running anything, kept. */

import { expect, test, type Browser, type Page } from "@playwright/test";
import { faultsOf } from "./support/axe.ts";
import { HEAVY, READING_BUDGET, watchDownloads } from "./support/downloads.ts";
import { codeCell, runCell, taskNamed, writeCell } from "./support/notebook.ts";

const FLOW = `import { task, Flow, Parameter } from "prefect";
const say = task(function say(name: string) { return name; });
const flow = new Flow("hi"); flow.with(() => { say(new Parameter<string>("name", { default: "Ada" })) });
await flow.run();`;

/** The same with a second parameter. */
const MARKED = FLOW.replace("say(name: string)", "say(name: string, mark: string)").replace(
  '{ default: "Ada" }))',
  '{ default: "Ada" }), new Parameter<string>("mark", { default: "!" }))',
);

const dialogOf = (page: Page) => page.getByRole("dialog", { name: /^Share / });
const notice = (page: Page) => page.getByRole("complementary", { name: "About this link" });
const lengthWords = (page: Page) => dialogOf(page).locator(".share-length");

async function openShare(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await expect(dialogOf(page)).toBeVisible();
}

/** Copies the link, as a person does. */
async function copyLink(page: Page): Promise<string> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await dialogOf(page).getByRole("button", { name: "Copy", exact: true }).click();
  await expect(dialogOf(page).getByText("Copied.")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await expect(dialogOf(page).getByRole("textbox", { name: "Link" })).toHaveValue(link);
  return link;
}

async function sharedLink(page: Page): Promise<string> {
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
  await openShare(page);
  return copyLink(page);
}

/** Somebody else's browser. */
async function stranger(browser: Browser, colorScheme: "light" | "dark" = "light"): Promise<Page> {
  const context = await browser.newContext({ colorScheme, viewport: { width: 1400, height: 900 } });
  return context.newPage();
}

const storedIn = (page: Page): Promise<number> =>
  page.evaluate(async () => (await indexedDB.databases()).length);

test("a link is copied, read by somebody else while nothing runs, and kept", async ({
  page,
  browser,
}) => {
  const link = await sharedLink(page);
  expect(link).toMatch(/\/some\/sub\/path\/#s=[\w-]+$/);
  await expect(lengthWords(page)).toContainText("safe everywhere");

  const reader = await stranger(browser);
  const workers: string[] = [];
  reader.on("worker", (worker) => workers.push(worker.url()));
  await reader.goto(link);
  await expect(reader.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
  await expect(reader.getByRole("region", { name: "Code cell 1" })).toContainText("sayHello");
  await expect(notice(reader)).toContainText("a stranger’s: it will run in the sandbox");
  await expect(reader.getByRole("textbox")).toHaveCount(0);
  await reader.waitForTimeout(500);
  expect(workers).toEqual([]);
  expect(await storedIn(reader)).toBe(0);

  await notice(reader).getByRole("button", { name: "Keep a copy" }).click();
  await expect(reader).toHaveURL(/\?notebook=notebook-[0-9a-f]{8}$/);
  await expect(codeCell(reader, 1)).toContainText("sayHello");
  await expect(codeCell(reader, 1)).toContainText("not run");
  await reader.reload();
  await expect(reader.getByRole("combobox", { name: "Notebook" })).toHaveValue(/^notebook-/);
  await expect(codeCell(reader, 1)).toContainText("sayHello");
  await reader.context().close();
});

test("the reading view takes at most 200 kB, without editor, engine and Python", async ({
  page,
  browser,
}) => {
  const link = await sharedLink(page);
  const reader = await stranger(browser);
  const downloads = watchDownloads(reader);
  await reader.goto(link);
  await expect(reader.getByRole("region", { name: "Code cell 1" })).toBeVisible();
  await reader.waitForLoadState("networkidle");
  expect(downloads.paths().length).toBeGreaterThan(2);
  expect(downloads.paths().filter((path) => HEAVY.test(path))).toEqual([]);
  expect(await downloads.size()).toBeLessThanOrEqual(READING_BUDGET);
  await reader.context().close();
});

test("a link carries what was entered for parameters, and says that it is meant to run", async ({
  page,
  browser,
}) => {
  await page.goto("./");
  await page.getByRole("button", { name: "New notebook" }).click();
  await expect(page.getByRole("heading", { name: "Untitled", level: 1 })).toBeVisible();
  await runCell(page, 1, MARKED);
  await expect(taskNamed(page, "say-1: Success")).toBeVisible();
  await page.getByRole("button", { name: "Run flow" }).click();
  const form = page.getByRole("dialog", { name: "Run hi" });
  await form.getByLabel(/name/).first().fill("Grace");
  await form.getByLabel(/mark/).first().fill("?");
  await form.getByRole("button", { name: "Cancel" }).click();
  await openShare(page);
  await dialogOf(page)
    .getByRole("group", { name: "Include the parameters entered here" })
    .getByLabel("name of hi = Grace")
    .check();
  await dialogOf(page)
    .getByLabel(/Meant to be run/)
    .check();
  const link = await copyLink(page);

  const reader = await stranger(browser);
  await reader.goto(link);
  await expect(notice(reader)).toContainText("name of hi = Grace");
  await expect(notice(reader)).not.toContainText("mark of hi");
  await expect(notice(reader)).toContainText("means it to be run");
  expect(await storedIn(reader)).toBe(0);
  await notice(reader).getByRole("button", { name: "Open and run" }).click();
  await expect(taskNamed(reader, "say-1: Success")).toBeVisible();
  await reader.getByRole("button", { name: "Run flow" }).click();
  await expect(
    reader.getByRole("dialog", { name: "Run hi" }).getByLabel(/name/).first(),
  ).toHaveValue("Grace");
  await reader.context().close();
});

test("a damaged link says what to do, and the notebooks are a button away", async ({
  page,
  browser,
}) => {
  const link = await sharedLink(page);
  const reader = await stranger(browser);
  await reader.goto(link.slice(0, -40));
  await expect(reader.getByRole("alert")).toContainText("This link is damaged");
  await expect(reader.getByRole("alert")).toContainText("copy it whole");
  expect(await faultsOf(reader)).toEqual([]);
  /* The whole one is pasted over it. */
  await reader.evaluate((hash) => (location.hash = hash), new URL(link).hash);
  await expect(notice(reader)).toBeVisible();
  /* A reference within the text leads nowhere, and not away. */
  await reader.evaluate(() => (location.hash = "#tasks"));
  await expect(reader).toHaveURL(link);
  await expect(notice(reader)).toBeVisible();
  await reader.evaluate(() => (location.hash = "#s=zzz"));
  await expect(reader.getByRole("alert")).toContainText("of a newer version");
  expect(await storedIn(reader)).toBe(0);
  await reader.getByRole("button", { name: "Go to your notebooks" }).click();
  await expect(codeCell(reader, 1)).toContainText("sayHello");
  await expect(reader).toHaveURL(/\/some\/sub\/path\/$/);
  await reader.context().close();
});

test("whatever stands behind #s= gets a clear message, and nothing of it is stored", async ({
  page,
  browser,
}) => {
  test.slow();
  const link = await sharedLink(page);
  const reader = await stranger(browser);
  const faults: string[] = [];
  reader.on("pageerror", (error) => faults.push(String(error)));
  await reader.goto(link);
  await expect(notice(reader)).toBeVisible();
  const letters = new URL(link).hash.slice(3);
  let seed = 11;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  for (let n = 0; n < 100; n++) {
    const at = 1 + random(letters.length - 1);
    const given =
      n % 2 === 0
        ? letters.slice(0, at) + (letters[at] === "A" ? "B" : "A") + letters.slice(at + 1)
        : letters.slice(0, at) + letters.slice(at + 1 + random(20));
    await reader.evaluate((hash) => (location.hash = hash), `#s=${given}`);
    await expect(reader.getByRole("alert")).toContainText(/^This link .+\. [A-Z].+\.$/);
  }
  expect(faults).toEqual([]);
  expect(await storedIn(reader)).toBe(0);
  expect(await reader.evaluate(() => localStorage.length)).toBe(0);
  await reader.context().close();
});

test("Monaco comes with the first code cell on show, and Python with the first notebook that has some", async ({
  page,
}) => {
  const downloads = watchDownloads(page);
  const loaded = (what: RegExp) => downloads.paths().filter((path) => what.test(path));
  await page.goto("./?start");
  await expect(page.getByRole("heading", { name: "Learn Prefect by running it" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(loaded(/monaco|CodeEditor|pyodide/i)).toEqual([]);
  await page.getByRole("link", { name: "Mapping in TypeScript" }).click();
  await expect(codeCell(page, 1).locator(".monaco-editor .view-lines")).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(loaded(/CodeEditor/)).not.toEqual([]);
  expect(loaded(/pyodide/i)).toEqual([]);
  await page.goto("./?start");
  await page.getByRole("link", { name: "Mapping in Python" }).click();
  await expect.poll(() => loaded(/pyodide/i).length, { timeout: 30_000 }).toBeGreaterThan(0);
});

test("a link pasted over the address of an open notebook is read, not run", async ({ page }) => {
  const link = await sharedLink(page);
  await dialogOf(page).getByRole("button", { name: "Close" }).click();
  await page.evaluate((hash) => (location.hash = hash), new URL(link).hash);
  await expect(notice(page)).toBeVisible();
  await page.getByRole("button", { name: "Your notebooks" }).click();
  await expect(codeCell(page, 1)).toContainText("sayHello");
});

test("the meter says when a link gets long, and the file is there instead", async ({ page }) => {
  await page.goto("./");
  await page.getByRole("button", { name: "New notebook" }).click();
  await expect(page.getByRole("heading", { name: "Untitled", level: 1 })).toBeVisible();
  const noise = (length: number) =>
    page.evaluate((letters) => {
      let seed = 5;
      const digits = Array.from({ length: letters }, () => {
        seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
        return (seed >>> 20).toString(36);
      });
      return `// ${digits.join("").slice(0, letters)}`;
    }, length);
  await writeCell(page, 1, await noise(5_000));
  await openShare(page);
  await expect(lengthWords(page)).toContainText("too long for chat programs");
  await dialogOf(page).getByRole("button", { name: "Close" }).click();
  await writeCell(page, 1, await noise(16_000));
  await openShare(page);
  await expect(lengthWords(page)).toContainText("send the file instead");
  const download = page.waitForEvent("download");
  await dialogOf(page).getByRole("button", { name: "Download as a file" }).click();
  expect((await download).suggestedFilename()).toBe("untitled.md");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in the dialog and the reading view, ${colorScheme}`, async ({
    browser,
    baseURL,
  }) => {
    const page = await stranger(browser, colorScheme);
    await page.goto(baseURL ?? "");
    await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
    await openShare(page);
    await dialogOf(page).getByText("Embed it in another page").click();
    await expect(dialogOf(page).getByRole("textbox", { name: "Snippet" })).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await page.goto(await copyLink(page));
    await expect(notice(page)).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });
}
