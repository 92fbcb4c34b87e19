/** A notebook in another page: read there, run there when somebody says so, and nothing left behind. */

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test, type FrameLocator, type Page } from "@playwright/test";
import { encodeShare } from "../engine/notebook/share/share.ts";
import { faultsOf } from "./support/axe.ts";
import { HEAVY, READING_BUDGET, watchDownloads } from "./support/downloads.ts";

type Shown = Page | FrameLocator;

const cellFrame = (page: Page) => page.frameLocator('iframe[title^="Triggers"]');
const wholeFrame = (page: Page) => page.frameLocator('iframe[title="My first flow!"]');
const runButton = (shown: Shown) => shown.getByRole("button", { name: "▶ Run", exact: true });
const codeCell = (shown: Shown, number: number) =>
  shown.getByRole("region", { name: new RegExp(`^Code cell ${number} of `) });
const taskNamed = (shown: Shown, name: string | RegExp) =>
  shown.getByRole("group", { name: /^Flow graph of/ }).getByRole("button", { name });

/** What this origin keeps, and which of its notebooks are being executed somewhere. */
const leftBehind = (page: Page) =>
  page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    settings: Object.keys(localStorage),
    locks: (await navigator.locks.query()).held?.map(({ name }) => name),
    serviceWorkers: (await navigator.serviceWorker.getRegistrations()).length,
  }));

const NOTHING = { databases: [], settings: [], locks: [], serviceWorkers: 0 };

const code = (text: string): string => `\`\`\`ts\n${text}\n\`\`\`\n\n`;
const embedOf = (markdown: string, query = ""): string =>
  `./?embed${query}#s=${encodeShare({ markdown })}`;

const FLOW = code(`import { task, Flow } from "prefect";
const inc = task(function inc(x: number) { console.log("called"); return x + 1 });
const flow = new Flow("two steps");
flow.with(() => { inc(inc(1)) });
await flow.run();`);

test.describe("the example page", () => {
  test("shows one cell and a whole notebook, and runs neither", async ({ page }) => {
    const workers: string[] = [];
    page.on("worker", (worker) => workers.push(worker.url()));
    const downloads = watchDownloads(page);
    await page.goto("./embed-example.html");
    const cell = cellFrame(page);
    await expect(cell.getByRole("region", { name: /^Code cell/ })).toHaveCount(1);
    await expect(codeCell(cell, 2)).toContainText("orderPizza");
    await expect(
      cell.getByText("Runs first what it needs of the one code cell above"),
    ).toBeVisible();
    const whole = wholeFrame(page);
    await expect(codeCell(whole, 1)).toContainText("sayHello");
    await expect(whole.getByText("A task is one step.")).toBeAttached();
    await expect(whole.getByRole("textbox")).toHaveCount(0);
    await page.waitForLoadState("networkidle");
    expect(workers).toEqual([]);
    expect(page.frames()).toHaveLength(3);
    expect(downloads.paths().filter((path) => HEAVY.test(path))).toEqual([]);
    expect(await leftBehind(page)).toEqual(NOTHING);
  });

  test("runs a cell by the keyboard, what it needs before it, and shows the states", async ({
    page,
  }) => {
    await page.goto("./embed-example.html");
    const frame = cellFrame(page);
    await runButton(frame).press("Enter");
    await expect(taskNamed(frame, "orderPizza-1: TriggerFailed")).toBeVisible();
    await expect(taskNamed(frame, "cook-1: Success")).toBeVisible();
    await expect(codeCell(frame, 2).getByRole("group", { name: "Output" })).toContainText(
      "TriggerFailed",
    );
    await expect(runButton(frame)).toBeFocused();
    const above = frame.locator("summary", { hasText: "Ran first, for it needs them: 1 of" });
    await expect(codeCell(frame, 1)).toBeHidden();
    await above.press("Enter");
    await expect(codeCell(frame, 1)).toContainText("The soup is burnt");
    /* A task is looked into, by the keys too. */
    await taskNamed(frame, "orderPizza-1: TriggerFailed").press("Enter");
    await expect(frame.getByRole("region", { name: "Inspector" })).toContainText("TriggerFailed");
    /* The other frame is another page. */
    await expect(runButton(wholeFrame(page))).toBeVisible();
    await expect(taskNamed(wholeFrame(page), /./)).toHaveCount(0);
    expect(await leftBehind(page)).toEqual(NOTHING);
  });

  test("gives the frame the height that its notebook takes, and leaves the other as it was", async ({
    page,
  }) => {
    await page.goto("./embed-example.html");
    const [own, given] = [page.locator("iframe").first(), page.locator("iframe").last()];
    await expect(codeCell(cellFrame(page), 2)).toBeVisible();
    await expect(own).not.toHaveAttribute("height", "480");
    const before = Number(await own.getAttribute("height"));
    await runButton(cellFrame(page)).click();
    await expect(taskNamed(cellFrame(page), "cook-1: Success")).toBeVisible();
    await expect
      .poll(async () => Number(await own.getAttribute("height")))
      .toBeGreaterThan(before + 300);
    await expect(given).toHaveAttribute("height", "560");
  });
});

test("leaves the notebooks of this browser as they were", async ({ page, context }) => {
  await page.goto("./");
  const menu = page.getByRole("combobox", { name: "Notebook" });
  await expect(menu).toHaveValue("my-first-flow");
  await expect(page.getByText("saved", { exact: true })).toBeVisible();
  const before = await menu.getByRole("option").allTextContents();
  const kept = await leftBehind(page);

  const other = await context.newPage();
  await other.goto("./?embed&notebook=my-first-flow");
  await runButton(other).click();
  await expect(taskNamed(other, /: Success$/).first()).toBeVisible();
  await expect(runButton(other)).toBeVisible();
  expect(await leftBehind(page)).toEqual(kept);

  await page.reload();
  await expect(menu).toHaveValue("my-first-flow");
  expect(await menu.getByRole("option").allTextContents()).toEqual(before);
  await expect(page.getByRole("region", { name: "Code cell 1", exact: true })).toContainText(
    "not run",
  );
  await page.getByRole("button", { name: "History", exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText("None yet");
});

test("one cell, Python: nothing of it is fetched before Run", async ({ page }) => {
  const downloads = watchDownloads(page);
  await page.goto("./?embed&notebook=mapping-py&cell=1");
  await expect(codeCell(page, 1)).toContainText("import");
  await page.waitForLoadState("networkidle");
  expect(downloads.paths().filter((path) => HEAVY.test(path))).toEqual([]);
  await runButton(page).click();
  await expect(taskNamed(page, /: (Success|Mapped)$/).first()).toBeVisible({ timeout: 45_000 });
  expect(downloads.paths().filter((path) => /pyodide/.test(path))).not.toEqual([]);
});

test("a cell above that fails is shown, and what runs for ever is stopped", async ({ page }) => {
  const failing = code(`export const size: number = JSON.parse("no JSON");`);
  await page.goto(embedOf(failing + code("size + 1"), "&cell=2"));
  await expect(codeCell(page, 1)).toBeHidden();
  await runButton(page).click();
  await expect(page.getByText("A cell above failed, so this one did not run")).toBeVisible();
  await expect(codeCell(page, 1).getByRole("alert")).toContainText("SyntaxError");

  await page.goto("about:blank");
  await page.goto(embedOf(code("for (;;) {}")));
  await runButton(page).click();
  await page.getByRole("button", { name: "■ Stop" }).click();
  await expect(runButton(page)).toBeVisible();
});

test("a flow that is only built is run from the embed, with what is entered", async ({ page }) => {
  const flow = code(`import { task, Flow, Parameter } from "prefect";
const say = task(function say(name: string) { return "Hello " + name });
const flow = new Flow("greet");
flow.with(() => { say(new Parameter<string>("name")) });`);
  await page.goto(embedOf(flow));
  await runButton(page).click();
  await page.getByRole("button", { name: "Run flow…" }).click();
  const form = page.getByRole("dialog", { name: "Run greet" });
  await form.getByLabel(/name/).first().fill("Ada");
  await form.getByRole("button", { name: "Run flow" }).click();
  await taskNamed(page, "say-1: Success").click();
  await expect(page.getByRole("region", { name: "Inspector" })).toContainText("Hello Ada");
  await page.getByRole("button", { name: "Go to code" }).click();
  await expect(codeCell(page, 1).locator("pre").first()).toBeFocused();
  expect(await leftBehind(page)).toEqual(NOTHING);
});

test("says what is wrong with an address, and leads to Flowbook", async ({ page }) => {
  const refusals = [
    ["./?embed", "says no notebook"],
    ["./?embed&notebook=nothing-like-it", "none of that name ships with Flowbook"],
    ["./?embed&notebook=mapping-ts&cell=99", "Write a number from 1 to"],
    ["./?embed&notebook=mapping-ts&theme=blue", "there are light and dark"],
    [embedOf(FLOW).slice(0, -20), "This link is damaged"],
    ["./?embed#s=zzz", "of a newer version"],
  ] as const;
  for (const [address, words] of refusals) {
    await page.goto("about:blank");
    await page.goto(address);
    await expect(page.getByRole("alert")).toContainText(words);
    await expect(page.getByRole("button")).toHaveCount(0);
  }
  expect(await faultsOf(page)).toEqual([]);
  expect(await leftBehind(page)).toEqual(NOTHING);
  /* The fragment alone is changed by the page around. */
  await page.evaluate((hash) => (location.hash = hash), embedOf(FLOW).replace(/^[^#]*/, ""));
  await expect(codeCell(page, 1)).toContainText("two steps");
});

test("runs where the browser refuses all storage to a frame", async ({ page }) => {
  await page.addInitScript(() => {
    const refuse = (name: string) =>
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException(`${name} is refused here`, "SecurityError");
        },
      });
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) refuse(name);
  });
  await page.goto(embedOf(FLOW));
  await runButton(page).click();
  await expect(taskNamed(page, "inc-2: Success")).toBeVisible();
});

test("takes at most 200 kB to read", async ({ page }) => {
  const downloads = watchDownloads(page);
  await page.goto(embedOf(FLOW));
  await expect(codeCell(page, 1)).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(downloads.paths().length).toBeGreaterThan(2);
  expect(await downloads.size()).toBeLessThanOrEqual(READING_BUDGET);
});

test.describe("on a page of another site", () => {
  let server: Server;
  let snippet = "";

  test.beforeAll(async () => {
    server = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.end(`<!doctype html><html lang="en"><title>Somebody's page</title><body>
        <script>heights = []; addEventListener("message", ({ data }) => heights.push(data));</script>
        ${snippet}`);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  test.afterAll(() => void server.close());

  test("the snippet that is copied from Share works there", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto("./");
    await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("Embed this notebook");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: /^Share / });
    await dialog.getByLabel("Show").selectOption("parameters");
    await dialog.getByLabel("Theme").selectOption("dark");
    await dialog.getByRole("button", { name: "Copy snippet" }).click();
    await expect(dialog.getByText("Copied.")).toBeVisible();
    snippet = await page.evaluate(() => navigator.clipboard.readText());
    expect(snippet).toMatch(/^<iframe src="http:\/\/localhost:\d+\/some\/sub\/path\/\?embed&amp;/);

    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/`);
    const frame = page.frameLocator("iframe");
    await expect(frame.getByRole("heading", { name: "My first flow!" })).toBeVisible();
    await expect(frame.getByRole("region", { name: /^Code cell/ })).toHaveCount(1);
    await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
    await runButton(frame).click();
    await expect(taskNamed(frame, /^sayHello-1: Success/)).toBeVisible();
    /* What it tells the page around is its height, and nothing else. */
    const told = await page.evaluate("JSON.stringify(heights)");
    expect(told).toMatch(/^\[\{"flowbookHeight":\d+\}(,\{"flowbookHeight":\d+\})*\]$/);

    const opening = context.waitForEvent("page");
    await frame.getByRole("link", { name: "Open in Flowbook" }).click();
    const opened = await opening;
    await expect(opened.getByRole("complementary", { name: "About this link" })).toBeVisible();
    await expect(opened.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
    await expect(page).toHaveTitle("Somebody's page");
  });
});

test("links in the text lead out of the frame", async ({ page, context }) => {
  await page.goto(embedOf("# Links\n\n[away](./icon.svg) and [within](#links)\n"));
  await page.getByRole("link", { name: "within" }).click();
  const opening = context.waitForEvent("page");
  await page.getByRole("link", { name: "away" }).click();
  await expect(await opening).toHaveURL(/icon\.svg$/);
  await expect(page.getByRole("heading", { name: "Links", level: 1 }).last()).toBeVisible();
  expect(new URL(page.url()).hash).toMatch(/^#s=/);
});

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing in an embed, ${theme}, however small it is`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme: theme === "light" ? "dark" : "light" });
    await page.setViewportSize({ width: 390, height: 300 });
    await page.goto(embedOf(FLOW + FLOW.replace("two steps", "again"), `&cell=2&theme=${theme}`));
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    await expect(codeCell(page, 2)).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await runButton(page).click();
    const last = taskNamed(page, "inc-2: Success");
    await expect(last).toBeInViewport();
    expect(await faultsOf(page)).toEqual([]);
    for (const height of [450, 600]) {
      await page.setViewportSize({ width: 390, height });
      await expect(last).toBeInViewport();
      await expect(runButton(page)).toBeInViewport();
      expect(await faultsOf(page)).toEqual([]);
    }
    await last.click();
    await expect(page.getByRole("region", { name: "Inspector" })).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });

  test(`axe finds nothing on the example page, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto("./embed-example.html");
    await runButton(wholeFrame(page)).click();
    await expect(taskNamed(wholeFrame(page), /: Success$/).first()).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
  });
}
