/** The worker in which large graphs are laid out, so that the page goes on meanwhile. */

import { expose, transfer } from "comlink";
import type { Placed } from "./layout.ts";
import { carryOut, type LayoutResult, type LayoutTask } from "./scene-of.ts";

const api = {
  /** Takes over the memory of what it is given, and gives away that of what it answers. */
  carryOut(task: LayoutTask): LayoutResult {
    const result = carryOut(task);
    const { home, open } = result;
    return transfer(result, [...buffersOf(home), ...(open ? buffersOf(open) : [])]);
  },
};
export type LayoutApi = typeof api;

function buffersOf({ layers, x, y, lanes, laneStarts, points, pointStarts }: Placed) {
  return [layers, x, y, lanes, laneStarts, points, pointStarts].map(({ buffer }) => buffer);
}

expose(api);
