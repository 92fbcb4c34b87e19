/** Keeps booted workers of slow languages ready, for whoever needs the next: kernel, drafts, runs. */

import type { LanguageId } from "../model/notebook.ts";
import type { Sandbox, SandboxWorker } from "../ports.ts";

export interface SpareWorkersOptions {
  readonly sandbox: Sandbox;
  /** How many of each language; none of those not named. */
  readonly spares: Readonly<Partial<Record<LanguageId, number>>>;
}

/** A sandbox whose workers are often there before they are asked for. Those it gives out are fresh. */
export class SpareWorkers implements Sandbox {
  readonly #options: SpareWorkersOptions;
  readonly #spares = new Map<LanguageId, Promise<SandboxWorker>[]>();

  constructor(options: SpareWorkersOptions) {
    this.#options = options;
  }

  async open(language: LanguageId): Promise<SandboxWorker> {
    const spare = this.#sparesOf(language).shift();
    const worker = await (spare?.catch(() => this.#boot(language)) ?? this.#boot(language));
    /* Only now: whoever waits for a worker comes before those that nobody waits for. */
    this.#fill(language);
    return worker;
  }

  /** Boots the spares of a language, once: a language that cannot be had is tried again by `open`. */
  prepare(language: LanguageId): void {
    if (!this.#spares.has(language)) this.#fill(language);
  }

  #boot(language: LanguageId): Promise<SandboxWorker> {
    return this.#options.sandbox.open(language);
  }

  #sparesOf(language: LanguageId): Promise<SandboxWorker>[] {
    const spares = this.#spares.get(language) ?? [];
    this.#spares.set(language, spares);
    return spares;
  }

  #fill(language: LanguageId): void {
    const spares = this.#sparesOf(language);
    while (spares.length < (this.#options.spares[language] ?? 0)) {
      const spare = this.#boot(language);
      const drop = (): void => {
        const index = spares.indexOf(spare);
        if (index >= 0) void spares.splice(index, 1);
      };
      spares.push(spare);
      /* One that fails is no news: the next that is really needed will say why. */
      spare.then((worker) => worker.ended.then(drop), drop);
    }
  }
}
