/** What durable runs cost: going on with a large one, listing many, room on the disk. */

import { inDatabase, median, openWith, readSummaries, runFirstCell } from "./app-page.mjs";

const CHILDREN = 10_000;
/** So many of them end; the others hang until the run was cut off. */
const DONE = 5_000;
/** Milliseconds from writing the flow to the moment from which no child hangs. */
const HANG = 25_000;
const RUNS = 1_000;

const cutFlow = (from) => `import { task, Flow } from "prefect";
const list = task(function list() { return Array.from({ length: ${CHILDREN} }, (_, i) => i) });
const inc = task(async function inc(x: number) {
  if (x >= ${DONE} && Date.now() < ${from}) await new Promise(() => {});
  return x + 1;
});
const flow = new Flow("cut off");
flow.with(() => { inc.map(list()) });
await flow.run(); "all done"`;

const mapFlow = (children) => `import { task, Flow } from "prefect";
const list = task(function list() { return Array.from({ length: ${children} }, (_, i) => i) });
const inc = task(function inc(x: number) { return x + 1 });
const flow = new Flow("map");
flow.with(() => { inc.map(list()) });
await flow.run(); "all done"`;

/** Of the only run: how many children have ended, and what began after it was gone on with. */
const COUNT = `
  const records = await asked(database.transaction("journal").objectStore("journal").getAll());
  const ended = new Set();
  let isResumed = false, firstAfter = null, again = 0;
  for (const { events } of records) for (const event of events) {
    if (event.type === "RunResumed") isResumed = true;
    if (event.type !== "TaskStateChanged" || !event.taskRun.includes("[")) continue;
    if (event.state.type === "Success") ended.add(event.taskRun);
    if (event.state.type !== "Running" || !isResumed) continue;
    firstAfter ??= event.at;
    if (ended.has(event.taskRun)) again += 1;
  }
  return { ended: ended.size, firstAfter, again };`;

/** What cannot be undercut: the journal and the values read and cloned, and nothing done with them. */
const RAW_READ = `
  const start = performance.now();
  for (const table of ["journal", "values"]) {
    await asked(database.transaction(table).objectStore(table).getAll());
  }
  return performance.now() - start;`;

async function until(ask, holds) {
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

/** A run of 10,000 children of which 5,000 had ended, cut off with its page and gone on with. */
async function timeResume(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const first = await context.newPage();
  const from = Date.now() + HANG;
  await openWith(first, url, cutFlow(from));
  await runFirstCell(first);
  const cut = await until(
    () => inDatabase(first, COUNT),
    ({ ended }) => ended >= DONE - 100,
  );
  await first.close();
  if (Date.now() > from) throw new Error("The run was too slow to be cut off in the middle.");
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, from - Date.now())));
  const page = await context.newPage();
  const opened = Date.now();
  await page.goto(url);
  const button = page.getByRole("button", { name: "Resume", exact: true });
  await button.waitFor();
  const offered = Date.now() - opened;
  const floor = await inDatabase(page, RAW_READ);
  await page.evaluate(() =>
    addEventListener("click", () => (window.clickedAt ??= Date.now()), { capture: true }),
  );
  await button.click();
  const clickedAt = await page.evaluate(() => window.clickedAt);
  const runs = await until(
    () => readSummaries(page),
    (all) => all.at(-1)?.endedAt !== null,
  );
  const end = await inDatabase(page, COUNT);
  if (runs.at(-1).state !== "Success" || end.ended !== CHILDREN || end.again > 0) {
    throw new Error(`The run that was gone on with ended wrongly: ${JSON.stringify(end)}`);
  }
  await context.close();
  return {
    done: cut.ended,
    offered,
    toFirst: end.firstAfter - clickedAt,
    floor,
  };
}

/** Copies of one stored run, until there are as many as wanted. */
const COPY = `
  const tables = ["runs", "journal", "values", "programs"];
  const transaction = database.transaction(tables, "readwrite");
  const [one] = await asked(transaction.objectStore("runs").getAll());
  const read = async (name) => {
    const table = transaction.objectStore(name);
    return [await asked(table.getAllKeys()), await asked(table.getAll())];
  };
  const rest = await Promise.all(tables.slice(1).map(read));
  for (let copy = 1; copy < ${RUNS}; copy += 1) {
    const id = one.id + "-" + copy;
    transaction.objectStore("runs").put({ ...one, id, startedAt: one.startedAt - copy * 1000 });
    rest.forEach(([keys, values], index) => keys.forEach((key, at) => {
      const own = Array.isArray(key) ? [id, ...key.slice(1)] : id;
      transaction.objectStore(tables[index + 1]).put(values[at], own);
    }));
  }
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = () => reject(transaction.error);
  });`;

const RAW_LIST = `
  const start = performance.now();
  await asked(database.transaction("runs").objectStore("runs").getAll());
  return performance.now() - start;`;

/** From the click on History to the list of 1,000 runs on the screen. */
async function timeList(browser, url, repeat) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await openWith(page, url, mapFlow(10));
  await runFirstCell(page);
  await until(
    () => readSummaries(page),
    (all) => all.length > 0 && all.at(-1).endedAt !== null,
  );
  await inDatabase(page, COPY);
  const times = [];
  const floors = [];
  for (let round = 0; round < repeat; round += 1) {
    await page.reload();
    await page.getByText("saved", { exact: true }).waitFor();
    await page.waitForTimeout(2_000);
    times.push(
      await page.evaluate(
        (wanted) =>
          new Promise((resolve) => {
            const start = performance.now();
            const look = () => {
              const text = document.querySelector("dialog[open]")?.textContent ?? "";
              if (text.includes(wanted))
                requestAnimationFrame(() => resolve(performance.now() - start));
              else requestAnimationFrame(look);
            };
            const buttons = [...document.querySelectorAll("button")];
            buttons.find((each) => each.textContent === "History").click();
            look();
          }),
        `${RUNS} of ${RUNS} runs`,
      ),
    );
    floors.push(await inDatabase(page, RAW_LIST));
  }
  await context.close();
  return { list: median(times), floor: median(floors) };
}

/** Bytes that the browser counts for a task run of a map, the run's own share taken off. */
async function measureRoom(browser, url) {
  const used = [];
  for (const children of [1, 10_000]) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await openWith(page, url, mapFlow(children));
    const usage = () => page.evaluate(async () => (await navigator.storage.estimate()).usage);
    const before = await usage();
    await runFirstCell(page);
    await until(
      () => readSummaries(page),
      (all) => all.length > 0 && all.at(-1).endedAt !== null,
    );
    await page.waitForTimeout(2_000);
    used.push((await usage()) - before);
    await context.close();
  }
  return (used[1] - used[0]) / 9_999;
}

/**
 * @param {import("playwright").Browser} browser
 * @param {{ url: string, repeat: number }} options
 */
export async function benchDurable(browser, { url, repeat }) {
  const resumes = [];
  for (let round = 0; round < repeat; round += 1) resumes.push(await timeResume(browser, url));
  const medianOf = (name) => median(resumes.map((each) => each[name]));
  return {
    resume: {
      done: medianOf("done"),
      offered: medianOf("offered"),
      toFirst: medianOf("toFirst"),
      floor: medianOf("floor"),
    },
    list: await timeList(browser, url, repeat),
    bytesPerTaskRun: await measureRoom(browser, url),
  };
}

export function printDurable({ resume, list, bytesPerTaskRun }) {
  const round = (number) => Math.round(number);
  console.log(
    `\nGoing on with a run of ${CHILDREN} children of which ${round(resume.done)} had ended`,
  );
  console.table({
    "opening the page to the offer": { ms: round(resume.offered) },
    "click to the first new task run": { ms: round(resume.toFirst) },
    "floor: reading its records": { ms: round(resume.floor) },
  });
  console.log(
    `Listing ${RUNS} runs: ${round(list.list)} ms; reading the bare records ${round(list.floor)} ms`,
  );
  console.log(
    `Room on the disk: ${round(bytesPerTaskRun)} bytes a task run (map of 10,000 numbers)`,
  );
}
