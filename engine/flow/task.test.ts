import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  Constant,
  Flow,
  LocalResult,
  Parameter,
  Task,
  cacheValidators,
  task,
  triggers,
} from "./index.ts";
import type { TaskOptions } from "./index.ts";
import { invokeRun, isRetryable, nameTask, resetRealm } from "./internal.ts";
import { KeyError, ValueError } from "./errors.ts";
import { registerSignature, setRealmHost } from "./realm.ts";
import { FAIL } from "./signals.ts";

class AddTask extends Task<[x: number, y?: number], number> {
  readonly by: number;
  constructor(by: number, options?: TaskOptions) {
    super(options);
    this.by = by;
  }
  override run(x: number, y: number = this.by): number {
    return x + y;
  }
}

let warnings: string[] = [];
beforeEach(() => {
  warnings = [];
  setRealmHost({
    flowChanged: () => undefined,
    runFlow: () => Promise.reject(new Error("nothing runs in these tests")),
    log: (level, logger, message) => warnings.push(`${level} ${logger} ${message}`),
    warn: (message) => warnings.push(message),
    now: () => 0,
  });
});
afterEach(resetRealm);

const valueError = expect.objectContaining({ name: "ValueError" });

describe("a class of tasks", () => {
  it("2. makes tasks that can be called, with their own fields in run", async () => {
    const add = new AddTask(1);
    const flow = new Flow("f");
    const [a, b] = flow.with(() => {
      const first = add(5);
      return [first, add(first, 10)] as const;
    });
    expect(add).toBeInstanceOf(AddTask);
    expect(a).toBeInstanceOf(AddTask);
    expect(typeof add).toBe("function");
    expect([add.name, add.type, add.kind]).toEqual(["AddTask", "AddTask", "task"]);
    expect([...flow.slugs.values()]).toEqual(["AddTask-1", "AddTask-2"]);
    expect(add.run(5)).toBe(6);
    expect(await invokeRun(a, { x: 5 })).toBe(6);
    expect(await invokeRun(b, { x: 6, y: 10 })).toBe(16);
  });

  it("may have private fields, which no copy can have", async () => {
    class Scale extends Task<[x: number], number> {
      readonly #by: number;
      constructor(by: number) {
        super();
        this.#by = by;
      }
      override run(x: number): number {
        return x * this.#by;
      }
    }
    const scale = new Scale(3);
    const copy = new Flow("f").with(() => scale(2));
    expect(await invokeRun(copy, { x: 2 })).toBe(6);
  });

  it("hides nothing behind what functions have", () => {
    const plain = new Task("a");
    expect([plain.name, Object.hasOwn(plain, "length"), "call" in plain]).toEqual([
      "a",
      false,
      false,
    ]);
    expect(String(plain)).toBe("<Task: a>");
    expect(plain.run()).toBeUndefined();
  });

  it("changes fields of its own by taskArgs, and knows no others", () => {
    const flow = new Flow("f");
    const two = flow.with(() =>
      new AddTask(1).withOptions({ taskArgs: { by: 2, name: "two" } })(5),
    );
    expect([two.run(5), two.name]).toEqual([7, "two"]);
    expect(() => new AddTask(1).copy({ zz: 1 })).toThrow(
      expect.objectContaining({ name: "AttributeError" }),
    );
  });

  it("takes options, not tasks, in its constructor", () => {
    expect(() => new Task(new Task("a") as never)).toThrow(/was passed to the constructor/);
  });
});

describe("task(fn)", () => {
  it("is named after the function, else the variable", () => {
    const named = (): number => 1;
    const nameless = task(() => 1);
    expect([task(named).name, nameless.name]).toEqual(["named", "<lambda>"]);
    nameTask(nameless, "one");
    const given = task(() => 1, { name: "given" });
    nameTask(given, "other");
    expect([nameless.name, given.name]).toEqual(["one", "given"]);
  });

  it("knows inputs and outputs, and how many there are", () => {
    const t = task(function t(x: number, y = 1) {
      return x + y;
    });
    expect(t.inputs()).toEqual({
      x: { type: "any", required: true, default: null },
      y: { type: "any", required: false, default: "1" },
    });
    expect(() => task(5 as never)).toThrow(TypeError);
    expect(() => task(t as never)).toThrow(TypeError);
  });

  it("16. is taken apart if it says into how many parts", () => {
    const twice = task(
      function tw(x: number) {
        return [x, x];
      },
      { nout: 2 },
    );
    const flow = new Flow("f");
    const names = flow.with(() => {
      const [a, b] = twice(1);
      return [a?.name, b?.name];
    });
    expect(names).toEqual(["tw[0]", "tw[1]"]);
    expect(() => [...task((x: number) => [x])]).toThrow(TypeError);
    expect(twice.map.length).toBe(0);
    expect(new Flow("g").with(() => twice.map([1])).nout).toBeNull();
  });
});

describe("copies", () => {
  it("have what the original has, tags joined, a slug of their own", () => {
    const first = task((x: number) => x, {
      slug: "s",
      tags: ["a"],
      maxRetries: 1,
      retryDelay: { seconds: 2 },
    });
    const copy = first.copy({ tags: ["b"] });
    expect([copy.slug, copy.retryDelay, [...copy.tags]]).toEqual(["s-copy", 2000, ["a", "b"]]);
    expect([...first.tags]).toEqual(["a"]);
  });

  it("warn when the original has edges in the open flow", () => {
    const flow = new Flow("f");
    flow.with(() => {
      const a = task((x: number) => x, { name: "a" })(task(() => 1, { name: "b" })());
      flow.addTask(a.copy());
    });
    expect(warnings.join()).toMatch(/"a" already has dependencies/);
  });
});

describe("options", () => {
  it("23. go together or not at all", () => {
    const make = (options: TaskOptions) => () => new Task(options);
    expect(make({ maxRetries: 1 })).toThrow(valueError);
    expect(make({ retryDelay: { seconds: 1 } })).toThrow(valueError);
    expect(make({ retryOn: KeyError })).toThrow(valueError);
    expect(make({ retryOn: KeyError, maxRetries: 1, retryDelay: { seconds: 0 } })).not.toThrow();
  });

  it("24. are of the right types", () => {
    const make = (options: unknown) => () => new Task(options as TaskOptions);
    const retries = { maxRetries: 1, retryDelay: { seconds: 1 } };
    expect(make({ timeout: 1.5 })).toThrow(TypeError);
    expect(make({ timeout: { seconds: -1 } })).toThrow(valueError);
    expect(make({ tags: "a" })).toThrow(TypeError);
    expect(make({ ...retries, retryOn: "x" })).toThrow(TypeError);
    expect(make({ ...retries, retryOn: [Map] })).toThrow(TypeError);
    expect(make({ stateHandlers: 5 })).toThrow(TypeError);
    expect(make({ trigger: "all" })).toThrow(TypeError);
    expect(make({ trigger: triggers.someFailed })).toThrow(/are called/);
    expect(make({ maxRetries: -1 })).toThrow(TypeError);
  });

  it("25. refuses parameters that no argument can be bound to", () => {
    expect(() => task((...xs: number[]) => xs)).toThrow(/rest parameter \.\.\.xs.*one list/);
    expect(() => task((mapped: number) => mapped)).toThrow(valueError);
    expect(() => task((flow: number) => flow)).toThrow(/reserved/);
    expect(() => task((taskArgs: number) => taskArgs)).toThrow(valueError);
    expect(() => task((upstreamTasks: number) => upstreamTasks)).toThrow(valueError);
    expect(() => task(({ a }: { a: number }) => a)).toThrow(/takes its parameter apart/);
    expect(() => task(Math.abs)).toThrow(/Wrap it in a function/);
  });

  it("put the result where the target is, and warn of a validator without a time", () => {
    const t = new Task({ target: "t.txt", result: new LocalResult({ location: "r.txt" }) });
    expect([t.result?.location, t.result instanceof LocalResult]).toEqual(["t.txt", true]);
    const untimed = new Task({ cacheValidator: cacheValidators.allInputs });
    expect(untimed.cacheFor).toBeNull();
    expect(warnings).toEqual([
      expect.stringContaining("The target is used"),
      expect.stringContaining("will not be cached"),
    ]);
  });

  it("admit retries by the class of what was thrown; a signal counts as itself", () => {
    const retries = { maxRetries: 1, retryDelay: { seconds: 1 } };
    const t = new Task({ ...retries, retryOn: [KeyError] });
    expect(
      [new KeyError("a"), new ValueError("b"), new FAIL()].map((e) => isRetryable(t, e)),
    ).toEqual([true, false, false]);
    expect(isRetryable(new Task({ ...retries, retryOn: Error }), new FAIL())).toBe(false);
    expect(isRetryable(new Task(retries), new FAIL())).toBe(true);
  });

  it("log under the task's name", () => {
    new Task("a").logger.info("x", { y: 1 });
    expect(warnings).toEqual(["INFO prefect.a x {'y': 1}"]);
  });
});

describe("parameters", () => {
  it("are required unless they have a default", () => {
    const facts = ({ required, default: value }: Parameter) => [required, value];
    expect(facts(new Parameter("a"))).toEqual([true, null]);
    expect(facts(new Parameter("a", { default: 1 }))).toEqual([false, 1]);
    expect(facts(new Parameter("a", { default: null }))).toEqual([false, null]);
    expect(facts(new Parameter("a", { default: 1, required: true }))).toEqual([true, 1]);
  });

  it("are added by a call, and copied under a new name only", () => {
    const flow = new Flow("f");
    const p = flow.with(() => new Parameter("p")());
    expect([...flow.slugs]).toEqual([[p, "p"]]);
    expect(p.copy("q").slug).toBe("q");
    expect(() => p.copy()).toThrow(/needs a new name/);
  });

  it("are constants' neighbours: a constant yields its value", () => {
    expect(new Constant([1]).run()).toEqual([1]);
  });
});

describe("inputs of a run", () => {
  const t = task(function t(x: number, y = 5) {
    return [x, y];
  });

  it("reach the parameters by name, defaults kept", async () => {
    expect(await invokeRun(t, { y: 1, x: 2 })).toEqual([2, 1]);
    expect(await invokeRun(t, { x: 2 })).toEqual([2, 5]);
    await expect(invokeRun(t, {})).rejects.toThrow("missing a required argument: 'x'");
    await expect(invokeRun(t, { x: 1, z: 1 })).rejects.toThrow("unexpected keyword argument 'z'");
  });

  it("fail where nothing, or an exception, stands for a number or a list", async () => {
    const parameters = [
      { name: "x", type: "number", optional: false },
      { name: "xs", type: "any[]", optional: true },
    ];
    const fn = registerSignature((x: unknown, xs: unknown = []) => [x, xs], { parameters });
    const typed = task(fn, { name: "typed" });
    const failures: unknown[] = [null, undefined, new ValueError("no"), new FAIL()];
    for (const x of failures)
      await expect(invokeRun(typed, { x })).rejects.toThrow(/'x' is declared/);
    await expect(invokeRun(typed, { x: 1, xs: null })).rejects.toThrow(/as any\[\], but no value/);
    expect(await invokeRun(typed, { x: "1", xs: undefined })).toEqual(["1", []]);
    expect(await invokeRun(t, { x: null })).toEqual([null, 5]);
  });
});
