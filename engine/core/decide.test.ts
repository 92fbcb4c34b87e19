import { describe, expect, it } from "vitest";
import { graph, node } from "../testing/graphs.ts";
import { ref, returned, signalled, simulate, threw } from "../testing/simulate.ts";

describe("a run without trouble", () => {
  it("succeeds when it has no tasks at all (scenario 6)", () => {
    expect(simulate({ graph: graph([]) }).run.state).toMatchObject({
      type: "Success",
      message: "All reference tasks succeeded.",
    });
  });

  it("calls each task once, in the order of its edges", () => {
    const { calls, run } = simulate({ graph: graph(["c", "b", "a"], ["a>b:x", "b>c:x"]) });
    expect(calls).toEqual(["a", "b", "c"]);
    expect(run.state.type).toBe("Success");
  });

  it("gives a task the results of its upstreams as inputs", () => {
    const { run } = simulate({ graph: graph(["a", "b"], ["a>b:x"]) });
    expect(run.taskRuns.get("b")?.inputs).toEqual({ x: { from: "result", ref: ref() } });
  });
});

describe("failure and skips", () => {
  it("fails what depends on a failure, by the trigger, and the flow (scenario 29)", () => {
    const { states, run, calls } = simulate({
      graph: graph(["bad", "inc"], ["bad>inc:x"]),
      call: () => threw(),
    });
    expect(states).toEqual({ bad: "Failed", inc: "TriggerFailed" });
    expect(run.state.message).toBe("Some reference tasks failed.");
    expect(calls).toEqual(["bad"]);
  });

  it("skips all that depends on a skip, before any trigger is asked (scenarios 30, 32)", () => {
    const { states, run } = simulate({
      graph: graph(["a", node("b", { trigger: { name: "allFinished" } }), "c"], ["a>b:x", "b>c:x"]),
      call: () => signalled("Skipped"),
    });
    expect(states).toEqual({ a: "Skipped", b: "Skipped", c: "Skipped" });
    expect(run.state.type).toBe("Success");
  });

  it("says which rule decided and whom it saw", () => {
    const { run } = simulate({
      graph: graph(["bad", "ok", "inc"], ["bad>inc:x", "ok>inc:y"]),
      call: ({ slug }) => (slug === "bad" ? threw() : returned()),
    });
    expect(run.taskRuns.get("inc")?.decision).toEqual({
      step: "checkTaskTrigger",
      rule: "allSuccessful",
      saw: { total: 2, finished: 2, successful: 1, failed: 1, skipped: 0 },
      because: ["bad"],
    });
  });

  it("lets only reference tasks decide the flow (scenario 85)", () => {
    const tasks = ["bad", node("cleanup", { trigger: { name: "anyFailed" } })];
    const call = ({ slug }: { slug: string }) => (slug === "bad" ? threw() : returned());
    const edges = ["bad>cleanup"];
    expect(simulate({ graph: graph(tasks, edges), call }).run.state.type).toBe("Success");
    const strict = graph(tasks, edges, { referenceTasks: ["bad"] });
    expect(simulate({ graph: strict, call }).run.state.type).toBe("Failed");
  });

  it("counts an upstream once, however many edges it has", () => {
    const trigger = { name: "someFailed", atLeast: 2 } as const;
    const { states } = simulate({
      graph: graph(["bad", node("b", { trigger })], ["bad>b:x", "bad>b:y"]),
      call: () => threw(),
    });
    expect(states["b"]).toBe("TriggerFailed");
  });
});

describe("retries", () => {
  const flaky = graph([node("a", { maxRetries: 2, retryDelay: 600_000 }), "b"], ["a>b:x"]);

  it("calls again until it works, with run counts 1, 2, 3 (scenario 43)", () => {
    const counts: number[] = [];
    const { run, skipped } = simulate({
      graph: flaky,
      call: ({ slug, runCount }) => {
        if (slug === "a") counts.push(runCount);
        return slug === "a" && runCount < 3 ? threw() : returned();
      },
    });
    expect(counts).toEqual([1, 2, 3]);
    expect(run.state.type).toBe("Success");
    expect(run.pass).toBe(3);
    expect(skipped).toBe(1_200_000);
  });

  it("gives up after maxRetries more calls (scenario 44)", () => {
    const { calls, states } = simulate({ graph: flaky, call: () => threw() });
    expect(calls).toEqual(["a", "a", "a"]);
    expect(states).toEqual({ a: "Failed", b: "TriggerFailed" });
  });

  it("does not retry what retryOn does not admit (scenario 45)", () => {
    const { calls } = simulate({ graph: flaky, call: () => threw("ValueError", false) });
    expect(calls).toEqual(["a"]);
  });

  it("retries a RETRY signal beyond the limit (scenario 47)", () => {
    const { calls, run } = simulate({
      graph: graph(["a"]),
      call: ({ runCount }) => (runCount < 4 ? signalled("Retrying") : returned()),
    });
    expect(calls).toHaveLength(4);
    expect(run.state.type).toBe("Success");
  });

  it("never retries a task whose trigger failed (scenario 46)", () => {
    const { calls } = simulate({
      graph: graph(["bad", node("b", { maxRetries: 3, retryDelay: 0 })], ["bad>b:x"]),
      call: () => threw(),
    });
    expect(calls).toEqual(["bad"]);
  });
});

describe("looping", () => {
  it("calls again within the same pass and hands the result on (scenario 49)", () => {
    const loops: (number | undefined)[] = [];
    const { run } = simulate({
      graph: graph(["a"]),
      call: ({ loop }) => {
        loops.push(loop?.count);
        return loops.length < 3 ? signalled("Looped", ref()) : returned();
      },
    });
    expect(loops).toEqual([undefined, 2, 3]);
    expect(run.pass).toBe(1);
    expect(run.state.type).toBe("Success");
  });

  it("retries the iteration that failed (scenario 51)", () => {
    const seen: [number, number][] = [];
    simulate({
      graph: graph([node("a", { maxRetries: 1, retryDelay: 0 })]),
      call: ({ loop, runCount }) => {
        const count = loop?.count ?? 1;
        seen.push([count, runCount]);
        if (count === 3 && runCount === 1) return threw();
        return count < 4 ? signalled("Looped", ref()) : returned();
      },
    });
    expect(seen).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [3, 2],
      [4, 1],
    ]);
  });
});

describe("mapping", () => {
  const chain = graph(["xs", "inc", "dbl", "sum"], ["xs=>inc:x", "inc=>dbl:x", "dbl>sum:xs"]);
  const list = (length: number) => (taskRun: { slug: string }) =>
    taskRun.slug === "xs" ? returned(length) : returned();

  it("makes a child per item, nth over nth, and reduces to a list (scenario 53)", () => {
    const { states, run } = simulate({ graph: chain, call: list(3) });
    expect(states["inc"]).toBe("Mapped");
    expect(states["dbl[2]"]).toBe("Success");
    expect(run.taskRuns.get("sum")?.inputs?.["xs"]).toMatchObject({ from: "list" });
    expect(run.taskRuns.get("inc[1]")?.inputs?.["x"]).toMatchObject({ from: "item", index: 1 });
  });

  it("maps an empty list to no children, and still reduces (scenario 59)", () => {
    const { states, calls } = simulate({ graph: chain, call: list(0) });
    expect(states).toEqual({ xs: "Success", inc: "Mapped", dbl: "Mapped", sum: "Success" });
    expect(calls).toEqual(["xs", "sum"]);
  });

  it("fails what cannot be mapped over (scenario 60)", () => {
    const number = simulate({ graph: chain });
    expect(number.states["inc"]).toBe("Failed");
    const failed = simulate({ graph: chain, call: () => threw() });
    expect(failed.run.taskRuns.get("inc")?.state.message).toBe(
      "No upstream states can be mapped over.",
    );
    const skipped = simulate({ graph: chain, call: () => signalled("Skipped") });
    expect(skipped.states["inc"]).toBe("Skipped");
  });

  it("lets a child fail alone: its chain and the reducer see it (scenario 55)", () => {
    const { states } = simulate({
      graph: chain,
      call: (taskRun) => (taskRun.id === "inc[1]" ? threw() : list(3)(taskRun)),
    });
    expect(states["dbl[0]"]).toBe("Success");
    expect(states["dbl[1]"]).toBe("TriggerFailed");
    expect(states["sum"]).toBe("TriggerFailed");
  });

  it("zips to the shortest (scenario 61)", () => {
    const { run } = simulate({
      graph: graph(["a", "b", "add"], ["a=>add:x", "b=>add:y"]),
      call: ({ slug }) => returned(slug === "a" ? 3 : 2),
    });
    expect(run.taskRuns.get("add")?.state.mapCount).toBe(2);
  });

  it("retries one child and leaves the others be (scenario 71)", () => {
    const { calls, run } = simulate({
      graph: graph(
        ["xs", node("inc", { maxRetries: 1, retryDelay: 0 }), "sum"],
        ["xs=>inc:x", "inc>sum:xs"],
      ),
      call: (taskRun) =>
        taskRun.id === "inc[1]" && taskRun.runCount === 1 ? threw() : list(3)(taskRun),
    });
    expect(calls).toEqual(["xs", "inc[0]", "inc[1]", "inc[2]", "inc[1]", "sum"]);
    expect(run.state.type).toBe("Success");
  });

  it("un-nests a mapped upstream before mapping over it, with the right width (scenario 64)", () => {
    const { run } = simulate({
      graph: graph(["xs", "range", "inc"], ["xs=>range:n", "range~=>inc:x"]),
      call: ({ slug, mapIndex }) =>
        slug === "xs" ? returned(3) : slug === "range" ? returned((mapIndex ?? 0) + 1) : returned(),
    });
    expect(run.taskRuns.get("inc")?.state.mapCount).toBe(6);
  });
});
