/** A browser's locks and channels in memory, with tabs that can be killed. */

import type { Locks } from "../tabs/lock.ts";
import type { Channel } from "../tabs/seat.ts";

interface Request {
  readonly tab: object;
  readonly name: string;
  readonly grant: () => void;
  readonly rob: () => void;
}

class FakeChannel implements Channel {
  onmessage: Channel["onmessage"] = null;
  readonly #others: Set<FakeChannel>;

  constructor(others: Set<FakeChannel>) {
    this.#others = others;
    others.add(this);
  }

  postMessage(message: unknown): void {
    for (const other of this.#others) {
      if (other === this) continue;
      const data: unknown = structuredClone(message);
      queueMicrotask(() => other.onmessage?.(new MessageEvent("message", { data })));
    }
  }

  close(): void {
    this.#others.delete(this);
  }
}

export interface FakeTab {
  readonly locks: Locks;
  readonly channel: (name: string) => Channel;
  /** It hears nothing any more. */
  silence(): void;
  /** Ends it as a crash would: it says nothing, and its locks are free. */
  kill(): void;
}

const stolen = (): DOMException => new DOMException("stolen", "AbortError");

export class FakeBrowser {
  readonly #held = new Map<string, Request>();
  #waiting: Request[] = [];
  readonly #channels = new Map<string, Set<FakeChannel>>();

  openTab(): FakeTab {
    const tab = {};
    const own: FakeChannel[] = [];
    let isDead = false;
    return {
      locks: {
        request: (...[name, options, callback]) =>
          isDead ? new Promise(() => undefined) : this.#request(tab, name, options, callback),
        query: async () => ({ held: [...this.#held.keys()].map((name) => ({ name })) }),
      },
      channel: (name) => {
        const others = this.#channels.get(name) ?? new Set();
        this.#channels.set(name, others);
        const channel = new FakeChannel(others);
        own.push(channel);
        return channel;
      },
      silence: () => own.forEach((channel) => channel.close()),
      kill: () => {
        isDead = true;
        for (const channel of own) {
          channel.onmessage = null;
          channel.close();
        }
        this.#waiting = this.#waiting.filter((each) => each.tab !== tab);
        for (const [name, { tab: holder }] of this.#held) if (holder === tab) this.#free(name);
      },
    };
  }

  #request(
    tab: object,
    name: string,
    options: LockOptions,
    callback: (lock: Lock | null) => Promise<void>,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const request: Request = {
        tab,
        name,
        grant: () => {
          this.#held.set(name, request);
          void callback({ name, mode: "exclusive" }).then(() => {
            if (this.#held.get(name) === request) this.#free(name);
            resolve(undefined);
          });
        },
        rob: () => reject(stolen()),
      };
      const holder = this.#held.get(name);
      if (options.steal === true) {
        holder?.rob();
        request.grant();
      } else if (!holder) request.grant();
      else if (options.ifAvailable === true) void callback(null).then(resolve);
      else {
        this.#waiting.push(request);
        options.signal?.addEventListener("abort", () => {
          if (!this.#waiting.includes(request)) return;
          this.#waiting = this.#waiting.filter((each) => each !== request);
          reject(stolen());
        });
      }
    });
  }

  #free(name: string): void {
    this.#held.delete(name);
    const next = this.#waiting.find((each) => each.name === name);
    if (!next) return;
    this.#waiting = this.#waiting.filter((each) => each !== next);
    next.grant();
  }
}
