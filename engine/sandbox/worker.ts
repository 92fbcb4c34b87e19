/** The entry of a sandboxed worker, bundled with all it imports to one classic script. */

import { expose } from "comlink";
import { closeDoors, hearErrors } from "./globals.ts";
import { importBlob } from "./import-text.ts";
import type { ImportText } from "./import-text.ts";
import { startPulse } from "./pulse.ts";
import { World } from "./world.ts";

export interface SandboxWorkerOptions {
  /** The API is exposed on this one. */
  readonly api: MessagePort;
  /** Reports are posted on this one. */
  readonly reports: MessagePort;
  readonly importText: ImportText;
  /** The worker is alone in its thread: its globals are user code's, and are made fit for it. */
  readonly patchGlobals: boolean;
}

/** Starts the worker's side of the wire. One per instance of this bundle. */
export function startSandboxWorker(options: SandboxWorkerOptions): void {
  const world = new World(options);
  if (options.patchGlobals) {
    globalThis.console = world.globals.console;
    globalThis.fetch = world.globals.fetch;
    hearErrors((error) => world.printUncaught(error));
  }
  expose(world.api, options.api);
}

/** Under Node the bundle is evaluated in the test's own thread and started from outside. */
if ("DedicatedWorkerGlobalScope" in globalThis) startWhenConnected();

/** A word to the frame that we are up, one message from it with our ports, a word that we are ready. */
function startWhenConnected(): void {
  const beat = startPulse();
  const { say } = closeDoors();
  addEventListener(
    "message",
    (event) => {
      const [api, reports, pulse] = event.ports;
      if (api === undefined || reports === undefined) return;
      if (pulse !== undefined) beat(pulse);
      startSandboxWorker({ api, reports, importText: importBlob, patchGlobals: true });
      say({});
    },
    { once: true },
  );
  say("up");
}
