import { describe, expect, it } from "vitest";
import {
  CompareValue,
  FilterTask,
  Flow,
  Parameter,
  Task,
  ifElse,
  merge,
  resourceManager,
  switchOn,
  task,
  when,
} from "./index.ts";
import { invokeRun, nameTask } from "./internal.ts";
import { Merge } from "./branches.ts";
import { SKIP } from "./signals.ts";

const cond = task(function cond() {
  return true;
});
const inc = task(function inc(x: number) {
  return x + 1;
});
const say = task(function say(x: unknown) {
  return String(x);
});

const edgesOf = (flow: Flow): string[] =>
  [...flow.edges]
    .map((edge) => {
      const line = `${edge.mapped ? "=" : "-"}${edge.key ?? ""}`;
      return `${flow.slugs.get(edge.upstreamTask)} ${line}> ${flow.slugs.get(edge.downstreamTask)}`;
    })
    .toSorted();
const built = (build: () => unknown): Flow => {
  const flow = new Flow("f");
  flow.with(build);
  return flow;
};

describe("when", () => {
  it("puts a comparison before the tasks that stand first in it", () => {
    const flow = built(() => {
      const c = cond();
      const inside = when(c, true, () => say(inc(1)));
      say(inside);
    });
    expect(edgesOf(flow)).toEqual([
      "case(true)-1 -> inc-1",
      "cond-1 -value> case(true)-1",
      "inc-1 -x> say-1",
      "say-1 -x> say-2",
    ]);
  });

  it("76. adds nothing if empty, nests, and compares with values only", () => {
    const flow = built(() => {
      const c = cond();
      when(c, true, () => undefined);
      when(c, true, () => when(c, false, () => inc(1)));
    });
    expect(edgesOf(flow)).toEqual([
      "case(false)-1 -> inc-1",
      "case(true)-1 -> case(false)-1",
      "cond-1 -value> case(false)-1",
      "cond-1 -value> case(true)-1",
    ]);
    expect(() => built(() => when(cond(), cond() as never, () => 1))).toThrow(TypeError);
    expect(() => built(() => when(cond(), true, async () => inc(1)))).toThrow(/async/);
  });

  it("leaves parameters and constants out, and names itself after the value", () => {
    const flow = built(() => {
      when(cond(), "a" as never, () => say(new Parameter("p")));
      when(cond(), null as never, () => inc.map([1]));
    });
    expect(edgesOf(flow)).toEqual([
      "[1]-1 =x> inc-1",
      "case(a)-1 -> say-1",
      "case(null)-1 -> inc-1",
      "cond-1 -value> case(a)-1",
      "cond-2 -value> case(null)-1",
      "p -x> say-1",
    ]);
  });
});

describe("switchOn and ifElse", () => {
  it("79. compare under Prefect's names and tags", () => {
    const flow = built(() => {
      const c = cond();
      switchOn(c, { a: inc(1), b: inc(2) });
      ifElse(c, say(1), null);
    });
    expect(edgesOf(flow)).toEqual(
      [
        'CompareValue: "a"-switch-1 -> inc-1',
        'CompareValue: "b"-switch-1 -> inc-2',
        'CompareValue: "true"-switch-1 -> say-1',
        'as_bool-1 -value> CompareValue: "true"-switch-1',
        'cond-1 -value> CompareValue: "a"-switch-1',
        'cond-1 -value> CompareValue: "b"-switch-1',
        "cond-1 -x> as_bool-1",
      ].toSorted(),
    );
  });

  it("map if they are told to", () => {
    const flow = built(() => ifElse([1, 0], inc.map([1, 2]), null, { mapped: true }));
    expect(edgesOf(flow).filter((edge) => !edge.includes("="))).toEqual([]);
  });

  it("skip unless the value fits; keys of an object fit numbers too", async () => {
    expect(await invokeRun(new CompareValue(1), { value: true })).toBeUndefined();
    expect(await invokeRun(new CompareValue([1, 2]), { value: [1, 2] })).toBeUndefined();
    await expect(invokeRun(new CompareValue("1"), { value: 1 })).rejects.toThrow(SKIP);
    expect(await invokeRun(new CompareValue("1", { isKey: true }), { value: 1 })).toBeUndefined();
    await expect(invokeRun(new CompareValue("a"), { value: "b" })).rejects.toThrow(
      'Provided value "b" did not match "a"',
    );
  });
});

describe("merge", () => {
  it("78. takes the first that is not null, in the order of the arguments", async () => {
    const args = { task_10: 10, task_2: 2, task_1: null };
    expect(await invokeRun(new Merge(), args)).toBe(2);
    expect(await invokeRun(new Merge(), { task_1: null })).toBeNull();
  });

  it("binds its branches by number, with options last", () => {
    const flow = built(() => merge(inc(1), inc(2), { checkpoint: false }));
    expect(edgesOf(flow)).toEqual(["inc-1 -task_1> Merge-1", "inc-2 -task_2> Merge-1"]);
    const [merged] = flow.getTasks({ name: "Merge" });
    expect([merged?.checkpoint, merged?.skipOnUpstreamSkip]).toEqual([false, false]);
    expect(() => new Merge({ skipOnUpstreamSkip: true })).toThrow(
      expect.objectContaining({ name: "ValueError" }),
    );
  });
});

describe("FilterTask", () => {
  it("80. drops null and exceptions, and keeps signals", async () => {
    const skip = new SKIP();
    const list = [0, new RangeError("x"), skip, null, 4];
    expect(await invokeRun(new FilterTask(), { task_results: list })).toEqual([0, skip, 4]);
    const big = new FilterTask({ filterFunc: (x: number) => x > 3 });
    expect(await invokeRun(big, { task_results: [1, 4] })).toEqual([4]);
  });
});

describe("resources", () => {
  const manager = () =>
    resourceManager({
      name: "db",
      init: (url: string) => ({ url }),
      setup: (mgr) => mgr.url.length,
      cleanup: (mgr, size) => `${mgr.url}${size}`,
    });

  it("81. stand before and after the tasks of their block", async () => {
    const flow = built(() => manager()("x").with((size) => say(inc(size))));
    expect(edgesOf(flow)).toEqual([
      "db-1 -mgr> db.cleanup-1",
      "db-1 -mgr> db.setup-1",
      "db.setup-1 -resource> db.cleanup-1",
      "db.setup-1 -x> inc-1",
      "inc-1 -x> say-1",
      "say-1 -> db.cleanup-1",
    ]);
    expect([...flow.referenceTasks()].map((each) => each.name)).toEqual(["say"]);
    const [setup, cleanup] = ["db.setup", "db.cleanup"].map((name) => flow.getTasks({ name })[0]!);
    expect([setup!.kind, cleanup!.kind]).toEqual(["resourceSetup", "resourceCleanup"]);
    expect(cleanup!.trigger).toEqual({ name: "resourceCleanup" });
    expect(await invokeRun(setup!, { mgr: { url: "ab" } })).toBe(2);
    expect(await invokeRun(cleanup!, { mgr: { url: "ab" }, resource: 2 })).toBe("ab2");
  });

  it("97. need no set-up: then the block gets what init gave", () => {
    const simple = resourceManager({ init: () => 1, cleanup: () => undefined });
    nameTask(simple, "lock");
    const flow = built(() => simple.with((r) => say(r)));
    expect(edgesOf(flow)).toEqual([
      "lock-1 -mgr> lock.cleanup-1",
      "lock-1 -resource> lock.cleanup-1",
      "lock-1 -x> say-1",
      "say-1 -> lock.cleanup-1",
    ]);
  });

  it("fasten tasks that do not use the resource, and lie within a case", () => {
    const flow = built(() => when(cond(), true, () => manager()("x").with(() => inc(1))));
    expect(edgesOf(flow)).toContain("db.setup-1 -> inc-1");
    expect(edgesOf(flow)).toContain("case(true)-1 -> db-1");
    expect(() => resourceManager({} as never)).toThrow(TypeError);
    expect(() => manager()("x")).toThrow(/active Flow context/);
    expect(new Task("a").kind).toBe("task");
  });
});
