/** Never run: the type checker reads it. What must be refused is marked so, and it fails if it is not. */

import {
  Flow,
  Parameter,
  Task,
  applyMap,
  context,
  flatten,
  ifElse,
  merge,
  resourceManager,
  signals,
  states,
  switchOn,
  task,
  triggers,
  unmapped,
  when,
} from "./index.ts";
import type { State, TaskOptions } from "./index.ts";
import type { Yielded } from "./inputs.ts";

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const check = <_T extends true>(): void => undefined;

const inc = task(function inc(x: number, by = 1) {
  return x + by;
});
const text = task((x: number) => String(x));
const sum = task((xs: number[]) => xs.reduce((a, b) => a + b, 0));
const later = task(async (name: string) => ({ name, size: name.length }));
// oxlint-disable-next-line typescript/no-explicit-any
const untyped = task((x: any) => x);
const twice = task((x: number): [number, number] => [x, x]);
const mixed = task((x: number): [number, string] => [x, ""]);
const record = task((r: { a: number; b: string[] }) => r.a);

class AddTask extends Task<[x: number, y?: number], number> {
  private readonly default_: number;
  constructor(default_: number, options?: TaskOptions) {
    super(options);
    this.default_ = default_;
  }
  override run(x: number, y: number = this.default_): number {
    return x + y;
  }
}

export const flow = new Flow("types");
export async function typing(): Promise<void> {
  const parts = flow.with(() => {
    const a = inc(1, 2);
    const b = inc(a);
    inc(inc(a), b);
    const s = text(b);
    later(s);
    // @ts-expect-error a task of text is no number
    inc(s);
    // @ts-expect-error neither is a text
    inc("1");
    // @ts-expect-error an argument is missing
    inc();
    // @ts-expect-error and here is one too many
    inc(1, 2, 3);
    // @ts-expect-error a task that takes nothing of this type
    later(a);

    inc.run(1, 2).toFixed();
    // @ts-expect-error the plain function takes no tasks
    void inc.run(a);

    sum([1, a, b]);
    // @ts-expect-error a task of text among numbers
    sum([1, s]);
    record({ a, b: ["x", s] });
    // @ts-expect-error the other way round
    record({ a: s, b: [] });
    untyped(s);
    untyped(untyped(1));

    const m = inc.map([1, 2, 3], unmapped(a));
    check<Same<Yielded<typeof m>, number[]>>();
    sum(m);
    inc.map(m);
    inc.map([1, a]);
    inc.map(flatten([[1], [2]]));
    // @ts-expect-error a number is nothing to map over
    inc.map(5);
    // @ts-expect-error nor is a list of text, for numbers
    inc.map(["a"]);
    // @ts-expect-error nor one text for all of them
    inc.map([1], unmapped("a"));

    const [one, two] = twice(1);
    inc(one ?? 0, two ?? 0);
    const [, word] = mixed(1);
    later(word ?? "");
    inc(a.add(1).mul(2));
    later(text(1).add("!"));
    inc(m.get(0));
    later(later("x").get("name"));
    // @ts-expect-error there is no such field
    later("x").get("length");

    const add = new AddTask(1, { name: "add" });
    const c = add(a, 2);
    check<Same<Yielded<typeof c>, number>>();
    // @ts-expect-error class tasks are checked alike
    add("1");

    const p = new Parameter<string>("name", { default: "Marvin" });
    later(p);
    // @ts-expect-error a parameter of text
    inc(p);

    const inside = when(a, 3, () => inc(a));
    // @ts-expect-error the condition yields numbers
    when(a, "3", () => undefined);
    switchOn(s, { "1": inside });
    switchOn(a, new Map([[1, inside]]));
    ifElse(a, inside, null);
    const merged = merge(inside, s, { checkpoint: false });
    check<Same<Yielded<typeof merged>, number | string>>();

    const db = resourceManager({
      init: (url: string) => ({ url }),
      setup: (mgr) => mgr.url.length,
      cleanup: (mgr, resource) => void [mgr.url, resource],
    });
    db("x").with((r) => inc(r));
    applyMap((x) => inc(x), [1, 2]);
    return { a, s, m };
  });

  const state = await flow.run({ name: "x" });
  const one: State<number> = state.result.get(parts.a);
  one.result.toFixed();
  state.result.get(parts.m).result.map((x) => x.toFixed());
  // @ts-expect-error that one yields text
  state.result.get(parts.s).result.toFixed();
  context.get("taskRunCount").toFixed();
  context.get("taskLoopResult", 0).toFixed();
  context.today?.slice();
}

task((x: number) => x, {
  maxRetries: 1,
  retryDelay: { seconds: 1 },
  trigger: triggers.someFailed({ atLeast: 1 }),
  stateHandlers: [(_task, _old, next) => (next.isFailed() ? new states.Success("fine") : null)],
});
task(() => 1, { trigger: (upstream) => [...upstream.values()].every((each) => each.isFailed()) });
// @ts-expect-error seconds are never bare numbers
task(() => 1, { timeout: 5 });
// @ts-expect-error no such option
task(() => 1, { retries: 5 });
throw new signals.SKIP("why", { result: 5 });
