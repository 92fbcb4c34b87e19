/** Random flows, each printed in both languages: tasks that note every call of theirs, and take their time. */

/** Numbers from 0 to 1 that a seed gives (mulberry32). */
export function chances(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const KINDS = ["map", "map", "sum", "add", "flaky", "loop", "flakyMap", "flatMap", "patient"];

/**
 * A flow as data: tasks in order, each of a kind, with the tasks above that it reads.
 * list: gives a list; map: one child an item; sum: of a list; add: of two numbers; flaky: fails when it
 * is first called; loop: three iterations; skip and fail end so; rescue: runs whatever happened; parameter: one of the flow's; nest and flatMap: a
 * list of lists, and one child for each item of its lists; patient: has a timeout that it keeps.
 */
export function randomFlow(chance) {
  const pick = (of) => of[Math.floor(chance() * of.length)];
  const tasks = [];
  const lists = () => tasks.filter(({ gives }) => gives === "list").map(({ name }) => name);
  const numbers = () => tasks.filter(({ gives }) => gives === "number").map(({ name }) => name);
  const add = (kind, reads, gives) => {
    const pause = 10 + Math.floor(chance() * 90);
    tasks.push({ name: `t${tasks.length}`, kind, reads, gives, pause });
  };
  add("list", [], "list");
  tasks.at(-1).length = 4 + Math.floor(chance() * 12);
  add("number", [], "number");
  if (chance() < 0.5) add("parameter", [], "number");
  const count = 4 + Math.floor(chance() * 5);
  for (let i = 0; i < count; i += 1) {
    const kind = pick(KINDS);
    if (kind === "map" || kind === "flakyMap") add(kind, [pick(lists())], "list");
    else if (kind === "flatMap") {
      add("nest", [pick(lists())], "lists");
      add(kind, [tasks.at(-1).name], "list");
    } else if (kind === "sum") add(kind, [pick(lists())], "number");
    else if (kind === "add") add(kind, [pick(numbers()), pick(numbers())], "number");
    else add(kind, [pick(numbers())], "number");
  }
  const end = pick(["skip", "fail", "none"]);
  if (end !== "none") {
    add(end, [pick(numbers())], "nothing");
    add("rescue", [tasks.at(-1).name], "nothing");
  }
  add("sum", [pick(lists())], "number");
  return tasks;
}

const TYPESCRIPT = {
  list: ({ length }) => [`()`, `return Array.from({ length: ${length} }, (_, i) => i);`],
  number: () => [`()`, `return 7;`],
  map: () => [`(x: number)`, `return x * 2 + 1;`],
  flakyMap: () => [
    `(x: number)`,
    `if (context.get("taskRunCount") < 2) throw new Error("not yet");\n  return x + 3;`,
  ],
  nest: () => [`(xs: number[])`, `return xs.slice(0, 4).map((x) => [x, x + 1]);`],
  flatMap: () => [`(x: number)`, `return x * 3;`],
  patient: () => [`(x: number)`, `return x - 1;`],
  sum: () => [`(xs: number[])`, `return xs.reduce((a, b) => a + b, 0);`],
  add: () => [`(x: number, y: number)`, `return x + y;`],
  flaky: () => [
    `(x: number)`,
    `if (context.get("taskRunCount") < 2) throw new Error("not yet");\n  return x + 1;`,
  ],
  loop: () => [
    `(x: number)`,
    `const count = context.get("taskLoopCount") ?? 1;
  const last = context.get("taskLoopResult") ?? x;
  if (count < 3) throw new signals.LOOP("again", { result: last + 10 });
  return last;`,
  ],
  skip: () => [`(x: number)`, `throw new signals.SKIP("not today");`],
  fail: () => [`(x: number)`, `throw new Error("for good " + x);`],
  rescue: () => [`(x: unknown)`, `return "rescued";`],
};

const isMapped = ({ kind }) => ["map", "flakyMap", "flatMap"].includes(kind);
/** A parameter is no function of the notebook's: it notes nothing. */
const isParameter = ({ kind }) => kind === "parameter";
const isFlaky = ({ kind }) => kind === "flaky" || kind === "flakyMap";

/** What a task is called with: the same words in both languages. */
const readsOf = ({ kind, reads }) =>
  reads.map((name) => (kind === "flatMap" ? `flatten(${name}_)` : `${name}_`)).join(", ");

/** The flow as one TypeScript cell that runs it. */
export function toTypeScript(tasks) {
  const defined = tasks.map((task) => {
    if (isParameter(task)) {
      return `const ${task.name} = () => new Parameter("${task.name}", { default: 5 });`;
    }
    const [parameters, body] = TYPESCRIPT[task.kind](task);
    const options = [
      ...(isFlaky(task) ? [`maxRetries: 2, retryDelay: { milliseconds: 300 }`] : []),
      ...(task.kind === "patient" ? [`timeout: { minutes: 5 }`] : []),
      ...(task.kind === "rescue"
        ? [`trigger: triggers.allFinished, skipOnUpstreamSkip: false`]
        : []),
    ];
    return `const ${task.name} = task(async function ${task.name}${parameters}: Promise<any> {
  noted(); await pause(${task.pause});
  ${body}
}, { ${options.join(", ")} });`;
  });
  const calls = tasks.map(
    (task) =>
      `  const ${task.name}_ = ${task.name}${isMapped(task) ? ".map" : ""}(${readsOf(task)});`,
  );
  return `import { task, Flow, Parameter, context, flatten, signals, triggers } from "prefect";
const noted = () => (globalThis as any).noteExecution(
  [context.get("taskRunId"), context.get("taskRunCount"), context.get("taskLoopCount") ?? 1, Date.now()].join(" "));
const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));
${defined.join("\n")}
const flow = new Flow("crash");
flow.with(() => {
${calls.join("\n")}
});
await flow.run();
`;
}

const PYTHON = {
  list: ({ length }) => ["", [`return list(range(${length}))`]],
  number: () => ["", ["return 7"]],
  map: () => ["x", ["return x * 2 + 1"]],
  flakyMap: () => ["x", [...NOT_YET(), "return x + 3"]],
  nest: () => ["xs", ["return [[x, x + 1] for x in xs[:4]]"]],
  flatMap: () => ["x", ["return x * 3"]],
  patient: () => ["x", ["return x - 1"]],
  sum: () => ["xs", ["return sum(xs)"]],
  add: () => ["x, y", ["return x + y"]],
  flaky: () => ["x", [...NOT_YET(), "return x + 1"]],
  loop: () => [
    "x",
    [
      'count = prefect.context.get("task_loop_count", 1)',
      'last = prefect.context.get("task_loop_result", x)',
      "if count < 3:",
      '    raise signals.LOOP("again", result=last + 10)',
      "return last",
    ],
  ],
  skip: () => ["x", ['raise signals.SKIP("not today")']],
  fail: () => ["x", ['raise ValueError(f"for good {x}")']],
  rescue: () => ["x", ['return "rescued"']],
};

const NOT_YET = () => [
  'if prefect.context["task_run_count"] < 2:',
  '    raise ValueError("not yet")',
];

/** The same as one Python cell. */
export function toPython(tasks) {
  const defined = tasks.map((task) => {
    if (isParameter(task)) {
      return `def ${task.name}():\n    return Parameter("${task.name}", default=5)\n`;
    }
    const [parameters, body] = PYTHON[task.kind](task);
    const options = [
      ...(isFlaky(task) ? ["max_retries=2, retry_delay=timedelta(milliseconds=300)"] : []),
      ...(task.kind === "patient" ? ["timeout=300"] : []),
      ...(task.kind === "rescue"
        ? ["trigger=triggers.all_finished, skip_on_upstream_skip=False"]
        : []),
    ];
    const lines = ["noted()", `time.sleep(${task.pause / 1000})`, ...body];
    return `@task(${options.join(", ")})
def ${task.name}(${parameters}):
${lines.map((line) => `    ${line}`).join("\n")}
`;
  });
  const calls = tasks.map(
    (task) => `    ${task.name}_ = ${task.name}${isMapped(task) ? ".map" : ""}(${readsOf(task)})`,
  );
  return `import time
from datetime import timedelta
import js
import prefect
from prefect import Flow, Parameter, flatten, task, triggers
from prefect.engine import signals

def noted():
    about = prefect.context
    js.noteExecution(f"{about['task_run_id']} {about['task_run_count']} {about.get('task_loop_count', 1)} {int(time.time() * 1000)}")

${defined.join("\n")}
with Flow("crash") as flow:
${calls.join("\n")}

flow.run()
`;
}
