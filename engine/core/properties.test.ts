/** Rules that hold for every flow: mapping, triggers and skips against their plain definitions. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFailed, isFinished, isSkipped, isSuccessful, type StateType } from "../model/state.ts";
import { triggerVerdict, type Trigger } from "../model/trigger.ts";
import { graph, node } from "../testing/graphs.ts";
import { ref, returned, signalled, simulate, threw } from "../testing/simulate.ts";

const ENDS = ["Success", "Failed", "Skipped", "TriggerFailed", "Cached", "Cancelled"] as const;

const counts = (states: readonly StateType[]) => {
  const among = (test: (state: { type: StateType }) => boolean): number =>
    states.filter((type) => test({ type })).length;
  return {
    total: states.length,
    finished: among(isFinished),
    successful: among(isSuccessful),
    failed: among(isFailed),
    skipped: among(isSkipped),
  };
};

describe("triggers", () => {
  const good = (type: StateType): boolean => isSuccessful({ type });
  const bad = (type: StateType): boolean => isFailed({ type });
  const plain: Readonly<Record<string, (states: readonly StateType[]) => boolean>> = {
    allSuccessful: (states) => states.every(good),
    allFailed: (states) => states.every(bad),
    anySuccessful: (states) => states.some(good),
    anyFailed: (states) => states.some(bad),
    allFinished: () => true,
  };

  it("say over counts what their definition says over states", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...ENDS), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...Object.keys(plain)),
        (states, name) => {
          const verdict = triggerVerdict({ name } as Trigger, counts(states), true, false);
          expect(verdict === "run").toBe(plain[name]?.(states));
        },
      ),
    );
  });

  it("let everything pass where nothing is upstream, but for the two that say otherwise", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(plain)), (name) => {
        expect(triggerVerdict({ name } as Trigger, counts([]), false, false)).toBe("run");
      }),
    );
    expect(triggerVerdict({ name: "notAllSkipped" }, counts([]), false, false)).toBe("skip");
    expect(triggerVerdict({ name: "manualOnly" }, counts([]), false, false)).toBe("pause");
  });
});

describe("skips", () => {
  it("go down every line of default tasks, and stop at one that does not skip with its upstreams", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 8 }),
        fc.nat(7),
        fc.option(fc.nat(7), { nil: null }),
        (length, first, stubborn) => {
          const slugs = Array.from({ length }, (_, index) => `t${index}`);
          const skipper = first % length;
          const nodes = slugs.map((slug, index) =>
            index === stubborn ? node(slug, { skipOnUpstreamSkip: false }) : node(slug),
          );
          const edges = slugs.slice(1).map((slug, index) => `t${index}>${slug}:x`);
          const { states } = simulate({
            graph: graph(nodes, edges),
            call: ({ slug }) => (slug === `t${skipper}` ? signalled("Skipped") : returned()),
          });
          let isSkipping = false;
          slugs.forEach((slug, index) => {
            if (index === skipper) isSkipping = true;
            else if (index === stubborn) isSkipping = false;
            expect(states[slug]).toBe(isSkipping ? "Skipped" : "Success");
          });
        },
      ),
    );
  });
});

describe("mapping", () => {
  it("makes as many children as the shortest list has items, chain after chain", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(6), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 3 }),
        (lengths, depth) => {
          const lists = lengths.map((_, index) => `l${index}`);
          const chain = Array.from({ length: depth }, (_, index) => `m${index}`);
          const edges = [
            ...lists.map((list, index) => `${list}=>m0:x${index}`),
            ...chain.slice(1).map((slug, index) => `m${index}=>${slug}:x`),
          ];
          const { run } = simulate({
            graph: graph([...lists, ...chain], edges),
            call: ({ slug }) =>
              returned(slug.startsWith("l") ? lengths[Number(slug.slice(1))] : null),
          });
          for (const slug of chain) {
            expect(run.taskRuns.get(slug)?.state.mapCount).toBe(Math.min(...lengths));
          }
        },
      ),
    );
  });

  it("lets children that fail take only their own line with them", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), (fails) => {
        const { states } = simulate({
          graph: graph(["xs", "a", "b", "all"], ["xs=>a:x", "a=>b:x", "b>all:xs"]),
          call: ({ slug, mapIndex }) => {
            if (slug === "xs") return { type: "returned", result: ref(fails.length) };
            return slug === "a" && fails[mapIndex ?? 0] ? threw() : returned();
          },
        });
        fails.forEach((failed, index) => {
          expect(states[`b[${index}]`]).toBe(failed ? "TriggerFailed" : "Success");
        });
        expect(states["all"]).toBe(fails.includes(true) ? "TriggerFailed" : "Success");
      }),
    );
  });
});
