/** The runs that user code asked the engine for, until they end. */

import type { RunReply } from "./protocol.ts";

export class RunRequests {
  readonly #open = new Map<number, (reply: RunReply) => void>();
  #next = 0;

  /** Tells the engine by `post`, and resolves when it says how the run ended. */
  ask(post: (request: number) => void): Promise<RunReply> {
    const request = this.#next++;
    return new Promise((resolve) => {
      this.#open.set(request, resolve);
      post(request);
    });
  }

  settle(request: number, reply: RunReply): void {
    this.#open.get(request)?.(reply);
    this.#open.delete(request);
  }
}
