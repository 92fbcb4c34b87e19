/** The page's part of the sandbox, and the engine's only DOM: the hidden frame that starts workers. */

import { FlowbookError } from "../model/errors.ts";
import { frameDocument, frameReady } from "./boot-script.ts";

/** How long a frame may take to answer before we call it impossible. */
const PATIENCE = 15_000;

export interface SandboxFrame {
  /** For the engine worker: `frameSandbox` takes it. */
  readonly port: MessagePort;
  /** Removes the frame, and with it every worker it started. */
  close(): void;
}

/** What the page tells the engine on that port. A frame's own port travels beside it. */
export type FrameNews =
  { readonly type: "frame" } | { readonly type: "noFrame"; readonly message: string };

/**
 * Opens a frame, and keeps a line to the engine on which it is handed over. Whatever comes back on
 * that line asks for another frame: the browser may have ended the first one.
 * @throws FlowbookError `cannotIsolate` when the frame does not come up.
 */
export async function openSandboxFrame(): Promise<SandboxFrame> {
  let frame = await openFrame();
  const { port1: engine, port2: port } = new MessageChannel();
  const handOver = () => engine.postMessage({ type: "frame" } satisfies FrameNews, [frame.port]);
  const replace = async () => {
    frame.close();
    try {
      frame = await openFrame();
      handOver();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      engine.postMessage({ type: "noFrame", message } satisfies FrameNews);
    }
  };
  engine.onmessage = () => void replace();
  handOver();
  return {
    port,
    close() {
      engine.close();
      frame.close();
    },
  };
}

/**
 * Makes a frame of opaque origin, which can reach neither this page nor its storage. The port is the
 * credential: it is handed over once, to the window we made ourselves.
 */
function openFrame(): Promise<SandboxFrame> {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.hidden = true;
  frame.title = "Sandbox";
  frame.srcdoc = frameDocument;
  return new Promise((resolve, reject) => {
    const stopListening = () => {
      clearTimeout(timer);
      removeEventListener("message", connect);
    };
    const connect = (event: MessageEvent) => {
      /* An opaque origin is called "null" and proves nothing; the window itself does. */
      if (event.source !== frame.contentWindow || event.data !== frameReady) return;
      stopListening();
      const { port1, port2 } = new MessageChannel();
      frame.contentWindow?.postMessage(null, "*", [port2]);
      resolve({ port: port1, close: () => frame.remove() });
    };
    const timer = setTimeout(() => {
      stopListening();
      frame.remove();
      reject(new FlowbookError("cannotIsolate", FRAME_SILENT));
    }, PATIENCE);
    addEventListener("message", connect);
    document.body.append(frame);
  });
}

const FRAME_SILENT =
  "This browser did not start the sandbox frame, so code cannot be run safely here. " +
  "Reading and editing still work; to run flows, use a current Chrome, Edge, Firefox or Safari.";
