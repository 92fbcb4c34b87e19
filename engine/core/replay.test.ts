/** The order in which calls end, and a death of the engine at any moment, change nothing in the end. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Edge, TaskNode } from "../model/graph.ts";
import type { TaskRun } from "../model/run.ts";
import type { Trigger } from "../model/trigger.ts";
import { graph, node } from "../testing/graphs.ts";
import { ref, returned, signalled, simulate, threw } from "../testing/simulate.ts";
import { evolve } from "./evolve.ts";
import { allTaskRuns } from "./final.ts";

const TRIGGERS: readonly Trigger[] = [
  { name: "allSuccessful" },
  { name: "allFailed" },
  { name: "anySuccessful" },
  { name: "anyFailed" },
  { name: "allFinished" },
  { name: "notAllSkipped" },
  { name: "someFailed", atLeast: 0.5 },
  { name: "someSuccessful", atMost: 2 },
];

/** What a task does, by its name: stands for user code that depends on nothing but its inputs. */
type Behaviour = "list" | "one" | "fail" | "skip" | "flaky" | "loop" | "again" | "childFails";

interface FlowCase {
  readonly tasks: readonly TaskNode[];
  readonly edges: readonly Edge[];
  readonly behaviours: Readonly<Record<string, Behaviour>>;
}

const flowCase: fc.Arbitrary<FlowCase> = fc
  .array(
    fc.record({
      behaviour: fc.constantFrom<Behaviour>(
        "list",
        "list",
        "one",
        "fail",
        "skip",
        "flaky",
        "loop",
        "again",
        "childFails",
      ),
      trigger: fc.constantFrom(...TRIGGERS, ...TRIGGERS.slice(0, 1), ...TRIGGERS.slice(0, 1)),
      skipOnUpstreamSkip: fc.boolean(),
      maxRetries: fc.constantFrom(0, 0, 1, 2),
      upstream: fc.array(
        fc.record({
          of: fc.nat(),
          mapped: fc.boolean(),
          flattened: fc.constantFrom(false, false, true),
          keyed: fc.boolean(),
        }),
        { maxLength: 3 },
      ),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((specs) => {
    const slug = (index: number): string => `t${index}`;
    return {
      tasks: specs.map(({ trigger, skipOnUpstreamSkip, maxRetries }, index) =>
        node(slug(index), {
          trigger,
          skipOnUpstreamSkip,
          maxRetries,
          retryDelay: maxRetries > 0 ? 1000 * index : null,
        }),
      ),
      edges: specs.flatMap(({ upstream }, index) =>
        index === 0
          ? []
          : upstream.map(({ of, mapped, flattened, keyed }, position) => ({
              upstream: slug(of % index),
              downstream: slug(index),
              key: keyed || mapped ? `x${position}` : null,
              mapped,
              flattened,
            })),
      ),
      behaviours: Object.fromEntries(specs.map(({ behaviour }, index) => [slug(index), behaviour])),
    };
  });

function call(behaviours: FlowCase["behaviours"]) {
  return (taskRun: TaskRun) => {
    const { slug, runCount, loop, mapIndex } = taskRun;
    switch (behaviours[slug]) {
      case "list":
        return returned((mapIndex ?? 2) + 1, {
          nested: Array.from({ length: (mapIndex ?? 2) + 1 }, () => 2),
        });
      case "fail":
        return threw();
      case "skip":
        return signalled("Skipped");
      case "flaky":
        return runCount < 2 ? threw() : returned();
      case "loop":
        return (loop?.count ?? 1) < 3 ? signalled("Looped", ref()) : returned();
      case "again":
        return runCount < 3 ? signalled("Retrying") : returned(2);
      case "childFails":
        return mapIndex === 1 ? threw() : returned(3);
      default:
        return returned();
    }
  };
}

describe("a run of any flow", () => {
  it("ends the same for every order of completion and any kills between", () => {
    fc.assert(
      fc.property(
        flowCase,
        fc.array(fc.nat(1000), { minLength: 1, maxLength: 20 }),
        fc.array(fc.nat(60), { maxLength: 5 }),
        ({ tasks, edges, behaviours }, choices, killAfter) => {
          const flow = { ...graph(tasks), edges };
          const calm = simulate({ graph: flow, call: call(behaviours) });
          let turn = 0;
          const wild = simulate({
            graph: flow,
            call: call(behaviours),
            choose: (n) => (choices[turn++ % choices.length] ?? 0) % Math.max(1, n),
            killAfter,
          });
          expect(wild.states).toEqual(calm.states);
          expect(wild.run.state).toEqual(calm.run.state);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("is what its journal says: replaying gives the same run", () => {
    fc.assert(
      fc.property(flowCase, ({ tasks, edges, behaviours }) => {
        const { run, events } = simulate({
          graph: { ...graph(tasks), edges },
          call: call(behaviours),
        });
        const again = evolve(null, structuredClone([...events]));
        expect(again.state).toEqual(run.state);
        expect([...allTaskRuns(again)]).toEqual([...allTaskRuns(run)]);
      }),
      { numRuns: 200 },
    );
  });

  it("calls no task again that had finished", () => {
    fc.assert(
      fc.property(
        flowCase,
        fc.array(fc.nat(60), { maxLength: 5 }),
        ({ tasks, edges, behaviours }, killAfter) => {
          const flow = { ...graph(tasks), edges };
          const calm = simulate({ graph: flow, call: call(behaviours) });
          const killed = simulate({ graph: flow, call: call(behaviours), killAfter });
          /* The call under way at a kill was reported before it, so nothing is called twice. */
          expect([...killed.calls].sort()).toEqual([...calm.calls].sort());
        },
      ),
      { numRuns: 200 },
    );
  });
});
