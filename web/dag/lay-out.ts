/** Lays graphs out in a worker of its own, started when the first is asked for. */

import { transfer, wrap } from "comlink";
import type { FlowGraph } from "../../engine/model/graph.ts";
import type { LayoutApi } from "./layout-worker.ts";
import { planOf, type LayoutOptions, type LayoutResult, type LayoutTask } from "./scene-of.ts";
import type { Scene } from "./scene.ts";

/** So often the worker is started anew for one graph. */
const MOST_STARTS = 3;

/** What a task comes to; null: the worker's script did not come. */
type CarryOut = (task: LayoutTask) => Promise<LayoutResult | null>;

let current: CarryOut | null = null;

/** Whoever brings a worker's script, a service worker, can die with another tab: the next graph gets another. */
function start(): CarryOut {
  /* In one expression: that is how the bundler knows a worker. */
  const worker = new Worker(new URL("./layout-worker.ts", import.meta.url), {
    type: "module",
    name: "layout",
  });
  const api = wrap<LayoutApi>(worker);
  /* Not a race with one long promise: that would keep each result alive. */
  const open = new Set<() => void>();
  worker.addEventListener("error", () => {
    current = null;
    for (const lose of open) lose();
  });
  return (task) =>
    new Promise((resolve, reject) => {
      const lose = (): void => resolve(null);
      open.add(lose);
      api
        .carryOut(transfer(task, buffersOf(task)))
        .then(resolve, reject)
        .finally(() => open.delete(lose));
    });
}

/**
 * The scene of a graph. The graph is read at once, so it may change meanwhile; of several requests
 * under way the caller keeps the latest.
 * @throws Error if the worker cannot be started, again and again
 */
export async function layOut(graph: FlowGraph, options: LayoutOptions): Promise<Scene> {
  for (let starts = 1; starts <= MOST_STARTS; starts += 1) {
    const { task, toScene } = planOf(graph, options);
    current ??= start();
    const result = await current(task);
    if (result !== null) return toScene(result);
  }
  throw new Error("its worker does not start. Load the page anew.");
}

function buffersOf({ closed, open }: LayoutTask): ArrayBufferLike[] {
  const { before } = closed;
  return [
    closed.widths,
    closed.heights,
    closed.heads,
    closed.ends,
    ...(open ? [open.widths, open.heights] : []),
    ...(before ? [before.layers, before.x, before.lanes, before.laneStarts] : []),
  ].map(({ buffer }) => buffer);
}
