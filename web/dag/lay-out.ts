/** Lays graphs out in a worker of its own, started when the first is asked for. */

import { transfer, wrap, type Remote } from "comlink";
import type { FlowGraph } from "../../engine/model/graph.ts";
import type { LayoutApi } from "./layout-worker.ts";
import { planOf, type LayoutOptions, type LayoutTask } from "./scene-of.ts";
import type { Scene } from "./scene.ts";

let api: Remote<LayoutApi> | null = null;

function layoutApi(): Remote<LayoutApi> {
  api ??= wrap<LayoutApi>(
    new Worker(new URL("./layout-worker.ts", import.meta.url), { type: "module", name: "layout" }),
  );
  return api;
}

/**
 * The scene of a graph. The graph is read at once, so it may change meanwhile; of several requests
 * under way the caller keeps the latest.
 * @throws if the worker cannot be started
 */
export async function layOut(graph: FlowGraph, options: LayoutOptions): Promise<Scene> {
  const { task, toScene } = planOf(graph, options);
  return toScene(await layoutApi().carryOut(transfer(task, buffersOf(task))));
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
