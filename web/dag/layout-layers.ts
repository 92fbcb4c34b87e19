/** Which layer of the drawing each box stands in, and which boxes hang together. Pure. */

/** Links between boxes 0…count-1: of each its two ends, one after the other. */
export interface Links {
  readonly count: number;
  readonly ends: Int32Array;
}

/** Neighbours by number: those of `node` are `list[starts[node]…starts[node + 1]]`. */
export interface Neighbours {
  readonly starts: Int32Array;
  readonly list: Int32Array;
}

export const isLink = ({ count, ends }: Links, link: number): boolean => {
  const [from = -1, to = -1] = [ends[2 * link], ends[2 * link + 1]];
  return from >= 0 && to >= 0 && from < count && to < count && from !== to;
};

/** Of each box, what its links lead to, in the links' order. */
function neighbours(links: Links, towards: "down" | "up"): Neighbours {
  const { count, ends } = links;
  const [own, other] = towards === "down" ? [0, 1] : [1, 0];
  const starts = new Int32Array(count + 1);
  const howMany = ends.length / 2;
  for (let link = 0; link < howMany; link++) {
    if (isLink(links, link)) add(starts, (ends[2 * link + own] ?? 0) + 1, 1);
  }
  for (let node = 0; node < count; node++) add(starts, node + 1, starts[node] ?? 0);
  const next = starts.slice();
  const list = new Int32Array(starts[count] ?? 0);
  for (let link = 0; link < howMany; link++) {
    if (!isLink(links, link)) continue;
    const node = ends[2 * link + own] ?? 0;
    list[next[node] ?? 0] = ends[2 * link + other] ?? 0;
    add(next, node, 1);
  }
  return { starts, list };
}

const add = (list: Int32Array, index: number, more: number): void => {
  list[index] = (list[index] ?? 0) + more;
};

/**
 * Boxes in an order in which parents come before their children, after those links are turned round
 * that close a circle.
 */
export function topDown(links: Links): { order: Int32Array; turned: Uint8Array } {
  const { count, ends } = links;
  const { starts, list } = neighbours(links, "down");
  const state = new Uint8Array(count);
  const cursor = starts.slice(0, count);
  const stack = new Int32Array(count);
  const order = new Int32Array(count);
  const back = new Set<number>();
  let last = count;
  for (let root = 0; root < count; root++) {
    if (state[root] !== 0) continue;
    let depth = 0;
    stack[0] = root;
    state[root] = 1;
    while (depth >= 0) {
      const node = stack[depth] ?? 0;
      const at = cursor[node] ?? 0;
      if (at === (starts[node + 1] ?? 0)) {
        state[node] = 2;
        order[--last] = node;
        depth -= 1;
        continue;
      }
      cursor[node] = at + 1;
      const child = list[at] ?? 0;
      if (state[child] === 1) back.add(node * count + child);
      else if (state[child] === 0) {
        state[child] = 1;
        stack[++depth] = child;
      }
    }
  }
  const turned = new Uint8Array(ends.length / 2);
  if (back.size > 0) {
    turned.forEach((_, link) => {
      const key = (ends[2 * link] ?? 0) * count + (ends[2 * link + 1] ?? 0);
      if (isLink(links, link) && back.has(key)) turned[link] = 1;
    });
  }
  return { order, turned };
}

/**
 * Longest path from the top; then roots are pulled down to just above their first child.
 * @param before  layers to keep, -1 for a new box; null: none
 */
export function layersOf(
  links: Links,
  order: Int32Array,
  before: Int32Array | null,
): Int32Array<ArrayBuffer> {
  const layers = new Int32Array(links.count);
  const down = neighbours(links, "down");
  const up = neighbours(links, "up");
  const isNew = (node: number): boolean => (before?.[node] ?? -1) < 0;
  for (const node of order) {
    let layer = Math.max(0, before?.[node] ?? 0);
    for (let each = up.starts[node] ?? 0; each < (up.starts[node + 1] ?? 0); each++) {
      layer = Math.max(layer, (layers[up.list[each] ?? 0] ?? 0) + 1);
    }
    layers[node] = layer;
  }
  for (const node of order) {
    const [from, to] = [down.starts[node] ?? 0, down.starts[node + 1] ?? 0];
    if (from === to || up.starts[node] !== up.starts[node + 1] || !isNew(node)) continue;
    let first = Number.POSITIVE_INFINITY;
    for (let each = from; each < to; each++) {
      first = Math.min(first, layers[down.list[each] ?? 0] ?? 0);
    }
    layers[node] = first - 1;
  }
  return layers;
}

/** Boxes without links stand in rows, about as many below each other as beside each other. */
export function spreadLoners(links: Links, layers: Int32Array): void {
  const loners = lonersOf(links);
  const perRow = Math.max(6, Math.ceil(Math.sqrt(loners.length)));
  loners.forEach((node, index) => (layers[node] = Math.floor(index / perRow)));
}

function lonersOf(links: Links): number[] {
  const isLinked = new Uint8Array(links.count);
  for (let link = 0; link < links.ends.length / 2; link++) {
    if (!isLink(links, link)) continue;
    isLinked[links.ends[2 * link] ?? 0] = 1;
    isLinked[links.ends[2 * link + 1] ?? 0] = 1;
  }
  return Array.from({ length: links.count }, (_, node) => node).filter(
    (node) => isLinked[node] === 0,
  );
}

/** Of each box, the place of its part of the graph among the parts; boxes without links come last. */
export function componentsOf(links: Links): Int32Array<ArrayBuffer> {
  const parent = Int32Array.from({ length: links.count }, (_, node) => node);
  const rootOf = (node: number): number => {
    let root = node;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root] ?? 0] ?? 0;
      root = parent[root] ?? 0;
    }
    return root;
  };
  for (let link = 0; link < links.ends.length / 2; link++) {
    if (!isLink(links, link)) continue;
    const [a, b] = [rootOf(links.ends[2 * link] ?? 0), rootOf(links.ends[2 * link + 1] ?? 0)];
    parent[Math.max(a, b)] = Math.min(a, b);
  }
  const isLoner = new Set(lonersOf(links));
  return Int32Array.from(parent, (_, node) =>
    isLoner.has(node) ? links.count + node : rootOf(node),
  );
}
