/**
 * Where a run's own code can be asked: the notebook's kernel while it lives, else a worker of the run's
 * own that has loaded its program. So a run outlives its kernel, and goes on after a reload.
 */

import type { FlowId } from "../model/graph.ts";
import type { LanguageId } from "../model/notebook.ts";
import type { Answer } from "../model/outcome.ts";
import type { RunProgram, SandboxWorker } from "../ports.ts";
import type { Oracle } from "../run/asker.ts";
import { isCulprit, MOST_DEATHS } from "../run/worker-deaths.ts";
import type { RunContext, WireQuestion } from "../sandbox/protocol.ts";
import { wireProgram } from "./program.ts";

/** A kernel, or the worker of the task that built a flow. */
export interface Home extends Oracle {
  readonly language: LanguageId;
  readonly worker: SandboxWorker | null;
}

export interface RunHomeOptions {
  /** null: there is none, or it is another one than the run began with. */
  readonly kernel: Home | null;
  readonly program: RunProgram;
  readonly open: (language: LanguageId) => Promise<SandboxWorker>;
  /** Called once with the worker of the run's own, if one is made. */
  readonly opened: (worker: SandboxWorker) => void;
}

export class RunHome implements Oracle {
  readonly #options: RunHomeOptions;
  readonly #kernelWorker: SandboxWorker | null;
  #own: Promise<SandboxWorker> | null = null;
  #isClosed = false;

  constructor(options: RunHomeOptions) {
    this.#options = options;
    this.#kernelWorker = options.kernel?.worker ?? null;
  }

  /** Whether this is the kernel's worker, whose reports the notebook hears itself. */
  isKernel(worker: SandboxWorker): boolean {
    return worker === this.#kernelWorker;
  }

  /** Where whoever is asked dies over it, somebody else is. */
  async ask(
    questions: readonly WireQuestion[],
    context: RunContext,
    flow: FlowId,
  ): Promise<Answer[]> {
    return this.#inSpiteOfDeaths(async () => {
      const { kernel } = this.#options;
      /* A kernel started anew has other objects than those this run began with. */
      if (kernel && kernel.worker !== null && kernel.worker === this.#kernelWorker) {
        return kernel.ask(questions, context, flow);
      }
      return (await this.own()).ask(questions, context, flow);
    });
  }

  /** A worker of its own, which has loaded the program. @throws FlowbookError where none can be had */
  own(): Promise<SandboxWorker> {
    if (this.#own !== null) return this.#own;
    const own = this.#inSpiteOfDeaths(() => this.#open());
    const forget = (): void => {
      if (this.#own === own) this.#own = null;
    };
    own.then((worker) => void worker.ended.then(forget), forget);
    this.#own = own;
    return own;
  }

  /** The run is over, or left. */
  close(): void {
    const own = this.#own;
    this.#isClosed = true;
    this.#own = null;
    /* One that did not come up needs no ending. */
    own?.then(
      (worker) => worker.end("Its run is over."),
      () => {},
    );
  }

  async #open(): Promise<SandboxWorker> {
    const { program, open, opened } = this.#options;
    const worker = await open(program.language);
    opened(worker);
    await worker.load(wireProgram(program));
    return worker;
  }

  /** Does it again where its worker died, unless that is its own doing, or happens too often. */
  async #inSpiteOfDeaths<T>(act: () => Promise<T>): Promise<T> {
    for (let deaths = 1; ; deaths++) {
      try {
        return await act();
      } catch (error) {
        if (this.#isClosed || deaths === MOST_DEATHS || isCulprit(error)) throw error;
      }
    }
  }
}
