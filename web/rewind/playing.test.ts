/** Playing a run again: how long from one event to the next, and where it stops. */

import { describe, expect, it } from "vitest";
import type { RunEvent } from "../../engine/model/run.ts";
import { state, type StateType } from "../../engine/model/state.ts";
import { BusyEvents } from "../session/busy-events.ts";
import { eventText } from "./event-text.ts";
import { playOn, speedFor, speedText, type Events } from "./playing.ts";
import { AT_NOW, rewind, type RewindState } from "./rewind-state.ts";

const changed = (at: number, type: StateType = "Success"): RunEvent => ({
  type: "TaskStateChanged",
  at,
  taskRun: "inc[1]",
  state: state(type),
  decision: { step: "getTaskRunState", rule: "returned" },
  ends: true,
});

const listOf = (events: readonly RunEvent[]): Events => {
  const busy = new BusyEvents();
  busy.add(events);
  return {
    length: events.length,
    eventAt: (event) => events[event],
    isBusyAfter: (event) => busy.isBusyAfter(event),
  };
};

const START = { event: 0, shownFor: 0 };
const AS_IT_WAS = { speed: 1, stopsAtFailures: false } as const;

describe("playing", () => {
  const events = listOf([changed(0), changed(10), changed(10), changed(40), changed(90_000)]);

  it("shows each event after as long as it took", () => {
    expect(playOn(events, START, 9, AS_IT_WAS)).toMatchObject({ event: 0, shownFor: 9 });
    expect(playOn(events, { event: 0, shownFor: 9 }, 1, AS_IT_WAS)).toMatchObject({ event: 2 });
    expect(playOn(events, START, 45, AS_IT_WAS)).toMatchObject({ event: 3, shownFor: 5 });
  });

  it("goes as often as fast as it is told", () => {
    expect(playOn(events, START, 4, { ...AS_IT_WAS, speed: 10 })).toMatchObject({ event: 3 });
    expect(playOn(events, START, 999, { ...AS_IT_WAS, speed: 0.01 })).toMatchObject({ event: 0 });
  });

  it("cuts idle time to a second", () => {
    const before = { event: 3, shownFor: 0 };
    expect(playOn(events, before, 999, AS_IT_WAS).event).toBe(3);
    expect(playOn(events, before, 1001, AS_IT_WAS)).toMatchObject({ event: 4, stoppedBy: "end" });
  });

  it("takes as long as it took while a call is under way", () => {
    const runs = listOf([changed(0, "Running"), changed(5000), changed(95_000)]);
    expect(playOn(runs, START, 4999, AS_IT_WAS)).toMatchObject({ event: 0, shownFor: 4999 });
    expect(playOn(runs, START, 5000, AS_IT_WAS).event).toBe(1);
    expect(playOn(runs, START, 6000, AS_IT_WAS).event).toBe(2);
    const waits = listOf([
      { type: "TaskCallWanted", at: 0, taskRun: "inc[1]", runCount: 1, inputs: {} },
      changed(3000, "Running"),
    ]);
    expect(playOn(waits, START, 2999, AS_IT_WAS).event).toBe(0);
    const lost = listOf([
      changed(0, "Running"),
      { type: "RunResumed", at: 10 },
      changed(90_000, "Running"),
    ]);
    expect(playOn(lost, START, 1011, AS_IT_WAS).event).toBe(2);
  });

  it("stops at what fails, and at what is tried again, only when it should", () => {
    const some = listOf([changed(0), changed(1), changed(2, "Retrying"), changed(3, "TimedOut")]);
    const stops = { speed: 1, stopsAtFailures: true } as const;
    const first = playOn(some, START, 100, stops);
    expect(first).toEqual({ event: 2, shownFor: 0, stoppedBy: "failure" });
    expect(playOn(some, first, 100, stops)).toMatchObject({ event: 3, stoppedBy: "failure" });
    expect(playOn(some, START, 100, AS_IT_WAS).stoppedBy).toBe("end");
  });

  it("takes a clock that was put back for no time", () => {
    expect(playOn(listOf([changed(9), changed(2), changed(3)]), START, 0.5, AS_IT_WAS)).toEqual({
      event: 1,
      shownFor: 0.5,
      stoppedBy: null,
    });
  });
});

describe("the speed to begin with", () => {
  const lasting = (span: number) =>
    speedFor({ at: span, startedAt: 0, skipped: 0 } as Parameters<typeof speedFor>[0]);

  it("is as it was, and slower for what would be over in no time", () => {
    expect([30, 300, 3000, 300_000].map(lasting)).toEqual([0.01, 0.1, 1, 1]);
    expect([speedText(0.01), speedText(0.1), speedText(20)]).toEqual(["1/100×", "1/10×", "20×"]);
  });
});

describe("rewinding", () => {
  const events = listOf([changed(0), changed(5), changed(9, "Failed"), changed(20)]);
  const goTo = (event: number, before = AT_NOW): RewindState =>
    rewind(before, { type: "wentTo", run: "run", event, last: 3 });
  const play = (before: RewindState) => rewind(before, { type: "played", run: "run", speed: 1 });
  const pass = (before: RewindState, elapsed: number) =>
    rewind(before, { type: "passed", elapsed, events });

  it("goes to a moment, and at the last one is back to now", () => {
    expect(goTo(2).head?.event).toBe(2);
    expect(goTo(-1).head?.event).toBe(0);
    expect(goTo(3, goTo(1))).toEqual(AT_NOW);
  });

  it("plays from the beginning when it is at now, else from where it is, and ends at now", () => {
    expect(play(AT_NOW).head?.event).toBe(0);
    const playing = play(goTo(1));
    expect(playing.head?.event).toBe(1);
    expect(pass(playing, 4)).toMatchObject({ head: { event: 2 }, isPlaying: true });
    expect(pass(playing, 100)).toEqual({ ...AT_NOW, speed: 1 });
  });

  it("stands still at a failure when it should, and plays on from there", () => {
    const stops = rewind(AT_NOW, { type: "choseStops", stopsAtFailures: true });
    const stopped = pass(play(stops), 1000);
    expect(stopped).toMatchObject({ head: { event: 2 }, isPlaying: false });
    expect(pass(stopped, 1000)).toBe(stopped);
    expect(pass(play(stopped), 1000).head).toBeNull();
  });
});

describe("an event in words", () => {
  it("says what happened to whom", () => {
    expect(eventText(changed(0, "Running"))).toBe("inc[1] → Running");
    expect(eventText({ type: "PassStarted", at: 0, pass: 2, skipped: 600_000 })).toBe(
      "pass 2 begins, 10 min 0 s of waiting skipped",
    );
  });
});
