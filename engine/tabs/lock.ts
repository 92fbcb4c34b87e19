/** A lock that one tab of a browser can hold: until it lets go, dies, or is robbed of it. */

/** The part of the browser's lock manager that is used. */
export interface Locks {
  request(
    name: string,
    options: LockOptions,
    callback: (lock: Lock | null) => Promise<void>,
  ): Promise<unknown>;
  query(): Promise<LockManagerSnapshot>;
}

export interface LockNews {
  /** It was waited for, and is held now. */
  granted(): void;
  /** Somebody stole it. */
  stolen(): void;
}

export class TabLock {
  readonly #locks: Locks;
  readonly #name: string;
  readonly #news: LockNews;
  /** Lets go of the lock; null: it is not held. */
  #release: (() => void) | null = null;
  #waiting: AbortController | null = null;

  constructor(locks: Locks, name: string, news: LockNews) {
    this.#locks = locks;
    this.#name = name;
    this.#news = news;
  }

  get isHeld(): boolean {
    return this.#release !== null;
  }

  /** Takes the lock if nobody has it; tells whether it did. */
  takeIfFree(): Promise<boolean> {
    return this.#request({ ifAvailable: true });
  }

  /** Queues for the lock: `granted` says when it is held. Rejects where the browser refuses. */
  async wait(): Promise<void> {
    if (this.isHeld || this.#waiting) return;
    const waiting = new AbortController();
    this.#waiting = waiting;
    const isGranted = await this.#request({ signal: waiting.signal });
    if (this.#waiting === waiting) this.#waiting = null;
    if (isGranted) this.#news.granted();
  }

  stopWaiting(): void {
    this.#waiting?.abort();
    this.#waiting = null;
  }

  /** Takes the lock from whoever has it. */
  async steal(): Promise<void> {
    this.stopWaiting();
    if (!this.isHeld) await this.#request({ steal: true });
  }

  letGo(): void {
    this.stopWaiting();
    this.#release?.();
    this.#release = null;
  }

  /** Resolves once it is known whether the lock was given. */
  #request(options: LockOptions): Promise<boolean> {
    return new Promise((resolve, reject) => {
      let release: (() => void) | null = null;
      const hold = (lock: Lock | null): Promise<void> => {
        if (lock === null) {
          resolve(false);
          return Promise.resolve();
        }
        return new Promise((letGo) => {
          release = letGo;
          this.#release = letGo;
          resolve(true);
        });
      };
      this.#locks.request(this.#name, options, hold).catch((error: unknown) => {
        if (release !== null) {
          if (this.#release !== release) return;
          this.#release = null;
          this.#news.stolen();
        } else if (options.signal?.aborted === true) resolve(false);
        else reject(error);
      });
    });
  }
}
