/**
 * A layered layout of our own: layers by longest path, crossings reduced by barycentre sweeps,
 * places straightened under order and gap. Pure and deterministic; no recursion, for chains are long.
 */

export interface LayoutNode {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface LayoutEdge {
  readonly from: string;
  readonly to: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  /** Centres. */
  readonly places: ReadonlyMap<string, Point>;
  /** Of each edge given, in order: the points it passes, first and last on its ends' borders. */
  readonly routes: readonly (readonly Point[])[];
  readonly width: number;
  readonly height: number;
}

const GAP_X = 28;
const GAP_Y = 56;
const SWEEPS = 6;
const STRAIGHTENINGS = 8;
/** Room that an edge takes where it passes a layer. */
const LANE = 14;

/** A node of a layer: a real one, or the place where a long edge passes. */
interface Slot {
  readonly id: number;
  readonly layer: number;
  readonly width: number;
  readonly above: Slot[];
  readonly below: Slot[];
  order: number;
  x: number;
}

export function layout(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): Layout {
  const index = new Map(nodes.map(({ id }, position) => [id, position]));
  const links = edges.map(({ from, to }) => ({
    from: index.get(from) ?? -1,
    to: index.get(to) ?? -1,
  }));
  const down = downward(nodes.length, links);
  const layers = layersOf(nodes.length, down);
  const slots = nodes.map((node, id) => newSlot(id, layers[id] ?? 0, node.width));
  const chains = new Map<string, Slot[]>();
  const all = [...slots];
  for (const { from, to } of down) chains.set(`${from}>${to}`, connect(slots, all, from, to));
  const rows = orderRows(all);
  straighten(rows);
  return finish({ nodes, links, slots, rows, chains });
}

const newSlot = (id: number, layer: number, width: number): Slot => ({
  id,
  layer,
  width,
  above: [],
  below: [],
  order: 0,
  x: 0,
});

type Link = { readonly from: number; readonly to: number };

/** The links as they run in an acyclic graph: those that would close a circle are turned round. */
function downward(count: number, links: readonly Link[]): Link[] {
  const valid = links.filter(({ from, to }) => from >= 0 && to >= 0 && from !== to);
  const out = Array.from({ length: count }, () => [] as number[]);
  for (const { from, to } of valid) out[from]?.push(to);
  const state = new Uint8Array(count);
  const back = new Set<string>();
  for (let root = 0; root < count; root++) {
    if (state[root] !== 0) continue;
    const stack: { node: number; next: number }[] = [{ node: root, next: 0 }];
    state[root] = 1;
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const child = out[top.node]?.[top.next++];
      if (child === undefined) {
        state[top.node] = 2;
        stack.pop();
      } else if (state[child] === 1) back.add(`${top.node}>${child}`);
      else if (state[child] === 0) {
        state[child] = 1;
        stack.push({ node: child, next: 0 });
      }
    }
  }
  return valid.map(({ from, to }) =>
    back.has(`${from}>${to}`) ? { from: to, to: from } : { from, to },
  );
}

/** Longest path from the top; then roots are pulled down to just above their first child. */
function layersOf(count: number, links: readonly Link[]): number[] {
  const layers = Array.from({ length: count }, () => 0);
  const waiting = Array.from({ length: count }, () => 0);
  const out = Array.from({ length: count }, () => [] as number[]);
  for (const { from, to } of links) {
    out[from]?.push(to);
    waiting[to] = (waiting[to] ?? 0) + 1;
  }
  const roots = waiting.flatMap((each, node) => (each === 0 ? [node] : []));
  const ready = [...roots];
  for (let next = 0; next < ready.length; next++) {
    const node = ready[next] ?? 0;
    for (const child of out[node] ?? []) {
      layers[child] = Math.max(layers[child] ?? 0, (layers[node] ?? 0) + 1);
      waiting[child] = (waiting[child] ?? 0) - 1;
      if (waiting[child] === 0) ready.push(child);
    }
  }
  for (const root of roots) {
    const children = (out[root] ?? []).map((child) => layers[child] ?? 0);
    if (children.length > 0) layers[root] = Math.min(...children) - 1;
  }
  return layers;
}

/** Links two slots through a lane in every layer between them; the slots passed, ends included. */
function connect(slots: readonly Slot[], all: Slot[], from: number, to: number): Slot[] {
  const first = slots[from];
  const last = slots[to];
  if (!first || !last) return [];
  const chain = [first];
  for (let layer = first.layer + 1; layer < last.layer; layer++) {
    const lane = newSlot(all.length, layer, LANE);
    all.push(lane);
    chain.push(lane);
  }
  chain.push(last);
  for (let step = 1; step < chain.length; step++) {
    const upper = chain[step - 1];
    const lower = chain[step];
    if (!upper || !lower) continue;
    upper.below.push(lower);
    lower.above.push(upper);
  }
  return chain;
}

/** Rows in an order with few crossings: sweeps down and up, the best one kept. */
function orderRows(all: readonly Slot[]): Slot[][] {
  const rows: Slot[][] = [];
  for (const slot of firstOrder(all)) (rows[slot.layer] ??= []).push(slot);
  const filled = rows.map((row) => row ?? []);
  number(filled);
  let best = filled.map((row) => [...row]);
  let least = crossings(filled);
  for (let sweep = 0; sweep < SWEEPS && least > 0; sweep++) {
    const isDown = sweep % 2 === 0;
    const order = isDown ? filled : filled.toReversed();
    for (const row of order) {
      sortRow(row, isDown);
      row.forEach((slot, position) => (slot.order = position));
    }
    const now = crossings(filled);
    if (now < least) {
      least = now;
      best = filled.map((row) => [...row]);
    }
  }
  number(best);
  return best;
}

/** Depth first from the top, so that what belongs together stands together. */
function firstOrder(all: readonly Slot[]): Slot[] {
  const seen = new Set<Slot>();
  const order: Slot[] = [];
  for (const root of all) {
    if (root.above.length > 0) continue;
    const stack = [root];
    for (let slot = stack.pop(); slot; slot = stack.pop()) {
      if (seen.has(slot)) continue;
      seen.add(slot);
      order.push(slot);
      stack.push(...slot.below.toReversed());
    }
  }
  return order;
}

function number(rows: readonly Slot[][]): void {
  for (const row of rows) row.forEach((slot, position) => (slot.order = position));
}

/** By the mean place of the neighbours; who has none keeps its place. */
function sortRow(row: Slot[], byAbove: boolean): void {
  const key = new Map(
    row.map((slot) => {
      const neighbours = byAbove ? slot.above : slot.below;
      return [slot, neighbours.length === 0 ? slot.order : mean(neighbours.map((n) => n.order))];
    }),
  );
  row.sort((a, b) => (key.get(a) ?? 0) - (key.get(b) ?? 0) || a.order - b.order);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Crossings between neighbouring rows, counted with a tree of sums. */
function crossings(rows: readonly Slot[][]): number {
  let count = 0;
  for (const row of rows) {
    const width = 1 + Math.max(0, ...row.flatMap((slot) => slot.below.map((low) => low.order)));
    const tree = new Int32Array(width + 1);
    let placed = 0;
    for (const slot of row) {
      const ends = slot.below.map((low) => low.order).toSorted((a, b) => a - b);
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
  }
  return count;
}

/** Moves each row toward its neighbours, alternately from above and below, order and gaps kept. */
function straighten(rows: readonly Slot[][]): void {
  for (const row of rows) {
    let x = 0;
    for (const slot of row) {
      slot.x = x + slot.width / 2;
      x += slot.width + GAP_X;
    }
  }
  for (let pass = 0; pass < STRAIGHTENINGS; pass++) {
    const isDown = pass % 2 === 0;
    for (const row of isDown ? rows : rows.toReversed()) {
      const wanted = row.map((slot) => {
        const neighbours = isDown ? slot.above : slot.below;
        return neighbours.length === 0 ? slot.x : mean(neighbours.map((each) => each.x));
      });
      solveRow(row, wanted);
    }
  }
}

/** Least squares under order and gap: neighbours that would overlap are pooled and share a place. */
function solveRow(row: readonly Slot[], wanted: readonly number[]): void {
  const offsets: number[] = [];
  let offset = 0;
  row.forEach((slot, index) => {
    const before = row[index - 1];
    if (before) offset += before.width / 2 + GAP_X + slot.width / 2;
    offsets.push(offset);
  });
  const pools: { sum: number; count: number }[] = [];
  for (let index = 0; index < row.length; index++) {
    pools.push({ sum: (wanted[index] ?? 0) - (offsets[index] ?? 0), count: 1 });
    for (let last = pools.at(-1), prior = pools.at(-2); last && prior;) {
      if (prior.sum / prior.count <= last.sum / last.count) break;
      pools.splice(-2, 2, { sum: prior.sum + last.sum, count: prior.count + last.count });
      last = pools.at(-1);
      prior = pools.at(-2);
    }
  }
  let index = 0;
  for (const { sum, count } of pools) {
    for (let member = 0; member < count; member++, index++) {
      const slot = row[index];
      if (slot) slot.x = sum / count + (offsets[index] ?? 0);
    }
  }
}

interface Solved {
  readonly nodes: readonly LayoutNode[];
  readonly links: readonly Link[];
  readonly slots: readonly Slot[];
  readonly rows: readonly Slot[][];
  readonly chains: ReadonlyMap<string, readonly Slot[]>;
}

function finish({ nodes, links, slots, rows, chains }: Solved): Layout {
  const heights = rows.map((row) => Math.max(0, ...row.map((slot) => nodes[slot.id]?.height ?? 0)));
  const tops: number[] = [];
  let top = 0;
  for (const height of heights) {
    tops.push(top);
    top += height + GAP_Y;
  }
  const left = Math.min(0, ...rows.flat().map((slot) => slot.x - slot.width / 2));
  const middle = (slot: Slot): Point => ({
    x: slot.x - left,
    y: (tops[slot.layer] ?? 0) + (heights[slot.layer] ?? 0) / 2,
  });
  const places = new Map(
    nodes.flatMap(({ id }, index) => {
      const slot = slots[index];
      return slot ? [[id, middle(slot)] as const] : [];
    }),
  );
  const routes = links.map(({ from, to }) => {
    const straight = chains.get(`${from}>${to}`);
    const chain = straight ?? chains.get(`${to}>${from}`)?.toReversed() ?? [];
    return chain.map((slot, position) => {
      const point = middle(slot);
      const half = (nodes[slot.id]?.height ?? 0) / 2;
      const side = straight ? 1 : -1;
      if (position === 0) return { x: point.x, y: point.y + side * half };
      if (position === chain.length - 1) return { x: point.x, y: point.y - side * half };
      return point;
    });
  });
  const right = Math.max(0, ...rows.flat().map((slot) => slot.x - left + slot.width / 2));
  return { places, routes, width: right, height: Math.max(0, top - GAP_Y) };
}
