/** The network as the engine worker has it: requests on behalf of user code, without anything of the page's. */

import { FlowbookError } from "./model/errors.ts";
import { FETCH_LIMITS, type FetchReply, type FetchRequest } from "./model/network.ts";
import type { Network } from "./ports.ts";

const failed = (message: string): FlowbookError => new FlowbookError("network", message);

/** @param own  where the app itself comes from */
export function browserNetwork(own: string): Network {
  return {
    own,
    async fetch(request, signal) {
      const { host } = new URL(request.url);
      const response = await answerOf(request, host, signal);
      /* Where it leads cannot be read, and following it blindly may lead anywhere. */
      if (response.type === "opaqueredirect") {
        throw failed(
          `${host} answered that ${request.url} has moved. That is not followed, for it may lead to a host that is not allowed: ask for the address it has moved to.`,
        );
      }
      return {
        ok: true,
        url: request.url,
        status: response.status,
        statusText: response.statusText,
        headers: [...response.headers],
        body: await bodyOf(response, host),
      } satisfies FetchReply;
    },
  };
}

async function answerOf(
  { url, method, headers, body }: FetchRequest,
  host: string,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      /* A copy that is nobody else's. */
      body: body === null ? null : new Uint8Array(body),
      mode: "cors",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      redirect: "manual",
      signal,
    });
  } catch (error) {
    /* The browser tells nobody why: not even whether there was an answer. */
    const why = error instanceof Error ? error.message : String(error);
    throw failed(
      `${host} could not be read: ${why}. It may be down, or it does not let pages of other sites read it (CORS).`,
    );
  }
}

/** Read piece by piece: how long it says it is may be wrong. */
async function bodyOf({ body }: Response, host: string): Promise<Uint8Array> {
  if (body === null) return new Uint8Array();
  const pieces: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > FETCH_LIMITS.body) {
      await reader.cancel();
      throw failed(
        `${host} answered more than ${FETCH_LIMITS.body / 1024 / 1024} MB, which is more than a notebook takes. Ask for a part of it.`,
      );
    }
    pieces.push(value);
  }
  return joined(pieces, size);
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.byteLength;
  }
  return all;
}
