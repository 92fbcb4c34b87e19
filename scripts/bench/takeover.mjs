/** How soon a second tab goes on with the run of one that is gone: five seconds is the goal. */

import { inDatabase, median, openWith, runFirstCell } from "./app-page.mjs";

/** Milliseconds in which the task that is cut off is under way. */
const UNDER_WAY = 15_000;
/** For going on; past it something is wrong, and not slow. */
const LONGEST = 60_000;

const SOURCE = `import { task, Flow } from "prefect";
const until = (at: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, at - Date.now())));
const one = task(function one(): number { return Date.now() + ${UNDER_WAY} });
const two = task(async function two(at: number): Promise<number> { await until(at); return 1 });
const flow = new Flow("taken over");
flow.with(() => { two(one()) });
await flow.run();`;

/** Of the only run: when the second task was first called, when the run was gone on with, and how it ended. */
const EVENTS = `
  const records = await asked(database.transaction("journal").objectStore("journal").getAll());
  const events = records.flatMap((record) => record.events);
  const called = events.filter(({ type, taskRun }) => type === "TaskCallWanted" && taskRun === "two-1");
  const resumedAt = events.find(({ type }) => type === "RunResumed")?.at ?? null;
  return { called: called.map(({ at }) => at), resumedAt };`;

async function until(ask, holds) {
  const end = Date.now() + LONGEST;
  while (Date.now() < end) {
    const answer = await ask();
    if (holds(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Nobody went on with the run within ${LONGEST / 1000} s.`);
}

/** What ends the first tab's part. Resolves when it was begun, not when it has had its effect. */
const ENDINGS = {
  "the tab is closed": ({ first }) => void first.close(),
  "the tab crashes": ({ session }) => {
    /* A page that crashes answers no more. */
    session.send("Page.crash").catch(() => undefined);
  },
  "“Run it here instead”": ({ second }) =>
    void second.getByRole("button", { name: "Run it here instead" }).click(),
};

async function timeTakeover(browser, url, end) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const first = await context.newPage();
  await openWith(first, url, SOURCE);
  const second = await context.newPage();
  await second.goto(url);
  await second.getByText("This notebook runs in another tab").waitFor();
  const session = await context.newCDPSession(first);
  await first.bringToFront();
  await runFirstCell(first);
  await until(
    () => inDatabase(second, EVENTS),
    ({ called }) => called.length === 1,
  );
  await second.waitForTimeout(500);
  const since = Date.now();
  end({ first, second, session });
  const { called } = await until(
    () => inDatabase(second, EVENTS),
    (events) => events.resumedAt !== null && events.called.length === 2,
  );
  await context.close();
  return called[1] - since;
}

/**
 * @param {import("playwright").Browser} browser
 * @param {{ url: string, repeat: number }} options
 * @returns milliseconds from the end of the first tab's part to the call that was cut off, made again
 */
export async function benchTakeover(browser, { url, repeat }) {
  const rows = [];
  for (const [how, end] of Object.entries(ENDINGS)) {
    const times = [];
    for (let round = 0; round < repeat; round += 1) {
      times.push(await timeTakeover(browser, url, end));
    }
    rows.push({ how, took: median(times), longest: Math.max(...times) });
    console.log(`  ${how}: ${times.join(", ")} ms`);
  }
  return rows;
}

export function printTakeover(rows) {
  console.log("\nA second tab goes on with the run (goal: within 5,000 ms)");
  console.table(
    Object.fromEntries(
      rows.map(({ how, took, longest }) => [how, { "median ms": took, "longest ms": longest }]),
    ),
  );
}
