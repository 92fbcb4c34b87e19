/** Without a network: what was opened once opens again and runs; a newer version never mixes with this one. */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { serve } from "../scripts/static-server.mjs";
import { codeCell } from "./support/notebook.ts";

test.use({ serviceWorkers: "allow" });

/** Waits until the page says that it is kept. */
async function waitUntilKept(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Storage", exact: true }).click();
  const offline = page.getByRole("region", { name: "Offline" });
  await expect(offline).toContainText("Yes: the app is kept", { timeout: 40_000 });
  await page.keyboard.press("Escape");
}

test("after the first visit the app opens, edits and runs without a network", async ({
  page,
  context,
}) => {
  await page.goto("./");
  await waitUntilKept(page);
  await context.setOffline(true);
  await page.goto("./?notebook=my-first-flow");
  await expect(codeCell(page, 1).locator(".monaco-editor .view-lines")).toBeVisible();
  await page.getByRole("button", { name: "Run all" }).click();
  await page.getByLabel("Flow shown").selectOption({ label: "My first flow!" });
  await expect(page.getByRole("button", { name: "add-2: Success" })).toBeVisible();
});

test("a newer version waits until it is asked for, and then all tabs have it", async ({
  context,
}) => {
  const folder = mkdtempSync(join(tmpdir(), "flowbook-version-"));
  cpSync("dist", folder, { recursive: true });
  const server = await serve({ folders: [folder], port: 4790, anyPort: true });
  try {
    const [first, second] = [await context.newPage(), await context.newPage()];
    await first.goto(server.url);
    await waitUntilKept(first);
    await first.reload();
    await second.goto(`${server.url}?notebook=thinking-prefectly`);
    release(folder, "The second version");
    await first.reload();
    await expect(first.getByText("A new version of Flowbook is ready")).toBeVisible();
    await expect(first).toHaveTitle("Flowbook");
    await first.getByRole("button", { name: "Reload now" }).click();
    await expect(first).toHaveTitle("The second version");
    await expect(second).toHaveTitle("The second version");
    await expect(codeCell(first, 1)).toBeVisible();
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
});

/** Puts another version in the place of the one that is served. */
function release(folder: string, title: string): void {
  const page = readFileSync(join(folder, "index.html"), "utf8");
  writeFileSync(join(folder, "index.html"), page.replace("<title>Flowbook<", `<title>${title}<`));
  const worker = readFileSync(join(folder, "sw.js"), "utf8");
  const changed = worker.replace(/("url":"index.html","revision":")\w+/, "$1another");
  expect(changed).not.toBe(worker);
  writeFileSync(join(folder, "sw.js"), changed);
}
