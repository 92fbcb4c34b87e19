/** A person looks at a flow's graph: finds tasks in it, walks it, opens what is mapped, takes it along. */

import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Download, type Locator, type Page } from "@playwright/test";
import { flowRun, runCell, taskNamed, writeCell } from "./support/notebook.ts";

const ETL = `import { task, triggers, unmapped, Flow } from "prefect";
const list = task(function list() { return Array.from({ length: 40 }, (_, i) => i) });
const clean = task(function clean(x: number, factor: number) {
  if (x % 7 === 3) throw new Error("bad " + x);
  return x * factor;
});
const total = task(function total(xs: number[]) { return xs.length });
const save = task(function save(x: number) { return x });
const notify = task(function notify() { return "sent" }, { trigger: triggers.anyFailed });
const flow = new Flow("etl");
flow.with(() => {
  const sum = total(clean.map(list(), unmapped(3)));
  save(sum);
  notify.withOptions({ upstreamTasks: [sum] })();
});
await flow.run();`;

/** `count` tasks in layers of ten, each below one or two of the layer above. */
const layers = (count: number) => `import { task, Flow } from "prefect";
const step = task(function step(a: number, b: number) { return a });
const flow = new Flow("layers");
flow.with(() => {
  let above: any[] = [0];
  for (let i = 0; i < ${count}; i += 10) {
    const last = above;
    above = Array.from({ length: 10 }, (_, j) => step(last[j % last.length], last[(j + 1) % last.length]));
  }
});`;

const graph = (page: Page): Locator => page.getByRole("group", { name: /^Flow graph of/ });
const tools = (page: Page): Locator => page.getByRole("toolbar", { name: "Graph tools" });
const inspector = (page: Page): Locator => page.getByRole("region", { name: "Inspector" });

async function runEtl(page: Page): Promise<void> {
  await page.goto("./");
  await runCell(page, 1, ETL);
  await expect(flowRun(page)).toContainText("Failed");
  await expect(taskNamed(page, "save-1: TriggerFailed")).toBeVisible();
}

async function saved(page: Page, button: string): Promise<Download> {
  await tools(page).getByText("More", { exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    tools(page).getByRole("button", { name: button }).click(),
  ]);
  return download;
}

/** How many of the drawing's pixels differ from its ground: 0 while nothing is drawn. */
const inked = (page: Page): Promise<number> =>
  graph(page)
    .locator("canvas")
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const context = canvas.getContext("2d");
      if (!context || canvas.width === 0) return 0;
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const pixels = new Uint32Array(data.buffer);
      return pixels.filter((pixel) => pixel !== pixels[0]).length;
    });

test("the graph is there before the run, and its states while it goes on", async ({ page }) => {
  await page.goto("./");
  await runCell(page, 1, ETL.replace("await flow.run();", ""));
  await expect(taskNamed(page, "clean-1: not run")).toBeVisible();
  await expect.poll(() => inked(page)).toBeGreaterThan(1000);
  await runCell(page, 1, ETL);
  await expect(taskNamed(page, "clean-1: Mapped 40/40, 6 Failed, 34 Success")).toBeVisible();
  await expect(taskNamed(page, "notify-1: Success")).toBeVisible();
  await expect(graph(page)).toHaveAccessibleDescription(/^5 tasks, 4 edges, 4 layers\./);
});

test("a ghost of it follows the text while one types", async ({ page }) => {
  await page.goto("./");
  const built = ETL.replace("await flow.run();", "");
  await runCell(page, 1, built);
  await expect(taskNamed(page, "total-1: not run")).toBeVisible();
  await writeCell(page, 1, built.replace("save(sum);", "save(sum); save(sum);"));
  await expect(taskNamed(page, "save-2: not run")).toBeVisible();
  await expect(page.locator(".dag").getByText("draft", { exact: true })).toBeVisible();
  await writeCell(page, 1, built);
  await expect(taskNamed(page, "save-2: not run")).toHaveCount(0);
});

test("is walked with the keys: along edges, within a layer, to both ends", async ({ page }) => {
  await runEtl(page);
  await taskNamed(page, /^list-1/).focus();
  await page.keyboard.press("ArrowDown");
  await expect(taskNamed(page, /^clean-1/)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const [save, notify] = [taskNamed(page, /^save-1/), taskNamed(page, /^notify-1/)];
  await expect(save.or(notify).and(page.locator(":focus"))).toHaveCount(1);
  const isLeft = await save.evaluate((element) => element === document.activeElement);
  await page.keyboard.press(isLeft ? "ArrowRight" : "ArrowLeft");
  await expect(isLeft ? notify : save).toBeFocused();
  await page.keyboard.press("Home");
  await expect(taskNamed(page, /^list-1/)).toBeFocused();
  await page.keyboard.press("End");
  await expect(save.or(notify).and(page.locator(":focus"))).toHaveCount(1);
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(inspector(page)).toContainText("list-1");
  await page.keyboard.press("Escape");
  await expect(inspector(page)).toHaveCount(0);
  await expect(taskNamed(page, /^list-1/)).toBeFocused();
});

test("is one stop for the tab key", async ({ page }) => {
  await runEtl(page);
  await expect(graph(page).locator('[data-slug][tabindex="0"]')).toHaveCount(1);
  await taskNamed(page, /^total-1/).focus();
  await expect(graph(page).locator('[data-slug][tabindex="0"]')).toHaveAttribute(
    "data-slug",
    "total-1",
  );
});

test("a mapped task opens to its children, one cell each", async ({ page }) => {
  await runEtl(page);
  const opener = graph(page).getByRole("button", { name: "Children of clean-1 in the graph" });
  const box = taskNamed(page, /^clean-1: Mapped/);
  const closed = await box.boundingBox();
  await opener.click();
  await expect(opener).toHaveAttribute("aria-expanded", "true");
  await expect
    .poll(async () => (await box.boundingBox())?.height ?? 0)
    .toBeGreaterThan((closed?.height ?? 0) * 1.5);
  await box.focus();
  await page.keyboard.press("Shift+ArrowRight");
  await expect(inspector(page)).toContainText("clean-1[0]");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(inspector(page)).toContainText("clean-1[1]");
  await page.keyboard.press("Shift+End");
  await expect(inspector(page)).toContainText("clean-1[39]");
  await page.keyboard.press("e");
  await expect(opener).toHaveAttribute("aria-expanded", "false");
});

test("a child is pointed at, and looked into with a click on its cell", async ({ page }) => {
  await runEtl(page);
  await taskNamed(page, /^clean-1: Mapped/).focus();
  await page.keyboard.press("e");
  await expect
    .poll(async () => (await taskNamed(page, /^clean-1/).boundingBox())?.height ?? 0)
    .toBeGreaterThan(60);
  await page.waitForTimeout(400); // What moves comes to rest.
  const box = await taskNamed(page, /^clean-1/).boundingBox();
  if (!box) throw new Error("There is no box.");
  const [x, y] = [box.x + box.width / 2, box.y + box.height * 0.8];
  await page.mouse.move(x, y);
  const tip = graph(page).getByRole("tooltip");
  await expect(tip).toContainText(/clean-1\[\d+\]/);
  const child = /clean-1\[\d+\]/.exec(await tip.innerText())?.[0] ?? "none";
  await page.mouse.click(x, y);
  await expect(inspector(page)).toContainText(child);
});

test("a task is found by a part of its name, and the next one", async ({ page }) => {
  await runEtl(page);
  await taskNamed(page, /^list-1/).focus();
  await page.keyboard.press("/");
  const field = tools(page).getByRole("searchbox", { name: "Find a task in the graph" });
  await expect(field).toBeFocused();
  await field.fill("L");
  await expect(tools(page)).toContainText("3 tasks");
  await field.press("Enter");
  await expect(tools(page)).toContainText("1 of 3");
  await expect(taskNamed(page, /^list-1/)).toHaveAttribute("aria-pressed", "true");
  await field.press("Enter");
  await expect(taskNamed(page, /^clean-1/)).toHaveAttribute("aria-pressed", "true");
  await field.press("Shift+Enter");
  await expect(taskNamed(page, /^list-1/)).toHaveAttribute("aria-pressed", "true");
  await field.fill("nobody");
  await expect(tools(page)).toContainText("0 tasks");
});

test("what a task waits for is picked out, and what waits for it", async ({ page }) => {
  await runEtl(page);
  await taskNamed(page, /^total-1/).click();
  const before = await inked(page);
  const upstream = tools(page).getByRole("button", { name: "Upstream" });
  await upstream.click();
  await expect(upstream).toHaveAttribute("aria-pressed", "true");
  await expect.poll(() => inked(page)).not.toBe(before);
  await taskNamed(page, /^total-1/).focus();
  await page.keyboard.press("d");
  await expect(tools(page).getByRole("button", { name: "Downstream" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect(upstream).toHaveAttribute("aria-pressed", "false");
});

test("is moved with the mouse and zoomed with the wheel, and seen whole again", async ({
  page,
}) => {
  await runEtl(page);
  const place = async () => (await taskNamed(page, /^list-1/).boundingBox()) ?? { x: 0, width: 0 };
  const start = await place();
  const stage = await graph(page).boundingBox();
  if (!stage) throw new Error("There is no graph.");
  const [x, y] = [stage.x + 30, stage.y + stage.height - 30];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y, { steps: 4 });
  await page.mouse.up();
  expect((await place()).x - start.x).toBeCloseTo(60, 0);
  await page.mouse.wheel(0, -300);
  await expect.poll(async () => (await place()).width).toBeGreaterThan(start.width);
  await tools(page).getByRole("button", { name: "Fit" }).click();
  await expect.poll(async () => Math.abs((await place()).x - start.x)).toBeLessThan(1);
});

test("a large graph keeps the page light, has a map of itself, and is found through", async ({
  page,
}) => {
  await page.goto("./");
  await runCell(page, 1, layers(400));
  await expect(graph(page)).toHaveAccessibleDescription(/^400 tasks/);
  await expect.poll(() => inked(page)).toBeGreaterThan(1000);
  await expect(page.getByTestId("minimap")).toBeVisible();
  expect(await graph(page).getByRole("button").count()).toBeLessThan(80);
  await tools(page).getByRole("searchbox").fill("step-397");
  await tools(page).getByRole("searchbox").press("Enter");
  await expect(taskNamed(page, "step-397: not run")).toBeInViewport();
  await expect(inspector(page)).toContainText("step-397");
});

/** The canvas as it is now: its pixels, as text to compare by. */
const pixelsOf = (page: Page): Promise<number[]> =>
  graph(page)
    .locator("canvas")
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
      return [...new Uint32Array(data?.buffer ?? new ArrayBuffer(0))];
    });

/** The same, once what moves has come to rest: two pictures in a row are one. */
async function restingPixelsOf(page: Page): Promise<number[]> {
  let before = await pixelsOf(page);
  await expect(async () => {
    await page.waitForTimeout(500);
    const now = await pixelsOf(page);
    const isResting = now.every((pixel, index) => pixel === before[index]);
    before = now;
    expect(isResting).toBe(true);
  }).toPass({ timeout: 60_000 });
  return before;
}

/**
 * Whether two pixels differ by more than a shade: an edge that is mended is smoothed once more each time,
 * and how often that is depends on how many changes come in one frame.
 */
const isAnother = (one: number, other: number): boolean =>
  [0, 8, 16].some((shift) => Math.abs(((one >> shift) & 255) - ((other >> shift) & 255)) > SHADE);
const SHADE = 64;

test("thousands of boxes mended one by one look as if painted anew", async ({ page }) => {
  await page.goto("./");
  await runCell(page, 1, layers(2_600));
  await expect(graph(page)).toHaveAccessibleDescription(/^2600 tasks/);
  await expect.poll(() => inked(page)).toBeGreaterThan(1000);
  const before = await pixelsOf(page);
  await runCell(page, 2, "await flow.run();");
  await expect(flowRun(page)).toContainText("Success", { timeout: 30_000 });
  const mended = await restingPixelsOf(page);
  /* Zoomed and fitted again, nothing is left of the first picture. */
  await tools(page).getByRole("button", { name: "Zoom in" }).click();
  await tools(page).getByRole("button", { name: "Fit" }).click();
  const anew = await restingPixelsOf(page);
  const differing = (one: number[], other: number[]) =>
    one.filter((pixel, index) => isAnother(pixel, other[index] ?? 0)).length;
  const ink = differing(before, anew);
  expect(ink).toBeGreaterThan(1000);
  expect(differing(mended, anew)).toBeLessThan(ink / 50);
});

test("follows what is running", async ({ page }) => {
  await page.goto("./");
  const slow = layers(20).replace(
    "return a }",
    "return new Promise((done) => setTimeout(() => done(a), 600)) as any }",
  );
  await runCell(page, 1, slow);
  await expect(graph(page)).toHaveAccessibleDescription(/^20 tasks/);
  await tools(page).getByRole("button", { name: "Follow" }).click();
  await tools(page).getByRole("button", { name: "Zoom in" }).click();
  for (let step = 0; step < 5; step++) {
    await tools(page).getByRole("button", { name: "Zoom in" }).click();
  }
  await runCell(page, 2, "await flow.run();");
  await expect(taskNamed(page, /: Running$/).first()).toBeInViewport();
  await expect(flowRun(page)).toContainText("Success", { timeout: 30_000 });
  await expect(taskNamed(page, "step-20: Success")).toBeInViewport();
});

test("is saved as an SVG that stands alone", async ({ page }) => {
  await runEtl(page);
  const download = await saved(page, "Save as SVG");
  expect(download.suggestedFilename()).toBe("etl.svg");
  const svg = readFileSync(await download.path(), "utf8");
  for (const word of ["list-1", "Mapped 40/40", "TriggerFailed", "factor = 3"]) {
    expect(svg).toContain(word);
  }
  const root = await page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
    return parsed.querySelector("parsererror") === null && parsed.documentElement.nodeName;
  }, svg);
  expect(root).toBe("svg");
  expect(svg).not.toMatch(/var\(|https?:\/\/(?!www\.w3\.org)/);
});

test("is saved as a PNG, twice as sharp", async ({ page }) => {
  await runEtl(page);
  const download = await saved(page, "Save as PNG");
  expect(download.suggestedFilename()).toBe("etl.png");
  const bytes = readFileSync(await download.path());
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  expect(bytes.readUInt32BE(20)).toBeGreaterThan(600);
});

test("says what its signs mean", async ({ page }) => {
  await runEtl(page);
  await tools(page).getByText("More", { exact: true }).click();
  const legend = tools(page).getByRole("list", { name: "Legend" });
  for (const word of [
    "TriggerFailed",
    "Mapped",
    "Success",
    "hands one item to each child",
    "only orders",
  ]) {
    await expect(legend).toContainText(word);
  }
  await page.keyboard.press("Escape");
  await expect(legend).toBeHidden();
});

test("stands still for whoever asked for it", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await runEtl(page);
  await taskNamed(page, /^clean-1: Mapped/).focus();
  await page.keyboard.press("e");
  await expect(
    graph(page).getByRole("button", { name: "Children of clean-1 in the graph" }),
  ).toHaveAttribute("aria-expanded", "true");
  await expect.poll(() => inked(page)).toBeGreaterThan(1000);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("axe finds nothing in the graph, with a task selected and one opened", async ({
      page,
    }) => {
      await runEtl(page);
      await taskNamed(page, /^clean-1: Mapped/).click();
      await taskNamed(page, /^clean-1: Mapped/).press("e");
      await tools(page).getByText("More", { exact: true }).click();
      const { violations } = await new AxeBuilder({ page }).include(".dag").analyze();
      expect(violations).toEqual([]);
    });
  });
}
