/** The slots of the drawing's layers: the boxes, and the lanes where long edges pass. Pure. */

import { isLink, type Links } from "./layout-layers.ts";

/** Boxes are slots 0…nodes-1, lanes come after them. Neighbours as in `Neighbours`. */
export interface Slots {
  readonly count: number;
  readonly nodes: number;
  readonly layer: Int32Array;
  readonly width: Float64Array;
  readonly upStarts: Int32Array;
  readonly ups: Int32Array;
  readonly downStarts: Int32Array;
  readonly downs: Int32Array;
  /** Of each link its chain, -1: none. Links between the same two boxes share one. */
  readonly chainOf: Int32Array;
  /** Of each chain the first link that has it. */
  readonly linkOf: Int32Array;
  /** The slots of each chain from the top, ends included: `chain[chainStarts[each]…]`. */
  readonly chainStarts: Int32Array;
  readonly chain: Int32Array;
  /** Centres, once they are known. */
  readonly x: Float64Array;
}

/** Room that an edge takes where it passes a layer. */
const LANE = 14;
/** Beyond so many lanes, long edges go straight across, so that a huge graph is still drawn. */
const MOST_LANES = 60_000;

/** Links boxes of neighbouring layers, through a lane in every layer between. All links lead down. */
export function slotsOf(links: Links, layers: Int32Array, widths: Float64Array): Slots {
  const { chainOf, linkOf } = chainsOf(links);
  const chainStarts = new Int32Array(linkOf.length + 1);
  const chain: number[] = [];
  const laneLayers: number[] = [];
  const uppers: number[] = [];
  const lowers: number[] = [];
  linkOf.forEach((link, each) => {
    const [from = 0, to = 0] = [links.ends[2 * link], links.ends[2 * link + 1]];
    const [first = 0, last = 0] = [layers[from], layers[to]];
    let upper = from;
    chain.push(from);
    const step = (lower: number): void => {
      uppers.push(upper);
      lowers.push(lower);
      chain.push(lower);
      upper = lower;
    };
    if (laneLayers.length + last - first - 1 < MOST_LANES) {
      for (let layer = first + 1; layer < last; layer++) {
        laneLayers.push(layer);
        step(links.count + laneLayers.length - 1);
      }
    }
    step(to);
    chainStarts[each + 1] = chain.length;
  });
  const count = links.count + laneLayers.length;
  const layer = new Int32Array(count);
  layer.set(layers);
  layer.set(laneLayers, links.count);
  const width = new Float64Array(count).fill(LANE);
  width.set(widths);
  const down = grouped(count, uppers, lowers);
  const up = grouped(count, lowers, uppers);
  return {
    count,
    nodes: links.count,
    layer,
    width,
    upStarts: up.starts,
    ups: up.list,
    downStarts: down.starts,
    downs: down.list,
    chainOf,
    linkOf,
    chainStarts,
    chain: Int32Array.from(chain),
    x: new Float64Array(count),
  };
}

function chainsOf(links: Links): { chainOf: Int32Array; linkOf: Int32Array } {
  const howMany = links.ends.length / 2;
  const chainOf = new Int32Array(howMany).fill(-1);
  const linkOf: number[] = [];
  const known = new Map<number, number>();
  for (let link = 0; link < howMany; link++) {
    if (!isLink(links, link)) continue;
    const key = (links.ends[2 * link] ?? 0) * links.count + (links.ends[2 * link + 1] ?? 0);
    const each = known.get(key) ?? linkOf.length;
    if (each === linkOf.length) {
      known.set(key, each);
      linkOf.push(link);
    }
    chainOf[link] = each;
  }
  return { chainOf, linkOf: Int32Array.from(linkOf) };
}

function grouped(
  count: number,
  from: readonly number[],
  to: readonly number[],
): { starts: Int32Array; list: Int32Array } {
  const starts = new Int32Array(count + 1);
  for (const slot of from) starts[slot + 1] = (starts[slot + 1] ?? 0) + 1;
  for (let slot = 0; slot < count; slot++) {
    starts[slot + 1] = (starts[slot + 1] ?? 0) + (starts[slot] ?? 0);
  }
  const next = starts.slice();
  const list = new Int32Array(from.length);
  from.forEach((slot, index) => {
    list[next[slot] ?? 0] = to[index] ?? 0;
    next[slot] = (next[slot] ?? 0) + 1;
  });
  return { starts, list };
}
