/** Notices that one worker has died by itself, though it answers nobody while it computes. */

/** While something is asked of a worker, it is asked this often (ms) for a sign of life. */
const EVERY = 2_000;
/** It may miss this many in a row. */
const MISSED = 3;

export interface PulseOptions {
  /** A worker inside the worker answers each message at its other end. */
  readonly port: Pick<MessagePort, "addEventListener" | "start" | "postMessage" | "close">;
  /** Resolves when what the worker runs in answers: a machine that is busy with other things is no death. */
  readonly answers: () => Promise<void>;
  /** Called once. */
  readonly died: () => void;
}

export class Pulse {
  readonly #options: PulseOptions;
  #isWatched = false;
  #timer: ReturnType<typeof setInterval> | null = null;
  /** It has been heard: where a browser has no such workers, silence says nothing. */
  #isHeard = false;
  #unanswered = 0;

  constructor(options: PulseOptions) {
    this.#options = options;
    options.port.addEventListener("message", () => {
      this.#isHeard = true;
      this.#unanswered = 0;
    });
    options.port.start();
    options.port.postMessage(null);
  }

  /** From now on somebody waits for the worker. Short calls come and go: the timer outlives them. */
  watch(): void {
    if (this.#isWatched) return;
    this.#isWatched = true;
    this.#unanswered = 0;
    this.#timer ??= setInterval(() => this.#ask(), EVERY);
  }

  /** Nobody waits for it any more. */
  rest(): void {
    this.#isWatched = false;
  }

  close(): void {
    this.#stop();
    this.#options.port.close();
  }

  #stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #ask(): void {
    if (!this.#isWatched) return this.#stop();
    if (!this.#isHeard) return;
    if (this.#unanswered === MISSED) void this.#makeSure();
    this.#unanswered++;
    this.#options.port.postMessage(null);
  }

  /** It is dead if what it runs in answers, and it still does not. */
  async #makeSure(): Promise<void> {
    const { answers, died } = this.#options;
    await answers();
    await new Promise((resolve) => setTimeout(resolve, EVERY));
    if (this.#timer === null || !this.#isWatched || this.#unanswered <= MISSED) return;
    this.close();
    died();
  }
}
