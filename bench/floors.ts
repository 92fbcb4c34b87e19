/** The page that measures what cannot be undercut: wires the workers as the app does and waits. */

import { openSandboxFrame } from "../engine/host/frame.ts";
import type { FrameRequest } from "../engine/host/boot-script.ts";
import type { Floors } from "./floor-worker.ts";
import echoText from "./echo-worker.ts?sandbox-text";

declare global {
  interface Window {
    measureFloors: () => Promise<Floors>;
  }
}

/** Like the app: a blob worker in the sandboxed frame, its port in the hands of our own worker. */
window.measureFloors = async () => {
  const frame = await openSandboxFrame();
  const ours = new Worker(new URL("./floor-worker.ts", import.meta.url), { type: "module" });
  const { port1, port2 } = new MessageChannel();
  const spawn: FrameRequest = { type: "spawn", id: "echo", program: "echo", text: echoText };
  /* The frame's own port comes over the line that the engine would hold. */
  frame.port.onmessage = ({ ports: [line] }) => line?.postMessage(spawn, [port2]);
  try {
    return await new Promise((resolve, reject) => {
      ours.onmessage = (event: MessageEvent<Floors>) => resolve(event.data);
      ours.onerror = (event) => reject(new Error(event.message));
      ours.postMessage(null, [port1]);
    });
  } finally {
    ours.terminate();
    frame.close();
  }
};
