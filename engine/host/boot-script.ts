/** The only script of the sandbox frame: it starts and kills workers, and nothing else. */

/** Sent by the frame when it listens. */
export const frameReady = "flowbook-sandbox-ready";

/** What the engine asks of the frame. The ports of a spawn travel beside it: api, then reports. */
export type FrameRequest =
  | {
      readonly type: "spawn";
      readonly id: string;
      readonly program: string;
      readonly text?: string;
    }
  | { readonly type: "kill"; readonly id: string }
  /** Are you there? The browser may end a frame that ran out of memory, and tells nobody. */
  | { readonly type: "ping" };

/** What the frame answers. */
export type FrameReport =
  | { readonly type: "started"; readonly id: string }
  | { readonly type: "crashed"; readonly id: string; readonly message: string }
  | { readonly type: "cannotIsolate"; readonly id: string; readonly message: string }
  | { readonly type: "pong" };

/**
 * Plain JavaScript, inlined into the frame and allowed there by hash alone. A worker says one word
 * when it is up; only then are its ports handed over, for ports sent to a worker that fails to start
 * are lost. After that word nothing from the worker is listened to: its messages go over its ports
 * to the engine. An `error` event that gets through means that the worker is beyond catching its
 * own errors, and ends it.
 */
export const bootScript = `"use strict";
(() => {
  const texts = new Map();
  const blobUrls = new Map();
  const workers = new Map();
  let engine = null;

  const tell = (type, id, message) => engine.postMessage({ type, id, message });

  const kill = (id) => {
    const worker = workers.get(id);
    if (worker === undefined) return;
    workers.delete(id);
    worker.onmessage = worker.onerror = null;
    worker.terminate();
  };

  const blobUrl = (program) => {
    if (!blobUrls.has(program)) {
      const blob = new Blob([texts.get(program)], { type: "text/javascript" });
      blobUrls.set(program, URL.createObjectURL(blob));
    }
    return blobUrls.get(program);
  };
  const dataUrl = (program) =>
    "data:text/javascript;charset=utf-8," + encodeURIComponent(texts.get(program));

  const start = (id, program, ports, urls) => {
    let started = false;
    const failed = (message) => {
      kill(id);
      if (started) tell("crashed", id, message);
      else if (urls.length > 1) start(id, program, ports, urls.slice(1));
      else tell("cannotIsolate", id, message);
    };
    try {
      const worker = new Worker(urls[0](program));
      workers.set(id, worker);
      worker.onmessage = () => {
        worker.onmessage = null;
        started = true;
        worker.postMessage(null, ports);
        tell("started", id);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        failed(String(event.message || "the worker stopped without a reason"));
      };
    } catch (error) {
      failed(String(error));
    }
  };

  addEventListener("message", function connect(event) {
    if (event.source !== parent || event.ports.length !== 1) return;
    removeEventListener("message", connect);
    engine = event.ports[0];
    engine.onmessage = ({ data, ports }) => {
      if (data.type === "ping") tell("pong");
      if (data.type === "kill") kill(data.id);
      if (data.type !== "spawn") return;
      if (data.text !== undefined) texts.set(data.program, data.text);
      start(data.id, data.program, [...ports], [blobUrl, dataUrl]);
    };
  });
  parent.postMessage("${frameReady}", "*");
})();
`;

/** Of `bootScript`, as a policy names it; a test keeps it true. */
export const bootHash = "sha256-1nkmrWFWg+X+T6zSrisR7iYepH1/XdcZZevbWi42pWs=";

/** The frame's own policy: our script, workers and modules from text, and no way out. */
const framePolicy = [
  "default-src 'none'",
  `script-src blob: 'wasm-unsafe-eval' '${bootHash}'`,
  "worker-src blob: data:",
  "connect-src 'none'",
].join("; ");

/** The frame's whole document. */
export const frameDocument =
  "<!doctype html>" +
  `<meta http-equiv="Content-Security-Policy" content="${framePolicy}">` +
  `<script>${bootScript}</script>`;
