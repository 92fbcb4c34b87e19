/** The workers of one run: opened as they are asked for, each having loaded the run's program. */

import { FlowbookError } from "../model/errors.ts";
import type { Crew, SandboxWorker } from "../ports.ts";
import type { WireProgram } from "../sandbox/protocol.ts";
import { checkSameFlow } from "./same-flow.ts";
import type { ExpectedFlow } from "./same-flow.ts";

/** Workers that may fail to load one after the other before the crew gives up. */
const MOST_FAILURES = 3;

export interface PoolCrewOptions {
  readonly program: WireProgram;
  readonly expected: ExpectedFlow;
  readonly size: () => number;
  /** A booted worker with nothing loaded. */
  readonly take: () => Promise<SandboxWorker>;
  readonly closed: () => void;
}

export class PoolCrew implements Crew {
  readonly broken: Promise<Error>;
  readonly #options: PoolCrewOptions;
  /** All that loaded the program and live, lent or not. */
  readonly #members = new Set<SandboxWorker>();
  #free: SandboxWorker[] = [];
  #opening = 0;
  #failures = 0;
  #isClosed = false;
  #whenFree: (() => void) | null = null;
  #break: (error: Error) => void = () => {};

  constructor(options: PoolCrewOptions) {
    this.#options = options;
    this.broken = new Promise((resolve) => (this.#break = resolve));
  }

  get size(): number {
    return this.#options.size();
  }

  lend(whenFree: () => void): SandboxWorker | null {
    const worker = this.#free.pop();
    if (worker !== undefined) return worker;
    this.#whenFree = whenFree;
    this.#grow();
    return null;
  }

  giveBack(worker: SandboxWorker): void {
    if (!this.#members.has(worker)) return;
    if (this.#isClosed || this.#members.size > this.size) this.discard(worker);
    else this.#add(worker);
  }

  discard(worker: SandboxWorker): void {
    worker.end("it is not needed any more");
    this.#forget(worker);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#whenFree = null;
    for (const worker of this.#free) worker.end("its run is over");
    this.#free = [];
    this.#options.closed();
  }

  /** Ends free workers that are more than the crew may now have. */
  shrink(): void {
    while (this.#members.size > this.size) {
      const worker = this.#free.pop();
      if (worker === undefined) return;
      this.discard(worker);
    }
  }

  #add(worker: SandboxWorker): void {
    this.#free.push(worker);
    const tell = this.#whenFree;
    this.#whenFree = null;
    tell?.();
  }

  #forget(worker: SandboxWorker): void {
    this.#members.delete(worker);
    this.#free = this.#free.filter((each) => each !== worker);
    if (this.#whenFree !== null) this.#grow();
  }

  /** One worker at first, then as many again as there are: small runs need few. */
  #grow(): void {
    const room = this.size - this.#members.size - this.#opening;
    const wanted = Math.max(1, this.#members.size) - this.#opening;
    for (let count = Math.min(room, wanted); count > 0; count--) void this.#open();
  }

  async #open(): Promise<void> {
    this.#opening++;
    try {
      const worker = await this.#load();
      this.#opening--;
      this.#failures = 0;
      if (this.#isClosed) worker.end("its run is over");
      else this.#admit(worker);
    } catch (error) {
      this.#opening--;
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  async #load(): Promise<SandboxWorker> {
    const worker = await this.#options.take();
    try {
      checkSameFlow(this.#options.expected, await worker.load(this.#options.program));
    } catch (error) {
      worker.end("it could not load the program");
      throw error;
    }
    return worker;
  }

  #admit(worker: SandboxWorker): void {
    this.#members.add(worker);
    void worker.ended.then(() => this.#forget(worker));
    this.#add(worker);
  }

  #fail(error: Error): void {
    if (this.#isClosed) return;
    this.#failures++;
    const code = error instanceof FlowbookError ? error.code : null;
    const isFinal = code === "notDeterministic" || code === "cannotIsolate" || code === "notFound";
    if (isFinal || this.#failures >= MOST_FAILURES) this.#break(error);
    else if (this.#whenFree !== null) this.#grow();
  }
}
