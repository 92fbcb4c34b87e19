import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layout, type LayoutInput, type Placed } from "./layout.ts";

const WIDTH = 100;
const HEIGHT = 40;

/** Boxes of one size by name, and links as `a>b`. */
function input(ids: readonly string[], links: readonly string[]): LayoutInput {
  const ends = links.flatMap((text) => text.split(">").map((id) => ids.indexOf(id)));
  return inputOf(ids.length, ends);
}

const inputOf = (
  count: number,
  ends: readonly number[],
  before: Placed | null = null,
): LayoutInput => ({
  widths: new Float64Array(count).fill(WIDTH),
  heights: new Float64Array(count).fill(HEIGHT),
  heads: new Float64Array(count).fill(HEIGHT),
  ends: Int32Array.from(ends),
  before,
});

interface Place {
  readonly x: number;
  readonly y: number;
}

/** What was laid out, by the boxes' names. */
function picture(ids: readonly string[], links: readonly string[]) {
  const placed = layout(input(ids, links));
  const of = (id: string): Place => {
    const index = ids.indexOf(id);
    return { x: placed.x[index] ?? Number.NaN, y: placed.y[index] ?? Number.NaN };
  };
  return { placed, of, routes: routesOf(placed) };
}

/** The points of each link. */
function routesOf({ points, pointStarts }: Placed): Place[][] {
  return Array.from(pointStarts.subarray(1), (end, link) => {
    const route: Place[] = [];
    for (let at = pointStarts[link] ?? 0; at < end; at += 2) {
      route.push({ x: points[at] ?? Number.NaN, y: points[at + 1] ?? Number.NaN });
    }
    return route;
  });
}

/** Boxes that share some room, as pairs of numbers. */
function overlaps({ x, y }: Placed, { widths, heights }: LayoutInput): [number, number][] {
  const pairs: [number, number][] = [];
  x.forEach((_, a) => {
    for (let b = a + 1; b < x.length; b++) {
      const aside = Math.abs(at(x, a) - at(x, b)) >= (at(widths, a) + at(widths, b)) / 2 - 1e-5;
      const below = Math.abs(at(y, a) - at(y, b)) >= (at(heights, a) + at(heights, b)) / 2 - 1e-5;
      if (!aside && !below) pairs.push([a, b]);
    }
  });
  return pairs;
}

const at = (list: ArrayLike<number>, index: number): number => list[index] ?? Number.NaN;

/** Links that do not lead down all the way. */
const climbing = (placed: Placed): Place[][] =>
  routesOf(placed).filter((route) =>
    route.some(({ y }, index) => index > 0 && y < (route[index - 1]?.y ?? 0)),
  );

/** Of each box what it waits for, among the boxes before it. */
const graphs = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 30 })
  .map((parents) =>
    parents.map((list, index) => (index === 0 ? [] : list.map((of) => of % index))),
  );

const endsOf = (parents: readonly (readonly number[])[]): number[] =>
  parents.flatMap((list, index) => list.flatMap((of) => [of, index]));

describe("layout", () => {
  it("puts every task below what it waits for", () => {
    const { of } = picture(["a", "b", "c"], ["a>b", "b>c", "a>c"]);
    expect(of("a").y).toBeLessThan(of("b").y);
    expect(of("b").y).toBeLessThan(of("c").y);
  });

  it("draws a chain as a straight line", () => {
    const { placed } = picture(["a", "b", "c"], ["a>b", "b>c"]);
    expect(new Set(placed.x).size).toBe(1);
  });

  it("uncrosses what need not cross", () => {
    const { of } = picture(["a", "b", "x", "y"], ["a>y", "b>x"]);
    expect(of("a").x < of("b").x).toBe(of("y").x < of("x").x);
  });

  it("moves a box aside for another whose edge would cross its own", () => {
    const { of } = picture(["a", "b", "x", "y"], ["a>x", "a>y", "b>x"]);
    expect(of("a").x < of("b").x).toBe(of("y").x < of("x").x);
  });

  it("survives circles and edges to nowhere", () => {
    const { placed, routes } = picture(["a", "b"], ["a>b", "b>a", "a>gone", "a>a"]);
    expect(Array.from(placed.layers)).toEqual([0, 1]);
    expect(routes.map((route) => route.length)).toEqual([2, 2, 0, 0]);
  });

  it("draws the edge that closes a circle from its own start to its own end", () => {
    const { of, routes } = picture(["a", "b", "c"], ["a>b", "b>c", "c>a"]);
    const back = routes[2] ?? [];
    expect(back[0]).toEqual({ x: of("c").x, y: of("c").y - HEIGHT / 2 });
    expect(back.at(-1)).toEqual({ x: of("a").x, y: of("a").y + HEIGHT / 2 });
  });

  it("draws nothing of nothing", () => {
    const { placed } = picture([], []);
    expect([placed.width, placed.height, placed.x.length]).toEqual([0, 0, 0]);
  });

  it("leads an edge that skips a layer past the boxes of that layer", () => {
    const { of, routes } = picture(["a", "b", "c"], ["a>b", "b>c", "a>c"]);
    const passing = routes[2]?.filter(({ y }) => Math.abs(y - of("b").y) <= HEIGHT / 2) ?? [];
    expect(passing).toHaveLength(2);
    for (const { x } of passing) expect(Math.abs(x - of("b").x)).toBeGreaterThan(WIDTH / 2);
  });

  it("pulls a root down to just above what waits for it", () => {
    const { of } = picture(["late", "a", "b", "c"], ["a>b", "b>c", "late>c"]);
    expect(of("late").y).toBe(of("b").y);
  });

  it("starts at the corner, and ends within its width and height", () => {
    const { placed, of } = picture(["a", "b", "c"], ["a>b", "a>c"]);
    const [first, last] = [Math.min(...placed.x), Math.max(...placed.x)];
    expect([first - WIDTH / 2, last + WIDTH / 2]).toEqual([0, placed.width]);
    expect(of("a").y - HEIGHT / 2).toBe(0);
    expect(of("b").y + HEIGHT / 2).toBe(placed.height);
  });

  it("stands parts of the graph that do not hang together side by side", () => {
    const { of } = picture(["a", "x", "b", "y", "c", "z"], ["a>b", "b>c", "x>y", "y>z"]);
    for (const [left, right] of [
      ["a", "x"],
      ["b", "y"],
      ["c", "z"],
    ] as const) {
      expect(of(left).y).toBe(of(right).y);
      expect(of(right).x - of(left).x).toBeGreaterThanOrEqual(WIDTH);
    }
  });

  it("stands nothing else between boxes that hang together", () => {
    const { of } = picture(["a", "x", "b", "c", "y"], ["a>c", "b>c", "x>y"]);
    expect(of("a").x).toBeLessThan(of("b").x);
    expect(of("b").x).toBeLessThan(of("x").x);
  });

  it("spreads boxes without edges over rows, right of all that has some", () => {
    const loners = Array.from({ length: 100 }, (_, index) => `n${index}`);
    const { placed, of } = picture(["a", ...loners, "b"], ["a>b"]);
    const perRow = new Map<number, number>();
    for (const id of loners) perRow.set(of(id).y, (perRow.get(of(id).y) ?? 0) + 1);
    expect([...perRow.values()]).toEqual(Array.from({ length: 10 }, () => 10));
    expect(Math.min(...loners.map((id) => of(id).x))).toBeGreaterThan(of("a").x);
    expect(overlaps(placed, inputOf(102, []))).toEqual([]);
  });

  it("keeps a few boxes without edges in one row", () => {
    const { placed } = picture(["a", "b", "c", "d", "e", "f"], []);
    expect(new Set(placed.y).size).toBe(1);
  });

  it("stands short boxes on the middle line of their row", () => {
    const mixed = input(["a", "b"], []);
    mixed.heights.set([28, 66]);
    mixed.heads.set([28, 66]);
    const { y, height } = layout(mixed);
    expect([...y, height]).toEqual([33, 33, 66]);
  });

  it("leads an edge down along an opened box beside it before it turns aside", () => {
    const open = input(["a", "tall", "b"], ["a>b"]);
    open.heights[1] = 300;
    const placed = layout({ ...open, ends: Int32Array.from([0, 2, 1, 2]) });
    const [start, turn] = routesOf(placed)[0] ?? [];
    expect([start?.x, start?.y]).toEqual([at(placed.x, 0), HEIGHT]);
    expect([turn?.x, turn?.y]).toEqual([at(placed.x, 0), 300]);
  });

  it("survives a chain on which everything also waits for the first", () => {
    const ends = Array.from({ length: 999 }, (_, index) => [index, index + 1, 0, index + 1]).flat();
    const placed = layout(inputOf(1000, ends));
    expect(routesOf(placed).every((route) => route.length >= 2)).toBe(true);
    expect(climbing(placed)).toEqual([]);
  });

  it("lays out a chain of ten thousand", () => {
    const ends = Array.from({ length: 9999 }, (_, index) => [index, index + 1]).flat();
    const { layers, x } = layout(inputOf(10_000, ends));
    expect(layers.every((layer, index) => layer === index)).toBe(true);
    expect(new Set(x).size).toBe(1);
  });

  it("lets no two boxes overlap, and every edge lead down", () => {
    fc.assert(
      fc.property(graphs, (parents) => {
        const all = inputOf(parents.length, endsOf(parents));
        const placed = layout(all);
        expect(overlaps(placed, all)).toEqual([]);
        expect(climbing(placed)).toEqual([]);
      }),
    );
  });

  it("gives the same picture for the same graph", () => {
    fc.assert(
      fc.property(graphs, (parents) => {
        const all = inputOf(parents.length, endsOf(parents));
        expect(layout(all)).toEqual(layout(all));
      }),
    );
  });

  it("leaves what it is given as it was", () => {
    const home = layout(inputOf(4, [0, 1, 0, 2, 2, 3]));
    const [again, kept] = [inputOf(5, [0, 1, 0, 2, 2, 3, 3, 4], home), structuredClone(home)];
    layout({ ...again, before: grown(home, { count: 5, links: 4 }) });
    expect(home).toEqual(kept);
  });
});

/** Places to keep, for a graph with more boxes and links behind those that there were. */
function grown(home: Placed, { count, links }: { count: number; links: number }): Placed {
  const layers = new Int32Array(count).fill(-1);
  layers.set(home.layers);
  const x = new Float64Array(count);
  x.set(home.x);
  const laneStarts = new Int32Array(links + 1).fill(home.lanes.length);
  laneStarts.set(home.laneStarts);
  return { ...home, layers, x, laneStarts };
}

/** Layers in which boxes or lanes are that were not there before. */
function enteredBy(placed: Placed, home: Placed, ends: readonly number[]): Set<number> {
  const entered = new Set<number>();
  placed.layers.forEach((layer, node) => {
    if (node >= home.layers.length) entered.add(layer);
  });
  for (let link = home.laneStarts.length - 1; link < ends.length / 2; link++) {
    const [from, to] = [
      at(placed.layers, at(ends, 2 * link)),
      at(placed.layers, at(ends, 2 * link + 1)),
    ];
    for (let layer = from + 1; layer < to; layer++) entered.add(layer);
  }
  return entered;
}

/** A graph, and how many of its boxes were there from the start. */
const growing = fc
  .tuple(graphs, fc.nat())
  .map(([parents, of]) => ({ parents, old: 1 + (of % parents.length) }));

/** The graph as it was, and as it is after it grew. */
function grow({ parents, old }: { parents: readonly number[][]; old: number }) {
  const home = layout(inputOf(old, endsOf(parents.slice(0, old))));
  const ends = endsOf(parents);
  const before = grown(home, { count: parents.length, links: ends.length / 2 });
  const all = inputOf(parents.length, ends, before);
  return { home, ends, all, placed: layout(all) };
}

describe("layout of a graph that was drawn before", () => {
  it("leaves everything where it was if nothing changed", () => {
    fc.assert(
      fc.property(graphs, (parents) => {
        const all = inputOf(parents.length, endsOf(parents));
        const home = layout(all);
        expect(layout({ ...all, before: home })).toEqual(home);
      }),
    );
  });

  it("moves no box of a layer that nothing new enters", () => {
    fc.assert(
      fc.property(growing, (graph) => {
        const { home, ends, placed } = grow(graph);
        const entered = enteredBy(placed, home, ends);
        const moved = Array.from(home.x, (_, node) => node).filter(
          (node) =>
            !entered.has(at(home.layers, node)) &&
            (at(placed.x, node) !== at(home.x, node) || at(placed.y, node) !== at(home.y, node)),
        );
        expect(moved).toEqual([]);
      }),
    );
  });

  it("keeps every box in its layer and in its place among the boxes of that layer", () => {
    fc.assert(
      fc.property(growing, (graph) => {
        const { home, placed } = grow(graph);
        expect(placed.layers.slice(0, home.layers.length)).toEqual(home.layers);
        home.x.forEach((_, a) =>
          home.x.forEach((__, b) => {
            if (at(home.layers, a) !== at(home.layers, b) || at(home.x, a) >= at(home.x, b)) return;
            expect(at(placed.x, a)).toBeLessThan(at(placed.x, b));
          }),
        );
      }),
    );
  });

  it("lets no two boxes overlap, and every edge lead down, after it grew", () => {
    fc.assert(
      fc.property(growing, (graph) => {
        const { all, placed } = grow(graph);
        expect(overlaps(placed, all)).toEqual([]);
        expect(climbing(placed)).toEqual([]);
      }),
    );
  });

  it("stays in the drawing when it grows", () => {
    fc.assert(
      fc.property(growing, (graph) => {
        const { placed } = grow(graph);
        expect(Math.min(...placed.x) - WIDTH / 2).toBeGreaterThanOrEqual(-1e-5);
        expect(Math.max(...placed.x) + WIDTH / 2).toBeLessThanOrEqual(placed.width + 1e-5);
      }),
    );
  });

  it("grows box by box without an overlap", () => {
    fc.assert(
      fc.property(graphs, (parents) => {
        let placed = layout(inputOf(1, []));
        for (let count = 2; count <= parents.length; count++) {
          const ends = endsOf(parents.slice(0, count));
          const all = inputOf(count, ends, grown(placed, { count, links: ends.length / 2 }));
          placed = layout(all);
          expect(overlaps(placed, all)).toEqual([]);
        }
      }),
    );
  });

  it("puts a new box below the middle of what it waits for", () => {
    const home = layout(inputOf(3, [0, 1, 0, 2]));
    const { x, layers } = layout(
      inputOf(4, [0, 1, 0, 2, 1, 3, 2, 3], grown(home, { count: 4, links: 4 })),
    );
    expect([at(x, 3), at(layers, 3)]).toEqual([at(home.x, 0), 2]);
  });

  it("moves boxes down that are to wait for a new one", () => {
    const home = layout(inputOf(2, [0, 1]));
    const { layers } = layout(inputOf(3, [0, 1, 2, 0], grown(home, { count: 3, links: 2 })));
    expect(Array.from(layers)).toEqual([1, 2, 0]);
  });

  it("moves only the layer of a box that is opened sideways, and what is below downwards", () => {
    const sizes = fc.record({ of: fc.nat(), wide: fc.nat(400), tall: fc.nat(400) });
    fc.assert(
      fc.property(graphs, sizes, (parents, { of, wide, tall }) => {
        const all = inputOf(parents.length, endsOf(parents));
        const home = layout(all);
        const opened = of % parents.length;
        const open = {
          ...all,
          widths: all.widths.slice(),
          heights: all.heights.slice(),
          before: home,
        };
        open.widths[opened] = WIDTH + wide;
        open.heights[opened] = HEIGHT + tall;
        const placed = layout(open);
        const own = at(home.layers, opened);
        expect(placed.layers).toEqual(home.layers);
        expect(overlaps(placed, open)).toEqual([]);
        const others = Array.from(home.x, (_, node) => node).filter(
          (node) => at(home.layers, node) !== own,
        );
        expect(others.map((node) => at(placed.x, node))).toEqual(
          others.map((node) => at(home.x, node)),
        );
        home.layers.forEach((layer, node) => {
          const down = node === opened ? tall / 2 : layer > own ? tall : 0;
          expect(at(placed.y, node)).toBe(at(home.y, node) + down);
        });
      }),
    );
  });
});
