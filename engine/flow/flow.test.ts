import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Edge, Flow, List, Parameter, Task, tags, task } from "./index.ts";
import { flowById, resetRealm } from "./internal.ts";
import { enterCell, setRealmHost } from "./realm.ts";

const add = task(function add(x: number, y = 1) {
  return x + y;
});
const inc = task(function inc(x: number) {
  return x + 1;
});
const say = task(function say(person: unknown) {
  return `Hello ${String(person)}`;
});

let warnings: string[] = [];
let changes = 0;

beforeEach(() => {
  warnings = [];
  changes = 0;
  setRealmHost({
    flowChanged: () => changes++,
    runFlow: () => Promise.reject(new Error("nothing runs in these tests")),
    log: () => undefined,
    warn: (message) => warnings.push(message),
    now: () => 0,
  });
});
afterEach(resetRealm);

/** `add-1 -x-> add-2`, with `=` for mapped and `~` for flattened edges. */
const edgesOf = (flow: Flow): string[] =>
  [...flow.edges]
    .map((edge) => {
      const line = `${edge.mapped ? "=" : "-"}${edge.flattened ? "~" : ""}${edge.key ?? ""}`;
      return `${flow.slugs.get(edge.upstreamTask)} ${line}> ${flow.slugs.get(edge.downstreamTask)}`;
    })
    .toSorted();
const slugsOf = (flow: Flow): string[] => [...flow.slugs.values()];
const constantsOf = (flow: Flow): Record<string, unknown> =>
  Object.fromEntries([...flow.constants].map(([each, values]) => [flow.slugs.get(each), values]));

describe("the functional API", () => {
  it("1. adds a copy for each call, wires tasks, and keeps constants off the graph", () => {
    const flow = new Flow("My first flow!");
    const [first, second] = flow.with(() => {
      const one = add(1, 2);
      return [one, add.named({ x: one, y: 100 })] as const;
    });
    expect(slugsOf(flow)).toEqual(["add-1", "add-2"]);
    expect(edgesOf(flow)).toEqual(["add-1 -x> add-2"]);
    expect(constantsOf(flow)).toEqual({ "add-1": { x: 1, y: 2 }, "add-2": { y: 100 } });
    expect(flow.tasks.has(add)).toBe(false);
    expect(flow.edges.has(new Edge(first, second, { key: "x" }))).toBe(true);
  });

  it("gives back what the block returns, and can be opened again, inside another too", () => {
    const [outer, inner] = [new Flow("outer"), new Flow("inner")];
    const told = outer.with(() => {
      inc(1);
      inner.with(() => inc(2));
      inc(3);
      return "told";
    });
    outer.with(() => inc(4));
    expect(told).toBe("told");
    expect([outer.tasks.size, inner.tasks.size]).toEqual([3, 1]);
  });

  it("refuses an asynchronous block, with what to do instead", () => {
    const flow = new Flow("f");
    expect(() => flow.with(async () => inc(1))).toThrow(/async function.*synchronous/);
    expect(() => flow.with(() => inc(1))).not.toThrow();
  });

  it("closes the block when it throws", () => {
    const flow = new Flow("f");
    expect(() =>
      flow.with(() => {
        throw new Error("boom");
      }),
    ).toThrow("boom");
    expect(() => inc(1)).toThrow(/active Flow context/);
  });

  it("7. finds missing, surplus and unknown arguments at once", () => {
    const flow = new Flow("f");
    const call = (fn: () => unknown) => () => flow.with(fn);
    expect(call(() => add.named({}))).toThrow(TypeError);
    expect(call(() => add.named({}))).toThrow("missing a required argument: 'x'");
    expect(call(() => add.withOptions({}).named({ x: 1, zz: 3 }))).toThrow(
      "got an unexpected keyword argument 'zz'",
    );
    expect(call(() => Reflect.apply(add, null, [1, 2, 3]))).toThrow(
      "too many positional arguments",
    );
    expect(flow.tasks.size).toBe(0);
  });

  it("8. needs a flow to be called in, but runs plainly by .run", () => {
    expect(() => add(1)).toThrow(/Could not infer an active Flow context.*add\.run/);
    expect(add.run(1, 2)).toBe(3);
    const flow = new Flow("f");
    add.withOptions({ flow })(1);
    expect(slugsOf(flow)).toEqual(["add-1"]);
  });

  it("takes upstream tasks, task arguments and mapping in withOptions", () => {
    const flow = new Flow("f");
    flow.with(() => {
      const a = inc(1);
      inc.withOptions({ upstreamTasks: [a], taskArgs: { name: "b", maxRetries: 0 } })(2);
      inc.withOptions({ mapped: true }).named({ x: [1, 2] });
    });
    expect(edgesOf(flow)).toEqual(["[1, 2]-1 =x> inc-2", "inc-1 -> b-1"]);
  });

  it("10. warns of a task that was called, and is then used itself", () => {
    const flow = new Flow("f");
    flow.with(() => {
      inc(1);
      say.withOptions({ upstreamTasks: [inc] })("you");
    });
    expect(slugsOf(flow)).toEqual(["inc-1", "say-1", "inc-2"]);
    expect(warnings.join()).toMatch(/"inc" itself.*Use what the call returned/);
  });

  it("5. warns of tasks that were made and not used", () => {
    const flow = new Flow("f");
    flow.with(() => new Parameter("p"));
    expect(flow.tasks.size).toBe(0);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("<Task: p>");
    expect(flow.warnings).toEqual(warnings);
  });

  it("18. has active tags in slugs", () => {
    const flow = new Flow("f");
    flow.with(() => {
      tags("b", "a", () => add(1));
      add(1);
    });
    expect(slugsOf(flow)).toEqual(["add-a-b-1", "add-1"]);
    expect(() => tags("a", undefined as never)).toThrow(TypeError);
  });
});

describe("the imperative API", () => {
  it("4. builds the flow of the introduction", () => {
    const flow = new Flow("My imperative flow!");
    const name = new Parameter("name");
    const first = add.copy();
    const secondAdd = add.copy();
    const hello = say.copy();
    flow.addTask(first);
    flow.addTask(secondAdd);
    flow.addTask(hello);
    hello.setUpstream(secondAdd, { flow });
    first.bind({ x: 1, y: 2 }, { flow });
    secondAdd.bind({ x: first, y: 100 }, { flow });
    hello.bind({ person: name }, { flow });
    expect(edgesOf(flow)).toEqual(["add-1 -x> add-2", "add-2 -> say-1", "name -person> say-1"]);
    expect(flow.sortedTasks().map(String)).toEqual([
      "<Task: add>",
      "<Task: name>",
      "<Task: add>",
      "<Task: say>",
    ]);
  });

  it("20. chains tasks, and hangs one before or after another", () => {
    const flow = new Flow("f");
    const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => new Task({ name })) as Task[];
    flow.chain(a, b, c);
    c!.setDownstream(d!, { flow });
    d!.setDependencies({ flow, keywordTasks: {}, upstreamTasks: [a] });
    expect(edgesOf(flow)).toEqual(["a-1 -> b-1", "a-1 -> d-1", "b-1 -> c-1", "c-1 -> d-1"]);
    expect([flow.rootTasks(), flow.terminalTasks()]).toEqual([new Set([a]), new Set([d])]);
    expect(flow.upstreamTasks(d!)).toEqual(new Set([a, c]));
    expect(flow.sortedTasks([c!])).toEqual([c, d]);
    expect([...flow]).toEqual([a, b, c, d]);
  });

  it("pipes one call into the next", () => {
    const flow = new Flow("f");
    flow.with(() => inc(1).pipe(add, { y: 5 }).pipe(say));
    expect(edgesOf(flow)).toEqual(["add-1 -person> say-1", "inc-1 -x> add-1"]);
    expect(constantsOf(flow)).toMatchObject({ "add-1": { y: 5 } });
  });

  it("warns of an argument that is bound twice, or that there is not", () => {
    const flow = new Flow("f");
    const t = inc.copy();
    t.bind({ x: 1 }, { flow });
    t.bind({ x: 2 }, { flow });
    t.setUpstream(5, { flow, key: "zz" });
    expect(constantsOf(flow)).toEqual({ "inc-1": { x: 2, zz: 5 } });
    expect(warnings[0]).toContain("bound a second time");
    expect(warnings[1]).toContain('has no argument "zz"');
    const again = () => flow.addEdge(1, t, { key: "x", validate: true });
    expect(again).toThrow(/already bound/);
  });
});

describe("what cannot be", () => {
  it("26. refuses bad names, slugs and tasks", () => {
    expect(() => new Flow("")).toThrow(expect.objectContaining({ name: "ValueError" }));
    const flow = new Flow("f");
    flow.addTask(new Task({ name: "a", slug: "s" }));
    expect(() => flow.addTask(new Task({ name: "b", slug: "s" }))).toThrow(/slug "s" already/);
    flow.addTask(new Parameter("p"));
    expect(() => flow.addTask(new Parameter("p"))).toThrow(/slug "p" already/);
    expect(() => flow.addTask(1 as never)).toThrow(TypeError);
  });

  it("skips numbers that explicit slugs have taken", () => {
    const flow = new Flow("f", { tasks: [new Task({ slug: "a-1" }), new Task({ name: "a" })] });
    expect(slugsOf(flow)).toEqual(["a-1", "a-2"]);
  });

  it("27. refuses edges to oneself, with impossible keys, and into parameters", () => {
    const flow = new Flow("f");
    const [a, b] = [new Task("a"), new Task("b")];
    expect(() => flow.addEdge(a, a)).toThrow(expect.objectContaining({ name: "ValueError" }));
    expect(() => flow.addEdge(a, b, { key: "1x" })).toThrow(/no name that an argument can have/);
    expect(() => flow.addEdge(a, b, { key: "class" })).toThrow(/no name/);
    expect(() => flow.addEdge(a, new Parameter("p"))).toThrow(/must be root tasks/);
  });

  it("28. lets a cycle be built, and finds it when asked", () => {
    const flow = new Flow("f");
    const [a, b, c] = [new Task("a"), new Task("b"), new Task("c")];
    flow.chain(a, b, a);
    flow.addTask(c);
    expect(() => flow.validate()).toThrow(expect.objectContaining({ name: "ValueError" }));
    expect(() => flow.sortedTasks()).toThrow(/Cycle found.*"a", "b"/);
  });

  it("wants reference tasks to be its own", () => {
    const flow = new Flow("f");
    const a = flow.addTask(new Task("a"));
    const b = flow.addTask(new Task("b"));
    flow.setReferenceTasks([a]);
    expect(flow.referenceTasks()).toEqual(new Set([a]));
    flow.setReferenceTasks([]);
    expect(flow.referenceTasks()).toEqual(new Set([a, b]));
    expect(() => flow.setReferenceTasks([new Task("c")])).toThrow(
      /reference tasks must be part of the flow/,
    );
  });
});

describe("whole flows", () => {
  const three = () => {
    const flow = new Flow("f");
    const tasks = ["a", "b", "d"].map((name) => flow.addTask(new Task({ name })));
    flow.chain(...tasks);
    return { flow, a: tasks[0]!, b: tasks[1]!, d: tasks[2]! };
  };

  it("19. replaces a task in place", () => {
    const { flow, b, d } = three();
    flow.setReferenceTasks([b, d]);
    const y = new Task("y");
    flow.replace(b, y);
    expect(edgesOf(flow)).toEqual(["a-1 -> y-1", "y-1 -> d-1"]);
    expect(flow.referenceTasks()).toEqual(new Set([y, d]));
    expect(() => flow.replace(b, y)).toThrow(/not found/);
  });

  it("21. takes over another flow, with one parameter of each name if asked", () => {
    const [one, two] = [new Flow("one"), new Flow("two")];
    one.with(() => say(new Parameter("p")));
    two.with(() => add(new Parameter("p"), 5));
    expect(() => one.copy().update(two)).toThrow(/slug "p" already/);
    one.update(two, { mergeParameters: true });
    expect(edgesOf(one)).toEqual(["p -person> say-1", "p -x> add-1"]);
    expect(constantsOf(one)).toEqual({ "add-1": { y: 5 } });
  });

  it("copies, compares and hashes", () => {
    const { flow, a } = three();
    const copy = flow.copy();
    expect(copy.equals(flow)).toBe(true);
    expect(copy.id).not.toBe(flow.id);
    copy.setReferenceTasks([a]);
    expect(copy.equals(flow)).toBe(false);
    expect(three().flow.serializedHash()).toBe(flow.serializedHash());
    expect(copy.serializedHash()).not.toBe(flow.serializedHash());
    expect(flow.serialize()).toMatchObject({ type: "Flow", name: "f", parameters: [] });
  });

  it("finds tasks by name, slug, tags and class", () => {
    const flow = new Flow("f");
    const found = flow.with(() => [tags("x", () => inc(1)), say([inc(2)])] as const);
    expect(flow.getTasks({ name: "inc", tags: ["x"] })).toEqual([found[0]]);
    expect(flow.getTasks({ slug: "say-1" })).toEqual([found[1]]);
    expect(flow.getTasks({ taskType: List })).toHaveLength(1);
  });

  it("draws itself, mapped edges dashed and names made safe", () => {
    const flow = new Flow("a <b>");
    flow.with(() => say(inc.map([1, 2])));
    const svg = flow.visualize();
    expect(svg).toContain("<title>a &#60;b&#62;</title>");
    expect(svg.match(/stroke-dasharray/g)).toHaveLength(1);
    expect(svg).toContain(">person</text>");
  });

  it("has no backend to register with", () => {
    expect(() => new Flow("f").register({ projectName: "p" })).toThrow(/no backend/);
  });

  it("is known by cell and number, and tells its host of changes", () => {
    enterCell("c1");
    const flow = new Flow("f");
    const before = changes;
    flow.addTask(new Task("a"));
    expect(flow.id).toBe("c1:0");
    expect(flowById("c1:0")).toBe(flow);
    expect(changes).toBeGreaterThan(before);
    resetRealm();
    expect(flowById("c1:0")).toBeUndefined();
  });
});
