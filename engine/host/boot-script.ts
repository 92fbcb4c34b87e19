/** The only script of the sandbox frame: it starts and kills workers, and nothing else. */

/** Sent by the frame when it listens. */
export const frameReady = "flowbook-sandbox-ready";

/**
 * What the engine asks of the frame. The ports of a spawn travel beside it: api, reports, pulse. The
 * text of a program, and its parts, come once: the frame keeps them.
 */
export type FrameRequest =
  | {
      readonly type: "spawn";
      readonly id: string;
      readonly program: string;
      readonly text?: string;
      readonly parts?: Readonly<Record<string, ArrayBuffer>>;
    }
  | { readonly type: "kill"; readonly id: string }
  /** Are you there? The browser may end a frame that ran out of memory, and tells nobody. */
  | { readonly type: "ping" };

/** What the frame answers. */
export type FrameReport =
  | {
      readonly type: "started";
      readonly id: string;
      /** Parts that the worker made while it booted. Those that boot later get them from the frame. */
      readonly keep?: Readonly<Record<string, ArrayBuffer>>;
    }
  | { readonly type: "crashed"; readonly id: string; readonly message: string }
  /** No worker came up. */
  | { readonly type: "cannotIsolate"; readonly id: string; readonly message: string }
  /** It came up, and could not make itself ready. */
  | { readonly type: "cannotBoot"; readonly id: string; readonly message: string }
  | { readonly type: "pong" };

/**
 * Plain JavaScript, inlined into the frame and allowed there by hash alone.
 *
 * A worker says two words. The first, when it is up: only then are its ports handed over, for ports
 * sent to a worker that fails to start are lost; with them come its program's parts, those named
 * `.wasm` as modules that are compiled once for all workers. The second, when it has booted and no
 * user code has run yet: `{ keep }`, parts for the workers after it, or `{ failed }`, why not. After
 * that nothing from the worker is listened to: its messages go over its ports to the engine. An
 * `error` event that gets through means that the worker is beyond catching its own errors, and ends
 * it.
 */
export const bootScript = `"use strict";
(() => {
  const texts = new Map();
  const parts = new Map();
  const blobUrls = new Map();
  const workers = new Map();
  let engine = null;

  const tell = (type, id, more) => engine.postMessage({ type, id, ...more });

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

  const compile = async (given) => {
    const compiled = { ...given };
    for (const name of Object.keys(compiled)) {
      if (name.endsWith(".wasm")) compiled[name] = await WebAssembly.compile(compiled[name]);
    }
    return compiled;
  };
  const learn = ({ program, text, parts: given }) => {
    if (text === undefined) return;
    URL.revokeObjectURL(blobUrls.get(program));
    blobUrls.delete(program);
    texts.set(program, text);
    const compiled = given ? compile(given) : Promise.resolve(null);
    compiled.catch(() => {});
    parts.set(program, compiled);
  };
  const keep = async (program, more) => {
    if (more) parts.set(program, Promise.resolve({ ...(await parts.get(program)), ...more }));
  };

  const start = (id, program, ports, urls) => {
    let stage = "cannotIsolate";
    const failed = (message) => {
      kill(id);
      if (stage === "cannotIsolate" && urls.length > 1) start(id, program, ports, urls.slice(1));
      else tell(stage, id, { message });
    };
    try {
      const worker = new Worker(urls[0](program));
      workers.set(id, worker);
      const hearSecond = async ({ data }) => {
        worker.onmessage = null;
        if (data.failed !== undefined) return failed(String(data.failed));
        stage = "crashed";
        await keep(program, data.keep);
        tell("started", id, data.keep && { keep: data.keep });
      };
      const hearFirst = async () => {
        worker.onmessage = hearSecond;
        stage = "cannotBoot";
        try {
          const given = await parts.get(program);
          if (workers.get(id) === worker) worker.postMessage(given, ports);
        } catch (error) {
          failed(String(error));
        }
      };
      worker.onmessage = hearFirst;
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
      learn(data);
      start(data.id, data.program, [...ports], [blobUrl, dataUrl]);
    };
  });
  parent.postMessage("${frameReady}", "*");
})();
`;

/** Of `bootScript`, as a policy names it; a test keeps it true. */
export const bootHash = "sha256-poNotkyKSCnN9eOMtW7msMfP7EiTRMBanYGC7mhVMqA=";

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
