/** The page's part of the sandbox, and the engine's only DOM: the hidden frame that starts workers. */

import { FlowbookError } from "../model/errors.ts";
import { frameDocument, frameReady } from "./boot-script.ts";

/** How long a frame may take to answer before we call it impossible. */
const PATIENCE = 15_000;

export interface SandboxFrame {
  /** Speaks `FrameRequest` and `FrameReport`. To be transferred to the engine worker. */
  readonly port: MessagePort;
  /** Removes the frame, and with it every worker it started. */
  close(): void;
}

/**
 * Makes a frame of opaque origin, which can reach neither this page nor its storage. The port is the
 * credential: it is handed over once, to the window we made ourselves.
 * @throws FlowbookError `cannotIsolate` when the frame does not come up.
 */
export function openSandboxFrame(): Promise<SandboxFrame> {
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
