/** `npm run screenshots`: takes the pictures of the README anew, in docs/screenshots/. */

import { mkdirSync } from "node:fs";
import { buildApp } from "./build.mjs";
import { CHROMIUM_ARGS, ensureChromium } from "./chromium.mjs";
import { installPackages, ROOT } from "./install.mjs";
import { serve } from "./static-server.mjs";

const FOLDER = `${ROOT}docs/screenshots`;

/** What to do before each picture, on the page as it opens. */
const PICTURES = [
  { name: "start", colorScheme: "light", prepare: async () => {} },
  { name: "run", colorScheme: "light", prepare: runAll },
  { name: "run-dark", colorScheme: "dark", prepare: runAll },
  {
    name: "python",
    colorScheme: "light",
    address: "?notebook=thinking-prefectly",
    prepare: runThinkingPrefectly,
  },
];

/** The whole notebook run, its first flow on show, one task looked into. */
async function runAll(page) {
  await page.getByRole("button", { name: "Run all" }).click();
  await page.getByText("kernel idle").waitFor({ timeout: 60_000 });
  await page.getByLabel("Flow shown").selectOption({ label: "My first flow!" });
  await page.getByRole("heading", { name: "Flows", exact: true }).scrollIntoViewIfNeeded();
  await page.getByRole("button", { name: "add-2: Success" }).click();
  await page.locator(".monaco-editor .view-lines").nth(3).waitFor();
  await page.waitForTimeout(1000); // Let the graph come to rest.
}

/** The seed page, run, with the flow of its parameter on show. */
async function runThinkingPrefectly(page) {
  await page.getByRole("button", { name: "Run all" }).click();
  await page.getByText("kernel idle").waitFor({ timeout: 120_000 });
  await page.getByLabel("Flow shown").selectOption({ label: "Say hi!" });
  await page.getByRole("heading", { name: "Parameters", exact: true }).scrollIntoViewIfNeeded();
  await page.getByRole("button", { name: "say_hello-1: Success" }).click();
  await page.locator(".monaco-editor .view-lines").nth(3).waitFor();
  await page.waitForTimeout(1000); // Let the graph come to rest.
}

installPackages();
if (!buildApp()) process.exit(1);
mkdirSync(FOLDER, { recursive: true });
const { chromium } = await import("playwright");
const server = await serve({ folders: [`${ROOT}dist`], port: 4373, anyPort: true });
const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGS });
try {
  for (const { name, colorScheme, prepare, address = "" } of PICTURES) {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width: 1440, height: 900 },
      deviceScaleFactor: 1,
    });
    const page = await context.newPage();
    await page.goto(server.url + address);
    await page.locator("#root > *").first().waitFor();
    await prepare(page);
    await page.screenshot({ path: `${FOLDER}/${name}.png` });
    console.log(`docs/screenshots/${name}.png`);
    await context.close();
  }
} finally {
  await browser.close();
  server.close();
}
