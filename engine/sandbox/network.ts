/** `fetch` of user code: the sandbox has no network, so the engine is asked, which asks the person. */

import {
  FETCH_LIMITS,
  FETCH_METHODS,
  type FetchMethod,
  type FetchReply,
  type FetchRequest,
} from "../model/network.ts";
import type { Report } from "./protocol.ts";

/** Under way at once from one worker; the others wait their turn here. */
const MOST_AT_ONCE = 6;

/** Statuses whose answers have no body by definition: `Response` refuses one. */
const NO_BODY = new Set([204, 205, 304]);

/** Why there is no answer. A TypeError, as `fetch` throws. */
export class NetworkError extends TypeError {
  override readonly name = "NetworkError";
}

export interface NetworkRequestsOptions {
  readonly post: (report: Report) => void;
  /** Whether cells are gone through once more, in silence: what they changed elsewhere stands. */
  readonly isReplaying: () => boolean;
}

export class NetworkRequests {
  readonly #options: NetworkRequestsOptions;
  readonly #open = new Map<number, (reply: FetchReply) => void>();
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;
  #next = 0;

  constructor(options: NetworkRequestsOptions) {
    this.#options = options;
  }

  /** What stands in for the worker's own `fetch`. */
  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { url, signal } = request;
    signal.throwIfAborted();
    const method = request.method.toUpperCase();
    const hasBody = method !== "GET" && method !== "HEAD";
    const body = hasBody ? new Uint8Array(await request.arrayBuffer()) : null;
    const reply = await this.ask({ url, method, headers: [...request.headers], body }, signal);
    if (!reply.ok) throw new NetworkError(reply.message);
    return responseOf(reply);
  };

  /**
   * Asks the engine; what it refuses is an answer too.
   * @throws NetworkError for what is not even asked; the signal's reason once nobody waits any more
   */
  async ask(
    request: Omit<FetchRequest, "method"> & { readonly method: string },
    signal?: AbortSignal,
  ): Promise<FetchReply> {
    const asked = this.#checked(request);
    await this.#turn(signal);
    try {
      return await this.#ask(asked, signal);
    } finally {
      this.#underWay--;
      this.#waiting.shift()?.();
    }
  }

  settle(request: number, reply: FetchReply): void {
    this.#open.get(request)?.(reply);
    this.#open.delete(request);
  }

  async #turn(signal?: AbortSignal): Promise<void> {
    while (this.#underWay >= MOST_AT_ONCE) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    if (signal?.aborted === true) {
      /* Its turn is somebody else's. */
      this.#waiting.shift()?.();
      signal.throwIfAborted();
    }
    this.#underWay++;
  }

  #ask(asked: FetchRequest, signal?: AbortSignal): Promise<FetchReply> {
    const request = this.#next++;
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#open.delete(request);
        this.#options.post({ type: "dropFetch", request });
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", giveUp, { once: true });
      this.#open.set(request, (reply) => {
        signal?.removeEventListener("abort", giveUp);
        resolve(reply);
      });
      this.#options.post({ type: "fetch", request, asked });
    });
  }

  /** Past these the engine would take the worker for an attacker's: the author gets a sentence. */
  #checked({
    url,
    method: named,
    headers,
    body,
  }: Omit<FetchRequest, "method"> & { readonly method: string }): FetchRequest {
    const method = methodOf(named);
    if (url.length > FETCH_LIMITS.url) {
      throw new NetworkError(`The address is longer than ${FETCH_LIMITS.url} letters.`);
    }
    if (headers.length > FETCH_LIMITS.headers || headers.flat().some(isTooLong)) {
      throw new NetworkError(
        `There are more than ${FETCH_LIMITS.headers} headers, or one has more than ${FETCH_LIMITS.header} letters.`,
      );
    }
    if ((body?.byteLength ?? 0) > FETCH_LIMITS.body) {
      throw new NetworkError(
        `The request has a body of more than ${FETCH_LIMITS.body / 1024 / 1024} MB. Send it in parts.`,
      );
    }
    if (method !== "GET" && method !== "HEAD" && this.#options.isReplaying()) {
      throw new NetworkError(
        `The ${method} request to ${url} was made when its cell ran, and is not made again where a ` +
          "task's worker goes through the cell. Make it in a task, or in a cell that no flow builds on.",
      );
    }
    return { url, method, headers, body: body?.byteLength === 0 ? null : body };
  }
}

const isTooLong = (text: string): boolean => text.length > FETCH_LIMITS.header;

function methodOf(named: string): FetchMethod {
  for (const method of FETCH_METHODS) if (method === named) return method;
  throw new NetworkError(
    `A ${named} request cannot be made here, only ${[...FETCH_METHODS].join(", ")}.`,
  );
}

function responseOf(reply: Extract<FetchReply, { ok: true }>): Response {
  const { status, statusText, url, headers } = reply;
  /* Its bytes are a copy of their own: no other memory stands behind them. */
  const body = NO_BODY.has(status) ? null : (reply.body as Uint8Array<ArrayBuffer>);
  const response = new Response(body, {
    status,
    statusText,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
  });
  Object.defineProperty(response, "url", { value: url });
  return response;
}
