/** Network for a notebook's code: off, until a person allows a host by its name; and no other way out. */

import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { codeCell, runCell, runPythonCell as pasteCell } from "./support/notebook.ts";
import { openOutside, type Outside } from "./support/outside.ts";

let outside: Outside;
let other: Outside;
test.beforeEach(async ({ page }) => {
  [outside, other] = [await openOutside(), await openOutside()];
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
});
test.afterEach(() => {
  outside.close();
  other.close();
});

const urlOf = (path: string, { host } = outside): string => `http://${host}${path}`;
const bar = (page: Page) => page.getByRole("status", { name: "Network" });
const dialog = (page: Page) => page.getByRole("dialog", { name: "Network" });
const headerButton = (page: Page) =>
  page.getByRole("banner").getByRole("button", { name: /^Network/ });
const paths = ({ heard }: Outside): string[] => heard.map(({ path }) => path);

const READ = (path = "/hello"): string => `const answer = await fetch("${urlOf(path)}");
await answer.text()`;
const PYTHON = (path = "/hello"): string => `from urllib.request import urlopen
with urlopen("${urlOf(path)}") as answer:
    text = answer.read().decode()
text`;

const refusal = ({ host }: Outside): string =>
  `This notebook may not reach ${host}. Allow it under Network`;

async function runAgain(page: Page): Promise<void> {
  await codeCell(page, 1)
    .getByRole("button", { name: /^Run code cell/ })
    .click();
}

async function makeNotebook(page: Page): Promise<void> {
  await page.getByRole("button", { name: "New notebook" }).click();
  await expect(page.getByRole("heading", { name: "Untitled", level: 1 })).toBeVisible();
}

/** Runs code that asks, and allows the host it asks for. */
async function allow(page: Page, { host } = outside): Promise<void> {
  await runCell(page, 1, `await fetch("http://${host}/first")`);
  await bar(page)
    .getByRole("button", { name: `Allow ${host}` })
    .click();
  await expect(bar(page)).toBeHidden();
}

async function faultsOf(page: Page): Promise<string[]> {
  await page.waitForTimeout(400);
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
  );
}

test("TypeScript reaches a host once it is allowed, by the engine and not by the page", async ({
  page,
}) => {
  await page.evaluate(() => {
    document.cookie = "secret=42";
  });
  const cell = await runCell(page, 1, READ());
  await expect(cell).toContainText("NetworkError");
  await expect(cell).toContainText(refusal(outside));
  await expect(bar(page)).toContainText(outside.host);
  await expect(headerButton(page)).toHaveText("Network");
  expect(paths(outside)).toEqual([]);

  await bar(page)
    .getByRole("button", { name: `Allow ${outside.host}` })
    .click();
  await expect(bar(page)).toBeHidden();
  await expect(headerButton(page)).toHaveText("Network (on)");
  await runAgain(page);
  await expect(cell).toContainText("GET /hello");
  const headers = outside.heard[0]?.headers;
  expect([headers?.cookie, headers?.referer]).toEqual([undefined, undefined]);

  /* The page's own policy is what it was: the engine's worker has one of its own. */
  const fromPage = await page.evaluate(
    (url) =>
      fetch(url).then(
        () => "reached",
        () => "blocked",
      ),
    urlOf("/page"),
  );
  expect(fromPage).toBe("blocked");
  expect(paths(outside)).toEqual(["/hello"]);

  /* It is remembered for this notebook. */
  await page.reload();
  await expect(headerButton(page)).toHaveText("Network (on)");
  await runAgain(page);
  await expect.poll(() => paths(outside)).toEqual(["/hello", "/hello"]);
});

test("Python reaches a host once it is allowed: urllib, pyodide.http, in cells and in tasks", async ({
  page,
}) => {
  /* A first visit fetches Python, and two workers more are booted for the flow. */
  test.setTimeout(300_000);
  await codeCell(page, 1).getByRole("combobox").selectOption("python");
  const cell = await pasteCell(page, 1, PYTHON());
  await expect(cell).toContainText("URLError", { timeout: 120_000 });
  await expect(cell).toContainText(refusal(outside));
  expect(paths(outside)).toEqual([]);
  await bar(page)
    .getByRole("button", { name: `Allow ${outside.host}` })
    .click();
  await runAgain(page);
  await expect(cell).toContainText("GET /hello");

  await pasteCell(
    page,
    1,
    `import json
from urllib.request import Request, urlopen
from prefect import task, Flow
from pyodide.http import open_url, pyfetch

told = [open_url("${urlOf("/open")}").read(), await (await pyfetch("${urlOf("/py")}")).text()]

@task
def post(n):
    request = Request("${urlOf("/post")}", data=json.dumps(n).encode(), headers={"Authorization": "mine"})
    return urlopen(request, timeout=30).read().decode()

with Flow("posts") as flow:
    posted = post.map([1, 2])
state = flow.run()
told + state.result[posted].result`,
  );
  const all = "['GET /open', 'GET /py', 'POST /post', 'POST /post']";
  await expect(cell).toContainText(all, { timeout: 120_000 });
  const posts = outside.heard.filter(({ method }) => method === "POST");
  expect(posts.map(({ headers }) => headers.authorization)).toEqual(["mine", "mine"]);

  await pasteCell(page, 1, "import requests");
  await expect(cell).toContainText("Use urllib.request.urlopen(url)");
});

test("a host that is kept off is not asked about again, and can be allowed later", async ({
  page,
}) => {
  const cell = await runCell(page, 1, READ());
  await bar(page)
    .getByRole("button", { name: `Keep ${outside.host} off` })
    .click();
  await expect(bar(page)).toBeHidden();
  await runAgain(page);
  await expect(cell).toContainText(refusal(outside));
  await page.reload();
  await runAgain(page);
  await expect(cell).toContainText(refusal(outside));
  await expect(bar(page)).toBeHidden();
  expect(paths(outside)).toEqual([]);

  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Commands" });
  await palette.getByRole("combobox", { name: "Command" }).fill("network hosts");
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("listitem")).toHaveText(/kept off/);
  await dialog(page)
    .getByRole("button", { name: `Allow ${outside.host}` })
    .click();
  await expect(dialog(page).getByText("The network is on, for one host.")).toBeVisible();
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await runAgain(page);
  await expect(cell).toContainText("GET /hello");
});

test("another notebook, and a kept copy from a link, begin with the network off", async ({
  page,
}) => {
  await allow(page);
  await runCell(page, 1, READ());
  await expect(codeCell(page, 1)).toContainText("GET /hello");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const share = page.getByRole("dialog", { name: /^Share / });
  await share.getByRole("button", { name: "Copy" }).click();
  await expect(share.getByText("Copied.")).toBeVisible();
  const link = await share.getByRole("textbox", { name: "Link" }).inputValue();
  await share.getByRole("button", { name: "Close" }).click();

  await makeNotebook(page);
  await expect(headerButton(page)).toHaveText("Network");
  await runCell(page, 1, READ("/second"));
  await expect(codeCell(page, 1)).toContainText(refusal(outside));

  await page.goto("about:blank");
  await page.goto(link);
  await page.getByRole("button", { name: "Keep a copy" }).click();
  await expect(page).toHaveURL(/\?notebook=notebook-[0-9a-f]{8}$/);
  await expect(headerButton(page)).toHaveText("Network");
  await runAgain(page);
  await expect(codeCell(page, 1)).toContainText(refusal(outside));
  expect(paths(outside)).toEqual(["/hello"]);
});

test("neither a redirect, nor the app's own address, nor another scheme leads anywhere", async ({
  page,
  baseURL,
}) => {
  await allow(page);
  const own = new URL(baseURL ?? "");
  const asked: Readonly<Record<string, string>> = {
    elsewhere: urlOf(`/redirect?to=${encodeURIComponent(urlOf("/stolen", other))}`),
    same: urlOf("/redirect?to=/moved"),
    toApp: urlOf(`/redirect?to=${encodeURIComponent(own.href)}`),
    app: own.href,
    alias: own.href.replace("localhost", "127.0.0.1"),
    relative: "./index.html",
    file: "file:///etc/passwd",
    plain: "http://example.com/",
  };
  const answered: string[] = [];
  page.on("response", (response) => answered.push(response.url()));
  const cell = await pasteCell(
    page,
    1,
    `const came: string[] = [];
for (const [name, url] of Object.entries(${JSON.stringify(asked)})) {
  try { came.push(name + " reached " + (await fetch(url as string)).status) }
  catch (error) { came.push(name + " blocked: " + (error as Error).message) }
}
for (const each of came) console.log(each);
"done"`,
  );
  await expect(cell).toContainText("done");
  await expect(cell).not.toContainText(/ reached \d/);
  for (const name of ["elsewhere", "same", "toApp"]) {
    await expect(cell).toContainText(new RegExp(`${name} blocked: .*has moved`));
  }
  for (const name of ["app", "alias"]) {
    await expect(cell).toContainText(new RegExp(`${name} blocked: .*is where this app comes from`));
  }
  await expect(cell).toContainText(
    "plain blocked: http://example.com/ cannot be reached: only https:",
  );
  expect(paths(other)).toEqual([]);
  expect(paths(outside).filter((path) => !path.startsWith("/redirect"))).toEqual([]);
  expect(answered.filter((each) => each.includes("index.html") || each === own.href)).toEqual([]);
});

test("what is allowed is allowed to the engine: the sandbox itself has no way out", async ({
  page,
}) => {
  await allow(page);
  const raw: Readonly<Record<string, string>> = {
    xhr: `const xhr = new self.XMLHttpRequest(); xhr.open("GET", "${urlOf("/raw?xhr")}", false); xhr.send(); return xhr.status`,
    socket: `return await new Promise((resolve, reject) => {
      const socket = new self.WebSocket("ws://${outside.host}/raw?ws");
      socket.onopen = () => resolve("open"); socket.onerror = () => reject(new Error("refused"));
    })`,
    eventSource: `return await new Promise((resolve, reject) => {
      const source = new self.EventSource("${urlOf("/raw?es")}");
      source.onopen = () => resolve("open"); source.onerror = () => reject(new Error("refused"));
    })`,
    module: `return await new self.Function("return import('${urlOf("/raw?import")}')")()`,
    scripts: `return self.importScripts("${urlOf("/raw?scripts")}")`,
    image: `return new self.Image().src = "${urlOf("/raw?image")}"`,
    deleted: `const ours = self.fetch; delete self.fetch; try { return (await self.fetch("${urlOf("/raw?deleted")}")).status } finally { self.fetch = ours }`,
    prototype: `let found = "none";
      for (let holder = Object.getPrototypeOf(self); holder; holder = Object.getPrototypeOf(holder)) {
        const own = Object.getOwnPropertyDescriptor(holder, "fetch");
        if (own) found = String((await own.value.call(self, "${urlOf("/raw?prototype")}")).status);
      }
      if (found === "none") throw new Error("there is no other fetch");
      return found`,
    worker: `return await new Promise((resolve, reject) => {
      const text = "fetch('${urlOf("/raw?nested")}').then(() => postMessage('out'), () => postMessage('no'))";
      const worker = new self.Worker(URL.createObjectURL(new Blob([text])));
      worker.onmessage = (event: any) => event.data === "out" ? resolve("out") : reject(new Error("no"));
      worker.onerror = () => reject(new Error("refused"));
    })`,
    beacon: `return self.navigator.sendBeacon("${urlOf("/raw?beacon")}")`,
  };
  const attempts = Object.entries(raw).map(
    ([name, code]) => `
try { const got = await (async () => { ${code} })(); console.log("${name} got", String(got)) }
catch (error) { console.log("${name} blocked") }`,
  );
  const cell = await pasteCell(
    page,
    1,
    `const self = globalThis as any;${attempts.join("")}\n"done"`,
  );
  await expect(cell).toContainText("done");
  for (const name of Object.keys(raw)) await expect(cell).toContainText(`${name} blocked`);
  expect(paths(outside)).toEqual([]);
});

test("switching all off takes effect at once, on what is under way too", async ({ page }) => {
  await allow(page);
  const cell = await runCell(page, 1, READ("/never"));
  await expect.poll(() => paths(outside)).toEqual(["/never"]);
  await headerButton(page).click();
  const all = dialog(page).getByRole("switch", { name: "Network for this notebook" });
  await expect(all).toBeChecked();
  await all.uncheck();
  await expect(
    dialog(page).getByText("The network is off, whatever is allowed below."),
  ).toBeVisible();
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await expect(cell).toContainText("The network is switched off for this notebook");
  await expect.poll(outside.givenUp).toBe(1);
  await runAgain(page);
  await expect(cell).toContainText("The network is switched off for this notebook");
  expect(paths(outside)).toEqual(["/never"]);
});

test("a request ends with the code that was interrupted", async ({ page }) => {
  await allow(page);
  await runCell(page, 1, READ("/never"));
  await expect.poll(() => paths(outside)).toEqual(["/never"]);
  await page.getByRole("button", { name: "Interrupt" }).click();
  await expect.poll(outside.givenUp).toBe(1);
});

test("a tab that follows is asked too, and what it allows holds where the notebook runs", async ({
  page,
  context,
}) => {
  const follower = await context.newPage();
  await follower.goto("./");
  await expect(follower.getByText("This notebook runs in another tab")).toBeVisible();
  const cell = await runCell(page, 1, READ());
  await expect(cell).toContainText(refusal(outside));
  await bar(follower)
    .getByRole("button", { name: `Allow ${outside.host}` })
    .click();
  await expect(headerButton(page)).toHaveText("Network (on)");
  await runAgain(page);
  await expect(cell).toContainText("GET /hello");
});

test("a notebook that was deleted is allowed nothing when it comes back", async ({ page }) => {
  await makeNotebook(page);
  await allow(page);
  await page.getByRole("button", { name: "Delete notebook" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(headerButton(page)).toHaveText("Network");
  await runAgain(page);
  await expect(codeCell(page, 1)).toContainText(refusal(outside));
  expect(paths(outside)).toEqual([]);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("axe finds nothing in the bar and the dialog, on a phone too", async ({ page }) => {
      test.setTimeout(180_000);
      await pasteCell(
        page,
        1,
        `for (const host of ["api.example.com", "data.example.org", "a-rather-long-name.of-a-host.that-somebody.chose.example"]) {
  await fetch("https://" + host).catch(() => {});
}`,
      );
      await bar(page).getByRole("button", { name: "Allow api.example.com" }).click();
      await bar(page).getByRole("button", { name: "Keep data.example.org off" }).click();
      await expect(bar(page)).toContainText("a-rather-long-name");
      expect(await faultsOf(page)).toEqual([]);
      await headerButton(page).click();
      await expect(dialog(page).getByRole("listitem")).toHaveCount(3);
      expect(await faultsOf(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await faultsOf(page)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
    });
  });
}
