/** The page's door to the engine: opens the sandbox frame, starts the engine worker, connects the two. */

import { transferHandlers, wrap } from "comlink";
import type { EngineApi, EngineEvent, EngineSettings } from "./api.ts";
import { openSandboxFrame } from "./host/frame.ts";
import type { Connect, Keeping } from "./worker.ts";

/** The engine's door as its other side sees it: every call a message, rooms of it reached by name. */
export type EngineClient = EngineApi;

export interface EngineConnection {
  readonly api: EngineClient;
  /** At most one listener; events that came before it are handed over first. */
  onEvents(listener: (events: readonly EngineEvent[]) => void): void;
}

/** As many task workers as the machine has processors, at most eight; of Python two, they are heavy. */
export const defaultSettings = (): EngineSettings => ({
  poolSize: Math.min(8, Math.max(1, navigator.hardwareConcurrency || 2)),
  poolSizes: { python: 2 },
  skipWaits: false,
});

/**
 * Never rejects for want of a sandbox: then reading and editing work, and running says why not.
 * @param keeping  forget: nothing is stored, and no other tab is told of or listened to
 */
export async function connectEngine(
  settings = defaultSettings(),
  keeping: Keeping = "keep",
): Promise<EngineConnection> {
  /* Nothing of ours is ever handed over by proxy: who holds one can run code in our realm. */
  transferHandlers.delete("proxy");
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const api = new MessageChannel();
  const events = new MessageChannel();
  const { frame, why } = await openFrame();
  const connect: Connect = {
    api: api.port2,
    events: events.port2,
    frame,
    why,
    path: location.pathname,
    settings,
    keeping,
  };
  worker.postMessage(connect, [api.port2, events.port2, ...(frame ? [frame] : [])]);
  return {
    /* All of its methods are asynchronous already: the proxy has the same shape. */
    api: wrap<EngineApi>(api.port1) as unknown as EngineClient,
    onEvents(listener) {
      events.port1.addEventListener("message", ({ data }: MessageEvent<readonly EngineEvent[]>) =>
        listener(data),
      );
      events.port1.start();
    },
  };
}

async function openFrame(): Promise<{ frame: MessagePort | null; why: string }> {
  try {
    return { frame: (await openSandboxFrame()).port, why: "" };
  } catch (error) {
    return { frame: null, why: error instanceof Error ? error.message : String(error) };
  }
}
