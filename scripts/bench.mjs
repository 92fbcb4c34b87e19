/**
 * `npm run bench`: times flows in the built app, in Chromium, and beside them what cannot be undercut:
 * bare Comlink calls and bare IndexedDB puts, over the same kind of workers, in the same browser.
 * Options: `--large` (bigger flows too), `--repeat N` (3), `--json FILE`.
 */

import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { FLOWS, LARGE, SMALLEST } from "../bench/flows.mjs";
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
  },
});

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

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Milliseconds of one run, seen from the page. A wrong answer ends the bench: its time means nothing. */
async function timeFlow(page, flow) {
  const { milliseconds, report } = await page.evaluate(async (source) => {
    const start = performance.now();
    const answer = await window.flowbook.run({
      language: "typescript",
      source,
      timeoutMs: 300_000,
    });
    return { milliseconds: performance.now() - start, report: answer };
  }, flow.source);
  if (report.state !== "Success" || !flow.isRight(report)) {
    const why = JSON.stringify(report.error ?? report.message);
    throw new Error(`The flow "${flow.name}" ended wrongly: ${report.state}, ${why}`);
  }
  return milliseconds;
}

async function timeFlows(page, flows, repeat) {
  const overhead = median([
    await timeFlow(page, SMALLEST).then(() => timeFlow(page, SMALLEST)),
    await timeFlow(page, SMALLEST),
    await timeFlow(page, SMALLEST),
  ]);
  const rows = [];
  for (const flow of flows) {
    const times = [];
    for (let i = 0; i < repeat; i += 1) times.push(await timeFlow(page, flow));
    const total = median(times);
    rows.push({
      flow: flow.name,
      total,
      perTaskRun: (Math.max(0, total - overhead) * 1000) / flow.taskRuns,
    });
    console.log(`  ${flow.name}: ${times.map((time) => time.toFixed(0)).join(", ")} ms`);
  }
  return { overhead, rows };
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
  const alone = floors.roundTrip + floors.singlePut;
  const batched = floors.pipelined + floors.batchedPut;
  console.table(
    Object.fromEntries(
      rows.map(({ flow, total, perTaskRun }) => [
        flow,
        {
          "total ms": round(total),
          "µs per task run": round(perTaskRun),
          "× (call + put, one by one)": round(perTaskRun / alone),
          "× (call + put, in batches)": round(perTaskRun / batched),
        },
      ]),
    ),
  );
}

async function measure(url) {
  const { chromium } = await import("playwright");
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGS });
  try {
    const repeat = Number(options.repeat);
    const page = await browser.newPage();
    page.on("pageerror", (error) => console.error(`page: ${error.message}`));
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
    await page.goto(url);
    await page.waitForFunction(() => window.flowbook?.run, null, { timeout: 30_000 });
    const flows = options.large ? [...FLOWS, ...LARGE] : FLOWS;
    return { floors, ...(await timeFlows(page, flows, repeat)) };
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
  printTable(results);
  if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  server.close();
}
