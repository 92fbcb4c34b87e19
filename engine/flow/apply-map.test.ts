import { describe, expect, it } from "vitest";
import { Flow, Task, applyMap, flatten, merge, task, unmapped, when } from "./index.ts";

const inc = task(function inc(x: number) {
  return x + 1;
});
const neg = task(function neg(x: number) {
  return -x;
});
const add = task(function add(x: number, y: number) {
  return x + y;
});
const even = task(function even(x: number) {
  return x % 2 === 0;
});
const start = task(function start() {
  return 1;
});

/** `up =key> down`: `=` mapped, `-` not, `~` flattened. */
const edgesOf = (flow: Flow): string[] =>
  [...flow.edges]
    .map((edge) => {
      const line = `${edge.mapped ? "=" : "-"}${edge.flattened ? "~" : ""}${edge.key ?? ""}`;
      return `${flow.slugs.get(edge.upstreamTask)} ${line}> ${flow.slugs.get(edge.downstreamTask)}`;
    })
    .toSorted();

const built = (build: () => unknown): Flow => {
  const flow = new Flow("f");
  flow.with(build);
  return flow;
};

describe("applyMap", () => {
  it("74. maps a function with branches", () => {
    const flow = built(() =>
      applyMap(
        (x: Task) => {
          const cond = even(x);
          const up = when(cond, true, () => inc(x));
          const down = when(cond, false, () => neg(x));
          return merge(up, down);
        },
        [0, 1, 2, 3],
      ),
    );
    expect(edgesOf(flow)).toEqual([
      "Constant[list]-1 =x> even-1",
      "Constant[list]-1 =x> inc-1",
      "Constant[list]-1 =x> neg-1",
      "case(false)-1 => neg-1",
      "case(true)-1 => inc-1",
      "even-1 =value> case(false)-1",
      "even-1 =value> case(true)-1",
      "inc-1 =task_1> Merge-1",
      "neg-1 =task_2> Merge-1",
    ]);
  });

  it("feeds all arguments to tasks that stand first, and unmapped constants only where used", () => {
    const flow = built(() => {
      const whole = start();
      applyMap((x, y, z) => [inc(x), add(y, z)], [1, 2], unmapped(whole), unmapped(5));
    });
    expect(edgesOf(flow)).toEqual([
      "[1, 2]-1 => add-1",
      "[1, 2]-1 =x> inc-1",
      "start-1 -> inc-1",
      "start-1 -x> add-1",
    ]);
    const [constants] = [...flow.constants.values()];
    expect(constants).toEqual({ y: 5 });
  });

  it("keeps a constant of the function's own apart from an equal argument", () => {
    const flow = built(() => applyMap((x) => [add(x, 1), start.withOptions({})()], "ab"));
    expect(edgesOf(flow)).toEqual(["'ab'-1 => start-1", "'ab'-1 =x> add-1"]);
  });

  it("flattens what is to be flattened", () => {
    const flow = built(() => applyMap((x) => inc(x), flatten([[1], [2]])));
    expect(edgesOf(flow)).toEqual(["Constant[list]-1 =~x> inc-1"]);
  });

  it("obeys the blocks around it", () => {
    const flow = built(() => when(start(), 1, () => applyMap((x) => inc(x), [1])));
    expect(edgesOf(flow)).toEqual([
      "[1]-1 =x> inc-1",
      "case(1)-1 -> inc-1",
      "start-1 -value> case(1)-1",
    ]);
  });

  it("refuses to map inside, to map numbers, and to be used outside of a flow", () => {
    expect(() => built(() => applyMap((x) => inc.map(x), [1]))).toThrow(
      expect.objectContaining({ name: "ValueError" }),
    );
    expect(() => built(() => applyMap((x) => inc(x), 5))).toThrow(TypeError);
    expect(() => applyMap((x) => inc(x), [1])).toThrow(/flow in the current context/);
  });
});
