/** Boots sandboxed workers ahead of need, and forms them into crews that loaded one program. */

import type { LanguageId } from "../model/notebook.ts";
import type { Crew, Sandbox, SandboxWorker } from "../ports.ts";
import type { WireProgram } from "../sandbox/protocol.ts";
import { PoolCrew } from "./pool-crew.ts";
import type { ExpectedFlow } from "./same-flow.ts";

export interface WorkerPoolOptions {
  readonly sandbox: Sandbox;
  readonly language: LanguageId;
  /** Workers of a crew at a time, at least 1. */
  readonly size: number;
  /** Workers kept booted, with nothing loaded, for the next one that is needed. */
  readonly spares?: number;
}

export class WorkerPool {
  readonly #sandbox: Sandbox;
  readonly #language: LanguageId;
  readonly #spareCount: number;
  readonly #spares: Promise<SandboxWorker>[] = [];
  /** All that were taken and live. */
  readonly #taken = new Set<SandboxWorker>();
  readonly #crews = new Set<PoolCrew>();
  #size: number;

  constructor({ sandbox, language, size, spares = 1 }: WorkerPoolOptions) {
    this.#sandbox = sandbox;
    this.#language = language;
    this.#size = size;
    this.#spareCount = spares;
  }

  /** Workers of a crew at a time. */
  get size(): number {
    return this.#size;
  }

  resize(size: number): void {
    this.#size = size;
    for (const crew of this.#crews) crew.shrink();
  }

  /** Boots the spares now, so that the first crew need not wait for them. */
  warmUp(): void {
    while (this.#spares.length < this.#spareCount) this.#addSpare();
  }

  /**
   * A crew for one run. Its workers are opened when they are asked for, and load the program; they
   * end with the run, for what it left behind in them must not be seen by the next.
   * @param expected the flow as the kernel built it: a worker that built another breaks the crew
   */
  crew(program: WireProgram, expected: ExpectedFlow): Crew {
    const crew = new PoolCrew({
      program,
      expected,
      size: () => this.#size,
      take: () => this.#take(),
      closed: () => this.#crews.delete(crew),
    });
    this.#crews.add(crew);
    return crew;
  }

  /** Ends every worker, lent or not; calls under way reject. The pool can be used again afterwards. */
  closeAll(why: string): void {
    for (const crew of this.#crews) crew.close();
    for (const worker of this.#taken) worker.end(why);
    for (const spare of this.#spares.splice(0)) {
      /* One that never came up needs no ending. */
      spare.then(
        (worker) => worker.end(why),
        () => {},
      );
    }
  }

  async #take(): Promise<SandboxWorker> {
    const opening = this.#spares.shift() ?? this.#sandbox.open(this.#language);
    this.warmUp();
    const kept = await opening;
    const worker = (await kept.isThere()) ? kept : await this.#sandbox.open(this.#language);
    this.#taken.add(worker);
    void worker.ended.then(() => this.#taken.delete(worker));
    return worker;
  }

  #addSpare(): void {
    const spare = this.#sandbox.open(this.#language);
    const drop = () => {
      const index = this.#spares.indexOf(spare);
      if (index >= 0) void this.#spares.splice(index, 1);
    };
    this.#spares.push(spare);
    /* A spare that fails is no news: the next worker that is really needed will say why. */
    spare.then((worker) => worker.ended.then(drop), drop);
  }
}
