/** The timeline: what each task run did when, on which worker, and why the run took so long. */

import { expect, test, type Locator, type Page } from "@playwright/test";
import { flowRun, runCell, taskNamed } from "./support/notebook.ts";

/** One worker, so that calls wait for it; `rates` fails once and is retried after a minute. */
const ETL = `import { task, Flow, context } from "prefect";
const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));
const extract = task(async function extract() { await sleep(150); return [1, 2, 3, 4] });
const rates = task(async function rates() {
  await sleep(60);
  if (context.get("taskRunCount") === 1) throw new Error("not yet");
  return 2;
}, { maxRetries: 1, retryDelay: { minutes: 1 } });
const clean = task(async function clean(x: number) {
  await sleep(20 * x);
  if (x === 3) throw new Error("bad row");
  return x;
});
const load = task(async function load(rate: number) { await sleep(250); return rate });
const flow = new Flow("etl");
flow.with(() => {
  clean.map(extract());
  load(rates());
});
const run = await flow.run();`;

const timeline = (page: Page): Locator => page.getByRole("treegrid", { name: "Timeline of etl" });
const row = (page: Page, name: string | RegExp): Locator =>
  timeline(page).getByRole("row", { name });
const story = (page: Page): Locator =>
  page.getByRole("tabpanel", { name: "Timeline" }).getByText(/^The run took/);
const names = (page: Page): Promise<(string | null)[]> =>
  timeline(page)
    .getByRole("row")
    .evaluateAll((rows) => rows.map((each) => each.getAttribute("aria-label")));

/** Opens the page, runs the flow on one worker with its waits skipped, and shows its timeline. */
async function runEtl(page: Page): Promise<void> {
  await page.goto("./");
  await page.getByLabel("Skip waits").check();
  await page.getByLabel("Workers", { exact: true }).fill("1");
  await runCell(page, 1, ETL);
  await page.getByRole("tab", { name: "Timeline" }).click();
  await expect(flowRun(page)).toContainText("Failed");
  await expect(story(page)).toBeVisible();
}

/** The keyboard is on the row of this name. */
async function standOn(page: Page, name: RegExp): Promise<void> {
  await row(page, name).locator(".timeline-label").click();
  await page.keyboard.press("Home");
  const index = (await names(page)).findIndex((each) => name.test(each ?? ""));
  for (let step = 0; step < index; step++) await page.keyboard.press("ArrowDown");
  await expect(row(page, name)).toBeFocused();
}

/** Walks to the right until the keyboard is on the stretch of this name. */
async function walkTo(page: Page, within: Locator, name: RegExp): Promise<void> {
  const focused = within.locator(":focus");
  await expect(async () => {
    await page.keyboard.press("ArrowRight");
    expect(await focused.getAttribute("aria-label", { timeout: 200 })).toMatch(name);
  }).toPass({ intervals: [0] });
}

test("before a run it says what it will show", async ({ page }) => {
  await page.goto("./");
  await runCell(page, 1, ETL.replace("const run = await flow.run();", ""));
  await page.getByRole("tab", { name: "Timeline" }).click();
  await expect(page.getByText("Nothing has run yet")).toBeVisible();
});

test("each row says how its task run ended, how long it ran, what it waited for and how often it was retried", async ({
  page,
}) => {
  await runEtl(page);
  await expect(row(page, /^extract-1: Success, ran \d+ ms/)).toBeVisible();
  await expect(
    row(page, /^rates-1: Success, ran \d+ ms, .*waited 1 min 0 s to retry, retried once$/),
  ).toBeVisible();
  await expect(row(page, /^load-1: Success, ran \d+ ms/)).toBeVisible();
  await expect(
    row(page, "clean-1: Mapped, 4 children: 1 Failed, 3 Success, at most 1 at once"),
  ).toBeVisible();
});

test("a mapped task opens to its children, and rows are sorted by failure and by length", async ({
  page,
}) => {
  await runEtl(page);
  await page.getByRole("button", { name: "Open clean-1" }).click();
  await expect(row(page, /^clean-1\[2\]: Failed, ran/)).toHaveAttribute("aria-level", "2");
  await expect(row(page, /^clean-1: Mapped/)).toHaveAttribute("aria-expanded", "true");
  await page.getByLabel("Sorted").selectOption("Failed first");
  expect((await names(page)).slice(0, 2).map((name) => name?.split(":")[0])).toEqual([
    "clean-1",
    "clean-1[2]",
  ]);
  await page.getByRole("button", { name: "Close clean-1" }).click();
  await page.getByLabel("Sorted").selectOption("Slowest first");
  expect((await names(page))[0]).toMatch(/^load-1/);
});

test("the wait that was skipped is cut out, and shown when its handle is pressed", async ({
  page,
}) => {
  await runEtl(page);
  const handle = page.getByRole("button", {
    name: /^Idle for (59\.\d s|1 min 0 s), .* skipped, cut out: show it$/,
  });
  await expect(handle).toHaveAttribute("aria-expanded", "false");
  const ticks = timeline(page).locator(".timeline-axis text");
  await expect(ticks.filter({ hasText: /^\d00 ms$/ }).first()).toBeVisible();
  await handle.click();
  await expect(page.getByRole("button", { name: /^Idle for .*: cut it out$/ })).toBeVisible();
  await expect(ticks.filter({ hasText: /^\d0 s$/ }).first()).toBeVisible();
  await expect(ticks.filter({ hasText: /^\d00 ms$/ })).toHaveCount(0);
});

test("on the axis of events each is one step, however little time it took", async ({ page }) => {
  await runEtl(page);
  await page.getByLabel("Axis").selectOption("Events");
  const ticks = timeline(page).locator(".timeline-axis text");
  await expect(ticks.first()).toHaveText("0");
  for (const text of await ticks.allTextContents()) expect(text).toMatch(/^\d+$/);
  await expect(page.getByRole("button", { name: /^Idle for/ })).toHaveCount(0);
});

test("worker lanes show how busy each worker was, and with what", async ({ page }) => {
  await runEtl(page);
  await page.getByLabel("Rows").selectOption("Workers");
  const lane = row(
    page,
    /^Worker 1: 8 calls, busy .* s, \d+ % of the run$|^Worker 1: 8 calls, busy \d+ ms, \d+ % of the run$/,
  );
  await expect(lane).toBeVisible();
  await expect(timeline(page).getByRole("row")).toHaveCount(1);
  await lane.locator(".timeline-label").click();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowRight");
  await expect(
    lane.getByRole("gridcell", { name: /^extract-1 ran .* then Success/ }),
  ).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(taskNamed(page, "extract-1: Success")).toHaveAttribute("aria-pressed", "true");
});

test("a sentence says what decided how long the run took", async ({ page }) => {
  await runEtl(page);
  await expect(story(page)).toContainText(
    /^The run took 1 min \d s, .* of it skipped; what decided that was .*rates-1 → load-1\./,
  );
  await expect(story(page)).toContainText(/waited 1 min 0 s to retry/);
  const toggle = page.getByRole("button", { name: "Critical path" });
  await toggle.click();
  await expect(toggle).toHaveAttribute("aria-pressed", "true");
});

test("zooms with buttons, keys and the wheel, and comes back to everything", async ({ page }) => {
  await runEtl(page);
  const ticks = timeline(page).locator(".timeline-axis text");
  const all = page.getByRole("button", { name: "Show the whole timeline" });
  const before = await ticks.allTextContents();
  await expect(all).toBeDisabled();
  for (let step = 0; step < 4; step++) {
    await page.getByRole("button", { name: "Zoom into the timeline" }).click();
  }
  await expect.poll(() => ticks.allTextContents()).not.toEqual(before);
  await all.click();
  await expect.poll(() => ticks.allTextContents()).toEqual(before);

  await standOn(page, /^extract-1/);
  await page.keyboard.press("+");
  await expect(all).toBeEnabled();
  await page.keyboard.press("0");
  await expect(all).toBeDisabled();

  const box = await timeline(page).boundingBox();
  if (!box) throw new Error("There is no timeline.");
  await page.mouse.move(box.x + 260, box.y + 60);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -400);
  await page.keyboard.up("Control");
  await expect(all).toBeEnabled();
  const zoomed = await ticks.allTextContents();
  await page.mouse.down();
  await page.mouse.move(box.x + 400, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => ticks.allTextContents()).not.toEqual(zoomed);
});

test("what is selected in the timeline is selected in the graph, and the other way round", async ({
  page,
}) => {
  await runEtl(page);
  await row(page, /^load-1/)
    .locator(".timeline-label")
    .click();
  await expect(taskNamed(page, "load-1: Success")).toHaveAttribute("aria-pressed", "true");
  await expect(row(page, /^load-1/)).toHaveAttribute("aria-selected", "true");
  await taskNamed(page, "extract-1: Success").click();
  await expect(row(page, /^extract-1/)).toHaveAttribute("aria-selected", "true");
  await expect(row(page, /^load-1/)).toHaveAttribute("aria-selected", "false");
});

test("is walked with the keyboard: rows, stretches, children", async ({ page }) => {
  await runEtl(page);
  await standOn(page, /^rates-1/);
  const rates = row(page, /^rates-1/);
  await walkTo(page, rates, /^waited for a worker/);
  await page.keyboard.press("ArrowRight");
  await expect(rates.getByRole("gridcell", { name: /^ran .* then Failed/ })).toBeFocused();
  await walkTo(page, rates, /^waited to retry 1 min 0 s, call 2/);
  await page.keyboard.press("ArrowLeft");
  await expect(rates.getByRole("gridcell", { name: /^ran .* then Failed/ })).toBeFocused();
  await page.keyboard.press("End");
  await expect(rates.getByRole("gridcell", { name: /call 2, then Success/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(rates).toHaveAttribute("aria-selected", "true");

  await standOn(page, /^clean-1: Mapped/);
  await page.keyboard.press("Space");
  await expect(row(page, /^clean-1: Mapped/)).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("ArrowDown");
  await expect(row(page, /^clean-1\[0\]/)).toBeFocused();
});

test("a stretch leads back to when it began", async ({ page }) => {
  await runEtl(page);
  await standOn(page, /^rates-1/);
  await walkTo(page, row(page, /^rates-1/), /^waited to retry/);
  await page.keyboard.press("Shift+Enter");
  await expect(row(page, /^rates-1: Retrying/)).toBeVisible();
  await expect(taskNamed(page, "rates-1: Retrying")).toBeVisible();
  await expect(row(page, "load-1: not run")).toBeVisible();
});

test("follows a run that goes on, until one looks elsewhere", async ({ page }) => {
  await page.goto("./");
  await runCell(page, 1, ETL.replace("await sleep(150)", "await sleep(6000)"));
  await page.getByRole("tab", { name: "Timeline" }).click();
  await expect(row(page, /^extract-1: Running, ran \d\.\d s/)).toBeVisible();
  for (let step = 0; step < 5; step++) {
    await page.getByRole("button", { name: "Zoom into the timeline" }).click();
  }
  /* The graph above has one of that name, too. */
  const follow = page
    .getByRole("toolbar", { name: "Timeline tools" })
    .getByRole("button", { name: "Follow" });
  await expect(follow).toHaveCount(0);
  const box = await timeline(page).boundingBox();
  if (!box) throw new Error("There is no timeline.");
  await page.mouse.move(box.x + 260, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 460, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await follow.click();
  await expect(follow).toHaveCount(0);
});

test("fits a phone", async ({ page }) => {
  await runEtl(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("navigation").getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("tab", { name: "Timeline" }).click();
  await expect(row(page, /^rates-1: Success/)).toBeVisible();
  const box = await timeline(page).boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
});
