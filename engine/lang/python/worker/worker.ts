/** The entry of a sandboxed Python worker, bundled with all it imports to one classic script. */

import { expose } from "comlink";
import { closeDoors } from "../../../sandbox/globals.ts";
import { startPulse } from "../../../sandbox/pulse.ts";
import { boot } from "./boot.ts";
import type { Parts } from "./boot.ts";
import { PythonWorld } from "./world.ts";

addEventListener(
  "message",
  (event: MessageEvent<Parts>) => {
    const [api, reports, pulse] = event.ports;
    if (pulse !== undefined) beat(pulse);
    if (api !== undefined && reports !== undefined) void start(event.data, api, reports);
  },
  { once: true },
);
const beat = startPulse();
const { say } = closeDoors();
say("up");

async function start(parts: Parts, api: MessagePort, reports: MessagePort): Promise<void> {
  try {
    const { pyodide, snapshot } = await boot(parts);
    const world = new PythonWorld({ pyodide, reports });
    globalThis.fetch = world.fetch;
    expose(world.api, api);
    say(snapshot === null ? {} : { keep: { snapshot } });
  } catch (error) {
    say({ failed: error instanceof Error ? error.message : String(error) });
  }
}
