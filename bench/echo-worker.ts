/** A sandboxed worker that does nothing but answer: what a call costs when the task costs nothing. */

import { expose } from "comlink";

/** What `floor-worker.ts` calls. */
export interface Echo {
  add(a: number, b: number): number;
}

const echo: Echo = { add: (a, b) => a + b };

addEventListener("message", ({ ports: [port] }) => {
  if (port) expose(echo, port);
});
postMessage("up");
