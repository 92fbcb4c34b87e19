/** The run view with 1,000 and 10,000 task runs: first drawing, frames while something moves, memory. */

import { setTimeout as sleep } from "node:timers/promises";
import { openWith, runFirstCell } from "./app-page.mjs";
import * as hand from "./view-hand.mjs";
import { installProbe } from "./view-probe.mjs";

/** The goal, in milliseconds: so many of the frames within the first, none beyond the second. */
const GOAL = { share: 0.95, frame: 18, longest: 100 };
const RATIOS = [1, 2];
const VIEWPORT = { width: 1440, height: 900 };
const CHANGES_A_SECOND = 1_000;
/** Milliseconds of watching: nothing, mouse and wheel, a run. */
const IDLE = 2_000;
const MOVING = 4_000;
const LONGEST_RUN = 90_000;
/** For all of a flow; a page that gets stuck is not waited for any longer. */
const LONGEST_FLOW = 240_000;

/** Layers of 100; each task has one to three parents close to it in the layer above. */
const layers = (tasks) => ({
  name: `${tasks.toLocaleString("en")} tasks in layers`,
  taskRuns: tasks,
  isMapped: false,
  build: `
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  let layer: any[] = Array.from({ length: 100 }, () => start());
  for (let made = 100; made < ${tasks}; made += 100) {
    const above = layer;
    layer = above.map((parent, i) => {
      const near = () => above[Math.min(99, Math.max(0, i + Math.round(random() * 6 - 3)))];
      const parents = Math.floor(random() * 3);
      return parents === 0 ? one(parent) : parents === 1 ? two(parent, near()) : three(parent, near(), near());
    });
  }`,
});

/** Ten tasks, each mapped over what the one before it gave. */
const mapped = (times, width) => ({
  name: `${times} tasks mapped over ${width.toLocaleString("en")}`,
  taskRuns: times * width + 1,
  isMapped: true,
  build: `
  let last: any = list();
  for (let i = 0; i < ${times}; i++) last = one.map(last);`,
  width,
});

const FLOWS = [layers(1_000), layers(10_000), mapped(10, 1_000)];

/** @param pause  milliseconds that a worker has for a task */
const sourceOf = ({ build, width = 0 }, pause) => `import { task, Flow } from "prefect";
let due = 0;
/* In step with the clock: what a call costs on top is made up for, a stop is not. */
const pause = async () => {
  const now = Date.now();
  due = Math.max(due + ${pause}, now - 50);
  if (due > now) await new Promise((done) => setTimeout(done, due - now));
};
const list = task(function list() { return Array.from({ length: ${width} }, (_, i) => i) });
const start = task(async function start() { await pause(); return 1 });
const one = task(async function one(x: number) { await pause(); return x });
const two = task(async function two(x: number, y: number) { await pause(); return x + y });
const three = task(async function three(x: number, y: number, z: number) { await pause(); return x + y + z });
const flow = new Flow("at scale");
flow.with(() => {${build}
});`;

/** The numbers of a row of frames. @param times  of the frames, in milliseconds */
function framesOf(times) {
  const gaps = times.slice(1).map((time, index) => time - times[index]);
  const sorted = gaps.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (sorted.length === 0) return { frames: 0, p50: null, p95: null, longest: null, share: 0 };
  const within = gaps.filter((gap) => gap <= GOAL.frame).length / gaps.length;
  return {
    frames: gaps.length,
    p50: at(0.5),
    p95: at(0.95),
    longest: sorted.at(-1),
    share: within,
  };
}

/** Frames while something is done. A frame that is under way at the end is waited for. */
async function watch(page, doing) {
  await hand.ask(page, "startFrames");
  await doing();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  return hand.ask(page, "stopFrames");
}

/** All in view, then near. A graph that stays where it is would flatter: it ends the bench. */
async function watchMoving(page) {
  const dag = page.locator(".dag");
  await hand.fit(page);
  await page.waitForTimeout(500);
  const before = await dag.screenshot();
  const far = framesOf(await watch(page, () => hand.panAndZoom(page, MOVING)));
  await hand.goNear(page);
  const after = await dag.screenshot();
  if (before.equals(after)) throw new Error("The graph does not follow mouse and wheel.");
  const near = framesOf(await watch(page, () => hand.panAndZoom(page, MOVING)));
  await hand.fit(page);
  return { "pan and zoom, all in view": far, "pan and zoom, near": near };
}

/** Frames while a run's changes come in, all of it in view; only those between first and last change. */
async function watchRun(page, { isMapped, taskRuns }) {
  let opened = null;
  await hand.fit(page);
  const times = await watch(page, async () => {
    await page.getByRole("button", { name: /^Run flow/ }).click();
    const end = Date.now() + LONGEST_RUN;
    for (let isOver = false; !isOver && Date.now() < end;) {
      await page.waitForTimeout(400);
      const { hasBegun, endedAs } = await hand.ask(page, "progress");
      if (isMapped && opened === null && hasBegun) opened = await hand.openBoxes(page);
      isOver = endedAs !== null;
    }
  });
  const { changes, endedAs } = await hand.ask(page, "facts");
  if (endedAs !== null && endedAs !== "Success") throw new Error(`The run ended: ${endedAs}`);
  const [first, last] = [changes[0]?.at ?? 0, changes.at(-1)?.at ?? 0];
  const count = changes.reduce((sum, each) => sum + each.count, 0);
  if (endedAs && count < taskRuns) throw new Error(`${count} changes of ${taskRuns} task runs?`);
  return {
    isWhole: endedAs !== null,
    changes: count,
    rate: count / ((last - first) / 1000),
    opened,
    frames: framesOf(times.filter((time) => time >= first && time <= last)),
  };
}

/** Frames while a run is played again, fast enough for the changes that are wanted, all of it in view. */
async function watchPlaying(page, { isWhole, changes, rate }) {
  if (!isWhole) return {};
  await hand.fit(page);
  await hand.readyToPlay(page, CHANGES_A_SECOND / rate);
  let played = null;
  const times = await watch(page, async () => {
    played = await hand.playAgain(page, MOVING);
  });
  return {
    "played again": { ...framesOf(times), rate: (played.share * changes) / played.seconds },
  };
}

/** Megabytes of the page's own JavaScript heap, rubbish collected, and the nodes the browser holds. */
async function memoryOf(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("HeapProfiler.enable");
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.send("Performance.enable");
  const { metrics } = await devtools.send("Performance.getMetrics");
  const { nodes } = await devtools.send("Memory.getDOMCounters");
  await devtools.detach();
  const heap = metrics.find(({ name }) => name === "JSHeapUsedSize").value / 2 ** 20;
  return { heap, nodes };
}

/** All of it, put into `found` step by step: what was measured stays where the page gets stuck later. */
async function measureFlow(page, { url, flow, found }) {
  const step = (name) => (found.step = name);
  step("opening");
  await page.addInitScript(installProbe);
  await page.goto(url);
  /* Each worker makes two changes a task: begun, ended. */
  const workers = await page.evaluate(() => Math.min(8, navigator.hardwareConcurrency || 2));
  const pause = Math.round((2_000 * workers) / CHANGES_A_SECOND);
  await openWith(page, url, sourceOf(flow, pause));
  step("first drawing");
  const drawing = hand.ask(page, "firstDrawing");
  await runFirstCell(page);
  found.first = await drawing;
  const { measures, elements } = await hand.ask(page, "facts");
  Object.assign(found, { elements, layout: measures["flowbook:dag-layout"]?.duration ?? null });
  await page.waitForTimeout(1_000);
  await hand.enlarge(page);
  await page.waitForTimeout(1_000);
  found.drawn = await memoryOf(page);
  found.rows.idle = framesOf(await watch(page, () => page.waitForTimeout(IDLE)));
  /* Only a run gives a mapped task its children. */
  step("pan and zoom");
  if (!flow.isMapped) Object.assign(found.rows, await watchMoving(page));
  step("run");
  found.run = await watchRun(page, flow);
  found.rows.run = { ...found.run.frames, rate: found.run.rate };
  step("played again");
  Object.assign(found.rows, await watchPlaying(page, found.run));
  step("pan and zoom");
  if (flow.isMapped) Object.assign(found.rows, await watchMoving(page));
  step("memory");
  found.ended = await memoryOf(page);
  step(null);
}

/**
 * @param {import("playwright").Browser} browser
 * @param {{ url: string }} options
 * @returns per device pixel ratio and flow: first drawing, frames, the run's rate, memory; `step` is
 *   where the time was over, null where all was measured
 */
export async function benchViewScale(browser, { url }) {
  const results = [];
  for (const ratio of RATIOS) {
    for (const flow of FLOWS) {
      const context = await browser.newContext({ viewport: VIEWPORT, deviceScaleFactor: ratio });
      const page = await context.newPage();
      page.setDefaultTimeout(LONGEST_FLOW);
      page.on("pageerror", (error) => console.error(`page: ${error.message}`));
      const found = { ratio, name: flow.name, rows: {} };
      /* A page that answers no more is left; what it still rejects has the race to hear it. */
      const isOver = sleep(LONGEST_FLOW, undefined, { ref: false });
      await Promise.race([measureFlow(page, { url, flow, found }), isOver]);
      results.push({ ...found, rows: { ...found.rows } });
      const shares = Object.values(found.rows).map(({ share }) => percent(share));
      console.log(`  ratio ${ratio}, ${flow.name}: ${shares.join(", ")} of frames in time`);
      await context.close();
    }
  }
  return results;
}

const round = (number) => (number == null ? "–" : Math.round(number * 10) / 10);
const percent = (share) => `${Math.round(share * 1000) / 10} %`;

/** What a first drawing and the memory came to. */
const factsRow = ({ first, layout, elements, drawn, ended, run, step }) => ({
  "first drawing ms": round(first),
  "of it layout ms": round(layout),
  "boxes opened": run?.opened ?? "–",
  "DOM elements": elements ?? "–",
  "nodes held": drawn?.nodes ?? "–",
  "page's heap MB": round(drawn?.heap),
  "heap MB, run over": round(ended?.heap),
  measured: step === null ? "all" : `stuck after ${LONGEST_FLOW / 1000} s: ${step}`,
});

/** A row of frames beside the goal, and beside the same page with nothing going on. */
const framesRow = ({ frames, p50, p95, longest, share, rate = null }, idle) => ({
  "changes/s": rate === null ? "–" : Math.round(rate),
  frames,
  "p50 ms": round(p50),
  "p95 ms": round(p95),
  "p95 ÷ idle": frames > 0 && idle.frames > 0 ? round(p95 / idle.p95) : "–",
  "max ms": round(longest),
  [`≤ ${GOAL.frame} ms`]: percent(share),
  [`goal ${percent(GOAL.share)}`]: share >= GOAL.share ? "yes" : "no",
  [`goal max ${GOAL.longest} ms`]: longest !== null && longest <= GOAL.longest ? "yes" : "no",
});

export function printViewScale(results) {
  for (const ratio of RATIOS) {
    const measured = results.filter((each) => each.ratio === ratio);
    console.log(`\nThe run view at scale, device pixel ratio ${ratio}`);
    console.table(Object.fromEntries(measured.map((each) => [each.name, factsRow(each)])));
    const rows = measured.flatMap(({ name, rows: all }) =>
      Object.entries(all).map(([what, frames]) => [
        `${name}: ${what}`,
        framesRow(frames, all.idle),
      ]),
    );
    console.table(Object.fromEntries(rows));
  }
}
