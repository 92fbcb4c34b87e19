/** Code of a notebook asks for something of the network, and a person decides. */

import { expect, it } from "vitest";
import type { EngineEvent } from "../api.ts";
import { FlowbookError } from "../model/errors.ts";
import type { FetchRequest } from "../model/network.ts";
import type { CellOutput, Network } from "../ports.ts";
import { openMemory } from "../store/memory.ts";
import { aloneTab } from "../tabs/browser-tabs.ts";
import { nodeEngine } from "../testing/node-engine.ts";

const HOST = "api.example.com";
const GET = `const text = await (await fetch("https://${HOST}/data")).text();\ntext`;
const allowed = { isOff: false, hosts: { [HOST]: true } };

/** Answers with what it was asked; `hold` keeps it from answering until it is given up. */
function fakeNetwork() {
  const asked: FetchRequest[] = [];
  let isHeld = false;
  let givenUp = 0;
  const network: Network = {
    own: "https://flowbook.example",
    fetch(request, signal) {
      asked.push(request);
      if (isHeld) {
        return new Promise((_, reject) => {
          const stop = (): void => {
            givenUp++;
            reject(new FlowbookError("network", "given up"));
          };
          if (signal.aborted) stop();
          else signal.addEventListener("abort", stop);
        });
      }
      const body = new TextEncoder().encode(`${request.method} ${request.url}`);
      const headers = [["content-type", "text/plain"]] as const;
      return Promise.resolve({
        ok: true,
        url: request.url,
        status: 200,
        statusText: "OK",
        headers,
        body,
      });
    },
  };
  return { network, asked, hold: () => (isHeld = true), givenUp: () => givenUp };
}

async function open(text: string) {
  const fake = fakeNetwork();
  const made = nodeEngine(1, openMemory(), aloneTab(), fake.network);
  await made.engine.openNotebook("n");
  await made.engine.setCells("n", [{ id: "a", language: "typescript", text }]);
  const told = <T extends EngineEvent["type"]>(type: T) => {
    made.engine.flush();
    return made.events.filter(
      (event): event is Extract<EngineEvent, { type: T }> => event.type === type,
    );
  };
  const outputs = (): CellOutput[] => told("cellOutput").flatMap((event) => [...event.outputs]);
  const last = (): string => {
    const output = outputs().at(-1);
    if (output?.type === "value") return (output.node as { text: string }).text;
    return output?.type === "error"
      ? `${output.errorType}: ${output.message}`
      : String(output?.type);
  };
  return { ...made, ...fake, told, last };
}

it("nothing is reached before a person allows the host, and the page is told which it is", async () => {
  const { engine, asked, told, last } = await open(GET);
  await engine.runCell("n", "a");
  expect(last()).toBe(
    `NetworkError: This notebook may not reach ${HOST}. Allow it under Network (at the top of the page) and run again.`,
  );
  expect(asked).toEqual([]);
  expect(told("networkAsked").at(-1)?.hosts).toEqual([HOST]);
  await engine.setNetwork("n", allowed);
  await engine.runCell("n", "a");
  expect(last()).toContain(`GET https://${HOST}/data`);
  expect(asked).toHaveLength(1);
});

it("what one notebook may reach, another may not", async () => {
  const { engine, asked } = await open(GET);
  await engine.setNetwork("n", allowed);
  await engine.openNotebook("m");
  await engine.setCells("m", [{ id: "a", language: "typescript", text: GET }]);
  await engine.runCell("m", "a");
  expect(asked).toEqual([]);
});

it("tasks in workers of their own ask as cells do", async () => {
  const { engine, asked, told } = await open(`import { task, Flow } from "prefect";
const load = task(async function load() {
  const response = await fetch("https://${HOST}/rows", {
    method: "POST", body: JSON.stringify({ n: 1 }), headers: { authorization: "Bearer mine" },
  });
  return [response.status, response.ok, response.url, response.headers.get("content-type"), await response.text()];
});
const flow = new Flow("f"); flow.with(() => { load() });
await flow.run();`);
  await engine.setNetwork("n", allowed);
  await engine.runCell("n", "a");
  const logs = told("runProgress").flatMap(({ logs }) => logs.map(({ message }) => message));
  expect(logs.join("\n")).toContain("all reference tasks succeeded");
  const [request] = asked;
  expect(request?.headers).toContainEqual(["authorization", "Bearer mine"]);
  expect(new TextDecoder().decode(request?.body ?? new Uint8Array())).toBe('{"n":1}');
});

it("a cell that is gone through again reads again, and sends nothing twice", async () => {
  const flow = `import { task, Flow } from "prefect";
const size = task(function size() { return response.status });
const flow = new Flow("f"); flow.with(() => { size() });
const state = await flow.run();
console.log(state.message);`;
  const reading = await open(`const response = await fetch("https://${HOST}/x");\n${flow}`);
  await reading.engine.setNetwork("n", allowed);
  await reading.engine.runCell("n", "a");
  expect(reading.asked.length).toBeGreaterThan(1);
  const sending = await open(
    `const response = await fetch("https://${HOST}/x", { method: "DELETE" });\n${flow}`,
  );
  await sending.engine.setNetwork("n", allowed);
  await sending.engine.runCell("n", "a");
  expect(sending.asked).toHaveLength(1);
  sending.engine.flush();
  expect(JSON.stringify(sending.events)).toContain("is not made again");
});

it("switching it off ends what is under way", async () => {
  const { engine, asked, hold, givenUp, last } = await open(GET);
  await engine.setNetwork("n", allowed);
  hold();
  const running = engine.runCell("n", "a");
  await expect.poll(() => asked.length).toBe(1);
  await engine.setNetwork("n", { ...allowed, isOff: true });
  await running;
  expect(givenUp()).toBe(1);
  expect(last()).toContain("The network is switched off for this notebook");
});

it("a request ends with the worker that waits for it", async () => {
  const { engine, asked, hold, givenUp } = await open(GET);
  await engine.setNetwork("n", allowed);
  hold();
  const running = engine.runCell("n", "a");
  await expect.poll(() => asked.length).toBe(1);
  await engine.interrupt("n");
  await running;
  await expect.poll(givenUp).toBe(1);
});

it("a request ends with the signal of the code that made it", async () => {
  const { engine, asked, hold, givenUp, last } = await open(`
const stop = new AbortController();
const asking = fetch("https://${HOST}/x", { signal: stop.signal });
setTimeout(() => stop.abort(), 20);
await asking.catch((error) => error.name)`);
  await engine.setNetwork("n", allowed);
  hold();
  await engine.runCell("n", "a");
  expect(last()).toContain("AbortError");
  await expect.poll(givenUp).toBe(asked.length);
});

it("many requests are made a few at a time, and all are answered", async () => {
  const { engine, asked, last } = await open(`
const all = await Promise.all(Array.from({ length: 100 }, (_, n) =>
  fetch("https://${HOST}/" + n).then((response) => response.text())));
new Set(all).size`);
  await engine.setNetwork("n", allowed);
  await engine.runCell("n", "a");
  expect(last()).toBe("100");
  expect(asked).toHaveLength(100);
});

it("however many hosts code names, a person is asked about twenty", async () => {
  const { engine, told } = await open(`
for (let n = 0; n < 50; n++) await fetch("https://host-" + n + ".example/").catch(() => {});`);
  await engine.runCell("n", "a");
  expect(told("networkAsked").at(-1)?.hosts).toHaveLength(20);
});

it("automation has no network, whatever is allowed elsewhere", async () => {
  const { engine, asked, told } = await open(GET);
  await engine.setNetwork("n", allowed);
  const report = await engine.automate({ language: "typescript", source: GET });
  expect(report.error?.message).toContain("window.flowbook.run runs has no network");
  expect(asked).toEqual([]);
  expect(told("networkAsked")).toEqual([]);
});
