/** A person opens a notebook with Python: sees it come, waits for it once, and never when there is none. */

import { expect, test, type Page } from "@playwright/test";

/** A notebook that has Python cells. */
const PYTHON = "./?notebook=thinking-prefectly";
const RUNTIME_FILE = /pyodide|python_stdlib|\/program-/;

const loading = (page: Page) => page.getByRole("progressbar", { name: "Loading Python" });
const starting = (page: Page) => page.getByRole("progressbar", { name: "Starting Python" });

/** What the page says went wrong; the editors have alerts of their own. */
const problem = (page: Page) => page.getByRole("alert").filter({ hasText: "Dismiss" });
const pythonCell = (page: Page) => page.locator('section[data-language="python"]').first();

/** The addresses of the runtime's files that the page asks for from now on. */
function listen(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (RUNTIME_FILE.test(request.url())) asked.push(request.url());
  });
  return asked;
}

/** Waits until a Python worker is up, and what the next start needs is kept. */
async function waitForPython(page: Page): Promise<void> {
  await expect(loading(page)).toHaveCount(0, { timeout: 30_000 });
  await expect(starting(page)).toHaveCount(0, { timeout: 30_000 });
  await expect.poll(() => keptParts(page), { timeout: 30_000 }).toContain("snapshot");
}

const keptParts = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const entries = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return entries
      .flat()
      .map(({ url }) => decodeURIComponent(url))
      .join("\n");
  });

test("a notebook without Python loads nothing of it", async ({ page }) => {
  const asked = listen(page);
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Run all" }).click();
  await expect(page.getByText("kernel idle")).toBeVisible();
  expect(asked).toEqual([]);
  expect(await keptParts(page)).toBe("");
});

test("Python is loaded as soon as a notebook has it, with the page in use meanwhile", async ({
  page,
  baseURL,
}) => {
  const asked = listen(page);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(PYTHON);
  await expect(loading(page)).toBeVisible();
  await expect(page.getByRole("banner")).toContainText(/Loading Python: \d+\.\d of 1\d\.\d MB/);
  const before = await page.getByRole("region", { name: /^Code cell/ }).count();
  await page.getByRole("button", { name: "+ Python" }).first().click();
  await expect(page.getByRole("region", { name: /^Code cell/ })).toHaveCount(before + 1);
  letGo();
  await expect(starting(page)).toBeVisible();
  await waitForPython(page);
  await expect(page.getByRole("banner").getByRole("progressbar")).toHaveCount(0);
  await expect(problem(page)).toHaveCount(0);
  expect(asked.filter((url) => !url.startsWith(baseURL ?? ""))).toEqual([]);
  expect(asked.filter((url) => url.endsWith(".wasm"))).toHaveLength(1);
});

test("the second start fetches nothing again", async ({ page }) => {
  await page.goto(PYTHON);
  await waitForPython(page);
  const asked = listen(page);
  await page.route("**/*.wasm", (route) => route.abort());
  await page.reload();
  await expect(starting(page)).toBeVisible();
  await expect(starting(page)).toHaveCount(0);
  await expect(problem(page)).toHaveCount(0);
  expect(asked.filter((url) => !url.includes("/program-"))).toEqual([]);
});

test("what is kept of an older version is removed", async ({ page }) => {
  await page.goto("./");
  await page.evaluate(async () => {
    const cache = await caches.open(`flowbook-python:${location.pathname}`);
    await cache.put("https://flowbook.invalid/snapshot-old", new Response("old"));
    await cache.put("https://flowbook.invalid/pyodide-old", new Response("old"));
  });
  await page.goto(PYTHON);
  await waitForPython(page);
  await expect.poll(() => keptParts(page)).not.toMatch(/-old$/m);
});

test("a spoilt snapshot is made anew", async ({ page }) => {
  await page.goto(PYTHON);
  await waitForPython(page);
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        if (request.url.includes("snapshot")) {
          await cache.put(request, new Response("not a snapshot"));
        }
      }
    }
  });
  await page.reload();
  await pythonCell(page)
    .getByRole("button", { name: /^Run code cell/ })
    .click();
  await expect(pythonCell(page)).toContainText("up to date", { timeout: 30_000 });
  await expect(problem(page)).toHaveCount(0);
});

test("without a connection a page says so, and goes on when there is one", async ({
  page,
  context,
}) => {
  await page.goto("./");
  await expect(page.getByRole("heading", { name: "My first flow!", level: 1 })).toBeVisible();
  await context.setOffline(true);
  await page.getByRole("button", { name: "+ Python" }).first().click();
  await expect(problem(page)).toContainText("there is no connection to load it");
  await problem(page).getByRole("button", { name: "Dismiss" }).click();
  await context.setOffline(false);
  await pythonCell(page)
    .getByRole("button", { name: /^Run code cell/ })
    .click();
  await waitForPython(page);
  await expect(problem(page)).toHaveCount(0);
});
