/**
 * The flows that the text as it stands would build: evaluated in a worker of its own that runs no
 * flow and prints nothing, so that the graph changes while one types.
 */

import type { FlowDescription } from "../model/graph.ts";
import type { LanguageId } from "../model/notebook.ts";
import type { Sandbox, SandboxWorker } from "../ports.ts";
import type { WireProgram } from "../sandbox/protocol.ts";

/** Quiet time after a keystroke before a draft is built. */
const PAUSE = 400;

/** A draft is a courtesy: one that takes longer is given up. */
const PATIENCE = 3_000;

export interface DraftsOptions {
  readonly sandbox: Sandbox;
  readonly language: LanguageId;
  /** The cells to build from; null: not now. */
  readonly program: () => WireProgram | null;
  readonly show: (descriptions: readonly FlowDescription[]) => void;
}

export class Drafts {
  readonly #options: DraftsOptions;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #worker: SandboxWorker | null = null;
  /** Counts requests: an answer to an older one is dropped. */
  #version = 0;

  constructor(options: DraftsOptions) {
    this.#options = options;
  }

  /** The text has changed. */
  schedule(): void {
    this.cancel();
    this.#timer = setTimeout(() => void this.#build(), PAUSE);
  }

  /** Nothing is to be shown any more of what was asked for so far. */
  cancel(): void {
    this.#version += 1;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#worker?.end("The text has changed.");
    this.#worker = null;
  }

  async #build(): Promise<void> {
    const program = this.#options.program();
    if (program === null) return;
    const version = this.#version;
    let worker: SandboxWorker;
    try {
      worker = await this.#options.sandbox.open(this.#options.language);
    } catch {
      /* Where no worker can be started, running a cell says so; a draft need not. */
      return;
    }
    if (version !== this.#version) {
      worker.end("The text has changed.");
      return;
    }
    this.#worker = worker;
    const late = setTimeout(() => worker.end("The draft took too long."), PATIENCE);
    try {
      const { descriptions = [] } = await worker.load({ ...program, draft: true });
      if (version === this.#version) this.#options.show(descriptions);
    } catch {
      /* It spun, crashed or was overtaken: then there is no draft, and the last graph stays. */
    } finally {
      clearTimeout(late);
      worker.end("The draft is built.");
    }
  }
}
