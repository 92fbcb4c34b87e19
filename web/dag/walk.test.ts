import { describe, expect, it } from "vitest";
import { graph, node } from "../../engine/testing/graphs.ts";
import { boxesAtHand } from "./camera.ts";
import { sceneOf } from "./scene-of.ts";
import { foundIn, neighbourOf, relatedTo, type Direction } from "./walk.ts";

/** `a` over `b` and `c`, both over `d`; `e` over `f` beside them. */
const FLOW = graph(["a", "b", "c", "d", "e", "f"], ["a>b:x", "a>c:x", "b>d:x", "c>d:y", "e>f:x"]);
const scene = sceneOf(FLOW, { expanded: new Map(), previous: null });

describe("what is related to a task", () => {
  const related = (slug: string, towards: "upstream" | "downstream") =>
    [...relatedTo(FLOW, slug, towards)].toSorted().join("");

  it("is all that it waits for, however far, and itself", () => {
    expect(related("d", "upstream")).toBe("abcd");
    expect(related("b", "upstream")).toBe("ab");
    expect(related("a", "upstream")).toBe("a");
  });

  it("is all that waits for it, the other way", () => {
    expect(related("a", "downstream")).toBe("abcd");
    expect(related("b", "downstream")).toBe("bd");
    expect(related("f", "downstream")).toBe("f");
  });

  it("is found in a fan of a hundred thousand edges", () => {
    const tasks = Array.from({ length: 100_000 }, (_, index) => `t${index}`);
    const edges = tasks.map((slug) => ({
      upstream: "root",
      downstream: slug,
      key: null,
      mapped: false,
      flattened: false,
    }));
    const fan = { ...graph(["root"]), edges };
    expect(relatedTo(fan, "root", "downstream").size).toBe(100_001);
  });
});

describe("the keys lead", () => {
  const to = (slug: string, direction: Direction) => neighbourOf(scene, slug, direction);

  it("along the edges", () => {
    expect(["b", "c"]).toContain(to("a", "down"));
    expect(to("b", "down")).toBe("d");
    expect(to("c", "up")).toBe("a");
    expect(to("f", "up")).toBe("e");
    expect(to("a", "up")).toBeNull();
    expect(to("d", "down")).toBeNull();
  });

  it("within a layer to the next one, and back", () => {
    const layer = scene.boxes
      .filter(({ layer: at }) => at === scene.bySlug.get("b")?.layer)
      .toSorted((one, other) => one.area.x - other.area.x)
      .map(({ slug }) => slug);
    expect(layer.length).toBeGreaterThan(1);
    expect(layer.map((slug) => to(slug, "right"))).toEqual([...layer.slice(1), null]);
    expect(layer.map((slug) => to(slug, "left"))).toEqual([null, ...layer.slice(0, -1)]);
  });

  it("to the first layer and the last", () => {
    expect(scene.bySlug.get(to("d", "first") ?? "")?.layer).toBe(0);
    expect(to("a", "last")).toBe("d");
    expect(to("nobody", "down")).toBeNull();
  });
});

describe("a search", () => {
  const tasks = [
    node("load-1", { name: "Load", tags: ["Source"] }),
    node("add-1", { name: "add", type: "AddTask" }),
    node("sum-1", { name: "sum" }),
  ];
  const found = (text: string) => foundIn(graph(tasks), text);

  it("finds by slug, name, class and tag, whatever the case, in the graph's order", () => {
    expect(found(" LOAD ")).toEqual(["load-1"]);
    expect(found("addtask")).toEqual(["add-1"]);
    expect(found("source")).toEqual(["load-1"]);
    expect(found("-1")).toEqual(["load-1", "add-1", "sum-1"]);
    expect(found("nothing")).toEqual([]);
  });

  it("for nothing finds nothing", () => {
    expect(found("  ")).toEqual([]);
  });
});

describe("the boxes with a button", () => {
  it("are all of a small graph, wherever one looks", () => {
    const nowhere = { x: 9000, y: 9000, width: 10, height: 10 };
    expect(boxesAtHand(scene, nowhere, [])).toBe(scene.boxes);
  });

  it("of a large one are those near the middle, and the wanted ones", () => {
    const large = sceneOf(graph(Array.from({ length: 500 }, (_, index) => `t${index}`)), {
      expanded: new Map(),
      previous: null,
    });
    const [first] = large.boxes;
    const far = large.boxes.toSorted((one, other) => other.area.x - one.area.x)[0];
    if (!first || !far) throw new Error("No boxes.");
    const around = { ...first.area, width: 4000 };
    const at = boxesAtHand(large, around, [far.slug, null, "nobody"]);
    expect(at.length).toBeLessThanOrEqual(61);
    expect(at).toContain(far);
    expect(at.map(({ index }) => index)).toEqual(
      at.map(({ index }) => index).toSorted((one, other) => one - other),
    );
  });
});
