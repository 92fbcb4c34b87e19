/**
 * `npm run bench`: times flows in the built app, in Chromium, and beside them what cannot be undercut:
 * bare Comlink calls and bare IndexedDB puts, over the same kind of workers, in the same browser.
 * Options: `--large` (bigger flows too), `--repeat N` (3), `--json FILE`, `--only PART` (flows, python,
 * durable, takeover, large, notebook or view; may be given several times).
 */

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { FLOWS, LARGE, PYTHON, PYTHON_SMALLEST, SMALLEST } from "../bench/flows.mjs";
import { median } from "./bench/app-page.mjs";
import { benchDurable, printDurable } from "./bench/durable.mjs";
import { benchLargeResults, printLargeResults } from "./bench/large-results.mjs";
import { benchNotebook, printNotebook } from "./bench/notebook.mjs";
import { benchTakeover, printTakeover } from "./bench/takeover.mjs";
import { benchViewCost, printViewCost } from "./bench/view-cost.mjs";
import { benchViewScale, printViewScale } from "./bench/view-scale.mjs";
import { buildApp } from "./build.mjs";
import { CHROMIUM_ARGS, ensureChromium } from "./chromium.mjs";
import { installPackages, ROOT } from "./install.mjs";
import { serve } from "./static-server.mjs";

const BENCH_DIST = `${ROOT}node_modules/.cache/flowbook-bench`;

const { values: options } = parseArgs({
  options: {
    large: { type: "boolean", default: false },
    repeat: { type: "string", default: "3" },
    json: { type: "string" },
    only: { type: "string", multiple: true },
  },
});
const wants = (part) => options.only === undefined || options.only.includes(part);

/** The bench's own page, built with the app's plugins and policy but never part of the app. */
async function buildBench() {
  const { build } = await import("vite");
  await build({
    root: `${ROOT}bench`,
    configFile: `${ROOT}vite.config.ts`,
    publicDir: false,
    logLevel: "warn",
    build: {
      outDir: BENCH_DIST,
      emptyOutDir: true,
      rollupOptions: { input: `${ROOT}bench/floors.html` },
    },
  });
}

/**
 * One run: its own milliseconds (from its first log line to its last), those seen from the page (the
 * report of all results on top), and the longest the page's thread did not answer meanwhile.
 * A wrong answer ends the bench: its time means nothing.
 */
async function timeFlow(page, flow) {
  const { report, ...times } = await page.evaluate(
    async ({ language, source }) => {
      let stall = 0;
      let last = performance.now();
      let isOver = false;
      /* Until the report arrives: reading a report of 50,000 results is the caller's own affair. */
      const watch = () => {
        const now = performance.now();
        stall = Math.max(stall, now - last);
        last = now;
        if (!isOver) setTimeout(watch, 4);
      };
      watch();
      const start = performance.now();
      const answer = await window.flowbook.run({ language, source, timeoutMs: 300_000 });
      isOver = true;
      const { logs } = answer;
      return {
        seen: performance.now() - start,
        run: (logs.at(-1)?.at ?? 0) - (logs[0]?.at ?? 0),
        stall,
        report: answer,
      };
    },
    { language: flow.language, source: flow.source },
  );
  if (report.state !== "Success" || !flow.isRight(report)) {
    const why = JSON.stringify(report.error ?? report.message);
    throw new Error(`The flow "${flow.name}" ended wrongly: ${report.state}, ${why}`);
  }
  return times;
}

/** Megabytes that all processes of the browser hold. */
function memory() {
  const listed = spawnSync("ps", ["-eo", "rss=,args="], { encoding: "utf8" }).stdout ?? "";
  const sizes = listed
    .split("\n")
    .filter((line) => line.includes("chrom"))
    .map((line) => Number.parseInt(line, 10) || 0);
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

async function timeFlows(page, { flows, least, repeat }) {
  await timeFlow(page, least);
  const smallest = [];
  for (let i = 0; i < 3; i += 1) smallest.push(await timeFlow(page, least));
  const overhead = median(smallest.map(({ run }) => run));
  const rows = [];
  for (const flow of flows) {
    const times = [];
    for (let i = 0; i < repeat; i += 1) times.push(await timeFlow(page, flow));
    const run = median(times.map((time) => time.run));
    rows.push({
      flow: flow.name,
      run,
      seen: median(times.map((time) => time.seen)),
      stall: median(times.map((time) => time.stall)),
      memory: memory(),
      perTaskRun: (Math.max(0, run - overhead) * 1000) / flow.taskRuns,
    });
    console.log(`  ${flow.name}: ${times.map((time) => time.run.toFixed(0)).join(", ")} ms`);
  }
  return { overhead, rows };
}

/**
 * From opening the page to the report of a first Python flow, in milliseconds: in a browser that has
 * never been there, in one that has, and once more in the page as it stands.
 */
async function timeBoots(browser, url, repeat) {
  const boots = [];
  for (let i = 0; i < repeat; i += 1) {
    const context = await browser.newContext();
    const open = async () => {
      const page = await context.newPage();
      const start = performance.now();
      await page.goto(url);
      await page.waitForFunction(() => window.flowbook?.run, null, { timeout: 60_000 });
      await timeFlow(page, PYTHON_SMALLEST);
      return { page, took: performance.now() - start };
    };
    const cold = await open();
    await cold.page.close();
    const cached = await open();
    const { seen } = await timeFlow(cached.page, PYTHON_SMALLEST);
    await context.close();
    boots.push({ cold: cold.took, cached: cached.took, warm: seen });
  }
  const medianOf = (name) => median(boots.map((boot) => boot[name]));
  return { cold: medianOf("cold"), cached: medianOf("cached"), warm: medianOf("warm") };
}

/** What a task run took on Prefect's own local executor, on a machine like this one (µs). */
const PREFECT_TASK_RUN = 2300;

function printPython({ boots, overhead, rows }) {
  const round = (number) => Math.round(number * 10) / 10;
  console.log("\nPython: from opening the page to a first flow's report");
  console.table({
    "first visit": { ms: round(boots.cold) },
    "later visit": { ms: round(boots.cached) },
    "once more in the same page": { ms: round(boots.warm) },
  });
  console.log(`A Python run of one task takes ${round(overhead)} ms (taken off below).`);
  console.table(
    Object.fromEntries(
      rows.map(({ flow, run, stall, memory: held, perTaskRun }) => [
        flow,
        {
          "run ms": round(run),
          "µs a task run": round(perTaskRun),
          "Prefect's 2.3 ms ÷": round(PREFECT_TASK_RUN / perTaskRun),
          "page's longest stall ms": round(stall),
          "browser MB": Math.round(held),
        },
      ]),
    ),
  );
}

function printTable({ floors, overhead, rows }) {
  const round = (number) => Math.round(number * 10) / 10;
  console.log("\nFloors (µs each, median)");
  console.table({
    "Comlink call, one by one": { µs: round(floors.roundTrip) },
    "Comlink call, pipelined": { µs: round(floors.pipelined) },
    "IndexedDB put, 100 a transaction": { µs: round(floors.batchedPut) },
    "IndexedDB transaction of one put": { µs: round(floors.singlePut) },
  });
  console.log(`A run of one task takes ${round(overhead)} ms (taken off below).`);
  console.table(
    Object.fromEntries(
      rows.map(({ flow, run, seen, stall, memory: held, perTaskRun }) => [
        flow,
        {
          "run ms": round(run),
          "with report ms": round(seen),
          "µs a task run": round(perTaskRun),
          "× call, one by one": round(perTaskRun / floors.roundTrip),
          "× call, pipelined": round(perTaskRun / floors.pipelined),
          "page's longest stall ms": round(stall),
          "browser MB": Math.round(held),
        },
      ]),
    ),
  );
}

async function openApp(page, url) {
  await page.goto(url);
  await page.waitForFunction(() => window.flowbook?.run, null, { timeout: 30_000 });
}

async function measureFlows(page, url, repeat) {
  await page.goto(`${url}floors.html`);
  await page.waitForFunction(() => window.measureFloors);
  const measured = [];
  for (let i = 0; i < repeat; i += 1) {
    measured.push(await page.evaluate(() => window.measureFloors()));
  }
  const floors = Object.fromEntries(
    Object.keys(measured[0]).map((name) => [name, median(measured.map((each) => each[name]))]),
  );
  console.log(`  floors: ${JSON.stringify(floors)}`);
  await openApp(page, url);
  const flows = options.large ? [...FLOWS, ...LARGE] : FLOWS;
  return { floors, ...(await timeFlows(page, { flows, least: SMALLEST, repeat })) };
}

async function measurePython(browser, page, { url, repeat }) {
  await openApp(page, url);
  const timed = await timeFlows(page, { flows: PYTHON, least: PYTHON_SMALLEST, repeat });
  return { ...timed, boots: await timeBoots(browser, url, repeat) };
}

async function measure(url) {
  const { chromium } = await import("playwright");
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGS });
  try {
    const repeat = Number(options.repeat);
    const results = {};
    if (wants("flows") || wants("python")) {
      const page = await browser.newPage();
      page.on("pageerror", (error) => console.error(`page: ${error.message}`));
      if (wants("flows")) results.flows = await measureFlows(page, url, repeat);
      if (wants("python")) results.python = await measurePython(browser, page, { url, repeat });
      await page.close();
    }
    if (wants("durable")) results.durable = await benchDurable(browser, { url, repeat });
    if (wants("takeover")) results.takeover = await benchTakeover(browser, { url, repeat });
    if (wants("large")) results.large = await benchLargeResults(browser, { url, repeat });
    if (wants("notebook")) results.notebook = await benchNotebook(browser, { url, repeat });
    if (wants("view")) {
      results.view = await benchViewCost(browser, { url, repeat });
      results.viewScale = await benchViewScale(browser, { url });
    }
    return results;
  } finally {
    await browser.close();
  }
}

installPackages();
if (!buildApp()) process.exit(1);
await buildBench();
const server = await serve({ folders: [`${ROOT}dist`, BENCH_DIST], port: 4273, anyPort: true });
try {
  const results = await measure(server.url);
  if (results.flows) printTable(results.flows);
  if (results.python) printPython(results.python);
  if (results.durable) printDurable(results.durable);
  if (results.takeover) printTakeover(results.takeover);
  if (results.large) printLargeResults(results.large);
  if (results.notebook) printNotebook(results.notebook);
  if (results.view) printViewCost(results.view);
  if (results.viewScale) printViewScale(results.viewScale);
  if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  server.close();
}
