/** Where along its row each slot stands: near its neighbours, in order, with a gap. Pure. */

import type { Slots } from "./layout-slots.ts";

const GAP_X = 28;
const STRAIGHTENINGS = 8;

/** Moves each row toward its neighbours, alternately from above and below, order and gaps kept. */
export function straighten(slots: Slots, rows: readonly Int32Array[]): void {
  const wanted = new Float64Array(slots.count);
  for (const row of rows) solveRow(slots, row, { wanted, least: null });
  const upward = rows.toReversed();
  for (let pass = 0; pass < STRAIGHTENINGS; pass++) {
    const isDown = pass % 2 === 0;
    const [starts, list] = isDown ? [slots.upStarts, slots.ups] : [slots.downStarts, slots.downs];
    for (const row of isDown ? rows : upward) {
      for (const slot of row) {
        const [from, to] = [starts[slot] ?? 0, starts[slot + 1] ?? 0];
        let sum = 0;
        for (let each = from; each < to; each++) sum += slots.x[list[each] ?? 0] ?? 0;
        wanted[slot] = from === to ? (slots.x[slot] ?? 0) : sum / (to - from);
      }
      solveRow(slots, row, { wanted, least: null });
    }
  }
}

/** Where each slot of a row would best stand; and left of what none may reach, null: anywhere. */
export interface Wish {
  readonly wanted: Float64Array;
  readonly least: number | null;
}

/** Least squares under order and gap: neighbours that would overlap are pooled and share a place. */
export function solveRow({ width, x }: Slots, row: Int32Array, { wanted, least }: Wish): void {
  const offsets = new Float64Array(row.length);
  const sums = new Float64Array(row.length);
  const counts = new Int32Array(row.length);
  let [right, pools] = [0, 0];
  row.forEach((slot, index) => {
    const own = width[slot] ?? 0;
    offsets[index] = right + own / 2;
    right += own + GAP_X;
    let sum = (wanted[slot] ?? 0) - (offsets[index] ?? 0);
    let count = 1;
    while (pools > 0 && (sums[pools - 1] ?? 0) / (counts[pools - 1] ?? 1) > sum / count) {
      pools -= 1;
      sum += sums[pools] ?? 0;
      count += counts[pools] ?? 0;
    }
    sums[pools] = sum;
    counts[pools] = count;
    pools += 1;
  });
  let index = 0;
  for (let pool = 0; pool < pools; pool++) {
    const count = counts[pool] ?? 1;
    const mean = (sums[pool] ?? 0) / count;
    const start = least === null ? mean : Math.max(least, mean);
    for (const end = index + count; index < end; index++) {
      const slot = row[index] ?? 0;
      const place = start + (offsets[index] ?? 0);
      // Who stands where it would best stand is not moved, not even by a rounding.
      const best = wanted[slot] ?? 0;
      x[slot] = Math.abs(place - best) < 1e-6 ? best : place;
    }
  }
}
