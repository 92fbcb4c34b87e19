/** A host of the world outside, on this machine: it answers any page, and keeps what it was asked. */

import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Outside {
  /** As a person is asked about it. */
  readonly host: string;
  /** Everything but what a browser asks by itself before it asks (`OPTIONS`). */
  readonly heard: Heard[];
  /** Requests that were given up before they were answered. */
  readonly givenUp: () => number;
  readonly close: () => void;
}

/**
 * `/redirect?to=…` says that it has moved, `/never` does not answer, `/large` does not end;
 * all else is answered with its method and path.
 */
export async function openOutside(): Promise<Outside> {
  const heard: Heard[] = [];
  let givenUp = 0;
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    const allow = {
      "access-control-allow-origin": "*",
      "access-control-allow-headers": "*, authorization",
      "access-control-allow-methods": "*",
    };
    if (method === "OPTIONS") {
      response.writeHead(204, allow).end();
      return;
    }
    const { pathname, searchParams } = new URL(url, "http://outside");
    heard.push({ method, path: url, headers });
    if (pathname === "/redirect") {
      response.writeHead(302, { ...allow, location: searchParams.get("to") ?? "/" }).end();
      return;
    }
    if (pathname === "/never") {
      request.on("close", () => givenUp++);
      return;
    }
    response.writeHead(200, { ...allow, "content-type": "text/plain" });
    if (pathname === "/large") {
      const piece = Buffer.alloc(1024 * 1024);
      const more = (): void => {
        while (!response.destroyed && response.write(piece));
      };
      response.on("drain", more);
      more();
      return;
    }
    response.end(`${method} ${url}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    givenUp: () => givenUp,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
