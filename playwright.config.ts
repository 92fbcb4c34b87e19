/** Browser tests: the built app, served from a sub-path by a plain static server. */

import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS, findChromium } from "./scripts/chromium.mjs";

const port = process.env["E2E_PORT"] ?? "4199";
const url = `http://localhost:${port}/some/sub/path/`;
const chromium = findChromium();
const report = process.env["E2E_REPORT"];

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  workers: 1,
  /* A shared machine may stand still for seconds. What passes at a second try only is told by name. */
  retries: process.env["CI"] ? 1 : 0,
  forbidOnly: Boolean(process.env["CI"]),
  /* Against hanging, not for speed: the machines are shared, and axe alone may take half a minute. */
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: report ? [["list"], ["json", { outputFile: report }]] : [["list"]],
  use: {
    baseURL: url,
    browserName: "chromium",
    viewport: { width: 1400, height: 900 },
    trace: "retain-on-failure",
    /* Each test is a first visit, and need not fetch all that a second one would want: e2e/offline.spec.ts does. */
    serviceWorkers: "block",
    launchOptions: {
      args: CHROMIUM_ARGS,
      ...(chromium === null ? {} : { executablePath: chromium }),
    },
  },
  webServer: {
    command: "node scripts/serve-sub-path.mjs",
    env: { E2E_PORT: port },
    url,
    reuseExistingServer: false,
  },
});
