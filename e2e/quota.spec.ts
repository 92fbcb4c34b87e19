/** A disk that is full: the run waits, loses nothing, and goes on. On a real disk, with a real quota. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, expect, test, type BrowserContext } from "@playwright/test";
import { CHROMIUM_ARGS, findChromium } from "../scripts/chromium.mjs";
import { flowRun, runCell, taskNamed } from "./support/notebook.ts";

/**
 * Against hanging, not for speed: results of megabytes are made and written here. And when the browser
 * counts what was deleted as free is its own affair: Chromium clears the files of large values up later.
 */
const LONG = 180_000;

/* What is kept in a private window is in memory, where no quota is counted: so a profile on disk. */
let profile = "";
let context: BrowserContext;

test.beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), "flowbook-quota-"));
  const executablePath = findChromium();
  context = await chromium.launchPersistentContext(profile, {
    args: CHROMIUM_ARGS,
    /* What it would keep for working offline takes room too. */
    serviceWorkers: "block",
    viewport: { width: 1400, height: 900 },
    ...(executablePath !== null && { executablePath }),
  });
});

test.afterEach(async () => {
  await context.close();
  await rm(profile, { recursive: true, force: true });
});

/** A flow whose results take some 900 kB each. */
const large = (name: string, count: number): string => `import { task, Flow } from "prefect";
const numbers = task(function numbers() { return Array.from({ length: ${count} }, (_, i) => i) });
const big = task(function big(i: number) {
  const bytes = new Uint8Array(900_000);
  let last = i + 1;
  for (let at = 0; at < bytes.length; at++) bytes[at] = last = (last * 16807) % 2147483647;
  return bytes;
});
const sum = task(function sum(all: Uint8Array[]) { return all.reduce((total, each) => total + each.length, 0) });
const flow = new Flow("${name}"); flow.with(() => { sum(big.map(numbers())) });
const state = await flow.run();
state.type;`;

test("on a full disk a run waits and says so; with room again it goes on, and nothing is lost", async ({
  baseURL,
}) => {
  test.setTimeout(4 * LONG);
  const page = context.pages()[0] ?? (await context.newPage());
  const devtools = await context.newCDPSession(page);
  const url = baseURL ?? "";
  const { origin } = new URL(url);
  await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 4_000_000 });
  await page.goto(url);
  const cell = await runCell(page, 1, large("full", 24));
  const alert = page.getByRole("alert").filter({ hasText: /storage is full/ });
  await expect(alert).toBeVisible({ timeout: LONG });
  await page.waitForTimeout(1500);
  await expect(flowRun(page)).not.toContainText("Success");
  await page.getByRole("button", { name: "Make room…" }).click();
  const storage = page.getByRole("dialog", { name: "Storage" });
  await expect(storage).toBeVisible();
  await storage.getByRole("button", { name: "Close", exact: true }).click();
  await devtools.send("Storage.overrideQuotaForOrigin", { origin });
  await expect(taskNamed(page, "sum-1: Success")).toBeVisible({ timeout: LONG });
  await expect(cell.getByRole("group", { name: "Output" })).toContainText("Success");
  await expect(alert).toBeHidden();
  await page.reload();
  await expect(taskNamed(page, "sum-1: Success")).toBeVisible();
  await taskNamed(page, "sum-1: Success").click();
  await expect(page.getByRole("region", { name: "Result" })).toContainText("21600000");
});

test("deleting an old run makes the room that a waiting run goes on in", async ({ baseURL }) => {
  test.setTimeout(4 * LONG);
  const page = context.pages()[0] ?? (await context.newPage());
  page.on("dialog", (dialog) => void dialog.accept());
  const devtools = await context.newCDPSession(page);
  const url = baseURL ?? "";
  const { origin } = new URL(url);
  await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 22_000_000 });
  await page.goto(url);
  await runCell(page, 1, large("former-flow", 20));
  await expect(taskNamed(page, "sum-1: Success")).toBeVisible({ timeout: LONG });
  await runCell(page, 1, large("latter-flow", 20));
  const alert = page.getByRole("alert").filter({ hasText: /storage is full/ });
  await expect(alert).toBeVisible({ timeout: LONG });
  await page.getByRole("button", { name: "Make room…" }).click();
  const storage = page.getByRole("dialog", { name: "Storage" });
  await expect(storage.getByText("Measuring…")).toBeHidden();
  const notebooks = storage.getByRole("region", { name: "Notebooks" });
  await notebooks.locator("summary").filter({ hasText: "My first flow!" }).click();
  const old = notebooks.getByRole("listitem").filter({ hasText: "former-flow" });
  await old.getByRole("button", { name: "Delete" }).click();
  /* The run goes on, and what said that it waits goes with its dialog. */
  await expect(alert).toBeHidden({ timeout: LONG });
  await expect(page.getByLabel("Flow shown")).toContainText("latter-flow");
  await expect(taskNamed(page, "sum-1: Success")).toBeVisible({ timeout: LONG });
  await expect(flowRun(page)).toContainText("Success");
});
