/** A notebook of 100 cells: how long it takes to open, and how smoothly it scrolls while editors are made. */

import { median } from "./app-page.mjs";

const CELLS = 100;
/** Milliseconds a frame may take to be in time: one and a bit at 60 a second. */
const IN_TIME = 18;

const cellText = (n) => `### Step ${n}

\`\`\`ts
const task${n} = task(function task${n}(x: number) {
  // a step like any other
  return x + ${n};
});
\`\`\`
`;

/** Text and code by turns: half of the cells each. */
const NOTEBOOK = `# A hundred cells

\`\`\`ts
import { task, Flow } from "prefect";
\`\`\`

${Array.from({ length: CELLS / 2 - 1 }, (_, n) => cellText(n + 1)).join("\n")}`;

/** Milliseconds from the navigation to all cells and the first editor. */
async function timeOpening(page, url) {
  const from = Date.now();
  await page.goto(url);
  await page.locator(".monaco-editor .view-lines").first().waitFor();
  await page.waitForFunction(
    (count) => document.querySelectorAll("[data-cell]").length === count,
    CELLS,
  );
  return Date.now() - from;
}

/** Scrolls the notebook from top to end in three seconds. @returns milliseconds of each frame */
const scrollThrough = (page) =>
  page.evaluate(async () => {
    const pane = document.querySelector(".pane-notebook");
    const frames = [];
    const from = performance.now();
    let last = from;
    for (;;) {
      const now = await new Promise((resolve) => requestAnimationFrame(resolve));
      frames.push(now - last);
      last = now;
      const part = Math.min(1, (now - from) / 3_000);
      pane.scrollTop = part * (pane.scrollHeight - pane.clientHeight);
      if (part === 1) return frames.slice(1);
    }
  });

const PRINTING = `\`\`\`ts
for (let i = 1; i <= 100_000; i++) console.log("line " + i);
\`\`\`
`;

/** Runs a cell that prints 100,000 lines. @returns milliseconds to the last line, and of the longest frame */
async function timePrinting(browser, url) {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  await page.route("**/notebooks/my-first-flow.md", (route) => route.fulfill({ body: PRINTING }));
  await page.goto(url);
  await page.locator(".monaco-editor .view-lines").first().waitFor();
  await page.waitForTimeout(2_000);
  const took = await page.evaluate(async () => {
    const from = performance.now();
    document.querySelector("button.run").click();
    let longest = 0;
    for (let last = from; ;) {
      const now = await new Promise((resolve) => requestAnimationFrame(resolve));
      longest = Math.max(longest, now - last);
      last = now;
      const foot = document.querySelector(".printout-foot");
      if (foot?.textContent.startsWith("100,000 lines")) return { all: now - from, longest };
    }
  });
  await context.close();
  return took;
}

/**
 * @param {import("playwright").Browser} browser
 * @param {{ url: string, repeat: number }} options
 */
export async function benchNotebook(browser, { url, repeat }) {
  const runs = [];
  for (let round = 0; round < repeat; round += 1) {
    const context = await browser.newContext({ serviceWorkers: "block" });
    const page = await context.newPage();
    await page.route("**/notebooks/my-first-flow.md", (route) => route.fulfill({ body: NOTEBOOK }));
    const first = await timeOpening(page, url);
    const again = await timeOpening(page, url);
    await page.waitForTimeout(2_000);
    const making = await scrollThrough(page);
    await page.waitForTimeout(2_000);
    const made = await scrollThrough(page);
    await context.close();
    runs.push({ first, again, making, made, printing: await timePrinting(browser, url) });
  }
  const inTime = (frames) =>
    (100 * frames.filter((each) => each <= IN_TIME).length) / frames.length;
  const of = (pick) => Math.round(median(runs.map(pick)) * 10) / 10;
  return [
    { what: "opened in a new browser, ms", value: of(({ first }) => first) },
    { what: "opened again, ms (goal 2,000)", value: of(({ again }) => again) },
    { what: "first scroll: % of frames in time", value: of(({ making }) => inTime(making)) },
    { what: "first scroll: longest frame, ms", value: of(({ making }) => Math.max(...making)) },
    { what: "second scroll: % of frames in time", value: of(({ made }) => inTime(made)) },
    { what: "second scroll: longest frame, ms", value: of(({ made }) => Math.max(...made)) },
    { what: "100,000 lines printed and shown, ms", value: of(({ printing }) => printing.all) },
    { what: "meanwhile: longest frame, ms", value: of(({ printing }) => printing.longest) },
  ];
}

export function printNotebook(rows) {
  console.log(`\nA notebook of ${CELLS} cells`);
  console.table(Object.fromEntries(rows.map(({ what, value }) => [what, { value }])));
}
