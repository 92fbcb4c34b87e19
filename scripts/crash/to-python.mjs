/** A flow as one Python cell that runs it: the same as in TypeScript. */

import { isMapped, isNesting, isParameter, readsOf, targetOf } from "./random-flow.mjs";

const NOT_YET = ['if prefect.context["task_run_count"] < 2:', '    raise ValueError("not yet")'];

/** Of each kind: what it takes, and what it does. */
const BODIES = {
  list: ({ length }) => ["", [`return list(range(${length}))`]],
  number: () => ["", ["return 7"]],
  map: () => ["x", ["return x * 2 + 1"]],
  flakyMap: () => ["x", [...NOT_YET, "return x + 3"]],
  askedMap: () => ["x", ["return x + 4"]],
  targetMap: () => ["x", ["return x + 5"]],
  nest: () => ["xs", ["return [[x, x + 1] for x in xs[:4]]"]],
  flatMap: () => ["x", ["return x * 3"]],
  patient: () => ["x", ["return x - 1"]],
  sum: () => ["xs", ["return sum(xs)"]],
  add: () => ["x, y", ["return x + y"]],
  flaky: () => ["x", [...NOT_YET, "return x + 1"]],
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
  asked: () => ["x", ["return x + 6"]],
  target: () => ["x", ["return x + 8"]],
  found: () => ["x", ["return -x"]],
  cached: () => ["x", ["return x + 9"]],
  paused: () => ["x", ["return x + 11"]],
  nesting: ({ name }) => ["x", [`return nested("inside ${name}", x)`]],
  nestingMap: ({ name }) => [
    "x",
    [`return nested(f"inside ${name} {prefect.context['map_index']}", x)`],
  ],
  broken: () => [
    "x",
    ['if not hasattr(js, "mended"):', '    raise ValueError("not mended")', "return x + 12"],
  ],
  skip: () => ["x", ['raise signals.SKIP("not today")']],
  fail: () => ["x", ['raise ValueError(f"for good {x}")']],
  refused: () => ["x", ["return x"]],
  rescue: () => ["x", ['return "rescued"']],
};

const RETRIES = () => "max_retries=2, retry_delay=timedelta(milliseconds=300)";
const TRUSTING = () => "trigger=trusting";
const TARGET = (task) => `target="${targetOf(task, "flow_run_id", "map_index")}"`;

const OPTIONS = {
  flaky: RETRIES,
  flakyMap: RETRIES,
  patient: () => "timeout=300",
  asked: TRUSTING,
  askedMap: TRUSTING,
  refused: () => "trigger=never",
  target: TARGET,
  targetMap: TARGET,
  found: TARGET,
  cached: () => "cache_for=timedelta(hours=1)",
  paused: () => "trigger=triggers.manual_only",
  rescue: () => "trigger=triggers.all_finished, skip_on_upstream_skip=False",
};

const indented = (lines) => lines.map((line) => `    ${line}`).join("\n");

function definition(task) {
  const { name, kind, pause } = task;
  if (isParameter(task)) {
    return `def ${name}():\n    return Parameter("${name}", default=5)\n`;
  }
  const [parameters, body] = BODIES[kind](task);
  return `@task(${OPTIONS[kind]?.(task) ?? ""})
def ${name}(${parameters}):
${indented(["noted()", `time.sleep(${pause / 1000})`, ...body])}
`;
}

const call = (task) =>
  `${task.name}_ = ${task.name}${isMapped(task) ? ".map" : ""}(${readsOf(task)})`;

/** What tasks of the kind "nesting" run, each round with what the one before gave. */
const NESTED = `@task
def pair(x):
    noted()
    time.sleep(0.02)
    return [x, x + 1]

@task
def grown(x):
    noted()
    time.sleep(0.02)
    return x + 1

@task(max_retries=1, retry_delay=timedelta(milliseconds=100))
def total(xs):
    noted()
    time.sleep(0.02)
${indented(NOT_YET)}
    return sum(xs)

def nested(name, x):
    last = x
    for _ in range(2):
        with Flow(name) as inside:
            summed = total(grown.map(pair(last)))
        last = inside.run().result[summed].result
    return last

`;

export function toPython({ tasks, isLocal }) {
  return `import time
from datetime import timedelta
import js
import prefect
from prefect import Flow, Parameter, flatten, task, triggers
from prefect.engine import signals
from prefect.executors import LocalExecutor

def noted():
    about = prefect.context
    js.noteExecution(f"{about['flow_run_id']} {about['task_run_id']} {about['task_run_count']} {about.get('task_loop_count', 1)} {int(time.time() * 1000)}")

def trusting(upstream_states):
    time.sleep(0.03)
    return all(state.is_successful() for state in upstream_states.values())

def never(upstream_states):
    time.sleep(0.03)
    return False

${isNesting({ tasks }) ? NESTED : ""}${tasks.map(definition).join("\n")}
with Flow("crash") as flow:
${indented(tasks.map(call))}

flow.run(${isLocal ? "executor=LocalExecutor()" : ""})
`;
}
