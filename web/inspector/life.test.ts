import { describe, expect, it } from "vitest";
import { state, type StateType } from "../../engine/model/state.ts";
import { graph, node } from "../../engine/testing/graphs.ts";
import { simulate, threw } from "../../engine/testing/simulate.ts";
import { foldRun } from "../session/fold-run.ts";
import { actorOf, asOf, lifeOf } from "./life.ts";
import { machineOf, pathOf, SLOTS } from "./machine.ts";

const FLOW = graph([node("flaky", { maxRetries: 1, retryDelay: 1000 })], []);
const { events } = simulate({ graph: FLOW, call: () => threw() });
const flaky = foldRun(null, events, [])?.taskRuns.get("flaky");
if (!flaky) throw new Error("It did not run.");

describe("a life", () => {
  const steps = lifeOf(flaky, FLOW);

  it("has each state with its event, who brought it, and why", () => {
    expect(steps.map(({ type }) => type)).toEqual([
      "Running",
      "Failed",
      "Retrying",
      "Running",
      "Failed",
    ]);
    for (const { event, type } of steps) expect(events[event]).toMatchObject({ state: { type } });
    expect(steps.slice(1, 3).map(({ actor }) => actor)).toEqual(["its function", "the retry rule"]);
    expect(steps[2]?.why).toContain("Attempt 1 of 2 failed");
    expect(steps[3]?.why).toContain("attempt 2 of 2");
    expect(steps[4]?.why).toContain("it is not tried again");
    expect(steps[1]?.why).not.toContain("it is not tried again");
  });

  it("counts the time from state to state, and can begin later", () => {
    expect(steps[0]?.after).toBeNull();
    const { history } = flaky;
    expect(steps[1]?.after).toBe((history[1]?.at ?? 0) - (history[0]?.at ?? 0));
    expect(lifeOf(flaky, FLOW, 3)).toEqual(steps.slice(3));
  });

  it("shows a task run as it was", () => {
    expect(asOf(flaky, 2)).toMatchObject({ state: { type: "Retrying" }, calls: 1 });
    expect(asOf(flaky, 99)).toBe(flaky);
  });

  it("names the worker that began a call", () => {
    const decision = { step: "setTaskToRunning", rule: "run" } as const;
    expect(actorOf({ decision, worker: "python-1" })).toBe("python-1");
    expect(actorOf({ decision, worker: null })).toBe("the task runner");
    expect(actorOf({ decision: { step: "cancel", rule: "runCancelled" }, worker: null })).toBe(
      "whoever cancelled the run",
    );
  });
});

describe("the state machine", () => {
  const ways = (...types: StateType[]) =>
    machineOf(types).ways.flatMap(({ from, to, steps }) =>
      steps.length === 0 ? [] : [`${from.name}>${to.name} ${steps.join(",")}`],
    );

  it("has the way that was taken, with its steps", () => {
    expect(ways("Running", "Failed", "Retrying", "Running", "Success")).toEqual([
      "Pending>Running 1",
      "Running>Failed 2",
      "Failed>Retrying 3",
      "Retrying>Running 4",
      "Running>Success 5",
    ]);
  });

  it("shows at a place the state last met there, and where it stands now", () => {
    const { met, last } = machineOf(["Running", "TimedOut"]);
    const failed = SLOTS.find(({ name }) => name === "Failed");
    expect(failed && met.get(failed)).toBe("TimedOut");
    expect(last).toBe(failed);
    expect(machineOf([]).last).toBeNull();
  });

  it("has a place for every state, and a line for every way", () => {
    for (const slot of SLOTS) {
      for (const type of slot.shares) {
        expect(machineOf([type]).last).toBe(slot);
        expect(state(type).type).toBe(type);
      }
    }
    for (const from of SLOTS) {
      for (const to of SLOTS.filter((each) => each !== from)) {
        expect(pathOf({ from, to, steps: [] })).toMatch(/^M[\d.]+ [\d.]+[CL]/);
      }
    }
  });
});
