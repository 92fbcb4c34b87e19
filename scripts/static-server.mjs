/** A plain static web server, as any host has one: files under a path, no special headers. */

import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

export const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** The file that a URL's path stands for; null: there is none. */
function findFile(folder, path) {
  let name;
  try {
    name = normalize(decodeURIComponent(path));
  } catch {
    return null; // Not a URL at all: `%zz`.
  }
  if (name.startsWith("..") || name.includes("\0")) return null;
  const file = join(folder, name.endsWith("/") ? `${name}index.html` : name);
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : null;
}

/**
 * Serves `folders` (the first that has a file wins) under `path` on localhost.
 * @param {{ folders: readonly string[], path?: string, port: number, anyPort?: boolean }} options
 *   `path` begins and ends with a slash; `anyPort`: take the next free port where `port` is taken
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export function serve({ folders, path = "/", port, anyPort = false }) {
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? "/", "http://localhost").pathname;
    const inside = asked.startsWith(path) ? `/${asked.slice(path.length)}` : null;
    const file = inside && folders.map((each) => findFile(each, inside)).find(Boolean);
    if (!file) {
      response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
      return;
    }
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "cache-control": "no-cache" });
    createReadStream(file)
      .on("error", () => response.destroy())
      .pipe(response);
  });
  return new Promise((resolve, reject) => {
    let wanted = port;
    server.on("error", (error) => {
      const next = anyPort && error.code === "EADDRINUSE" && wanted < port + 50;
      if (next) server.listen(++wanted, "localhost");
      else reject(error);
    });
    server.on("listening", () => {
      resolve({
        url: `http://localhost:${server.address().port}${path}`,
        close: () => {
          server.close();
          server.closeAllConnections();
        },
      });
    });
    server.listen(wanted, "localhost");
  });
}
