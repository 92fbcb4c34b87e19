/** Notices that one worker has died by itself, though it answers nobody while it computes. */

import { Heartbeat, oneBeat } from "./heartbeat.ts";

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
  readonly #heart: Heartbeat;

  constructor(options: PulseOptions) {
    this.#options = options;
    const { port } = options;
    const ask = (): void => port.postMessage(null);
    this.#heart = new Heartbeat({ ask, silent: () => void this.#makeSure() });
    port.addEventListener("message", () => {
      /* Not before: where a browser has no workers inside workers, silence says nothing. */
      this.#heart.start();
      this.#heart.heard();
    });
    port.start();
    ask();
  }

  /** The worker has ended. */
  close(): void {
    this.#heart.stop();
    this.#options.port.close();
  }

  /** It is dead if what it runs in answers, and it still does not. */
  async #makeSure(): Promise<void> {
    const { answers, died } = this.#options;
    await answers();
    await oneBeat();
    if (!this.#heart.isSilent) return;
    this.close();
    died();
  }
}
