/** What a forecast says is what the run then does. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AssumedType } from "../model/forecast.ts";
import type { FlowGraph } from "../model/graph.ts";
import { state } from "../model/state.ts";
import { graph, node } from "../testing/graphs.ts";
import { returned, signalled, simulate } from "../testing/simulate.ts";
import { foresee } from "./forecast.ts";

const assume = (given: Record<string, AssumedType>) => new Map(Object.entries(given));

/** The end of each task; `A | B` where it depends. */
function ends(flow: FlowGraph, given: Record<string, AssumedType> = {}): Record<string, string> {
  const { tasks } = foresee(flow, assume(given));
  return Object.fromEntries(
    [...tasks].map(([slug, foreseen]) => [
      slug,
      foreseen.ends.map(({ type }) => type).join(" | ") + (foreseen.isCertain ? "" : "?"),
    ]),
  );
}

describe("a forecast", () => {
  it("of nothing assumed is that all succeed, mapped tasks too", () => {
    const flow = graph(["a", "b", "c"], ["a=>b:x", "b>c:x"]);
    expect(ends(flow)).toEqual({ a: "Success", b: "Mapped", c: "Success" });
    expect(foresee(flow, new Map()).flow).toBe("Success");
  });

  it("follows failures through triggers, and skips past them", () => {
    const flow = graph(
      [
        "load",
        "clean",
        node("mend", { trigger: { name: "anyFailed" } }),
        node("tell", { trigger: { name: "allFinished" } }),
      ],
      ["load>clean:x", "load>mend", "clean>tell", "mend>tell"],
    );
    expect(ends(flow, { load: "Failed" })).toEqual({
      load: "Failed",
      clean: "TriggerFailed",
      mend: "Success",
      tell: "Success",
    });
    expect(ends(flow, { load: "Skipped" })).toMatchObject({ clean: "Skipped", tell: "Skipped" });
    expect(ends(flow, { load: "Success" })).toMatchObject({ mend: "TriggerFailed" });
  });

  it("says why with the decision that the run would record", () => {
    const { tasks } = foresee(graph(["a", "b"], ["a>b"]), assume({ a: "Failed" }));
    expect(tasks.get("a")?.ends).toMatchObject([{ decision: null }]);
    expect(tasks.get("b")?.ends).toMatchObject([
      { decision: { step: "checkTaskTrigger", rule: "allSuccessful", because: ["a"] } },
    ]);
  });

  it("of a mapped task is what its children come to, unless they succeed", () => {
    const flow = graph(["xs", "a", "b", "c"], ["xs=>b:x", "a>b", "b>c:x"]);
    expect(ends(flow, { a: "Failed" })).toMatchObject({ b: "TriggerFailed", c: "TriggerFailed" });
    expect(ends(flow, { xs: "Failed" })).toMatchObject({ b: "Failed", c: "TriggerFailed" });
  });

  it("knows that a task which succeeded by hand left nothing to map over", () => {
    expect(ends(graph(["xs", "b"], ["xs=>b:x"]), { xs: "Success" })).toMatchObject({ b: "Failed" });
  });

  it("knows how long constants are", () => {
    const constant = (length: number | null) =>
      node("xs", { kind: "constant", constant: { value: 0, length, preview: "", size: 1 } });
    const over = (length: number | null) => ends(graph([constant(length), "b"], ["xs=>b:x"]));
    expect(over(0)).toMatchObject({ b: "Mapped" });
    expect(over(500)).toMatchObject({ b: "Mapped" });
    expect(over(null)).toMatchObject({ b: "Failed" });
  });

  it("goes on past an approval, and past user code that is asked for names", () => {
    const flow = graph(
      [
        node("ask", { trigger: { name: "manualOnly" } }),
        node("named", { taskRunName: { custom: true }, target: { custom: true }, cacheFor: 1000 }),
        node("kept", { cacheFor: 1000, resultLocation: { custom: true } }),
      ],
      ["ask>named", "named>kept"],
      { stateHandlers: 1, hasTerminalStateHandler: true },
    );
    expect(ends(flow)).toEqual({ ask: "Success", named: "Cached", kept: "Cached" });
    expect(foresee(flow, new Map()).tasks.get("ask")?.isPaused).toBe(true);
    expect(foresee(flow, new Map()).flow).toBe("unknown");
  });

  it("uses no retries up: what is assumed is final", () => {
    const flow = graph([node("a", { maxRetries: 3, retryDelay: 60_000 }), "b"], ["a>b"]);
    expect(ends(flow, { a: "Failed" })).toEqual({ a: "Failed", b: "TriggerFailed" });
  });
});

const branch = (slug: string, value: string) =>
  node(slug, { type: "CompareValue", name: `CompareValue: "${value}"` });

describe("a forecast over a switch", () => {
  const flow = graph(
    [
      "kind",
      branch("is-a", "a"),
      branch("is-b", "b"),
      "do-a",
      "do-b",
      node("merge", { skipOnUpstreamSkip: false, trigger: { name: "notAllSkipped" } }),
    ],
    ["kind>is-a:value", "kind>is-b:value", "is-a>do-a", "is-b>do-b", "do-a>merge", "do-b>merge"],
  );

  it("depends on the value, and says which way leads where", () => {
    expect(ends(flow)).toEqual({
      kind: "Success",
      "is-a": "Success | Skipped?",
      "is-b": "Skipped | Success?",
      "do-a": "Success | Skipped?",
      "do-b": "Skipped | Success?",
      merge: "Success | Skipped?",
    });
    expect(foresee(flow, new Map()).tasks.get("do-a")).toMatchObject({
      forks: [{ about: "value", task: "kind" }],
      ends: [
        { type: "Success", when: ["is-a"] },
        { type: "Skipped", when: ["is-b", "none"] },
      ],
    });
  });

  it("is certain again where every way leads to the same", () => {
    expect(ends(flow, { kind: "Failed" })).toMatchObject({ "is-a": "TriggerFailed" });
    expect(ends(flow, { merge: "Skipped" })).toMatchObject({ merge: "Skipped" });
    expect(ends(flow, { "is-a": "Skipped", "do-b": "Failed" })).toMatchObject({
      merge: "TriggerFailed",
    });
  });

  it("knows that one of two branches of an ifElse is taken", () => {
    const two = graph(
      [
        node("truth", { name: "as_bool" }),
        branch("yes", "true"),
        branch("no", "false"),
        node("end", { skipOnUpstreamSkip: false, trigger: { name: "notAllSkipped" } }),
      ],
      ["truth>yes:value", "truth>no:value", "yes>end", "no>end"],
    );
    expect(ends(two)).toMatchObject({ yes: "Success | Skipped?", end: "Success" });
  });

  it("says of too many forks only that it depends", () => {
    const many = Array.from({ length: 7 }, (_, index) => index);
    const wide = graph(
      ["apart", ...many.flatMap((n) => [`v${n}`, branch(`is-${n}`, "a")]), "end"],
      many.flatMap((n) => [`v${n}>is-${n}:value`, `is-${n}>end`]),
    );
    const { tasks } = foresee(wide, new Map());
    expect(tasks.get("apart")).toMatchObject({ isCertain: true });
    expect(tasks.get("end")).toMatchObject({ isCertain: false });
    expect(tasks.get("end")?.forks).toHaveLength(7);
  });
});

describe("a forecast over user code", () => {
  it("depends on what a trigger of its own says", () => {
    const flow = graph([node("a", { trigger: { name: "custom" } }), "b", "c"], ["b>a", "a>c"]);
    expect(ends(flow)).toEqual({
      a: "Success | TriggerFailed | Skipped?",
      b: "Success",
      c: "Success | TriggerFailed | Skipped?",
    });
    expect(ends(flow, { a: "Success" })).toMatchObject({ a: "Success", c: "Success" });
  });

  it("takes state handlers to leave states as they are, and says that they are there", () => {
    const flow = graph([node("a", { stateHandlers: 1 }), "b"], ["a>b"]);
    expect(ends(flow)).toEqual({ a: "Success?", b: "Success" });
    expect(foresee(flow, new Map()).tasks.get("a")?.forks).toEqual([
      { about: "handlers", task: "a" },
    ]);
  });
});

const TRIGGERS = [
  "allSuccessful",
  "allFailed",
  "anySuccessful",
  "anyFailed",
  "allFinished",
  "notAllSkipped",
  "someFailed",
  "resourceCleanup",
] as const;

const aNode = fc.record({
  trigger: fc.constantFrom(...TRIGGERS).map((name) => ({
    name,
    ...(name === "someFailed" && { atLeast: 1, atMost: 0.5 }),
  })),
  skipOnUpstreamSkip: fc.boolean(),
  maxRetries: fc.nat(2),
  isBranch: fc.constantFrom(false, false, false, true),
});

/** Random layered flows: edges only go on to later tasks. */
const aFlow = fc.integer({ min: 1, max: 9 }).chain((size) =>
  fc.record({
    nodes: fc.array(aNode, { minLength: size, maxLength: size }),
    edges: fc.array(
      fc.tuple(
        fc.nat(size - 1),
        fc.nat(size - 1),
        fc.constantFrom(">", ">", "=>", "~>", "~=>"),
        fc.boolean(),
      ),
      { maxLength: size * 2 },
    ),
    given: fc.array(
      fc.option(fc.constantFrom<AssumedType>("Failed", "Skipped", "Success"), {
        nil: null,
        freq: 2,
      }),
      { minLength: size, maxLength: size },
    ),
    taken: fc.array(fc.boolean(), { minLength: size, maxLength: size }),
  }),
);

type RandomFlow = typeof aFlow extends fc.Arbitrary<infer T> ? T : never;

function flowOf({ nodes, edges }: RandomFlow, withBranches: boolean): FlowGraph {
  const arrows = edges
    .filter(([from, to]) => from < to)
    .map(([from, to, arrow, isData], n) => {
      const key = isData || arrow !== ">" ? `:k${n}` : "";
      return `t${from}${arrow}t${to}${key}`;
    });
  return graph(
    nodes.map(({ isBranch, ...more }, index) =>
      isBranch && withBranches
        ? node(`t${index}`, { ...more, ...branchName(index) })
        : node(`t${index}`, more),
    ),
    arrows,
  );
}

const branchName = (index: number) => ({ type: "CompareValue", name: `case(${index})` });

const givenOf = ({ given }: RandomFlow): Map<string, AssumedType> =>
  new Map(given.flatMap((type, index) => (type === null ? [] : [[`t${index}`, type] as const])));

/** What a run with these states comes to, each mapped task by what its children came to. */
function runOf(
  flow: FlowGraph,
  given: ReadonlyMap<string, AssumedType>,
  taken: readonly boolean[],
) {
  const { states, run } = simulate({
    graph: flow,
    call: ({ slug }) => {
      const isBranch = flow.tasks.some(
        (task) => task.slug === slug && task.type === "CompareValue",
      );
      if (isBranch && taken[Number(slug.slice(1))] !== true) return signalled("Skipped");
      return returned(2, { nested: [2, 2] });
    },
    options: {
      taskStates: Object.fromEntries([...given].map(([slug, type]) => [slug, state(type)])),
    },
  });
  const tasks = flow.tasks.map(({ slug }) => {
    const first = states[`${slug}[0]`];
    const isPlain = first === undefined || first === "Success" || first === "Cached";
    return [slug, states[slug] === "Mapped" && !isPlain ? first : states[slug]] as const;
  });
  return { tasks: Object.fromEntries(tasks), flow: run.state.type };
}

describe("for every flow, a forecast", () => {
  it("equals what a run with the same task states comes to, if nothing depends on values", () => {
    fc.assert(
      fc.property(aFlow, (random) => {
        const flow = flowOf(random, false);
        const given = givenOf(random);
        const forecast = foresee(flow, given);
        const real = runOf(flow, given, []);
        expect(ends(flow, Object.fromEntries(given))).toEqual(real.tasks);
        expect(forecast.flow).toBe(real.flow);
      }),
      { numRuns: 500 },
    );
  });

  it("holds, among what it says may come, what a run comes to whatever its values", () => {
    fc.assert(
      fc.property(aFlow, (random) => {
        const flow = flowOf(random, true);
        const given = givenOf(random);
        const { tasks } = foresee(flow, given);
        const real = runOf(flow, given, random.taken);
        const isFew = flow.tasks.filter(({ type }) => type === "CompareValue").length <= 6;
        const wrong = Object.entries(real.tasks).filter(([slug, type]) => {
          const foreseen = tasks.get(slug);
          if (foreseen?.isCertain === false && !isFew) return false;
          const types = foreseen?.ends.map((end) => end.type) ?? [];
          return (
            !types.some((each) => each === type) ||
            (foreseen?.isCertain === true && types.length > 1)
          );
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
