/** How far it is until Python runs, told in steps: not more often than anybody can read. */

/** Often enough to look alive. */
const EVERY = 100;

/** Bytes; 0 of 0 where nothing has to be fetched. */
export interface RuntimeProgress {
  readonly step: "download" | "start" | "ready" | "failed";
  readonly loaded: number;
  readonly total: number;
  /** Why it failed. */
  readonly message?: string;
}

export class Progress {
  readonly #tell: (progress: RuntimeProgress) => void;
  readonly #now: () => number;
  #loaded = 0;
  #total = 0;
  #toldAt = -EVERY;
  #isReady = false;

  constructor(tell: (progress: RuntimeProgress) => void, now = () => performance.now()) {
    this.#tell = tell;
    this.#now = now;
  }

  download(loaded: number, total: number): void {
    this.#loaded = loaded;
    this.#total = total;
    const now = this.#now();
    if (now - this.#toldAt < EVERY && loaded < total) return;
    this.#toldAt = now;
    this.#say("download");
  }

  start(): void {
    this.#say("start");
  }

  /** A worker is up. The first one counts. */
  ready(): void {
    if (!this.#isReady) this.#say("ready");
    this.#isReady = true;
  }

  /** Once Python has run here, a worker that does not come up is the business of who wanted it. */
  failed(message: string): void {
    if (!this.#isReady) this.#say("failed", message);
  }

  #say(step: RuntimeProgress["step"], message?: string): void {
    const progress = { step, loaded: this.#loaded, total: this.#total };
    this.#tell(message === undefined ? progress : { ...progress, message });
  }
}
