/** Opens sandboxed workers in the page's frame, from the engine worker. */

import { FlowbookError } from "../model/errors.ts";
import type { LanguageId } from "../model/notebook.ts";
import type { Sandbox, SandboxWorker } from "../ports.ts";
import { FrameLine, isWorthAnother, type Programs } from "./frame-line.ts";
import type { FrameNews } from "./frame.ts";
import { WorkerHandle } from "./worker-handle.ts";

export interface FrameSandboxOptions {
  /** The port that `openSandboxFrame` gave the page. */
  readonly port: MessagePort;
  readonly programs: Programs;
}

/** So often a worker is started that did not boot, or whose frame the browser ended meanwhile. */
const MOST_TRIES = 3;

/** A sandbox that speaks to the frame's boot script. When the browser ends a frame, it gets another. */
export function frameSandbox({ port, programs }: FrameSandboxOptions): Sandbox {
  const frames = new Frames(port, programs);
  let count = 0;
  const start = async (language: LanguageId): Promise<SandboxWorker> => {
    const line = await frames.current();
    const id = `${language}-${++count}`;
    const api = new MessageChannel();
    const reports = new MessageChannel();
    const pulse = new MessageChannel();
    let crash: (message: string) => void = () => {};
    await line.spawn({
      id,
      language,
      ports: [api.port2, reports.port2, pulse.port2],
      crashed: (message) => crash(message),
    });
    const kill = () => line.kill(id);
    const answers = () => line.answers();
    const handle = new WorkerHandle({
      id,
      api: api.port1,
      reports: reports.port1,
      pulse: pulse.port1,
      kill,
      answers,
    });
    crash = (message) => handle.crash(message);
    return handle;
  };
  return {
    async open(language) {
      for (let tries = 1; ; tries++) {
        try {
          return await start(language);
        } catch (error) {
          if (tries === MOST_TRIES || !isWorthAnother(error)) throw error;
        }
      }
    },
  };
}

/** The frame in use: the page hands over the first by itself, and others when asked. */
class Frames {
  readonly #page: MessagePort;
  readonly #programs: Programs;
  #current: Promise<FrameLine>;

  constructor(page: MessagePort, programs: Programs) {
    this.#page = page;
    this.#programs = programs;
    this.#current = this.#next();
    page.start();
  }

  current(): Promise<FrameLine> {
    return this.#current;
  }

  #next(): Promise<FrameLine> {
    const next = new Promise<FrameLine>((resolve, reject) => {
      const hear = ({ data, ports: [port] }: MessageEvent<FrameNews>) => {
        if (data.type === "noFrame") reject(new FlowbookError("cannotIsolate", data.message));
        else if (port !== undefined) resolve(this.#line(port));
      };
      this.#page.addEventListener("message", hear, { once: true });
    });
    /* Whoever opens a worker hears of it. */
    next.catch(() => {});
    return next;
  }

  #line(port: MessagePort): FrameLine {
    const lost = () => {
      this.#current = this.#next();
      this.#page.postMessage(null);
    };
    return new FrameLine({ port, programs: this.#programs, lost });
  }
}
