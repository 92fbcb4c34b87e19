/** What the page makes of a run's events: those of runs that go on, above all. */

import { describe, expect, it } from "vitest";
import type { RunEvent } from "../../engine/model/run.ts";
import { graph } from "../../engine/testing/graphs.ts";
import { returned, simulate, threw } from "../../engine/testing/simulate.ts";
import { followRun, foldRun } from "./fold-run.ts";
import type { RunView } from "./run-view.ts";

const FLOW = graph(["list", "inc", "sum"], ["list=>inc:x", "inc>sum:xs"]);

const failed = simulate({
  graph: FLOW,
  call: ({ slug, mapIndex }) =>
    slug === "inc" && mapIndex === 1 ? threw() : returned(slug === "list" ? 3 : null),
});

const restarted = (from: "failed" | readonly string[], width = 3) =>
  simulate({
    graph: FLOW,
    call: ({ slug }) => returned(slug === "list" ? width : null),
    goOn: { journal: failed.events, news: { type: "restarted", from, reason: "Again." } },
  }).events;

const viewOf = (events: readonly RunEvent[]): RunView => {
  const view = foldRun(null, events, []);
  if (!view) throw new Error("The events do not begin a run.");
  return view;
};

describe("a run that is restarted", () => {
  it("is not over while it goes on, and what is done again is as it was before it ran", () => {
    const events = restarted("failed");
    const index = events.findIndex(({ type }) => type === "RunRestarted");
    const view = viewOf(events.slice(0, index + 1));
    expect(view.endedAt).toBeNull();
    expect(view.taskRuns.get("inc[1]")?.state.type).toBe("Pending");
    expect(view.taskRuns.get("inc[1]")?.history.length).toBeGreaterThan(0);
    expect(view.taskRuns.get("inc[0]")?.state.type).toBe("Success");
    expect(view.children.get("inc")).toMatchObject({ Success: 2, Pending: 1, Failed: 0 });
  });

  it("counts its children right in the end", () => {
    const view = viewOf(restarted("failed"));
    expect(view.state.type).toBe("Success");
    expect(view.children.get("inc")).toMatchObject({ Success: 3, Failed: 0, Pending: 0 });
  });

  it("has no child that a shorter list no longer has", () => {
    const view = viewOf(restarted(["list"], 2));
    expect(view.taskRuns.has("inc[2]")).toBe(false);
    expect(view.children.get("inc")?.Success).toBe(2);
  });

  it("keeps what a child came to before, though its parent is mapped anew", () => {
    const before = viewOf(failed.events).taskRuns.get("inc[1]")?.history ?? [];
    expect(before.at(-1)?.state.type).toBe("Failed");
    const after = viewOf(restarted(["list"])).taskRuns.get("inc[1]")?.history ?? [];
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.at(-1)?.state.type).toBe("Success");
  });
});

it("takes a new name", () => {
  const view = viewOf([...failed.events, { type: "RunRenamed", at: 1, name: "mine" }]);
  expect(view.runName).toBe("mine");
});

describe("news of a run that was read back meanwhile", () => {
  const { events } = failed;
  const whole = viewOf(events);

  it("are taken in where they begin, and what is known already is left out", () => {
    for (const read of [1, 4, events.length]) {
      const view = viewOf(events.slice(0, read));
      const from = { events: Math.min(read, 3), logs: 0 };
      const next = followRun(view, { events: events.slice(from.events), logs: [] }, from);
      expect(next?.taskRuns).toEqual(whole.taskRuns);
      expect(next?.children).toEqual(whole.children);
    }
  });

  it("cannot be taken in where some are missing", () => {
    const view = viewOf(events.slice(0, 2));
    const from = { events: 3, logs: 0 };
    expect(followRun(view, { events: events.slice(3), logs: [] }, from)).toBeNull();
  });
});

describe("a run that is followed", () => {
  const view = viewOf(failed.events);

  it("knows of each state which event brought it, and since when its call had waited", () => {
    const history = view.taskRuns.get("inc[0]")?.history ?? [];
    for (const { event, state: then } of history) {
      expect(failed.events[event]).toMatchObject({ type: "TaskStateChanged", state: then });
    }
    const running = history.find(({ state: { type } }) => type === "Running");
    const wanted = failed.events.find(
      (event) => event.type === "TaskCallWanted" && event.taskRun === "inc[0]",
    );
    expect(running?.wantedAt).toBe(wanted?.at);
    expect(failed.events[running?.wantedEvent ?? -1]).toBe(wanted);
    expect(history.at(-1)?.duration).toBe(0);
    expect(running?.worker).not.toBeNull();
  });

  it("remembers what bore on it as a whole, and when it was last heard of", () => {
    expect(view.milestones.map(({ type }) => type)).toContain("PassStarted");
    expect(view.at).toBe(failed.events.at(-1)?.at);
    expect(view.eventCount).toBe(failed.events.length);
  });

  it("comes to the same in parts as at once", () => {
    const parts = failed.events.reduce<RunView | null>(
      (run, event) => foldRun(run, [event], []),
      null,
    );
    expect(parts).toEqual(view);
  });
});
