/** Asks something for a sign of life, over and over, and notices when it gives none. */

/** So often (ms) it is asked. */
const EVERY = 2_000;
/** It may miss this many in a row: whatever answers may be busy with other things. */
const MISSED = 3;

export interface HeartbeatOptions {
  readonly ask: () => void;
  /** Called once each time that it has fallen silent. */
  readonly silent: () => void;
}

export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #timer: ReturnType<typeof setInterval> | null = null;
  #unanswered = 0;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /** Whether it has missed more than it may. */
  get isSilent(): boolean {
    return this.#unanswered > MISSED;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#beat(), EVERY);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#unanswered = 0;
  }

  /** It gave a sign of life. */
  heard(): void {
    this.#unanswered = 0;
  }

  #beat(): void {
    const { ask, silent } = this.#options;
    if (this.#unanswered++ === MISSED) silent();
    else ask();
  }
}

/** Resolves after as long as one sign of life may take. */
export const oneBeat = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, EVERY));
