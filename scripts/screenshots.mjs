/**
 * `npm run screenshots`: takes the pictures of the README anew, in docs/screenshots/. With names behind
 * `--`, those pictures only.
 */

import { mkdirSync } from "node:fs";
import { buildApp } from "./build.mjs";
import { CHROMIUM_ARGS, ensureChromium } from "./chromium.mjs";
import { installPackages, ROOT } from "./install.mjs";
import { serve } from "./static-server.mjs";

const FOLDER = `${ROOT}docs/screenshots`;

/** A day's load: mapped, with failures, a retry, and somebody who is told. */
const DAY = `import { Flow, Parameter, context, task, triggers, unmapped } from "prefect";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const listFiles = task(async function listFiles(n: number) {
  await pause(120);
  return Array.from({ length: n }, (_, i) => i);
});
const clean = task(async function clean(file: number, factor: number) {
  await pause(30 + ((file * 37) % 60));
  if (file % 11 === 3) throw new Error("file " + file + " is damaged");
  return file * factor;
});
const readRates = task(async function readRates() {
  await pause(150);
  if (context.get("taskRunCount") < 2) throw new Error("the rates are not there yet");
  return { EUR: 1, USD: 1.16 };
}, { maxRetries: 2, retryDelay: { milliseconds: 400 } });
const total = task(async function total(cleaned: number[], rates: object) {
  await pause(90);
  return cleaned.filter((each) => typeof each === "number").length;
}, { trigger: triggers.anySuccessful });
const report = task(async function report(sum: number) { await pause(60); return "Cleaned " + sum; });
const warn = task(async function warn() { await pause(40); return "told" }, { trigger: triggers.anyFailed });

const flow = new Flow("a day's load");
flow.with(() => {
  const files = listFiles(new Parameter("files", { default: 48 }));
  const cleaned = clean.map(files, unmapped(3));
  const sum = total(cleaned, readRates());
  report(sum);
  warn.withOptions({ upstreamTasks: [cleaned] })();
});
await flow.run();`;

const notebookOf = (title, code) => `# ${title}

Press **Run** and look at the graph: each box is a task, its colour and its icon say how it stands.

\`\`\`typescript
${code}
\`\`\`
`;

const layersOf = (count) => `import { task, Flow } from "prefect";
const step = task(function step(a: number, b: number) { return a + b });
const flow = new Flow("${count} tasks");
flow.with(() => {
  let above: any[] = [1, 2, 3];
  for (let made = 0; made < ${count}; ) {
    const wide = 4 + ((made * 7) % 23);
    const last = above;
    above = Array.from({ length: wide }, (_, j) => step(last[(j * 3) % last.length], last[(j * 5 + 1) % last.length]));
    made += wide;
  }
});
await flow.run();`;

const THE_DAY = notebookOf("A day's load", DAY);
const BUILT_ONLY = notebookOf("What if?", DAY.replace("await flow.run();", ""));

/** What to do before each picture, on the page as it opens; `notebook`: in place of the first one. */
const PICTURES = [
  { name: "learn", colorScheme: "light", address: "?start", prepare: atRest },
  { name: "shared", colorScheme: "light", notebook: THE_DAY, prepare: readTheDay },
  { name: "embed", colorScheme: "light", address: "embed-example.html", prepare: runTheEmbed },
  { name: "run", colorScheme: "light", prepare: runAll },
  {
    name: "python",
    colorScheme: "light",
    address: "?notebook=thinking-prefectly",
    prepare: runThinkingPrefectly,
  },
  { name: "what-happened", colorScheme: "light", notebook: THE_DAY, prepare: lookIntoTheDay },
  { name: "timeline", colorScheme: "dark", notebook: THE_DAY, prepare: seeTheDayInTime },
  { name: "what-if", colorScheme: "light", notebook: BUILT_ONLY, prepare: askWhatIf },
  { name: "rewind", colorScheme: "light", notebook: THE_DAY, prepare: rewindTheDay },
  {
    name: "large",
    colorScheme: "dark",
    notebook: notebookOf("A large flow", layersOf(800)),
    prepare: seeManyTasks,
  },
  {
    name: "phone",
    colorScheme: "light",
    width: 390,
    height: 844,
    notebook: THE_DAY,
    prepare: lookFromAPhone,
  },
];

const runFirstCell = (page) => page.getByRole("button", { name: "Run code cell 1" }).click();

async function runTheDay(page) {
  await runFirstCell(page);
  await page.getByText("kernel idle").waitFor({ timeout: 60_000 });
}

async function atRest(page) {
  await page.waitForTimeout(1200); // What moves comes to rest.
}

/** The day as somebody reads it to whom its link was sent. */
async function readTheDay(page) {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  await page.goto("about:blank");
  await page.goto(link);
  await page.getByRole("complementary", { name: "About this link" }).waitFor();
  await atRest(page);
}

async function runTheEmbed(page) {
  const frame = page.frameLocator("iframe").first();
  await frame.getByRole("button", { name: "▶ Run" }).click();
  await frame.getByRole("button", { name: /^cook-1: Success/ }).waitFor({ timeout: 60_000 });
  await atRest(page);
  await page.evaluate("document.querySelector('h2').scrollIntoView()");
}

/** A mapped task opened, one of its failed children looked into. */
async function lookIntoTheDay(page) {
  await runTheDay(page);
  await page.getByRole("button", { name: /^clean-1: Mapped/ }).click();
  await page.getByRole("button", { name: "Children of clean-1 in the graph" }).click();
  await atRest(page);
}

async function seeTheDayInTime(page) {
  await runTheDay(page);
  await page.getByRole("tab", { name: "Timeline" }).click();
  await page
    .getByRole("button", { name: /^total-1/ })
    .first()
    .click();
  await atRest(page);
}

async function askWhatIf(page) {
  await runFirstCell(page);
  await page.getByRole("button", { name: /^readRates-1/ }).click({ button: "right" });
  await page.getByRole("menuitemradio", { name: "Fail here" }).click();
  await atRest(page);
}

async function rewindTheDay(page) {
  await runTheDay(page);
  await page.getByRole("tab", { name: "Timeline" }).click();
  const slider = page.getByRole("slider", { name: "Moment of the run" });
  await slider.focus();
  for (let step = 0; step < 9; step++) await page.keyboard.press("PageDown");
  await atRest(page);
}

async function seeManyTasks(page) {
  await runFirstCell(page);
  await page.getByText("kernel idle").waitFor({ timeout: 60_000 });
  await atRest(page);
}

async function lookFromAPhone(page) {
  await runTheDay(page);
  await page.getByRole("navigation").getByRole("button", { name: "Run" }).click();
  await atRest(page);
}

/** The whole notebook run, its first flow on show, one task looked into. */
async function runAll(page) {
  await page.getByRole("button", { name: "Run all" }).click();
  await page.getByText("kernel idle").waitFor({ timeout: 60_000 });
  await page.getByLabel("Flow shown").selectOption({ label: "My first flow!" });
  await page.getByRole("heading", { name: "Flows", exact: true }).scrollIntoViewIfNeeded();
  await page.getByRole("button", { name: "add-2: Success" }).click();
  await page.locator(".monaco-editor .view-lines").nth(1).waitFor();
  await page.waitForTimeout(1000); // Let the graph come to rest.
}

/** The seed page, run, with the flow of its parameter on show. */
async function runThinkingPrefectly(page) {
  await page.getByRole("button", { name: "Run all" }).click();
  await page.getByText("kernel idle").waitFor({ timeout: 120_000 });
  await page.getByLabel("Flow shown").selectOption({ label: "Say hi!" });
  await page.getByRole("heading", { name: "Parameters", exact: true }).scrollIntoViewIfNeeded();
  await page.getByRole("button", { name: "say_hello-1: Success" }).click();
  await page.locator(".monaco-editor .view-lines").nth(1).waitFor();
  await page.waitForTimeout(1000); // Let the graph come to rest.
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => PICTURES.every((picture) => picture.name !== name));
if (unknown.length > 0) {
  console.error(`There is no picture named ${unknown.join(", ")}.`);
  process.exit(1);
}

installPackages();
if (!buildApp()) process.exit(1);
mkdirSync(FOLDER, { recursive: true });
const { chromium } = await import("playwright");
const server = await serve({ folders: [`${ROOT}dist`], port: 4373, anyPort: true });
const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGS });
try {
  for (const picture of PICTURES) {
    if (wanted.length > 0 && !wanted.includes(picture.name)) continue;
    const {
      name,
      colorScheme,
      prepare,
      notebook,
      address = "",
      width = 1440,
      height = 900,
    } = picture;
    const context = await browser.newContext({
      colorScheme,
      viewport: { width, height },
      deviceScaleFactor: 1,
    });
    const page = await context.newPage();
    if (notebook) {
      await page.route("**/notebooks/my-first-flow.md", (route) =>
        route.fulfill({ body: notebook, contentType: "text/markdown" }),
      );
    }
    await page.goto(server.url + address);
    await page.locator("#root > *, iframe").first().waitFor();
    await prepare(page);
    await page.screenshot({ path: `${FOLDER}/${name}.png` });
    console.log(`docs/screenshots/${name}.png`);
    await context.close();
  }
} finally {
  await browser.close();
  server.close();
}
