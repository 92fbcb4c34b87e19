/** In which order the slots of each row stand, so that few edges cross. Pure. */

import type { Slots } from "./layout-slots.ts";

const SWEEPS = 6;

/** Depth first from the top, so that what belongs together stands together; parts side by side. */
export function firstRows(slots: Slots, components: Int32Array): Int32Array[] {
  const { count, layer, upStarts, downStarts, downs } = slots;
  const isSeen = new Uint8Array(count);
  const rows: number[][] = [];
  const stack: number[] = [];
  for (let root = 0; root < count; root++) {
    if (upStarts[root] !== upStarts[root + 1]) continue;
    stack.push(root);
    for (let slot = stack.pop(); slot !== undefined; slot = stack.pop()) {
      if (isSeen[slot] === 1) continue;
      isSeen[slot] = 1;
      (rows[layer[slot] ?? 0] ??= []).push(slot);
      for (let each = (downStarts[slot + 1] ?? 0) - 1; each >= (downStarts[slot] ?? 0); each--) {
        stack.push(downs[each] ?? 0);
      }
    }
  }
  const parts = partsOf(slots, components);
  return Array.from(rows, (row) =>
    Int32Array.from(row ?? []).sort((a, b) => (parts[a] ?? 0) - (parts[b] ?? 0)),
  );
}

/** Of each slot the part of the graph it belongs to; a lane to that of its edge. */
function partsOf({ count, linkOf, chainStarts, chain }: Slots, components: Int32Array) {
  const parts = new Int32Array(count);
  parts.set(components);
  linkOf.forEach((_, each) => {
    const [from, to] = [chainStarts[each] ?? 0, chainStarts[each + 1] ?? 0];
    for (let step = from; step < to; step++) {
      parts[chain[step] ?? 0] = components[chain[from] ?? 0] ?? 0;
    }
  });
  return parts;
}

/** Sweeps down and up, each row sorted by the mean of its neighbours; the best order is kept. */
export function uncross(
  slots: Slots,
  rows: readonly Int32Array[],
  components: Int32Array,
): Int32Array[] {
  const order = new Int32Array(slots.count);
  const keys = new Float64Array(slots.count);
  const parts = partsOf(slots, components);
  for (const row of rows) number(row, order);
  const crossings = new Crossings(slots, order);
  let best = rows.map((row) => row.slice());
  let least = crossings.count(rows);
  const upward = rows.toReversed();
  for (let sweep = 0; sweep < SWEEPS && least > 0; sweep++) {
    const isDown = sweep % 2 === 0;
    const [starts, list] = isDown ? [slots.upStarts, slots.ups] : [slots.downStarts, slots.downs];
    for (const row of isDown ? rows : upward) {
      for (const slot of row) keys[slot] = meanOrder(starts, list, { order, slot });
      row.sort(
        (a, b) =>
          (parts[a] ?? 0) - (parts[b] ?? 0) ||
          (keys[a] ?? 0) - (keys[b] ?? 0) ||
          (order[a] ?? 0) - (order[b] ?? 0),
      );
      number(row, order);
    }
    const now = crossings.count(rows);
    if (now >= least) continue;
    least = now;
    best = rows.map((row) => row.slice());
  }
  return best;
}

const number = (row: Int32Array, order: Int32Array): void =>
  row.forEach((slot, position) => (order[slot] = position));

/** Who has no neighbours there keeps its place. */
function meanOrder(
  starts: Int32Array,
  list: Int32Array,
  { order, slot }: { readonly order: Int32Array; readonly slot: number },
): number {
  const [from, to] = [starts[slot] ?? 0, starts[slot + 1] ?? 0];
  if (from === to) return order[slot] ?? 0;
  let sum = 0;
  for (let each = from; each < to; each++) sum += order[list[each] ?? 0] ?? 0;
  return sum / (to - from);
}

/** Counts the crossings between neighbouring rows with a tree of sums. */
class Crossings {
  readonly #slots: Slots;
  readonly #order: Int32Array;
  readonly #tree: Int32Array;
  readonly #ends: Int32Array;

  constructor(slots: Slots, order: Int32Array) {
    this.#slots = slots;
    this.#order = order;
    this.#tree = new Int32Array(slots.count + 1);
    this.#ends = new Int32Array(slots.downs.length);
  }

  count(rows: readonly Int32Array[]): number {
    let count = 0;
    rows.forEach((row, index) => (count += this.#between(row, rows[index + 1]?.length ?? 0)));
    return count;
  }

  #between(row: Int32Array, width: number): number {
    const { downStarts, downs } = this.#slots;
    const tree = this.#tree.fill(0, 0, width + 1);
    let [count, placed] = [0, 0];
    for (const slot of row) {
      const [from, to] = [downStarts[slot] ?? 0, downStarts[slot + 1] ?? 0];
      const ends = this.#ends.subarray(0, to - from);
      for (let each = from; each < to; each++)
        ends[each - from] = this.#order[downs[each] ?? 0] ?? 0;
      for (const end of ends) {
        let notAfter = 0;
        for (let at = end + 1; at > 0; at -= at & -at) notAfter += tree[at] ?? 0;
        count += placed - notAfter;
      }
      for (const end of ends) {
        placed += 1;
        for (let at = end + 1; at <= width; at += at & -at) tree[at] = (tree[at] ?? 0) + 1;
      }
    }
    return count;
  }
}
