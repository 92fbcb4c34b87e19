/** What it costs a run that somebody looks at it: the same flow with the run view open and hidden. */

import { median, openWith, readSummaries, runFirstCell } from "./app-page.mjs";

const FLOWS = [
  {
    name: "chain of 300",
    taskRuns: 300,
    build: `let last: any = inc(0); for (let i = 1; i < 300; i++) last = inc(last);`,
  },
  {
    name: "chain of 1,000",
    taskRuns: 1_000,
    build: `let last: any = inc(0); for (let i = 1; i < 1_000; i++) last = inc(last);`,
  },
  {
    name: "map of 3,000",
    taskRuns: 3_001,
    build: `inc.map(list());`,
  },
];

const sourceOf = ({ build }) => `import { task, Flow } from "prefect";
const inc = task(function inc(x: number) { return x + 1 });
const list = task(function list() { return Array.from({ length: 3_000 }, (_, i) => i) });
const flow = new Flow("looked at");
flow.with(() => { ${build} });
await flow.run(); "all done"`;

/** Milliseconds from the run's first event to its last. */
async function timeRun(page, before) {
  await runFirstCell(page);
  for (;;) {
    await page.waitForTimeout(250);
    const runs = await readSummaries(page);
    const { state, startedAt, endedAt } = runs.length > before ? runs.at(-1) : {};
    if (state === "Success") return endedAt - startedAt;
    if (state === "Failed") throw new Error("The flow that is looked at failed.");
  }
}

/**
 * @param {import("playwright").Browser} browser
 * @param {{ url: string, repeat: number }} options
 * @returns per flow: microseconds a task run with the view hidden and open, and their ratio
 */
export async function benchViewCost(browser, { url, repeat }) {
  const rows = [];
  for (const flow of FLOWS) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await openWith(page, url, sourceOf(flow));
    const toggle = page.getByRole("button", { name: "Run view" });
    const times = { open: [], hidden: [] };
    let runs = 0;
    /* The first is not counted: it is the one that everything is warmed up by. */
    for (let round = 0; round <= repeat; round += 1) {
      for (const how of ["hidden", "open"]) {
        const isOpen = (await toggle.getAttribute("aria-pressed")) === "true";
        if (isOpen !== (how === "open")) await toggle.click();
        const time = await timeRun(page, runs);
        runs += 1;
        if (round > 0) times[how].push((time / flow.taskRuns) * 1000);
      }
    }
    await page.close();
    const [open, hidden] = [median(times.open), median(times.hidden)];
    rows.push({ name: flow.name, open, hidden, ratio: open / hidden });
  }
  return rows;
}

export function printViewCost(rows) {
  console.log("\nA run that somebody looks at");
  console.table(
    Object.fromEntries(
      rows.map(({ name, open, hidden, ratio }) => [
        name,
        {
          "µs a task run, hidden": Math.round(hidden),
          "in view": Math.round(open),
          "in view ÷ hidden": Math.round(ratio * 100) / 100,
        },
      ]),
    ),
  );
}
