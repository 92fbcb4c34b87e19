/** Keeps booted workers of slow languages ready, for whoever needs the next: kernel, drafts, runs. */

import type { LanguageId } from "../model/notebook.ts";
import type { Sandbox, SandboxWorker } from "../ports.ts";

export interface SpareWorkersOptions {
  readonly sandbox: Sandbox;
  /** How many of each language; none of those not named. */
  readonly spares: Readonly<Partial<Record<LanguageId, number>>>;
  /** Does something once it is quiet; the answer calls it off. A test has its own. */
  readonly whenQuiet?: (work: () => void) => () => void;
}

/** A run takes its workers within moments. To boot others meanwhile would take the processor from it. */
const QUIET = 1_000;

const afterQuiet = (work: () => void): (() => void) => {
  const timer = setTimeout(work, QUIET);
  return () => clearTimeout(timer);
};

/** A sandbox whose workers are often there before they are asked for. Those it gives out are fresh. */
export class SpareWorkers implements Sandbox {
  readonly #options: SpareWorkersOptions;
  readonly #spares = new Map<LanguageId, Promise<SandboxWorker>[]>();
  readonly #due = new Map<LanguageId, () => void>();

  constructor(options: SpareWorkersOptions) {
    this.#options = options;
  }

  async open(language: LanguageId): Promise<SandboxWorker> {
    const spare = this.#sparesOf(language).shift();
    const worker = await (spare ? this.#kept(spare, language) : this.#boot(language));
    /* Only now: whoever waits for a worker comes before those that nobody waits for. */
    this.#fillSoon(language);
    return worker;
  }

  /** Boots the spares of a language, once: a language that cannot be had is tried again by `open`. */
  prepare(language: LanguageId): void {
    if (!this.#spares.has(language)) this.#fill(language);
  }

  /** One that was kept, or a new one if it did not boot or is no more. */
  async #kept(spare: Promise<SandboxWorker>, language: LanguageId): Promise<SandboxWorker> {
    const worker = await spare.catch(() => null);
    return worker && (await worker.isThere()) ? worker : this.#boot(language);
  }

  #boot(language: LanguageId): Promise<SandboxWorker> {
    return this.#options.sandbox.open(language);
  }

  #sparesOf(language: LanguageId): Promise<SandboxWorker>[] {
    const spares = this.#spares.get(language) ?? [];
    this.#spares.set(language, spares);
    return spares;
  }

  #fillSoon(language: LanguageId): void {
    const { whenQuiet = afterQuiet } = this.#options;
    this.#due.get(language)?.();
    this.#due.set(
      language,
      whenQuiet(() => this.#fill(language)),
    );
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
