/** The ticks of a run's failures. */

import { expect, it } from "vitest";
import { graph } from "../../engine/testing/graphs.ts";
import { returned, simulate, threw } from "../../engine/testing/simulate.ts";
import { foldRun } from "../session/fold-run.ts";
import { failureMarks } from "./failure-marks.ts";

const FLOW = graph(["list", "inc", "sum"], ["list=>inc:x", "inc>sum:xs"]);

function marksOf(children: number, fails: (child: number | null) => boolean) {
  const { events } = simulate({
    graph: FLOW,
    call: ({ slug, mapIndex }) => {
      if (slug === "list") return returned(children);
      return fails(mapIndex) ? threw() : returned(null);
    },
  });
  const run = foldRun(null, events, []);
  if (!run) throw new Error("The events do not begin a run.");
  return { events, marks: failureMarks(run) };
}

it("marks the events with which something failed, in order", () => {
  const { events, marks } = marksOf(3, (child) => child === 1);
  const states = marks.map(({ event, kind }) => {
    const at = events[event];
    return at?.type === "TaskStateChanged" && `${at.taskRun} ${at.state.type} ${kind}`;
  });
  expect(states).toEqual(["inc[1] Failed failed", "sum TriggerFailed trigger"]);
});

it("marks nothing where nothing failed", () => {
  expect(marksOf(3, () => false).marks).toEqual([]);
});

it("marks no more places than can be told apart", () => {
  const { marks } = marksOf(900, (child) => child !== 0);
  expect(marks.length).toBeGreaterThan(50);
  expect(marks.length).toBeLessThanOrEqual(301);
});
