/** What a result of 100 MB costs: how long the page stands still, and the run, beside the same of 100 bytes. */

import { median, openWith, readSummaries, runFirstCell } from "./app-page.mjs";

const SMALL = 100;
const LARGE = 100_000_000;
/** For one run, Python's start included. */
const LONGEST = 120_000;

/** Three tasks: one makes it, one passes it on, one measures it. In Python on single lines: nothing is indented. */
const SOURCES = {
  typescript: (size) => `import { task, Flow } from "prefect";
const big = task(function big() { return new Uint8Array(${size}).fill(7) });
const pass = task(function pass(all: Uint8Array) { return all });
const size = task(function size(all: Uint8Array) { return all.length });
const flow = new Flow("large"); flow.with(() => { size(pass(big())) });
await flow.run();`,
  python: (size) => `from prefect import task, Flow
big = task(lambda: bytes(${size}), name="big")
pass_on = task(lambda all: all, name="pass_on")
size = task(lambda all: len(all), name="size")
with Flow("large") as flow: size(pass_on(big()))
flow.run()`,
};

/** The second run: its milliseconds, and the longest that the page did not answer meanwhile. */
async function timeRun(page, { url, language, size }) {
  await openWith(page, url, SOURCES[language](size));
  await page.getByLabel("Language of code cell 1").selectOption(language);
  /* Workers, and Python above all, are up afterwards: the first run is not the one that is timed. */
  await runFirstCell(page);
  await ended(page, 1);
  await page.waitForTimeout(1_000);
  await page.evaluate(() => {
    window.stall = 0;
    let last = performance.now();
    const watch = () => {
      const now = performance.now();
      window.stall = Math.max(window.stall, now - last);
      last = now;
      setTimeout(watch, 4);
    };
    watch();
  });
  await runFirstCell(page);
  const { startedAt, endedAt } = await ended(page, 2);
  return { took: endedAt - startedAt, stall: await page.evaluate(() => window.stall) };
}

/** Waits for the end of so many runs, and gives the last one. */
async function ended(page, count) {
  const end = Date.now() + LONGEST;
  while (Date.now() < end) {
    const runs = await readSummaries(page);
    const last = runs.at(-1);
    if (runs.length === count && last.endedAt !== null) {
      if (last.state !== "Success")
        throw new Error(`The run ended as ${last.state}: ${last.message}`);
      return last;
    }
    await page.waitForTimeout(200);
  }
  throw new Error(`The run of a large result did not end within ${LONGEST / 1000} s.`);
}

/** The same bytes put into IndexedDB, and nothing else: what keeping them cannot undercut. */
const BARE_PUT = `(async () => {
  const opening = indexedDB.open("flowbook-bench-large", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("values");
  const database = await new Promise((resolve) => { opening.onsuccess = () => resolve(opening.result); });
  const start = performance.now();
  const transaction = database.transaction("values", "readwrite");
  transaction.objectStore("values").put(new Uint8Array(${LARGE}).fill(7), 1);
  await new Promise((resolve) => { transaction.oncomplete = resolve; });
  const took = performance.now() - start;
  database.close();
  indexedDB.deleteDatabase("flowbook-bench-large");
  return took;
})()`;

/**
 * @param {import("playwright").Browser} browser
 * @param {{ url: string, repeat: number }} options
 */
export async function benchLargeResults(browser, { url, repeat }) {
  const rows = [];
  const puts = [];
  for (const language of Object.keys(SOURCES)) {
    for (const size of [SMALL, LARGE]) {
      const times = [];
      for (let round = 0; round < repeat; round += 1) {
        const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
        const page = await context.newPage();
        times.push(await timeRun(page, { url, language, size }));
        if (size === LARGE) puts.push(await page.evaluate(BARE_PUT));
        await context.close();
      }
      const medianOf = (name) => median(times.map((each) => each[name]));
      rows.push({ language, size, took: medianOf("took"), stall: medianOf("stall") });
      console.log(
        `  ${language}, ${size} bytes: ${times.map(({ took }) => Math.round(took)).join(", ")} ms`,
      );
    }
  }
  return { rows, put: median(puts) };
}

export function printLargeResults({ rows, put }) {
  const round = (number) => Math.round(number);
  console.log("\nA result of 100 MB, passed on once, beside one of 100 bytes");
  console.table(
    Object.fromEntries(
      rows.map(({ language, size, took, stall }) => [
        `${language}, ${size.toLocaleString("en")} bytes`,
        { "run ms": round(took), "page's longest stall ms": round(stall) },
      ]),
    ),
  );
  console.log(`Floor: putting 100 MB into IndexedDB takes ${round(put)} ms.`);
}
