/** A person looks back on a run: any moment of it, step by step, or played again. */

import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { flowRun, runCell, taskNamed, writeCell } from "./support/notebook.ts";

/** `pick[1]` fails; `total` cannot run for it. `slow` takes as long as it is told. */
const flowOf = (slow: number, name = "rewound") => `import { context, task, Flow } from "prefect";
const list = task(function list() { return [1, 2, 3] });
const pick = task(function pick(x: number) {
  context.get("logger")?.info("picking " + x);
  if (x === 2) throw new Error("bad " + x);
  return x;
});
const total = task(function total(xs: number[]) { return xs.length });
const slow = task(async function slow(x: number[]) {
  await new Promise((done) => setTimeout(done, ${slow}));
  return x.length;
});
const flow = new Flow("${name}");
flow.with(() => {
  const xs = list();
  total(pick.map(xs));
  slow(xs);
});
await flow.run();`;

const bar = (page: Page): Locator => page.getByRole("group", { name: "Rewind" });
const slider = (page: Page): Locator =>
  bar(page).getByRole("slider", { name: "Moment of the run" });
const button = (page: Page, name: string): Locator =>
  bar(page).getByRole("button", { name, exact: true });
const lookingBack = (page: Page): Locator => bar(page).getByText(/^You look at \d/);

/** The number of the event on show, and of how many. */
async function place(page: Page): Promise<{ event: number; of: number }> {
  const text = await bar(page)
    .getByText(/^event \d+ of \d+/)
    .innerText();
  const [event = 0, of = 0] = [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  return { event, of };
}

async function runFlow(page: Page): Promise<void> {
  await page.goto("./");
  await runCell(page, 1, flowOf(300));
  await expect(flowRun(page)).toContainText("Failed");
  await expect(bar(page)).toContainText("The end of the run");
}

/** Steps on until the event on show is this one. */
async function stepTo(page: Page, what: string): Promise<void> {
  await expect(async () => {
    await button(page, "Step on").click();
    expect(await bar(page).innerText()).toContain(what);
  }).toPass({ intervals: [0], timeout: 30_000 });
}

test("any moment is shown in the graph, and the end again", async ({ page }) => {
  await runFlow(page);
  await expect(taskNamed(page, /^total-1: TriggerFailed/)).toBeVisible();
  await button(page, "To the start").click();
  await expect(lookingBack(page)).toBeVisible();
  await expect(bar(page)).toContainText(/event 1 of \d+: the run begins/);
  await expect(taskNamed(page, /^list-1: Pending/)).toBeVisible();
  await expect(taskNamed(page, /^total-1: Pending/)).toBeVisible();
  const restart = page.getByRole("button", { name: "Restart from failed" });
  await expect(restart).toBeDisabled();
  await stepTo(page, "list-1 → Running");
  await expect(taskNamed(page, /^list-1: Running/)).toBeVisible();
  await stepTo(page, "pick-1 → Mapped");
  await expect(taskNamed(page, /^pick-1: Mapped 0\/3/)).toBeVisible();
  await button(page, "Step back").click();
  await expect(taskNamed(page, /^pick-1: Pending/)).toBeVisible();
  await bar(page).getByRole("button", { name: "Back to the end" }).click();
  await expect(lookingBack(page)).toHaveCount(0);
  await expect(restart).toBeEnabled();
  await expect(taskNamed(page, /^total-1: TriggerFailed/)).toBeVisible();
});

test("the slider is moved with the mouse", async ({ page }) => {
  await runFlow(page);
  const box = await slider(page).boundingBox();
  if (!box) throw new Error("The slider is not in sight.");
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width - 7, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, y, { steps: 8 });
  await expect(lookingBack(page)).toBeVisible();
  const middle = await place(page);
  expect(Math.abs(middle.event / middle.of - 0.5)).toBeLessThan(0.1);
  await page.mouse.move(box.x, y, { steps: 8 });
  await page.mouse.up();
  expect((await place(page)).event).toBe(1);
  await expect(taskNamed(page, /^list-1: Pending/)).toBeVisible();
});

test("all of it goes by keyboard", async ({ page }) => {
  await runFlow(page);
  await slider(page).focus();
  await page.keyboard.press("Home");
  const { of } = await place(page);
  const page5 = Math.max(1, Math.round(of * 0.05));
  for (const [key, event] of [
    ["ArrowRight", 2],
    ["ArrowUp", 3],
    ["ArrowLeft", 2],
    ["ArrowDown", 1],
    ["PageUp", 1 + page5],
    ["PageDown", 1],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(() => place(page)).toEqual({ event, of });
  }
  await expect(slider(page)).toHaveAttribute("aria-valuetext", /event 1 of \d+: the run begins/);
  await bar(page).getByLabel("Speed").selectOption("1/100×");
  await slider(page).focus();
  await page.keyboard.press("Space");
  await expect(button(page, "Pause")).toBeVisible();
  await expect.poll(async () => (await place(page)).event).toBeGreaterThan(1);
  await page.keyboard.press("Space");
  await expect(button(page, "Play")).toBeVisible();
  await page.keyboard.press("End");
  await expect(lookingBack(page)).toHaveCount(0);
});

test("keys in the editor are the editor's", async ({ page }) => {
  await runFlow(page);
  await button(page, "To the start").click();
  await writeCell(page, 1, flowOf(300));
  for (const key of ["Home", "ArrowRight", "Space", "End"]) await page.keyboard.press(key);
  expect((await place(page)).event).toBe(1);
});

test("the log, the inspector and the task runs are those of the moment", async ({ page }) => {
  await runFlow(page);
  const log = page.getByRole("log", { name: "Run log" });
  await page.getByRole("tab", { name: "Log" }).click();
  await expect(log).toContainText("picking 3");
  await taskNamed(page, /^slow-1: Success/).click();
  const inspector = page.getByRole("region", { name: "Inspector" });
  await button(page, "To the start").click();
  await expect(log).not.toContainText("picking");
  await expect(inspector).toContainText("Pending");
  await stepTo(page, "slow-1 → Running");
  await expect(inspector).toContainText("Running");
  await expect(log).toContainText("Beginning Flow run for 'rewound'");
  await expect(log).not.toContainText("Task 'slow': Finished task run");
  await page.getByRole("tab", { name: "Task runs" }).click();
  await expect(page.getByRole("row", { name: /^slow-1/ })).toContainText("Running");
});

test("the log is saved whole, whatever moment of it is on show", async ({ page }) => {
  await runFlow(page);
  const panel = page.getByRole("region", { name: "Log", exact: true });
  const count = panel.getByText(/^\d+ lines?$/);
  const all = parseInt(await count.innerText(), 10);
  await button(page, "Step back").click();
  await slider(page).press("Home");
  await expect(count).not.toHaveText(`${all} lines`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    panel.getByRole("button", { name: "Download" }).click(),
  ]);
  const text = readFileSync(await download.path(), "utf8");
  expect(text.trimEnd().split("\n")).toHaveLength(all);
});

test("it plays to the end", async ({ page }) => {
  await runFlow(page);
  await bar(page).getByLabel("Speed").selectOption("1/10×");
  await button(page, "Play").click();
  await expect(lookingBack(page)).toBeVisible();
  await expect(taskNamed(page, /^slow-1: Running/)).toBeVisible();
  await bar(page).getByLabel("Speed").selectOption("100×");
  await expect(lookingBack(page)).toHaveCount(0);
  await expect(button(page, "Play")).toBeVisible();
  await expect(taskNamed(page, /^slow-1: Success/)).toBeVisible();
});

test("it stops when something fails, if one wants it to", async ({ page }) => {
  await runFlow(page);
  await bar(page).getByLabel("Stop when something fails").check();
  await bar(page).getByLabel("Speed").selectOption("1×");
  await button(page, "Play").click();
  await expect(bar(page)).toContainText("pick-1[1] → Failed");
  await expect(button(page, "Play")).toBeVisible();
  await button(page, "Play").click();
  await expect(bar(page)).toContainText("total-1 → TriggerFailed");
});

test("a live run goes on while one looks back on it", async ({ page }) => {
  await page.goto("./");
  await runCell(page, 1, flowOf(5000));
  await expect(taskNamed(page, /^slow-1: Running/)).toBeVisible();
  await button(page, "To the start").click();
  await expect(taskNamed(page, /^slow-1: Pending/)).toBeVisible();
  await expect(bar(page).getByRole("status")).toHaveText(/the live run goes on/);
  const before = await place(page);
  await expect(bar(page).getByRole("status")).toHaveText(/the run is over/);
  const after = await place(page);
  expect(after.event).toBe(before.event);
  expect(after.of).toBeGreaterThan(before.of);
  await expect(taskNamed(page, /^slow-1: Pending/)).toBeVisible();
  await button(page, "To the end").click();
  await expect(taskNamed(page, /^slow-1: Success/)).toBeVisible();
});

test("at now, a live run is followed", async ({ page }) => {
  await page.goto("./");
  await runCell(page, 1, flowOf(3000));
  await expect(bar(page)).toContainText(/Now: \d+ events so far/);
  await button(page, "To the start").click();
  await bar(page).getByRole("button", { name: "Back to now" }).click();
  await expect(taskNamed(page, /^slow-1: Running/)).toBeVisible();
  await expect(taskNamed(page, /^slow-1: Success/)).toBeVisible();
});

test("an old run is looked back on as well, after the page was loaded anew", async ({ page }) => {
  await runFlow(page);
  await page.reload();
  await expect(flowRun(page)).toContainText("Failed");
  await slider(page).focus();
  await page.keyboard.press("Home");
  await expect(taskNamed(page, /^list-1: Pending/)).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect.poll(async () => (await place(page)).event).toBe(2);
});

test("another flow, or a new run, is shown as it is now", async ({ page }) => {
  await page.goto("./");
  await page.getByRole("button", { name: "Run all" }).click();
  await expect(page.getByText("kernel idle")).toBeVisible();
  const flow = page.getByLabel("Flow shown");
  await flow.selectOption({ label: "My first flow!" });
  await button(page, "To the start").click();
  await expect(lookingBack(page)).toBeVisible();
  await flow.selectOption({ label: "Say hi!" });
  await expect(lookingBack(page)).toHaveCount(0);
  await expect(taskNamed(page, /: Success/).first()).toBeVisible();
  await flow.selectOption({ label: "My first flow!" });
  await expect(lookingBack(page)).toHaveCount(0);
  await button(page, "To the start").click();
  await expect(lookingBack(page)).toBeVisible();
  await page.getByRole("button", { name: "Run flow" }).click();
  await expect(lookingBack(page)).toHaveCount(0);
  await expect(taskNamed(page, "add-2: Success")).toBeVisible();
});

test("nothing below moves when one looks back", async ({ page }) => {
  await runFlow(page);
  for (const width of [1400, 390]) {
    await page.setViewportSize({ width, height: 900 });
    if (width === 390)
      await page.getByRole("navigation").getByRole("button", { name: "Run" }).click();
    const heightOf = async () => (await bar(page).boundingBox())?.height;
    const before = await heightOf();
    await button(page, "To the start").click();
    await stepTo(page, "pick-1[1] waits for a worker");
    expect(await heightOf()).toBe(before);
    await button(page, "To the end").click();
  }
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, reducedMotion: "reduce" });

    test("axe finds nothing in the bar", async ({ page }) => {
      await runFlow(page);
      const faults = async () =>
        (await new AxeBuilder({ page }).include(".rewind-bar").analyze()).violations;
      expect(await faults()).toEqual([]);
      await button(page, "To the start").click();
      await expect(lookingBack(page)).toBeVisible();
      expect(await faults()).toEqual([]);
    });
  });
}
