/** A layered layout of our own: longest-path layers, sweeps against crossings, no recursion. */

/** A box to place; sizes in pixels. */
export interface LayoutNode {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** What must lie below what. An edge with an end that is no node is left out. */
export interface LayoutEdge {
  readonly from: string;
  readonly to: string;
}

/** A place in the drawing, in pixels from its upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where everything stands, in pixels. */
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
/** Beyond so many lanes, long edges go straight across, so that a huge graph is still drawn. */
const MOST_SLOTS = 60_000;

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

const slotOf = (id: number, layer: number, width: number): Slot => {
  return { id, layer, width, above: [], below: [], order: 0, x: 0 };
};

/** Places the boxes in layers, top to bottom. Equal input gives equal output, ties by input order. */
export function layout(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): Layout {
  const index = new Map(nodes.map(({ id }, position) => [id, position]));
  const numberOf = (id: string): number => index.get(id) ?? -1;
  const links = edges.map(({ from, to }) => ({ from: numberOf(from), to: numberOf(to) }));
  const { down, order } = downward(nodes.length, links);
  const layers = layersOf(order, down);
  const slots = nodes.map((node, id) => slotOf(id, layers[id] ?? 0, node.width));
  const chains = new Map<string, Slot[]>();
  const all = [...slots];
  for (const { from, to } of down) {
    const key = `${from}>${to}`;
    if (!chains.has(key)) chains.set(key, connect(slots, all, from, to));
  }
  const rows = orderRows(all);
  straighten(rows);
  return finish(nodes, links, chains, rows);
}

/** An edge by the numbers of its ends. */
type Link = { readonly from: number; readonly to: number };

function childrenOf(count: number, links: readonly Link[]): number[][] {
  const children = Array.from({ length: count }, () => [] as number[]);
  for (const { from, to } of links) children[from]?.push(to);
  return children;
}

const greatest = (values: readonly number[], least = Number.NEGATIVE_INFINITY): number =>
  values.reduce((most, value) => Math.max(most, value), least);

/** The links without circles (those that close one are turned round), and parents before children. */
function downward(count: number, links: readonly Link[]): { down: Link[]; order: number[] } {
  const valid = links.filter(({ from, to }) => from >= 0 && to >= 0 && from !== to);
  const out = childrenOf(count, valid);
  const state = new Uint8Array(count);
  const back = new Set<string>();
  const ended: number[] = [];
  for (let root = 0; root < count; root++) {
    if (state[root] !== 0) continue;
    const stack: { node: number; next: number }[] = [{ node: root, next: 0 }];
    state[root] = 1;
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const child = out[top.node]?.[top.next++];
      if (child === undefined) {
        state[top.node] = 2;
        ended.push(top.node);
        stack.pop();
      } else if (state[child] === 1) back.add(`${top.node}>${child}`);
      else if (state[child] === 0) {
        state[child] = 1;
        stack.push({ node: child, next: 0 });
      }
    }
  }
  const turn = ({ from, to }: Link): Link => ({ from: to, to: from });
  const down = valid.map((link) => (back.has(`${link.from}>${link.to}`) ? turn(link) : link));
  return { down, order: ended.toReversed() };
}

/** Longest path from the top; then roots are pulled down to just above their first child. */
function layersOf(order: readonly number[], links: readonly Link[]): number[] {
  const layers = order.map(() => 0);
  const out = childrenOf(order.length, links);
  for (const node of order) {
    for (const child of out[node] ?? []) {
      layers[child] = Math.max(layers[child] ?? 0, (layers[node] ?? 0) + 1);
    }
  }
  const isChild = new Set(links.map(({ to }) => to));
  for (const root of order) {
    const rises = (out[root] ?? []).map((child) => -(layers[child] ?? 0));
    if (rises.length > 0 && !isChild.has(root)) layers[root] = -greatest(rises) - 1;
  }
  return layers;
}

/** Links two slots through a lane in every layer between them; the slots passed, ends included. */
function connect(slots: readonly Slot[], all: Slot[], from: number, to: number): Slot[] {
  const [first, last] = [slots[from], slots[to]];
  if (!first || !last) return [];
  const between = last.layer - first.layer - 1;
  const room = all.length + between < MOST_SLOTS + slots.length ? between : 0;
  const lanes = Array.from({ length: room }, (_, step) =>
    slotOf(all.length + step, first.layer + 1 + step, LANE),
  );
  for (const lane of lanes) all.push(lane);
  const chain = [first, ...lanes, last];
  chain.forEach((upper, step) => {
    const lower = chain[step + 1];
    if (!lower) return;
    upper.below.push(lower);
    lower.above.push(upper);
  });
  return chain;
}

/** Rows in an order with few crossings: sweeps down and up, the best one kept. */
function orderRows(all: readonly Slot[]): Slot[][] {
  const rows: Slot[][] = [];
  for (const slot of firstOrder(all)) (rows[slot.layer] ??= []).push(slot);
  rows.forEach(renumber);
  let best = rows.map((row) => [...row]);
  let least = crossings(rows);
  for (let sweep = 0; sweep < SWEEPS && least > 0; sweep++) {
    const isDown = sweep % 2 === 0;
    for (const row of isDown ? rows : rows.toReversed()) {
      sortRow(row, isDown);
      renumber(row);
    }
    const now = crossings(rows);
    if (now >= least) continue;
    least = now;
    best = rows.map((row) => [...row]);
  }
  best.forEach(renumber);
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
      for (const low of slot.below.toReversed()) stack.push(low);
    }
  }
  return order;
}

const renumber = (row: readonly Slot[]): void =>
  row.forEach((slot, position) => (slot.order = position));

/** By the mean place of the neighbours; who has none keeps its place. */
function sortRow(row: Slot[], byAbove: boolean): void {
  const key = new Map(
    row.map((slot) => [slot, meanOf(byAbove ? slot.above : slot.below, "order") ?? slot.order]),
  );
  row.sort((a, b) => (key.get(a) ?? 0) - (key.get(b) ?? 0) || a.order - b.order);
}

const meanOf = (slots: readonly Slot[], what: "order" | "x"): number | null =>
  slots.length === 0 ? null : slots.reduce((sum, slot) => sum + slot[what], 0) / slots.length;

/** Crossings between neighbouring rows, counted with a tree of sums. */
function crossings(rows: readonly Slot[][]): number {
  let count = 0;
  for (const row of rows) {
    const lows = row.flatMap((slot) => slot.below.map((low) => low.order));
    const width = 1 + greatest(lows, 0);
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
  for (const row of rows) solveRow(row, () => 0);
  for (let pass = 0; pass < STRAIGHTENINGS; pass++) {
    const isDown = pass % 2 === 0;
    for (const row of isDown ? rows : rows.toReversed()) {
      solveRow(row, (slot) => meanOf(isDown ? slot.above : slot.below, "x") ?? slot.x);
    }
  }
}

/** Least squares under order and gap: neighbours that would overlap are pooled and share a place. */
function solveRow(row: readonly Slot[], wantedOf: (slot: Slot) => number): void {
  let right = 0;
  const offsets = row.map(({ width }) => (right += width + GAP_X) - GAP_X - width / 2);
  const pools: { sum: number; count: number }[] = [];
  row.forEach((slot, index) => {
    let pool = { sum: wantedOf(slot) - (offsets[index] ?? 0), count: 1 };
    for (let prior = pools.at(-1); prior; prior = pools.at(-1)) {
      if (prior.sum / prior.count <= pool.sum / pool.count) break;
      pool = { sum: prior.sum + pool.sum, count: prior.count + pool.count };
      pools.pop();
    }
    pools.push(pool);
  });
  const starts = pools.flatMap(({ sum, count }) =>
    Array.from({ length: count }, () => sum / count),
  );
  row.forEach((slot, index) => (slot.x = (starts[index] ?? 0) + (offsets[index] ?? 0)));
}

/** From slots to pixels: centres of boxes and points of edges, from the upper left corner. */
function finish(
  nodes: readonly LayoutNode[],
  links: readonly Link[],
  chains: ReadonlyMap<string, readonly Slot[]>,
  rows: readonly Slot[][],
): Layout {
  const heightOf = (slot: Slot): number => nodes[slot.id]?.height ?? 0;
  const heights = rows.map((row) => greatest(row.map(heightOf), 0));
  let below = 0;
  const middles = heights.map((height) => (below += height + GAP_Y) - GAP_Y - height / 2);
  const all = rows.flat();
  const left = -greatest(all.map((slot) => slot.width / 2 - slot.x));
  const at = (slot: Slot, rise: number): Point => ({
    x: slot.x - left,
    y: (middles[slot.layer] ?? 0) + rise,
  });
  const routes = links.map(({ from, to }) => {
    const chain = chains.get(`${from}>${to}`);
    const path = (chain ?? chains.get(`${to}>${from}`) ?? []).flatMap((slot, step, { length }) => {
      // A lane is straight through its row, so that the edge bends between rows only.
      const half = (slot.id < nodes.length ? heightOf(slot) : (heights[slot.layer] ?? 0)) / 2;
      const [top, bottom] = [at(slot, -half), at(slot, half)];
      if (step === 0) return [bottom];
      return step === length - 1 ? [top] : [top, bottom];
    });
    return chain ? path : path.toReversed();
  });
  const places = all.flatMap((slot) => {
    const node = nodes[slot.id];
    return node ? [[node.id, at(slot, 0)] as const] : [];
  });
  const width = greatest(
    all.map((slot) => slot.x - left + slot.width / 2),
    0,
  );
  return { places: new Map(places), routes, width, height: Math.max(0, below - GAP_Y) };
}
