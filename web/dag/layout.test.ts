import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layout, type LayoutEdge, type LayoutNode } from "./layout.ts";

const node = (id: string): LayoutNode => ({ id, width: 100, height: 40 });
const edge = (text: string): LayoutEdge => {
  const [from = "", to = ""] = text.split(">");
  return { from, to };
};

describe("layout", () => {
  it("puts every task below what it waits for", () => {
    const { places } = layout(["a", "b", "c"].map(node), ["a>b", "b>c", "a>c"].map(edge));
    const y = (id: string) => places.get(id)?.y ?? Number.NaN;
    expect(y("a")).toBeLessThan(y("b"));
    expect(y("b")).toBeLessThan(y("c"));
  });

  it("draws a chain as a straight line", () => {
    const { places } = layout(["a", "b", "c"].map(node), ["a>b", "b>c"].map(edge));
    expect(new Set([...places.values()].map(({ x }) => x)).size).toBe(1);
  });

  it("uncrosses what need not cross", () => {
    const { places } = layout(["a", "b", "x", "y"].map(node), ["a>y", "b>x"].map(edge));
    const x = (id: string) => places.get(id)?.x ?? Number.NaN;
    expect(x("a") < x("b")).toBe(x("y") < x("x"));
  });

  it("survives circles and edges to nowhere", () => {
    const { places, routes } = layout(["a", "b"].map(node), ["a>b", "b>a", "a>gone"].map(edge));
    expect(places.size).toBe(2);
    expect(routes.map((route) => route.length)).toEqual([2, 2, 0]);
  });

  it("leads an edge that skips a layer past the boxes of that layer", () => {
    const edges = ["a>b", "b>c", "a>c"].map(edge);
    const { places, routes } = layout(["a", "b", "c"].map(node), edges);
    const b = places.get("b");
    const passing = routes[2]?.filter(({ y }) => Math.abs(y - (b?.y ?? 0)) <= 20) ?? [];
    expect(passing).toHaveLength(2);
    for (const { x } of passing) expect(Math.abs(x - (b?.x ?? 0))).toBeGreaterThan(50);
  });

  it("pulls a root down to just above what waits for it", () => {
    const edges = ["a>b", "b>c", "late>c"].map(edge);
    const { places } = layout(["late", "a", "b", "c"].map(node), edges);
    expect(places.get("late")?.y).toBe(places.get("b")?.y);
  });

  it("starts at the corner, and ends within its width and height", () => {
    const { places, width, height } = layout(["a", "b", "c"].map(node), ["a>b", "a>c"].map(edge));
    const xs = [...places.values()].map(({ x }) => x);
    expect([Math.min(...xs) - 50, Math.max(...xs) + 50]).toEqual([0, width]);
    expect((places.get("b")?.y ?? 0) + 20).toBe(height);
  });

  it("survives a chain on which everything also waits for the first", () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `n${index}`);
    const edges = ids.slice(1).flatMap((id, index) => [edge(`n${index}>${id}`), edge(`n0>${id}`)]);
    expect(layout(ids.map(node), edges).routes.every((route) => route.length >= 2)).toBe(true);
  });

  it("lays out a chain of ten thousand", () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `n${index}`);
    const edges = ids.slice(1).map((id, index) => ({ from: `n${index}`, to: id }));
    expect(layout(ids.map(node), edges).places.size).toBe(10_000);
  });

  const graphs = fc
    .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 30 })
    .map((parents) => ({
      nodes: parents.map((_, index) => node(`n${index}`)),
      edges: parents.flatMap((list, index) =>
        index === 0 ? [] : list.map((of) => ({ from: `n${of % index}`, to: `n${index}` })),
      ),
    }));

  it("lets no two boxes overlap, and every edge lead down", () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const { places, routes } = layout(nodes, edges);
        const all = [...places.values()];
        all.forEach((a, i) =>
          all.slice(i + 1).forEach((b) => {
            const apart = Math.abs(a.y - b.y) >= 40 || Math.abs(a.x - b.x) >= 100 - 1e-6;
            expect(apart).toBe(true);
          }),
        );
        for (const route of routes) {
          const ys = route.map(({ y }) => y);
          expect(ys).toEqual(ys.toSorted((a, b) => a - b));
        }
      }),
    );
  });

  it("gives the same picture for the same graph", () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        expect(layout(nodes, edges)).toEqual(layout(nodes, edges));
      }),
    );
  });
});
