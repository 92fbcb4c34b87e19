import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  DateTimeParameter,
  EnvVarSecret,
  Flow,
  Parameter,
  PrefectSecret,
  Secret,
  StringFormatter,
  context,
  pauseTask,
} from "./index.ts";
import { invokeRun, resetRealm, setCallContext } from "./internal.ts";
import { setRealmHost } from "./realm.ts";

let lines: string[] = [];
beforeEach(() => {
  lines = [];
  setRealmHost({
    flowChanged: () => undefined,
    runFlow: () => Promise.reject(new Error("nothing runs in these tests")),
    log: (level, logger, message) => lines.push(`${level} ${logger} | ${message}`),
    warn: (message) => lines.push(message),
    now: () => Date.UTC(2020, 1, 29, 12),
  });
});
afterEach(resetRealm);

describe("context", () => {
  it("has what the call under way was given, and dates of the run's clock", () => {
    expect(context.get("taskRunCount", 7)).toBe(7);
    setCallContext({ taskRunCount: 2, taskLoopResult: null, mapIndex: null });
    expect(context.get("taskRunCount")).toBe(2);
    expect(context.get("taskLoopResult", 5)).toBeNull();
    expect(context.get("nothing")).toBeUndefined();
    expect([context.today, context.tomorrow, context.todayNodash]).toEqual([
      "2020-02-29",
      "2020-03-01",
      "20200229",
    ]);
    expect([context.has("today"), "today" in context]).toEqual([true, true]);
    setCallContext({});
    expect(context.get("today")).toBeUndefined();
  });

  it("gives the task's logger by name, as in Prefect", () => {
    setCallContext({ taskFullName: "add" });
    context.get("logger").info("got");
    expect(lines).toEqual(["INFO prefect.add | got"]);
    setCallContext({});
  });

  it("89. works its dates out from a date it is given", () => {
    setCallContext({ date: "2020-03-01" });
    expect([context.yesterday, context.date]).toEqual(["2020-02-29", new Date("2020-03-01")]);
    setCallContext({ date: "when?" });
    expect(context.today).toBe("2020-02-29");
    expect(lines.join()).toContain("could not be read: 'when?'");
  });

  it("has values of the user's own inside a block, also an asynchronous one", async () => {
    setCallContext({ a: 1 });
    const seen = context({ a: 2, b: 3 }, () => [context.get("a"), context.get("b")]);
    expect([seen, context.get("a"), context.has("b")]).toEqual([[2, 3], 1, false]);
    const later = context({ a: 5 }, async () => {
      await Promise.resolve();
      return context.get("a");
    });
    expect(await later).toBe(5);
    expect(context.get("a")).toBe(1);
    expect(() => context({ a: 2 }, () => expect.unreachable("in here"))).toThrow("in here");
    expect(context.get("a")).toBe(1);
  });

  it("logs under the task run's name", () => {
    setCallContext({ taskFullName: "add[3]" });
    context.logger.info("hello", 5);
    setCallContext({});
    context.logger.warn("outside");
    expect(lines).toEqual(["INFO prefect.add[3] | hello 5", "WARNING prefect | outside"]);
  });
});

describe("what tasks read from the context", () => {
  it("parameters: the value given, else the default", async () => {
    setCallContext({ parameters: { p: 5, at: "2020-03-01T10:00:00+01:00" } });
    expect(await invokeRun(new Parameter("p"), {})).toBe(5);
    expect(await invokeRun(new Parameter("q", { default: 1 }), {})).toBe(1);
    await expect(invokeRun(new Parameter("q"), {})).rejects.toThrow(/required but not provided/);
    expect(await invokeRun(new DateTimeParameter("at"), {})).toEqual(new Date("2020-03-01T09:00Z"));
    setCallContext({ parameters: { at: "soon" } });
    await expect(invokeRun(new DateTimeParameter("at"), {})).rejects.toThrow(/no moment: soon/);
    expect(await invokeRun(new DateTimeParameter("other", { required: false }), {})).toBeNull();
  });

  it("secrets: JSON where it is JSON, an error where there is none", async () => {
    setCallContext({ secrets: { A: '{"k": 42}', B: "plain", C: "42" } });
    expect(await invokeRun(new PrefectSecret("A"), {})).toEqual({ k: 42 });
    expect(new Secret("B").get()).toBe("plain");
    await expect(invokeRun(new PrefectSecret("Z"), {})).rejects.toMatchObject({
      name: "ValueError",
    });
    expect(await invokeRun(new EnvVarSecret("C", { cast: Number }), {})).toBe(42);
    expect(await invokeRun(new EnvVarSecret("Z"), {})).toBeNull();
    await expect(invokeRun(new EnvVarSecret("Z", { raiseIfMissing: true }), {})).rejects.toThrow(
      /not set: Z/,
    );
    expect(() => new Flow("f").with(() => new Secret("A").get())).toThrow(
      /while a flow is being built/,
    );
  });

  it("texts: filled from arguments, then the context", async () => {
    setCallContext({ taskName: "t" });
    const say = new StringFormatter({ template: "{taskName}: Hi {name} {other}" });
    expect(await invokeRun(say, { name: "you" })).toBe("t: Hi you {other}");
  });

  it("36. pauses until it is resumed, or for a time", () => {
    expect(() => pauseTask("wait")).toThrow(
      expect.objectContaining({ name: "PAUSE", message: "wait" }),
    );
    expect(() => pauseTask(null, { duration: { seconds: 1 } })).toThrow(
      expect.objectContaining({ startTime: new Date(Date.UTC(2020, 1, 29, 12, 0, 1)) }),
    );
    setCallContext({ resume: true });
    expect(() => pauseTask()).not.toThrow();
  });
});
