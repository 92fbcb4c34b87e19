import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConstantRef, FlowGraph } from "../../engine/model/graph.ts";
import { graph, node } from "../../engine/testing/graphs.ts";
import { sceneOf } from "./scene-of.ts";
import type { Area, Box, Scene } from "./scene.ts";

/** A scene with these boxes opened, drawn after another or anew. */
const scene = (
  flow: FlowGraph,
  expanded: Readonly<Record<string, number>> = {},
  previous: Scene | null = null,
): Scene => sceneOf(flow, { expanded: new Map(Object.entries(expanded)), previous });

function boxOf({ bySlug }: Scene, slug: string): Box {
  const box = bySlug.get(slug);
  if (!box) throw new Error(`There is no box "${slug}".`);
  return box;
}

const middle = ({ x, width }: Area): number => x + width / 2;

/** Boxes that share some room, as pairs of names. */
function overlaps({ boxes }: Scene): string[] {
  return boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => isOver(a.area, b.area))
      .map((b) => `${a.slug} ${b.slug}`),
  );
}

const isOver = (a: Area, b: Area): boolean =>
  a.x + a.width > b.x + 1e-5 &&
  b.x + b.width > a.x + 1e-5 &&
  a.y + a.height > b.y + 1e-5 &&
  b.y + b.height > a.y + 1e-5;

const flow = graph(["xs", "inc", "sum"], ["xs=>inc:x", "inc>sum:xs"]);

const constant = (value: number, preview: string): ConstantRef => ({
  value,
  preview,
  length: null,
  size: preview.length,
});

describe("the scene of a flow", () => {
  it("has one box for a mapped task, however many children it has", () => {
    for (const { boxes } of [scene(flow), scene(flow, { inc: 5000 })]) {
      expect(boxes.map(({ slug, isMapped }) => [slug, isMapped])).toEqual([
        ["xs", false],
        ["inc", true],
        ["sum", false],
      ]);
    }
  });

  it("knows every box by its slug and by its place in the graph", () => {
    const { boxes, bySlug } = scene(flow);
    boxes.forEach((box, index) => {
      expect([box.index, box.node]).toEqual([index, flow.tasks[index]]);
      expect(bySlug.get(box.slug)).toBe(box);
    });
  });

  it("draws a constant small", () => {
    const drawn = scene(graph([node("three", { kind: "constant" }), "add"], ["three>add:x"]));
    expect(drawn.boxes.map(({ isSmall }) => isSmall)).toEqual([true, false]);
    expect(boxOf(drawn, "three").area.height).toBeLessThan(boxOf(drawn, "add").area.height);
  });

  it("tells data, order and mapping apart, and names the arguments once", () => {
    const { arrows } = scene(graph(["a", "b"], ["a>b:x", "a~>b:y", "a>b", "b=>a:z"]));
    expect(arrows.map(({ kind, label }) => [kind, label])).toEqual([
      ["data", "x, y (flat)"],
      ["data", ""],
      ["state", ""],
      ["mapped", "z"],
    ]);
  });

  it("gives every arrow a name of its own", () => {
    const { arrows } = scene(graph(["a", "b"], ["a>b:x", "a>b:y", "a>b", "a>b"]));
    expect(new Set(arrows.map(({ id }) => id)).size).toBe(4);
  });

  it("draws arrows from box to box", () => {
    const drawn = scene(flow);
    const [from, to] = [boxOf(drawn, "xs").area, boxOf(drawn, "inc").area];
    const points = drawn.arrows[0]?.points ?? [];
    expect(points[0]).toEqual({ x: middle(from), y: from.y + from.height });
    expect(points.at(-1)).toEqual({ x: middle(to), y: to.y });
  });

  it("survives an edge to a task that the graph does not have", () => {
    const { arrows } = scene(graph(["a"], ["a>gone", "gone>a:x"]));
    expect(arrows.map(({ points }) => points)).toEqual([[], []]);
  });

  it("draws nothing of an empty flow", () => {
    const { boxes, arrows, width, height } = scene(graph([]));
    expect([boxes, arrows, width, height]).toEqual([[], [], 0, 0]);
  });

  it("is as large as its boxes reach", () => {
    const { boxes, width, height } = scene(flow, { inc: 100 });
    expect(Math.max(...boxes.map(({ area }) => area.x + area.width))).toBeCloseTo(width);
    expect(Math.max(...boxes.map(({ area }) => area.y + area.height))).toBe(height);
  });

  it("cuts a name for which there is no room", () => {
    const slug = "a_task_with_a_name_much_too_long_for_any_box-1";
    const { label, area } = boxOf(scene(graph([slug])), slug);
    expect(label).toMatch(/^a_task_with_a_name.*…$/);
    expect(area.width).toBe(260);
    expect(boxOf(scene(flow), "inc").label).toBe("inc");
  });
});

describe("arguments that are constants", () => {
  const add = (constants: Readonly<Record<string, string>>): Box => {
    const refs = Object.entries(constants).map(
      ([name, preview], index) => [name, constant(index, preview)] as const,
    );
    const drawn = scene(graph(["add"], [], { constants: { add: Object.fromEntries(refs) } }));
    return boxOf(drawn, "add");
  };

  it("stand in their task's box, by name and value", () => {
    const { chips, area } = add({ x: "1", y: "[2, 3]" });
    expect(chips.map(({ text }) => text)).toEqual(["x = 1", "y = [2, 3]"]);
    expect(area.height).toBeGreaterThan(boxOf(scene(graph(["add"])), "add").area.height);
  });

  it("stand side by side within the box", () => {
    const { chips, area } = add({ x: "1", y: "[2, 3]", z: '"four"' });
    chips.forEach(({ x, width }, index) => {
      expect(x + width).toBeLessThanOrEqual(chips[index + 1]?.x ?? area.width);
    });
  });

  it("are cut when they are long", () => {
    expect(add({ path: '"s3://bucket/some/where"' }).chips[0]?.text).toBe('path = "s3://buck…');
  });

  it("are counted where there is no room for all", () => {
    for (let length = 1; length < 14; length++) {
      const names = Array.from({ length: 30 }, (_, index) => `${"n".repeat(length)}${index}`);
      const { chips, area } = add(Object.fromEntries(names.map((name) => [name, "1"])));
      const last = chips.at(-1);
      expect(last?.text).toBe(`+${30 - (chips.length - 1)}`);
      expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(area.width);
    }
  });
});

describe("an opened task", () => {
  it("has a cell for each of its children, all within its box", () => {
    for (const count of [1, 2, 7, 30, 500, 901, 5000, 10_000]) {
      const { waffle, area } = boxOf(scene(flow, { inc: count }), "inc");
      const { columns = 0, cell = 0, x = 0, y = 0 } = waffle ?? {};
      expect(waffle?.count).toBe(count);
      expect(x + columns * cell).toBeLessThanOrEqual(area.width);
      expect(y + Math.ceil(count / columns) * cell).toBeLessThanOrEqual(area.height);
    }
  });

  it("shows a few children in a block, and of too many the first", () => {
    const waffle = (count: number) => boxOf(scene(flow, { inc: count }), "inc").waffle;
    expect(waffle(5)?.columns).toBe(5);
    expect(waffle(100)?.columns).toBe(15);
    expect(waffle(50_000)?.count).toBe(10_000);
  });

  it("stays closed while it has no children, and if it is not mapped", () => {
    expect(scene(flow, { inc: 0, xs: 3 })).toEqual(scene(flow));
  });

  it("is where it was, its cells below; only its layer and what is below make room", () => {
    const wide = graph(
      ["xs", "left", "inc", "right", "sum"],
      ["xs>left", "xs=>inc:x", "xs>right", "inc>sum:xs"],
    );
    const closed = scene(wide);
    const open = scene(wide, { inc: 400 }, closed);
    const area = (of: Scene, slug: string): Area => boxOf(of, slug).area;
    expect(area(open, "xs")).toEqual(area(closed, "xs"));
    expect(area(open, "sum").x).toBe(area(closed, "sum").x);
    const taller = area(open, "inc").height - area(closed, "inc").height;
    expect(area(open, "sum").y).toBe(area(closed, "sum").y + taller);
    for (const slug of ["left", "inc", "right"]) {
      expect(area(open, slug).y).toBe(area(closed, slug).y);
    }
    expect(overlaps(open)).toEqual([]);
  });
});

/** Of each task what it waits for, among those before it, and which of that it is mapped over. */
const flows = fc.array(fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 3 }), {
  minLength: 1,
  maxLength: 20,
});
type Parents = readonly (readonly (readonly [number, boolean])[])[];

const slugOf = (index: number): string => `t${index}${"x".repeat((index * 7) % 15)}`;

/** As a flow: some tasks are constants, some have arguments that are. */
function flowOf(parents: Parents): FlowGraph {
  const edges = parents.flatMap((list, index) =>
    list
      .filter(() => index > 0)
      .map(([of, isMapped], key) => {
        return `${slugOf(of % index)}${isMapped ? "=" : ""}>${slugOf(index)}:x${key}`;
      }),
  );
  const tasks = parents.map((list, index) =>
    node(slugOf(index), { kind: list.length === 0 && index % 3 === 1 ? "constant" : "task" }),
  );
  const withConstants = parents.map((_, index) => index).filter((index) => index % 4 === 2);
  const constants = withConstants.map((index) => [slugOf(index), { y: constant(0, "12345") }]);
  return graph(tasks, edges, { constants: Object.fromEntries(constants) });
}

/** Some of a flow's tasks opened, with so many children. */
const opened = fc.uniqueArray(fc.tuple(fc.nat(19), fc.integer({ min: 1, max: 300 })), {
  selector: ([index]) => index,
  maxLength: 4,
});
const expandedBy = (list: readonly (readonly [number, number])[]) =>
  Object.fromEntries(list.map(([index, count]) => [slugOf(index), count]));

describe("a scene after another", () => {
  it("is exactly the former one when what was opened is closed again", () => {
    fc.assert(
      fc.property(flows, opened, (parents, list) => {
        const drawn = flowOf(parents);
        const closed = scene(drawn);
        const open = scene(drawn, expandedBy(list), closed);
        expect(overlaps(open)).toEqual([]);
        expect(scene(drawn, {}, open)).toEqual(closed);
      }),
    );
  });

  it("does not depend on the order in which boxes were opened", () => {
    fc.assert(
      fc.property(flows, opened, (parents, list) => {
        const drawn = flowOf(parents);
        const one = scene(drawn, expandedBy(list.slice(0, 1)), scene(drawn));
        expect(scene(drawn, expandedBy(list), one)).toEqual(scene(drawn, expandedBy(list)));
      }),
    );
  });

  it("keeps the places of what was there when the flow grew at its end", () => {
    fc.assert(
      fc.property(flows, fc.nat(), (parents, of) => {
        const former = scene(flowOf(parents.slice(0, 1 + (of % parents.length))));
        const now = scene(flowOf(parents), {}, former);
        expect(overlaps(now)).toEqual([]);
        expect(movedBetween(former, now)).toEqual([]);
      }),
    );
  });

  it("keeps them too when tasks and edges come in between", () => {
    fc.assert(
      fc.property(flows, fc.nat(), (parents, of) => {
        const former = scene(flowOf(parents.slice(0, 1 + (of % parents.length))));
        const { tasks, edges, ...rest } = flowOf(parents);
        const turned = { ...rest, tasks: tasks.toReversed(), edges: edges.toReversed() };
        const now = scene(turned, {}, former);
        expect(overlaps(now)).toEqual([]);
        expect(movedBetween(former, now)).toEqual([]);
      }),
    );
  });

  it("keeps the way of a long edge when another comes before it between the same tasks", () => {
    const tasks = ["a", "b", "e", "c", "d"];
    const edges = ["a>b", "a>e", "b>c", "e>c", "c>d", "a>d:x"];
    const former = scene(graph(tasks, edges));
    const now = scene(graph(tasks, ["a>d:w", ...edges]), {}, former);
    expect(now.arrows.at(-1)?.points).toEqual(former.arrows.at(-1)?.points);
    expect(now.boxes).toEqual(former.boxes);
  });

  it("keeps the places while a box is open that grows from child to child", () => {
    const closed = scene(flow);
    let open = scene(flow, { inc: 1 }, closed);
    for (const count of [2, 10, 11, 1000]) open = scene(flow, { inc: count }, open);
    expect(open).toEqual(scene(flow, { inc: 1000 }, closed));
  });

  it("places everything anew when a task is gone", () => {
    const tasks = ["a", "b", "c", "d"];
    const former = scene(graph(tasks, ["a>b", "b>c", "c>d"]));
    const less = graph(["a", "c", "d"], ["a>c", "c>d"]);
    expect(scene(less, {}, former)).toEqual(scene(less));
    expect(boxOf(scene(less, {}, former), "d").layer).toBe(2);
  });

  it("places everything anew when an edge is gone", () => {
    const former = scene(graph(["a", "b", "c"], ["a>b", "b>c"]));
    const less = graph(["a", "b", "c"], ["a>b"]);
    expect(scene(less, {}, former)).toEqual(scene(less));
    expect(boxOf(scene(less, {}, former), "c").layer).toBe(0);
  });

  it("places everything anew after an empty one", () => {
    expect(scene(flow, {}, scene(graph([])))).toEqual(scene(flow));
  });
});

/** Boxes of layers that neither new boxes nor new edges enter, yet that stand elsewhere along their row. */
function movedBetween(former: Scene, now: Scene): string[] {
  const entered = new Set<number>();
  for (const { slug, layer } of now.boxes) if (!former.bySlug.has(slug)) entered.add(layer);
  const known = new Set(former.arrows.map(({ id }) => id));
  for (const { id, edge } of now.arrows) {
    if (known.has(id)) continue;
    const [from, to] = [boxOf(now, edge.upstream).layer, boxOf(now, edge.downstream).layer];
    for (let layer = from + 1; layer < to; layer++) entered.add(layer);
  }
  return former.boxes
    .filter(({ slug, layer, area }) => {
      const box = boxOf(now, slug);
      return box.layer !== layer || (!entered.has(layer) && box.area.x !== area.x);
    })
    .map(({ slug }) => slug);
}
