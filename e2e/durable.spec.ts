/** What a run outlives: a full disk, large results, its kernel, a cancellation, a reload in a pause. */

import { expect, test, type Page } from "@playwright/test";
import { codeCell, flowRun, runCell, taskNamed } from "./support/notebook.ts";

const HEAD = `import { task, Flow, triggers } from "prefect";
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
`;

test.beforeEach(async ({ page }) => {
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
});

/** Bounds what this origin may store; null: as the browser would have it. */
async function limitStorage(page: Page, bytes: number | null): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", {
    origin: new URL(page.url()).origin,
    ...(bytes !== null && { quotaSize: bytes }),
  });
}

const used = (page: Page): Promise<number> =>
  page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);

test("on a full disk a run waits and says so; with room again it goes on, and nothing is lost", async ({
  page,
}) => {
  await limitStorage(page, (await used(page)) + 6_000_000);
  const cell = await runCell(
    page,
    1,
    `${HEAD}
const numbers = task(function numbers() { return Array.from({ length: 24 }, (_, i) => i) });
const big = task(function big(i: number) { return new Uint8Array(900_000).map((_, at) => (at * 7919 + i) % 251) });
const sum = task(function sum(all: Uint8Array[]) { return all.reduce((total, each) => total + each.length, 0) });
const flow = new Flow("full"); flow.with(() => { sum(big.map(numbers())) });
const state = await flow.run();
state.type;`,
  );
  await expect(page.getByRole("alert").filter({ hasText: /storage is full/ })).toBeVisible({
    timeout: 30_000,
  });
  await expect(flowRun(page)).not.toContainText("Success");
  await limitStorage(page, null);
  await expect(taskNamed(page, "sum-1: Success")).toBeVisible({ timeout: 30_000 });
  await expect(cell.getByRole("group", { name: "Output" })).toContainText("Success");
  await expect(page.getByRole("alert").filter({ hasText: /storage is full/ })).toBeHidden();
  await page.reload();
  await expect(taskNamed(page, "sum-1: Success")).toBeVisible();
});

test("a result of 100 MB leaves the page alive, and is stored once", async ({ page }) => {
  const before = await used(page);
  await page.evaluate(() => {
    const stalls: number[] = [];
    let last = performance.now();
    Object.assign(window, { stalls });
    setInterval(() => {
      stalls.push(performance.now() - last);
      last = performance.now();
    }, 10);
  });
  await runCell(
    page,
    1,
    `${HEAD}
const big = task(function big() { return new Uint8Array(100_000_000).fill(7) });
const size = task(function size(all: Uint8Array) { return all.length });
const other = task(function other(all: Uint8Array) { return all[5] });
const flow = new Flow("large"); flow.with(() => { const all = big(); size(all); other(all) });
await flow.run();`,
  );
  await expect(taskNamed(page, "other-1: Success")).toBeVisible({ timeout: 60_000 });
  await expect(taskNamed(page, "size-1: Success")).toBeVisible({ timeout: 60_000 });
  const stalls = await page.evaluate(() => Reflect.get(window, "stalls") as number[]);
  expect(Math.max(...stalls)).toBeLessThan(1500);
  const grown = (await used(page)) - before;
  expect(grown).toBeLessThan(150_000_000);
});

test("cancelling ends code that never ends, for good: a reload shows it cancelled", async ({
  page,
}) => {
  await runCell(
    page,
    1,
    `${HEAD}
const first = task(function first() { return 1 });
const stuck = task(function stuck(x: number) { while (true) {} });
const flow = new Flow("endless"); flow.with(() => { stuck(first()) });
await flow.run();`,
  );
  await expect(taskNamed(page, "stuck-1: Running")).toBeVisible();
  await page.getByRole("button", { name: "Cancel run" }).click();
  await expect(flowRun(page)).toContainText("Cancelled");
  await expect(taskNamed(page, "stuck-1: Cancelled")).toBeVisible();
  await page.reload();
  await expect(flowRun(page)).toContainText("Cancelled");
  await expect(taskNamed(page, "first-1: Success")).toBeVisible();
  /* Whoever was stuck holds no worker: another flow runs. */
  await codeCell(page, 1)
    .getByRole("button", { name: /^Run code cell/ })
    .click();
  await expect(taskNamed(page, "stuck-1: Running")).toBeVisible();
});

test("a pause outlives a reload, and is approved after it", async ({ page }) => {
  await runCell(
    page,
    1,
    `${HEAD}
const first = task(function first() { return 20 });
const second = task(function second(x: number) { return x + 1 }, { trigger: triggers.manualOnly });
const flow = new Flow("pausing"); flow.with(() => { second(first()) });
await flow.run();`,
  );
  await expect(taskNamed(page, "second-1: Paused")).toBeVisible();
  await page.reload();
  await taskNamed(page, "second-1: Paused").click();
  const inspector = page.getByRole("region", { name: "Inspector" });
  await inspector.getByRole("button", { name: "Approve" }).click();
  await expect(taskNamed(page, "second-1: Success")).toBeVisible();
  await expect(flowRun(page)).toContainText("Success");
  await expect(inspector.getByRole("region", { name: "Result" })).toContainText("21");
});

test("a run goes on when the kernel that asked for it dies", async ({ page }) => {
  await runCell(
    page,
    1,
    `${HEAD}
const slow = task(async function slow() { await wait(3000); return "made it" });
const after = task(function after(x: string) { return x + "!" }, { trigger: (upstream) => upstream.size > 0 });
const flow = new Flow("orphan"); flow.with(() => { after(slow()) });
setTimeout(() => { for (;;) console.log("x".repeat(1000)) }, 800);
await flow.run();`,
  );
  await expect(page.getByText(/kernel ended/)).toBeVisible({ timeout: 30_000 });
  await expect(taskNamed(page, "after-1: Success")).toBeVisible({ timeout: 30_000 });
});
