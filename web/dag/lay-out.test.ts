import { expose } from "comlink";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { graph, node } from "../../engine/testing/graphs.ts";
import { carryOut, type LayoutTask } from "./scene-of.ts";

/** The first so many workers never get their script. */
let lost = 0;
const ports: MessagePort[] = [];

class LayoutWorker extends EventTarget {
  readonly #port: MessagePort;

  constructor() {
    super();
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    this.#port = port1;
    port1.onmessage = ({ data }) => this.dispatchEvent(new MessageEvent("message", { data }));
    if (lost > 0) {
      lost -= 1;
      queueMicrotask(() => this.dispatchEvent(new Event("error")));
    } else expose({ carryOut: (task: LayoutTask) => carryOut(task) }, port2);
  }

  postMessage(message: unknown, moved: Transferable[]): void {
    this.#port.postMessage(message, moved);
  }
}

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal("Worker", LayoutWorker);
});
afterEach(() => {
  vi.unstubAllGlobals();
  for (const port of ports.splice(0)) port.close();
});

const GRAPH = graph([node("a"), node("b")], ["a>b"]);
const layOut = async () => {
  const { layOut: freshLayOut } = await import("./lay-out.ts");
  return freshLayOut(GRAPH, { expanded: new Map(), previous: null });
};

it("lays a graph out in another worker where the first one's script did not come", async () => {
  lost = 2;
  const scene = await layOut();
  expect(scene.boxes).toHaveLength(2);
});

it("gives up where none comes", async () => {
  lost = 9;
  await expect(layOut()).rejects.toThrow("its worker does not start");
});
