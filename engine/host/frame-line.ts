/** The engine's line to one sandbox frame: starts and kills workers, and notices when the frame is gone. */

import { FlowbookError } from "../model/errors.ts";
import type { LanguageId } from "../model/notebook.ts";
import type { SandboxProgram } from "../ports.ts";
import type { FrameReport, FrameRequest } from "./boot-script.ts";
import { parseFrameReport } from "./frame-report.ts";
import { Heartbeat } from "./heartbeat.ts";

/** How long a worker may take to start, where its program does not say. */
const PATIENCE = 20_000;

type Started = Extract<FrameReport, { type: "started" }>;

interface Starting {
  readonly started: (report: Started) => void;
  readonly failed: (error: FlowbookError) => void;
}

/** For each language what its workers are started from: loaded when the first one is opened. */
export type Programs = Readonly<Partial<Record<LanguageId, () => Promise<SandboxProgram>>>>;

export interface FrameLineOptions {
  readonly port: MessagePort;
  readonly programs: Programs;
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
  readonly #programs = new Map<LanguageId, Promise<SandboxProgram>>();
  /** The frame has their texts and parts. */
  readonly #sent = new Set<SandboxProgram>();
  /** The first starts of programs whose other workers wait for one. */
  readonly #first = new Map<SandboxProgram, Promise<void>>();
  /** Who waits for a sign of life. */
  #asking: (() => void)[] = [];
  /** While workers live, the frame is asked whether it does too. */
  readonly #heart = new Heartbeat({ ask: () => this.#ping(), silent: () => this.#lose() });
  #isLost = false;

  constructor(options: FrameLineOptions) {
    this.#options = options;
    options.port.addEventListener("message", (event: MessageEvent<unknown>) =>
      this.#hear(parseFrameReport(event.data)),
    );
    options.port.start();
  }

  /**
   * @throws FlowbookError `cannotIsolate` if no worker can be started, `runtime` if one could not
   * boot, or whatever loading its program failed with
   */
  async spawn(spawn: Spawn): Promise<void> {
    const program = await this.#load(spawn.language);
    if (program.firstAlone !== true) return this.#start(spawn, program);
    const first = this.#first.get(program);
    if (first === undefined) {
      const start = this.#start(spawn, program);
      this.#first.set(program, start);
      return start;
    }
    try {
      await first;
    } catch {
      /* Whoever opened the first one hears why. The next is the first of the program loaded anew. */
      this.#first.delete(program);
      return this.spawn(spawn);
    }
    return this.#start(spawn, program);
  }

  /** Resolves when the frame answers; never if it is gone, but then each worker of it crashes. */
  answers(): Promise<void> {
    return new Promise((resolve) => {
      this.#asking.push(resolve);
      this.#tell({ type: "ping" });
    });
  }

  kill(id: string): void {
    this.#running.delete(id);
    this.#tell({ type: "kill", id });
  }

  #load(language: LanguageId): Promise<SandboxProgram> {
    const known = this.#programs.get(language);
    if (known !== undefined) return known;
    const load = this.#options.programs[language];
    if (load === undefined) {
      const message = `There is no worker for cells in ${language}.`;
      return Promise.reject(new FlowbookError("notFound", message));
    }
    const loading = load();
    this.#programs.set(language, loading);
    loading.catch(() => this.#programs.delete(language));
    return loading;
  }

  async #start(spawn: Spawn, program: SandboxProgram): Promise<void> {
    if (this.#isLost) throw frameLost();
    const { id, language, crashed } = spawn;
    const up = this.#waitForStart(id, program.patience ?? PATIENCE);
    this.#send(spawn, program);
    this.#heart.start();
    try {
      const { keep } = await up;
      this.#running.set(id, crashed);
      program.started?.();
      if (keep !== undefined) program.keep?.(keep);
    } catch (error) {
      this.kill(id);
      if (error instanceof FlowbookError) this.#giveUp(language, program, error);
      throw error;
    } finally {
      this.#starting.delete(id);
    }
  }

  /** Text and parts of a program are sent once: the frame keeps them. */
  #send({ id, language, ports }: Spawn, program: SandboxProgram): void {
    const request = { type: "spawn", id, program: language } as const;
    if (this.#sent.has(program)) return this.#tell(request, ports);
    this.#sent.add(program);
    const { text, parts } = program;
    this.#tell({ ...request, text, ...(parts && { parts }) }, [
      ...ports,
      ...Object.values(parts ?? {}),
    ]);
  }

  /** A program that does not boot is loaded anew the next time: what it was made of may be spoilt. */
  #giveUp(language: LanguageId, program: SandboxProgram, error: FlowbookError): void {
    program.failed?.(error);
    if (error.code === "runtime" && this.#sent.delete(program)) this.#programs.delete(language);
  }

  #tell(request: FrameRequest, moved: readonly Transferable[] = []): void {
    this.#options.port.postMessage(request, [...moved]);
  }

  #hear(report: FrameReport): void {
    this.#heart.heard();
    for (const tell of this.#asking.splice(0)) tell();
    if (report.type === "pong") return;
    const starting = this.#starting.get(report.id);
    if (report.type === "started") starting?.started(report);
    else if (starting === undefined) this.#running.get(report.id)?.(report.message);
    else if (report.type === "cannotIsolate") starting.failed(cannotStart(report.message));
    else starting.failed(cannotBoot(report.message));
  }

  #waitForStart(id: string, patience: number): Promise<Started> {
    return new Promise((resolve, reject) => {
      const failed = (error: FlowbookError) => {
        clearTimeout(timer);
        reject(error);
      };
      const late = `no answer for ${patience / 1000} seconds`;
      const timer = setTimeout(() => failed(cannotStart(late)), patience);
      const started = (report: Started) => {
        clearTimeout(timer);
        resolve(report);
      };
      this.#starting.set(id, { started, failed });
    });
  }

  get #isEmpty(): boolean {
    return this.#running.size + this.#starting.size === 0;
  }

  #ping(): void {
    if (this.#isEmpty) this.#heart.stop();
    else this.#tell({ type: "ping" });
  }

  #lose(): void {
    this.#heart.stop();
    /* Nobody misses it, and whoever starts the next worker finds out. */
    if (this.#isEmpty) return;
    this.#isLost = true;
    this.#options.port.close();
    this.#options.lost();
    for (const { failed } of this.#starting.values()) failed(frameLost());
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

/** The next worker starts in the frame that takes this one's place. */
const frameLost = (): FlowbookError => {
  const { code, message } = cannotStart(GONE);
  return new FlowbookError(code, message, { again: true });
};

const cannotBoot = (why: string): FlowbookError =>
  new FlowbookError("runtime", `A worker came up and could not get ready: ${why}`, { again: true });

/** Whether a worker is worth another try: from a program loaded anew, or in another frame. */
export const isWorthAnother = (error: unknown): boolean =>
  error instanceof FlowbookError && error.data["again"] === true;
