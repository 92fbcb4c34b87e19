import { afterEach, describe, expect, it } from "vitest";
import { setCallContext } from "./context.ts";
import { Flow, State, Task, TaskStates, raiseOnException, signals, states } from "./index.ts";
import { resetRealm } from "./internal.ts";
import { setRealmHost } from "./realm.ts";
import { stateClassOf } from "./state.ts";
import { STATE_TYPES } from "../model/state.ts";

afterEach(resetRealm);

const hostWith = (state: State, now = 5000): void =>
  setRealmHost({
    flowChanged: () => undefined,
    runFlow: () => Promise.resolve(state),
    log: () => undefined,
    warn: () => undefined,
    now: () => now,
  });

describe("states", () => {
  it("are classes with Prefect's parents", () => {
    expect(new states.Cached()).toBeInstanceOf(states.Success);
    expect(new states.TriggerFailed()).toBeInstanceOf(states.Failed);
    expect(new states.Cancelled()).not.toBeInstanceOf(states.Failed);
    expect(states.Failed.children().map((each) => each.type)).toEqual([
      "TimedOut",
      "TriggerFailed",
      "ValidationFailed",
    ]);
    expect(states.Retrying.parents().map((each) => each.type)).toEqual([
      "State",
      "Pending",
      "Scheduled",
    ]);
    for (const type of STATE_TYPES) expect(new (stateClassOf(type))().type).toBe(type);
  });

  it("answer what they are", () => {
    const isTrue = (state: State): string[] =>
      Object.getOwnPropertyNames(State.prototype).filter(
        (name) =>
          name.startsWith("is") &&
          Reflect.apply(Reflect.get(state, name) as () => boolean, state, []),
      );
    expect(isTrue(new states.Retrying())).toEqual(["isPending", "isRetrying", "isScheduled"]);
    expect(isTrue(new states.Queued())).toEqual(["isScheduled", "isQueued", "isMetaState"]);
    expect(isTrue(new states.Skipped())).toEqual(["isFinished", "isSuccessful", "isSkipped"]);
    expect(isTrue(new states.Cancelled())).toEqual(["isFinished"]);
  });

  it("are made of a message, of fields, or of both", () => {
    expect(String(new states.Success("done"))).toBe('<Success: "done">');
    expect(String(new states.Success())).toBe("<Success>");
    const both = new states.Success("done", { result: 42 });
    expect([both.message, both.result, both.hasResult()]).toEqual(["done", 42, true]);
    const none = new states.Success({ message: "m" });
    expect([none.result, none.hasResult()]).toEqual([null, false]);
    expect(() => new states.Success(42 as never)).toThrow(TypeError);
  });

  it("start now, or when somebody says so", () => {
    hostWith(new states.Success());
    expect(new states.Scheduled().startTime).toEqual(new Date(5000));
    expect(new states.Paused().startTime).toBeNull();
    expect(new states.Retrying({ startTime: "2020-01-01T00:00:00Z" }).startTime).toEqual(
      new Date("2020-01-01T00:00:00Z"),
    );
    setCallContext({ taskRunCount: 3, taskLoopCount: 2 });
    expect([new states.Retrying().runCount, new states.Looped().loopCount]).toEqual([3, 2]);
  });

  it("110. are equal by class and result, whatever the message", () => {
    expect(
      new states.Success("a", { result: [1] }).equals(new states.Success("b", { result: [1] })),
    ).toBe(true);
    expect(new states.Success({ result: 1 }).equals(new states.Success({ result: 2 }))).toBe(false);
    expect(new states.Success().equals(new states.Skipped())).toBe(false);
  });

  it("111. go to plain fields and back", () => {
    const state = new states.Retrying("m", { startTime: new Date(7), runCount: 2 });
    const serialized = state.serialize();
    expect(serialized).toMatchObject({ type: "Retrying", runCount: 2, message: "m" });
    expect(Object.hasOwn(serialized, "result")).toBe(false);
    expect(State.deserialize(serialized).equals(state)).toBe(true);
    expect(() => State.deserialize({ type: "Nope" })).toThrow(/no state class "Nope"/);
    expect(states.Failed.color).toBe("#eb0000");
  });

  it("unwrap what a meta state says something about", () => {
    const inner = new states.Scheduled();
    expect(new states.Submitted({ state: new states.Queued({ state: inner }) }).state).toBe(inner);
  });
});

describe("signals", () => {
  it("stand for their states, and are their own result", () => {
    const skip = new signals.SKIP("why");
    expect([skip.stateType, skip.message, skip.result, String(skip)]).toEqual([
      "Skipped",
      "why",
      skip,
      "SKIP('why')",
    ]);
    const { state } = new signals.SUCCESS("early", { result: 9 });
    expect([state.type, state.message, state.result]).toEqual(["Success", "early", 9]);
    expect([String(new signals.FAIL()), new signals.FAIL().stateMessage]).toEqual(["FAIL()", null]);
    expect(skip).toBeInstanceOf(Error);
    expect(skip.stack).toContain("states.test");
  });

  it("50. give LOOP its text as result", () => {
    expect(new signals.LOOP().result).toBe("LOOP()");
    expect(new signals.LOOP("again", { result: null }).result).toBeNull();
  });

  it("come from states, and end runs in one", () => {
    const signal = signals.signalFromState(new states.Paused("m", { startTime: new Date(5) }));
    expect([signal.name, signal.startTime]).toEqual(["PAUSE", new Date(5)]);
    expect(() => signals.signalFromState(new states.Running())).toThrow(/No signal/);
    expect(new signals.ENDRUN(new states.Failed("x")).state.type).toBe("Failed");
  });
});

describe("flow.run", () => {
  const task = new Task("a");
  const failed = new states.Failed<TaskStates>({
    result: new TaskStates([[task, new states.Failed({ result: new RangeError("boom") })]]),
  });

  it("42. throws what a task threw, inside raiseOnException only", async () => {
    hostWith(failed);
    const flow = new Flow("f");
    expect(await flow.run()).toBe(failed);
    await expect(raiseOnException(() => flow.run())).rejects.toThrow("boom");
    expect(await flow.run()).toBe(failed);
  });

  it("gives the state of each task, and none of others", async () => {
    hostWith(failed);
    const state = await new Flow("f").run();
    expect(state.result.get(task).isFailed()).toBe(true);
    expect(() => state.result.get(new Task("b"))).toThrow(/<Task: b> was no part of this run/);
    expect([...state.result.keys()]).toEqual([task]);
  });
});
