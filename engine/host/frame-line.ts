/** The engine's line to one sandbox frame: starts and kills workers, and notices when the frame is gone. */

import { FlowbookError } from "../model/errors.ts";
import type { LanguageId } from "../model/notebook.ts";
import type { FrameReport, FrameRequest } from "./boot-script.ts";
import { fieldsOf, oneOf, textOf } from "./guards.ts";

/** How long a worker may take to start. */
const PATIENCE = 20_000;
/** While workers live, the frame is asked this often whether it does too. */
const PING_EVERY = 3_000;
/** It may miss this many in a row: some browsers run it on the page's thread, which may be busy. */
const PINGS_MISSED = 4;

interface Starting {
  readonly started: () => void;
  readonly failed: (message: string) => void;
}

export interface FrameLineOptions {
  readonly port: MessagePort;
  readonly texts: Readonly<Partial<Record<LanguageId, string>>>;
  /** The frame is gone, and every worker in it. Called once. */
  readonly lost: () => void;
}

export interface Spawn {
  readonly id: string;
  readonly language: LanguageId;
  readonly ports: readonly MessagePort[];
  /** It stopped by itself, after it had started. */
  readonly crashed: (message: string) => void;
}

export class FrameLine {
  readonly #options: FrameLineOptions;
  readonly #starting = new Map<string, Starting>();
  readonly #running = new Map<string, (message: string) => void>();
  readonly #sent = new Set<LanguageId>();
  #timer: ReturnType<typeof setInterval> | null = null;
  #unanswered = 0;

  constructor(options: FrameLineOptions) {
    this.#options = options;
    options.port.addEventListener("message", (event: MessageEvent<unknown>) =>
      this.#hear(parseFrameReport(event.data)),
    );
    options.port.start();
  }

  /** @throws FlowbookError `cannotIsolate` if the worker does not start */
  async spawn({ id, language, ports, crashed }: Spawn): Promise<void> {
    const up = this.#waitForStart(id);
    /* The text of a language is sent once: the frame keeps it. */
    const text = this.#sent.has(language) ? undefined : this.#options.texts[language];
    this.#sent.add(language);
    this.#tell({ type: "spawn", id, program: language, ...(text && { text }) }, [...ports]);
    this.#keepAsking();
    try {
      await up;
      this.#running.set(id, crashed);
    } catch (error) {
      this.kill(id);
      throw error;
    } finally {
      this.#starting.delete(id);
    }
  }

  kill(id: string): void {
    this.#running.delete(id);
    this.#tell({ type: "kill", id });
  }

  #tell(request: FrameRequest, ports: MessagePort[] = []): void {
    this.#options.port.postMessage(request, ports);
  }

  #hear(report: FrameReport): void {
    this.#unanswered = 0;
    if (report.type === "pong") return;
    const starting = this.#starting.get(report.id);
    if (report.type === "started") starting?.started();
    else if (starting !== undefined) starting.failed(report.message);
    else this.#running.get(report.id)?.(report.message);
  }

  #waitForStart(id: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const failed = (message: string) => {
        clearTimeout(timer);
        reject(cannotStart(message));
      };
      const timer = setTimeout(() => failed(`no answer for ${PATIENCE / 1000} seconds`), PATIENCE);
      const started = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#starting.set(id, { started, failed });
    });
  }

  #keepAsking(): void {
    this.#timer ??= setInterval(() => this.#ping(), PING_EVERY);
  }

  #ping(): void {
    if (this.#running.size + this.#starting.size === 0) this.#stopAsking();
    else if (this.#unanswered >= PINGS_MISSED) this.#lose();
    else {
      this.#unanswered++;
      this.#tell({ type: "ping" });
    }
  }

  #stopAsking(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#unanswered = 0;
  }

  #lose(): void {
    this.#stopAsking();
    this.#options.port.close();
    this.#options.lost();
    for (const { failed } of this.#starting.values()) failed(GONE);
    for (const crashed of this.#running.values()) crashed(GONE);
  }
}

const GONE = "the browser ended the sandbox, most likely because its memory ran out";

const cannotStart = (why: string): FlowbookError =>
  new FlowbookError(
    "cannotIsolate",
    `This browser does not start a worker in a sandboxed frame (${why}), so code cannot be run ` +
      "safely here. Reading and editing still work.",
  );

const REPORTS: ReadonlySet<FrameReport["type"]> = new Set([
  "started",
  "crashed",
  "cannotIsolate",
  "pong",
]);

function parseFrameReport(value: unknown): FrameReport {
  const fields = fieldsOf(value, "a report of the frame");
  const type = oneOf(fields["type"], "the type of a frame's report", REPORTS);
  if (type === "pong") return { type };
  const id = textOf(fields["id"], "the id of a worker", 1000);
  if (type === "started") return { type, id };
  const message = fields["message"];
  return { type, id, message: typeof message === "string" ? message.slice(0, 1000) : "no reason" };
}
