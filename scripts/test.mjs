/**
 * `npm test`: everything that must hold, on a fresh clone too. Installs what is missing, then types,
 * lint, unit tests, build and browser tests; the last line sums up: `N passed, N failed`.
 */

import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { ensureChromium } from "./chromium.mjs";
import { installPackages, ROOT, run } from "./install.mjs";

const UNIT_REPORT = "test-results/unit.json";
const E2E_REPORT = "test-results/e2e.json";

const failedSteps = [];

function step(name, command, args, env) {
  console.log(`\n── ${name} ──`);
  const ok = run(command, args, env);
  if (!ok) failedSteps.push(name);
  return ok;
}

/** The counts of a runner's JSON report; a runner that wrote none has failed as a step. */
function countsIn(report, read) {
  try {
    return read(JSON.parse(readFileSync(ROOT + report, "utf8")));
  } catch (error) {
    console.error(`No test report at ${report}: ${error.message}`);
    return { passed: 0, failed: 0 };
  }
}

installPackages();
const chromium = ensureChromium();
if (!chromium) {
  failedSteps.push("chromium");
  console.error(
    "No Chromium was found, and none could be installed: the browser tests cannot run. " +
      "Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.",
  );
}

mkdirSync(`${ROOT}test-results`, { recursive: true });
for (const report of [UNIT_REPORT, E2E_REPORT]) rmSync(ROOT + report, { force: true });

step("types", "npm", ["run", "--silent", "types"]);
step("lint", "npm", ["run", "--silent", "lint"]);
step("unit tests", "npx", [
  "vitest",
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${UNIT_REPORT}`,
]);
const unit = countsIn(UNIT_REPORT, (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
}));

/** The browser tests that passed at a second try only, by name. */
function flakyIn(suites) {
  return suites.flatMap(({ file, specs = [], suites: inner = [] }) => [
    ...specs
      .filter(({ tests }) => tests.some(({ status }) => status === "flaky"))
      .map(({ title, line }) => `${file}:${line} ${title}`),
    ...flakyIn(inner),
  ]);
}

let e2e = { passed: 0, failed: 0 };
/** @type {string[]} */
let flaky = [];
if (step("build", "npx", ["vite", "build", "--logLevel", "warn"]) && chromium) {
  step("browser tests", "npx", ["playwright", "test"], {
    CHROMIUM_PATH: chromium,
    E2E_REPORT,
  });
  e2e = countsIn(E2E_REPORT, ({ stats, suites }) => {
    flaky = flakyIn(suites);
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
  });
}

const passed = unit.passed + e2e.passed;
const failed = unit.failed + e2e.failed;
if (unit.passed === 0) failedSteps.push("unit tests (none ran)");
if (e2e.passed === 0) failedSteps.push("browser tests (none ran)");
console.log(`\nunit: ${unit.passed} passed, ${unit.failed} failed`);
console.log(`browser: ${e2e.passed} passed, ${e2e.failed} failed`);
for (const name of flaky) console.log(`passed at a second try only: ${name}`);
if (failedSteps.length > 0) console.log(`Failed: ${[...new Set(failedSteps)].join(", ")}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failedSteps.length > 0 || failed > 0 ? 1 : 0);
