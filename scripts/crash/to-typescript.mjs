/** A flow as one TypeScript cell that runs it: tasks that note every call of theirs, and take their time. */

import { isMapped, isNesting, isParameter, readsOf, targetOf } from "./random-flow.mjs";

const NOT_YET = `if (context.get("taskRunCount") < 2) throw new Error("not yet");`;

/** Of each kind: what it takes, and what it does. */
const BODIES = {
  list: ({ length }) => ["", `return Array.from({ length: ${length} }, (_, i) => i);`],
  number: () => ["", `return 7;`],
  map: () => ["x: number", `return x * 2 + 1;`],
  flakyMap: () => ["x: number", `${NOT_YET}\n  return x + 3;`],
  askedMap: () => ["x: number", `return x + 4;`],
  targetMap: () => ["x: number", `return x + 5;`],
  nest: () => ["xs: number[]", `return xs.slice(0, 4).map((x) => [x, x + 1]);`],
  flatMap: () => ["x: number", `return x * 3;`],
  patient: () => ["x: number", `return x - 1;`],
  sum: () => ["xs: number[]", `return xs.reduce((a, b) => a + b, 0);`],
  add: () => ["x: number, y: number", `return x + y;`],
  flaky: () => ["x: number", `${NOT_YET}\n  return x + 1;`],
  loop: () => [
    "x: number",
    `const count = context.get("taskLoopCount") ?? 1;
  const last = context.get("taskLoopResult") ?? x;
  if (count < 3) throw new signals.LOOP("again", { result: last + 10 });
  return last;`,
  ],
  asked: () => ["x: number", `return x + 6;`],
  target: () => ["x: number", `return x + 8;`],
  found: () => ["x: number", `return -x;`],
  cached: () => ["x: number", `return x + 9;`],
  paused: () => ["x: number", `return x + 11;`],
  nesting: ({ name }) => ["x: number", `return nested("inside ${name}", x);`],
  nestingMap: ({ name }) => [
    "x: number",
    `return nested("inside ${name} " + context.get("mapIndex"), x);`,
  ],
  broken: () => [
    "x: number",
    `if (!("mended" in globalThis)) throw new Error("not mended");\n  return x + 12;`,
  ],
  skip: () => ["x: number", `throw new signals.SKIP("not today");`],
  fail: () => ["x: number", `throw new Error("for good " + x);`],
  refused: () => ["x: number", `return x;`],
  rescue: () => ["x: unknown", `return "rescued";`],
};

const RETRIES = () => `maxRetries: 2, retryDelay: { milliseconds: 300 }`;
const TRUSTING = () => `trigger: trusting`;
const TARGET = (task) => `target: "${targetOf(task, "flowRunId", "mapIndex")}"`;

const OPTIONS = {
  flaky: RETRIES,
  flakyMap: RETRIES,
  patient: () => `timeout: { minutes: 5 }`,
  asked: TRUSTING,
  askedMap: TRUSTING,
  refused: () => `trigger: never`,
  target: TARGET,
  targetMap: TARGET,
  found: TARGET,
  cached: () => `cacheFor: { hours: 1 }`,
  paused: () => `trigger: triggers.manualOnly`,
  rescue: () => `trigger: triggers.allFinished, skipOnUpstreamSkip: false`,
};

function definition(task) {
  const { name, kind, pause } = task;
  if (isParameter(task)) return `const ${name} = () => new Parameter("${name}", { default: 5 });`;
  const [parameters, body] = BODIES[kind](task);
  return `const ${name} = task(async function ${name}(${parameters}): Promise<any> {
  noted(); await pause(${pause});
  ${body}
}, { ${OPTIONS[kind]?.(task) ?? ""} });`;
}

const call = (task) =>
  `  const ${task.name}_ = ${task.name}${isMapped(task) ? ".map" : ""}(${readsOf(task)});`;

/** What tasks of the kind "nesting" run, each round with what the one before gave. */
const NESTED = `const pair = task(async function pair(x: number): Promise<any> {
  noted(); await pause(20);
  return [x, x + 1];
});
const grown = task(async function grown(x: number): Promise<any> {
  noted(); await pause(20);
  return x + 1;
});
const total = task(async function total(xs: number[]): Promise<any> {
  noted(); await pause(20);
  ${NOT_YET}
  return xs.reduce((a, b) => a + b, 0);
}, { maxRetries: 1, retryDelay: { milliseconds: 100 } });
const nested = async (name: string, x: number) => {
  let last = x;
  for (let round = 0; round < 2; round += 1) {
    const inside = new Flow(name);
    const sum = inside.with(() => total(grown.map(pair(last))));
    const state = await inside.run();
    last = (state.result as any).get(sum).result;
  }
  return last;
};
`;

export function toTypeScript({ tasks, isLocal }) {
  return `import { task, Flow, Parameter, context, flatten, signals, triggers } from "prefect";
const noted = () => (globalThis as any).noteExecution([context.get("flowRunId"), context.get("taskRunId"),
  context.get("taskRunCount"), context.get("taskLoopCount") ?? 1, Date.now()].join(" "));
const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));
const trusting = async (upstream: ReadonlyMap<any, any>) => {
  await pause(30);
  return [...upstream.values()].every((state) => state.isSuccessful());
};
const never = async () => {
  await pause(30);
  return false;
};
${isNesting({ tasks }) ? NESTED : ""}${tasks.map(definition).join("\n")}
const flow = new Flow("crash");
flow.with(() => {
${tasks.map(call).join("\n")}
});
await flow.run(${isLocal ? `{}, { executor: "local" }` : ""});
`;
}
