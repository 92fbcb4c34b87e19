/** What a restart does again, and what it leaves alone. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunEvent, TaskRun } from "../model/run.ts";
import { state } from "../model/state.ts";
import { graph, node } from "../testing/graphs.ts";
import { returned, signalled, simulate, threw } from "../testing/simulate.ts";
import { evolve } from "./evolve.ts";
import { restartedBy } from "./restart.ts";

const MAP_REDUCE = graph(
  [node("list"), node("inc"), node("half"), node("sum"), node("aside")],
  ["list=>inc:x", "inc=>half:x", "half>sum:xs"],
);

/** Child 1 of `inc` fails; all else goes well. */
const oneChildFails = ({ slug, mapIndex }: TaskRun) => {
  if (slug === "list") return returned(4);
  return slug === "inc" && mapIndex === 1 ? threw() : returned();
};
const allGoesWell = ({ slug }: TaskRun) => returned(slug === "list" ? 4 : null);

const again = (journal: readonly RunEvent[], from: "failed" | readonly string[], well = true) =>
  simulate({
    graph: MAP_REDUCE,
    call: well ? allGoesWell : oneChildFails,
    goOn: { journal, news: { type: "restarted", from, reason: "Restarted." } },
  });

describe("a restart from failed", () => {
  const failed = simulate({ graph: MAP_REDUCE, call: oneChildFails });

  it("does again the child that failed, what is mapped over it, and the reducer; nothing else", () => {
    expect(failed.run.state.type).toBe("Failed");
    const { run, calls, states } = again(failed.events, "failed");
    expect(run.state.type).toBe("Success");
    expect(calls).toEqual(["inc[1]", "half[1]", "sum"]);
    expect(Object.values(states).every((type) => type === "Success" || type === "Mapped")).toBe(
      true,
    );
  });

  it("gives the reducer every child's value", () => {
    const { run } = again(failed.events, "failed");
    const inputs = run.taskRuns.get("sum")?.inputs?.["xs"];
    expect(inputs?.from === "list" && inputs.of.map(({ from }) => from)).toEqual(
      Array.from({ length: 4 }, () => "result"),
    );
  });

  it("can fail again, and be restarted again", () => {
    const second = again(failed.events, "failed", false);
    expect(second.run.state.type).toBe("Failed");
    expect(again(second.events, "failed").run.state.type).toBe("Success");
  });

  it("does what was cancelled and what never ran", () => {
    const journal = failed.events.slice(0, 6);
    const run = evolve(null, journal);
    expect(restartedBy(run, "failed")).toContain("sum");
  });
});

describe("a restart from a task", () => {
  const done = simulate({ graph: MAP_REDUCE, call: allGoesWell });

  it("does it and all that depends on it, children too", () => {
    const { calls } = again(done.events, ["list"]);
    expect(calls).toHaveLength(1 + 4 + 4 + 1);
  });

  it("does one child, and of what is mapped over it only the child of the same place", () => {
    expect(again(done.events, ["inc[2]"]).calls).toEqual(["inc[2]", "half[2]", "sum"]);
  });

  it("makes no child that a shorter list no longer has", () => {
    const shorter = simulate({
      graph: MAP_REDUCE,
      call: ({ slug }) => returned(slug === "list" ? 2 : null),
      goOn: {
        journal: done.events,
        news: { type: "restarted", from: ["list"], reason: "Restarted." },
      },
    });
    expect(shorter.states).not.toHaveProperty(["inc[2]"]);
    expect(shorter.run.state.type).toBe("Success");
  });

  it("keeps what was skipped elsewhere skipped", () => {
    const skips = simulate({
      graph: MAP_REDUCE,
      call: (taskRun) => (taskRun.slug === "aside" ? signalled("Skipped") : allGoesWell(taskRun)),
    });
    expect(again(skips.events, ["inc[0]"]).states["aside"]).toBe("Skipped");
  });
});

describe("a state set by hand on a run that is over", () => {
  it("stands, and what depends on it is done again", () => {
    const failed = simulate({ graph: MAP_REDUCE, call: oneChildFails });
    const { run, calls } = simulate({
      graph: MAP_REDUCE,
      call: allGoesWell,
      goOn: {
        journal: failed.events,
        news: { type: "stateSet", taskRun: "inc[1]", state: state("Success", "Mended by hand.") },
      },
    });
    expect(calls).toEqual(["half[1]", "sum"]);
    expect(run.taskRuns.get("inc[1]")?.state).toMatchObject({ message: "Mended by hand." });
    expect(run.state.type).toBe("Success");
  });
});

it("a run restarted after any failures ends as one that never failed, and repeats no success", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(), { maxLength: 2 }), { minLength: 1, maxLength: 8 }),
      fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      (upstreams, fails) => {
        const slug = (index: number): string => `t${index}`;
        const nodes = upstreams.map((_, index) => node(slug(index)));
        const edges = upstreams.flatMap((ups, index) =>
          index === 0 ? [] : ups.map((up, at) => `${slug(up % index)}>${slug(index)}:x${at}`),
        );
        const flow = graph(nodes, edges);
        const call = ({ slug: name }: TaskRun) =>
          fails[Number(name.slice(1))] === true ? threw() : returned();
        const first = simulate({ graph: flow, call });
        if (first.run.state.type === "Success") return;
        const second = simulate({
          graph: flow,
          goOn: {
            journal: first.events,
            news: { type: "restarted", from: "failed", reason: "Restarted." },
          },
        });
        expect(second.run.state.type).toBe("Success");
        const succeeded = Object.entries(first.states).filter(([, type]) => type === "Success");
        for (const [id] of succeeded) expect(second.calls).not.toContain(id);
      },
    ),
  );
});
