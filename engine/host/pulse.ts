/** Notices that one worker has died by itself, though it answers nobody while it computes. */

/** It is asked this often (ms) for a sign of life. */
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
  readonly #timer: ReturnType<typeof setInterval>;
  /** It has been heard: where a browser has no such workers, silence says nothing. */
  #isHeard = false;
  #isClosed = false;
  #unanswered = 0;

  constructor(options: PulseOptions) {
    this.#options = options;
    options.port.addEventListener("message", () => {
      this.#isHeard = true;
      this.#unanswered = 0;
    });
    options.port.start();
    options.port.postMessage(null);
    this.#timer = setInterval(() => this.#ask(), EVERY);
  }

  /** The worker has ended. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#options.port.close();
  }

  #ask(): void {
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
    if (this.#isClosed || this.#unanswered <= MISSED) return;
    this.close();
    died();
  }
}
