import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FlowbookError } from "../model/errors.ts";
import type { LanguageId } from "../model/notebook.ts";
import type { SandboxProgram, SandboxWorker } from "../ports.ts";
import type { FrameRequest } from "./boot-script.ts";
import { frameSandbox } from "./frame-sandbox.ts";

/** A program made anew at each load, as one with parts is. */
function pythonProgram() {
  const told: unknown[] = [];
  let loads = 0;
  let broken: Error | null = null;
  return {
    told,
    loads: () => loads,
    breakWith: (error: Error | null) => (broken = error),
    load: (): Promise<SandboxProgram> => {
      loads++;
      if (broken !== null) return Promise.reject(broken);
      return Promise.resolve({
        text: "python",
        parts: { "engine.wasm": new Uint8Array([1, 2]).buffer },
        patience: 60_000,
        firstAlone: true,
        keep: (parts) => told.push(["keep", ...Object.keys(parts)]),
        started: () => told.push("started"),
        failed: ({ message }) => told.push(message),
      });
    },
  };
}

/** A page with frames whose boot script is played by hand. */
function page() {
  const { port1, port2 } = new MessageChannel();
  const requests: FrameRequest[] = [];
  let frames = 0;
  let answer = (request: FrameRequest): unknown =>
    request.type === "spawn" ? { type: "started", id: request.id } : null;
  let frame: MessagePort | null = null;
  const handOver = () => {
    const line = new MessageChannel();
    frame = line.port2;
    frames++;
    frame.onmessage = ({ data }: MessageEvent<FrameRequest>) => {
      requests.push(data);
      const report = answer(data);
      if (report !== null) line.port2.postMessage(report);
    };
    port1.postMessage({ type: "frame" }, [line.port1]);
  };
  const python = pythonProgram();
  const programs = {
    typescript: () => Promise.resolve({ text: "text" }),
    python: python.load,
  };
  port1.onmessage = handOver;
  handOver();
  const close = () => {
    for (const port of [port1, port2, frame]) port?.close();
  };
  return {
    sandbox: frameSandbox({ port: port2, programs }),
    python,
    requests,
    frames: () => frames,
    say: (report: unknown) => frame?.postMessage(report),
    answerBy: (next: typeof answer) => (answer = next),
    close,
  };
}

let opened: ReturnType<typeof page>;
const workers: SandboxWorker[] = [];
const open = async (language: LanguageId = "typescript") => {
  const worker = await opened.sandbox.open(language);
  workers.push(worker);
  return worker;
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "setTimeout", "clearTimeout"] });
  opened = page();
});
afterEach(() => {
  for (const worker of workers.splice(0)) worker.end("the test is over");
  opened.close();
  vi.useRealTimers();
});

/** Lets messages between ports arrive. */
async function settle(): Promise<void> {
  for (let hop = 0; hop < 4; hop++) await new Promise((resolve) => setImmediate(resolve));
}

async function pass(milliseconds: number): Promise<void> {
  await settle();
  for (let passed = 0; passed < milliseconds; passed += 1000) {
    vi.advanceTimersByTime(1000);
    await settle();
  }
}

describe("a sandbox in a frame", () => {
  it("sends the text of a worker once", async () => {
    await open();
    await open();
    expect(opened.requests).toEqual([
      { type: "spawn", id: "typescript-1", program: "typescript", text: "text" },
      { type: "spawn", id: "typescript-2", program: "typescript" },
    ]);
  });

  it("has no worker for a language without a program", async () => {
    const { port1, port2 } = new MessageChannel();
    const frame = new MessageChannel();
    const sandbox = frameSandbox({ port: port2, programs: {} });
    port1.postMessage({ type: "frame" }, [frame.port1]);
    await expect(sandbox.open("python")).rejects.toMatchObject({ code: "notFound" });
    for (const port of [port1, port2, frame.port2]) port.close();
  });

  it("says that the browser cannot isolate", async () => {
    opened.answerBy((request) =>
      request.type === "spawn"
        ? { type: "cannotIsolate", id: request.id, message: "blocked" }
        : null,
    );
    await expect(open()).rejects.toMatchObject({ code: "cannotIsolate" });
  });

  it("does not wait for ever for a worker to start", async () => {
    opened.answerBy((request) => (request.type === "ping" ? { type: "pong" } : null));
    const failed = open().catch((error: unknown) => error);
    await pass(21_000);
    expect(String(await failed)).toContain("20 seconds");
  });

  it("kills a worker that is ended", async () => {
    const worker = await open();
    worker.end("enough");
    await settle();
    expect(opened.requests.at(-1)).toEqual({ type: "kill", id: "typescript-1" });
  });

  it("hears when a worker crashes", async () => {
    const worker = await open();
    opened.say({ type: "crashed", id: "typescript-1", message: "out of memory" });
    expect(await worker.ended).toEqual({ type: "crashed", message: "out of memory" });
  });

  it("takes a frame that stopped answering for lost, and asks for another", async () => {
    const worker = await open();
    await pass(15_000);
    expect(await worker.ended).toMatchObject({ type: "crashed" });
    await open();
    expect(opened.frames()).toBe(2);
    expect(opened.requests.at(-1)).toMatchObject({ type: "spawn", text: "text" });
  });

  it("starts a worker in the next frame when the first is lost before it is up", async () => {
    opened.answerBy(() => null);
    const opening = open();
    await pass(6000);
    opened.answerBy((request) =>
      request.type === "spawn" ? { type: "started", id: request.id } : null,
    );
    await pass(3000);
    await opening;
    expect(opened.frames()).toBe(2);
  });

  it("gives up after three frames, and says what became of them", async () => {
    opened.answerBy(() => null);
    const failed = open().catch((error: unknown) => error);
    await pass(30_000);
    expect(String(await failed)).toContain("the browser ended the sandbox");
    expect(opened.requests.filter(({ type }) => type === "spawn")).toHaveLength(3);
  });

  it("leaves a frame alone that answers, and one that has no workers", async () => {
    opened.answerBy((request) => {
      if (request.type === "ping") return { type: "pong" };
      return request.type === "spawn" ? { type: "started", id: request.id } : null;
    });
    const worker = await open();
    await pass(30_000);
    worker.end("enough");
    await settle();
    const before = opened.requests.length;
    await pass(60_000);
    expect(opened.requests.length).toBe(before);
    expect(opened.frames()).toBe(1);
  });
});

describe("a program with parts", () => {
  const spawns = () => opened.requests.filter(({ type }) => type === "spawn");

  it("is loaded when its first worker is opened, and sent once", async () => {
    await open();
    expect(opened.python.loads()).toBe(0);
    await open("python");
    await open("python");
    expect(opened.python.loads()).toBe(1);
    const [, first, second] = spawns();
    expect(first).toMatchObject({ text: "python", parts: { "engine.wasm": expect.anything() } });
    expect(second).not.toHaveProperty("parts");
  });

  it("is loaded again after it could not be", async () => {
    opened.python.breakWith(new FlowbookError("runtime", "You are offline."));
    await expect(open("python")).rejects.toThrow("You are offline.");
    opened.python.breakWith(null);
    await open("python");
    expect(opened.python.loads()).toBe(2);
  });

  it("boots one worker before all others, which start from what it made", async () => {
    opened.answerBy(() => null);
    const both = [open("python"), open("python")];
    await settle();
    expect(spawns()).toHaveLength(1);
    opened.answerBy((request) =>
      request.type === "spawn" ? { type: "started", id: request.id } : null,
    );
    const snapshot = new Uint8Array([7]).buffer;
    opened.say({ type: "started", id: "python-1", keep: { snapshot } });
    await Promise.all(both);
    expect(spawns()).toHaveLength(2);
    expect(opened.python.told).toEqual(["started", ["keep", "snapshot"], "started"]);
  });

  it("is loaded anew for a worker that did not boot, and tried once more", async () => {
    opened.answerBy(() => null);
    const opening = open("python");
    const other = open("python");
    await settle();
    opened.answerBy((request) =>
      request.type === "spawn" ? { type: "started", id: request.id } : null,
    );
    opened.say({ type: "cannotBoot", id: "python-1", message: "no room" });
    await Promise.all([opening, other]);
    expect(opened.python.told[0]).toContain("no room");
    expect(opened.python.loads()).toBe(2);
    expect(spawns().filter((request) => "parts" in request)).toHaveLength(2);
  });

  it("is given up when it does not boot a third time", async () => {
    opened.answerBy((request) =>
      request.type === "spawn" ? { type: "cannotBoot", id: request.id, message: "no room" } : null,
    );
    await expect(open("python")).rejects.toMatchObject({ code: "runtime" });
    expect(spawns()).toHaveLength(3);
  });

  it("has the time to boot that it asks for", async () => {
    opened.answerBy((request) => (request.type === "ping" ? { type: "pong" } : null));
    const failed = open("python").catch((error: unknown) => error);
    await pass(61_000);
    expect(String(await failed)).toContain("60 seconds");
  });
});
