/** A layered layout of our own: longest-path layers, sweeps against crossings, no recursion. Pure. */

import { componentsOf, layersOf, spreadLoners, topDown, type Links } from "./layout-layers.ts";
import { firstRows, uncross } from "./layout-order.ts";
import { solveRow, straighten } from "./layout-rows.ts";
import { slotsOf, type Slots } from "./layout-slots.ts";

/** What is to be placed. Boxes and links are known by number; sizes in the drawing's units. */
export interface LayoutInput {
  readonly widths: Float64Array;
  readonly heights: Float64Array;
  /** Of each box the height of the part that stands on its row's middle line: all of it, unless opened. */
  readonly heads: Float64Array;
  /** Of each link the two ends, one after the other. A link with an end below 0 is left out. */
  readonly ends: Int32Array;
  /** Where what was there before stands; null: all is placed anew. */
  readonly before: Before | null;
}

/** The places to keep. */
export interface Before {
  /** Of each box; -1: it is new. */
  readonly layers: Int32Array;
  /** Centres; of a new box without meaning. */
  readonly x: Float64Array;
  /** Where each link passes the layers between its ends, from the top: `lanes[laneStarts[link]…]`. */
  readonly lanes: Float64Array;
  readonly laneStarts: Int32Array;
}

/** Where everything stands, from the drawing's upper left corner. */
export interface Placed extends Before {
  /** Centres. */
  readonly y: Float64Array;
  /** Points that each link passes, x and y in turn: `points[pointStarts[link]…]`, from end to end. */
  readonly points: Float64Array;
  readonly pointStarts: Int32Array;
  readonly width: number;
  readonly height: number;
}

const GAP_Y = 56;
/** An edge goes straight down along a box beside it that reaches this much further down. */
const LEDGE = 32;

/**
 * Places the boxes in layers, top to bottom. Equal input gives equal output, ties by input order.
 * With places to keep, boxes keep their layer unless an edge leads up otherwise, and move aside
 * within it only as far as they must.
 */
export function layout(input: LayoutInput): Placed {
  const { widths, ends, before } = input;
  const links: Links = { count: widths.length, ends };
  const { order, turned } = topDown(links);
  const down = { count: links.count, ends: turnedEnds(ends, turned) };
  const layers = layersOf(down, order, before?.layers ?? null);
  const components = componentsOf(down);
  if (!before) spreadLoners(down, layers);
  const slots = slotsOf(down, layers, widths);
  const rows = before ? placeAgain(slots, before) : placeAnew(slots, components);
  return finish(input, { slots, rows, turned });
}

function turnedEnds(ends: Int32Array, turned: Uint8Array): Int32Array {
  const down = ends.slice();
  turned.forEach((isTurned, link) => {
    if (isTurned === 0) return;
    down[2 * link] = ends[2 * link + 1] ?? -1;
    down[2 * link + 1] = ends[2 * link] ?? -1;
  });
  return down;
}

function placeAnew(slots: Slots, components: Int32Array): Int32Array[] {
  const rows = uncross(slots, firstRows(slots, components), components);
  straighten(slots, rows);
  let left = Number.POSITIVE_INFINITY;
  for (let slot = 0; slot < slots.count; slot++) {
    left = Math.min(left, at(slots.x, slot) - at(slots.width, slot) / 2);
  }
  for (let slot = 0; slot < slots.count; slot++) slots.x[slot] = at(slots.x, slot) - left;
  return rows;
}

/** New boxes go below the middle of what they wait for; each row is solved toward its old places. */
function placeAgain(slots: Slots, before: Before): Int32Array[] {
  const rows = rowsOf(slots);
  const wanted = new Float64Array(slots.count).fill(Number.NaN);
  for (let node = 0; node < slots.nodes; node++) {
    if (at(before.layers, node) >= 0) wanted[node] = at(before.x, node);
  }
  wishLanes(slots, before, wanted);
  for (const row of rows) {
    for (const slot of row) {
      if (Number.isNaN(wanted[slot])) wanted[slot] = meanAbove(slots, slot);
    }
    row.sort((a, b) => at(wanted, a) - at(wanted, b) || a - b);
    solveRow(slots, row, { wanted, least: 0 });
  }
  return rows;
}

/** An old link's lanes where they were; those of one that is new or longer by now, on a line. */
function wishLanes(slots: Slots, before: Before, wanted: Float64Array): void {
  const { chainStarts, chain, chainOf, linkOf } = slots;
  // Of links between the same two boxes, the one that was there knows the lanes.
  const known = linkOf.slice();
  chainOf.forEach((each, link) => {
    if (each >= 0 && at(before.laneStarts, link) < at(before.laneStarts, link + 1)) {
      known[each] = link;
    }
  });
  for (let each = 0; each < linkOf.length; each++) {
    const [from, to] = [at(chainStarts, each), at(chainStarts, each + 1)];
    const link = at(known, each);
    const [start, end] = [at(before.laneStarts, link), at(before.laneStarts, link + 1)];
    const isKept = end - start === to - from - 2;
    const [top, bottom] = [at(wanted, at(chain, from)), at(wanted, at(chain, to - 1))];
    for (let step = from + 1; step < to - 1; step++) {
      const share = (step - from) / (to - 1 - from);
      // Without a number the mean of what is above decides.
      wanted[at(chain, step)] = isKept
        ? at(before.lanes, start + step - from - 1)
        : top + (bottom - top) * share;
    }
  }
}

function meanAbove({ upStarts, ups, x, width }: Slots, slot: number): number {
  const [from, to] = [at(upStarts, slot), at(upStarts, slot + 1)];
  if (from === to) return at(width, slot) / 2;
  let sum = 0;
  for (let each = from; each < to; each++) sum += at(x, at(ups, each));
  return sum / (to - from);
}

function rowsOf({ count, layer }: Slots): Int32Array[] {
  const rows: number[][] = [];
  for (let slot = 0; slot < count; slot++) (rows[at(layer, slot)] ??= []).push(slot);
  return Array.from(rows, (row) => Int32Array.from(row ?? []));
}

interface Solved {
  readonly slots: Slots;
  readonly rows: readonly Int32Array[];
  readonly turned: Uint8Array;
}

/** From slots to places: rows below each other, and the points of every link. */
function finish(input: LayoutInput, { slots, rows, turned }: Solved): Placed {
  const { nodes, x, layer } = slots;
  const { heights, heads } = input;
  const tops = new Float64Array(rows.length + 1);
  const bottoms = new Float64Array(rows.length);
  const y = new Float64Array(nodes);
  rows.forEach((row, index) => {
    const boxes = row.filter((slot) => slot < nodes);
    const top = at(tops, index);
    // By heads: where a box is opened, the others of its row keep their height.
    const line = top + boxes.reduce((most, node) => Math.max(most, at(heads, node)), 0) / 2;
    let bottom = top;
    for (const node of boxes) {
      const own = line - at(heads, node) / 2;
      y[node] = own + at(heights, node) / 2;
      bottom = Math.max(bottom, own + at(heights, node));
    }
    bottoms[index] = bottom;
    tops[index + 1] = bottom + GAP_Y;
  });
  let width = 0;
  for (let slot = 0; slot < slots.count; slot++) {
    width = Math.max(width, at(x, slot) + at(slots.width, slot) / 2);
  }
  const router = { slots, y, heights, tops, bottoms };
  return {
    layers: layer.slice(0, nodes),
    x: x.slice(0, nodes),
    y,
    ...lanesOf(slots),
    ...routesOf(router, turned),
    width,
    height: Math.max(0, at(bottoms, rows.length - 1)),
  };
}

function lanesOf({ chainOf, chainStarts, chain, x }: Slots): Pick<Before, "lanes" | "laneStarts"> {
  const lanes: number[] = [];
  const laneStarts = new Int32Array(chainOf.length + 1);
  chainOf.forEach((each, link) => {
    if (each >= 0) {
      for (let step = at(chainStarts, each) + 1; step < at(chainStarts, each + 1) - 1; step++) {
        lanes.push(at(x, at(chain, step)));
      }
    }
    laneStarts[link + 1] = lanes.length;
  });
  return { lanes: Float64Array.from(lanes), laneStarts };
}

interface Router {
  readonly slots: Slots;
  readonly y: Float64Array;
  readonly heights: Float64Array;
  readonly tops: Float64Array;
  readonly bottoms: Float64Array;
}

function routesOf(router: Router, turned: Uint8Array): Pick<Placed, "points" | "pointStarts"> {
  const { chainOf } = router.slots;
  const points: number[] = [];
  const pointStarts = new Int32Array(chainOf.length + 1);
  chainOf.forEach((each, link) => {
    if (each >= 0) {
      const route = routeOf(router, each);
      const isUp = turned[link] === 1;
      for (let step = 0; step < route.length; step += 2) {
        const from = isUp ? route.length - 2 - step : step;
        points.push(route[from] ?? 0, route[from + 1] ?? 0);
      }
    }
    pointStarts[link + 1] = points.length;
  });
  return { points: Float64Array.from(points), pointStarts };
}

/** A lane is straight through its row, so that the edge bends between rows only. */
function routeOf({ slots, y, heights, tops, bottoms }: Router, each: number): number[] {
  const { chainStarts, chain, x, layer } = slots;
  const [from, to] = [at(chainStarts, each), at(chainStarts, each + 1)];
  const [first, last] = [at(chain, from), at(chain, to - 1)];
  const start = at(y, first) + at(heights, first) / 2;
  const rowEnd = at(bottoms, at(layer, first));
  const route = [at(x, first), start];
  // Beside an opened box: straight down along it.
  if (rowEnd - start > LEDGE) route.push(at(x, first), rowEnd);
  for (let step = from + 1; step < to - 1; step++) {
    const slot = at(chain, step);
    const row = at(layer, slot);
    route.push(at(x, slot), at(tops, row), at(x, slot), at(bottoms, row));
  }
  route.push(at(x, last), at(y, last) - at(heights, last) / 2);
  return route;
}

/** Numbers of which it is known that they are there. */
function at(list: Int32Array | Float64Array, index: number): number {
  return list[index] ?? 0;
}
