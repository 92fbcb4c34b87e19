/**
 * The text that links of version 1 are compressed against: what flows and their notebooks typically
 * say. FROZEN FOR EVER: links that people have sent can be read with these very letters alone, so
 * not one of them may change. A better one is that of a version 2. A test knows its hash.
 */

/** What is likeliest stands last: near things cost fewest bits. */
export const DICTIONARY_1 = `
这是一个任务流程的笔记本,运行它可以看到每个任务的状态和结果:成功、失败或重试。我们用数据来说明怎么做,如果没有参数就使用默认值。
このノートブックでは、タスクとフローの作り方を説明します。実行すると結果が表示されます。データを取得して変換する。
이 노트북은 작업과 흐름을 보여 줍니다. 실행하면 결과를 볼 수 있습니다.
Это тетрадь с потоком задач: нажмите, чтобы запустить его и посмотреть, что получилось. Данные, состояние и результат не для этого.
Das für die Übung: prüfe, ob es größer ist. Où est la tâche déjà exécutée à côté, ça être. El año, más también así según función “quoted” – it’s — … → ✓ ✗ • € ° é è ü ö ä ß ñ ç 🚀 🎉 😀 👍 ✨ ⚠️ ✅ ❌ 🔥 📊
import datetime
import json
import math
import random
import time
from datetime import date, timedelta
from collections import defaultdict
import pandas as pd
import numpy as np
import requests
import prefect
from prefect.engine import signals
from prefect.engine.signals import SKIP, FAIL, LOOP, RETRY, PAUSE, SUCCESS
from prefect.engine.results import LocalResult, PrefectResult
from prefect.engine.cache_validators import all_inputs, all_parameters, duration_only
from prefect.engine.state import Success, Failed, Skipped, Retrying, State
from prefect.executors import LocalExecutor, LocalDaskExecutor, DaskExecutor
from prefect.schedules import CronSchedule, IntervalSchedule, Schedule
from prefect.schedules.clocks import CronClock, IntervalClock, DatesClock
from prefect.tasks.control_flow import case, merge, ifelse, switch, filter
from prefect.tasks.secrets import PrefectSecret
from prefect.triggers import all_successful, all_failed, any_failed, any_successful, all_finished, manual_only, always_run, some_failed, some_successful, not_all_skipped
from prefect import Task, Flow, Parameter, case, mapped, unmapped, flatten, resource_manager, context
import { CronSchedule, IntervalSchedule, Schedule, filters, adjustments, signals, triggers, context, getLogger, resourceManager, LocalResult, PrefectSecret, cacheValidators } from "prefect";
import { ifElse, merge, switchOn, FilterTask, flatten, mapped, unmapped, applyMap } from "prefect";
triggers.allSuccessful, triggers.allFailed, triggers.anyFailed, triggers.anySuccessful, triggers.allFinished, triggers.manualOnly, triggers.notAllSkipped
signals.SKIP("signals.FAIL("signals.LOOP(signals.RETRY(
raise signals.SKIP(message="raise signals.FAIL("raise signals.LOOP(message=f"", result=dict(
throw new signals.SKIP("throw new signals.FAIL("throw new Error(\`
class MyTask(Task):
    def __init__(self, default: int, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.default = default

    def run(self, x: int, y: int = None) -> int:
class MyTask extends Task<[x: number], number> {
  constructor(private readonly size: number) {
    super();
  }

  run(x: number): number {
    return this.size;
  }
}

@resource_manager
class Connection:
    def setup(self):
    def cleanup(self, connection):
export const interface readonly string[] boolean unknown Record<string, unknown> Promise<void> undefined null
.filter(( => .reduce((sum, .toSorted(( => .join(", ") .length Object.entries( Object.fromEntries( JSON.stringify( JSON.parse( Math.random() < 0. Math.round( new Date( Array.from({ length: 
  for (const of 
  if ( === ) {
  } else {
  }
  try {
  } catch (error) {
const response = await fetch("https://const data = await response.json();
await new Promise((resolve) => setTimeout(resolve, 1000));
 for i in range(10)]
 if else None
    for row in rows:
    if x is None:
    if not 
    else:
    try:
    except Exception as error:
    raise ValueError("
    time.sleep(1)
    return [x for x in 
    return sum(
    return len(
    return {"name": "value": "id": 1, 
    return f"
    logger = prefect.context.get("logger")
    logger.info(f"
    logger = prefect.context.get("logger")
    logger.warning("
const logger = getLogger();
logger.info(\`
schedule = IntervalSchedule(start_date=datetime.datetime.utcnow() + datetime.timedelta(seconds=1), interval=timedelta(minutes=1))
const schedule = new IntervalSchedule({ interval: { minutes: 1 }, schedule = CronSchedule("0 9 * * 1-5")
flow.run_config flow.executor = LocalDaskExecutor(scheduler="threads")
flow.visualize()
flow.register(project_name="
cache_for=timedelta(days=1), cache_validator=, cache_key="cacheFor: { hours: 1 }, checkpoint=True, result=LocalResult(dir="target="{task_name}.json"
state_handlers=[stateHandlers: [log_stdout=True)
@task(name="skip_on_upstream_skip=False, timeout=10, tags=["
@task(trigger=all_finished)
@task(trigger=any_failed)
@task(nout=2)
@task(log_stdout=True)
@task(max_retries=3, retry_delay=datetime.timedelta(seconds=10))
@task(max_retries=2, retry_delay=timedelta(minutes=1))
}, { logStdout: true });
}, { name: "trigger: triggers.allFinished });
}, { maxRetries: 3, retryDelay: { seconds: 10 } });
# Mapping
# Retries
# Extract, transform, load
## What is a
## Tasks
## Flows
## Parameters
### Your turn
## Exercise
> **Note**
Press **Run all** above, or put the cursor into a cell and press <kbd>Shift</kbd>+<kbd>Enter</kbd>. This notebook shows how a flow and its tasks run. The graph on the right shows the states. When one of the tasks that it depends on fails, then this is not run. Here is a flow that uses the task, and we can see the result of each. Now run it with the parameter. You can change a number and it will have the same value for all of those that are from which there was no other way.
- [ ] 
1. 
| name | value |
| --- | --- |
[](https://
with case(cond, True):
with case(cond, False):
with Flow("ETL", schedule=schedule) as flow:
with flow:
    a = 
    b = 
    with case(
    results = process.map(
    total = reduce(
    x = Parameter("x", default=1)
    n = Parameter("n", default=3)
    name = Parameter("name", default="world")
    upstream_tasks=[
    say_hello(name)
    first = add(1, 2)
    second = add(first, 
    numbers = extract()
    doubled = transform.map(numbers, unmapped(
    load(doubled)
flow.run(parameters={"
state = flow.run(name="Marvin")
assert state.is_successful()
assert state.result[first].result == 3
print(state.result[
flow.setUpstream(flow.set_upstream(flow.addTask(flow.add_task(flow.bind(
if (state.result.get(first).result 
console.assert(state.isSuccessful());
console.log(\`Hello, \${name}!\`);
const double = task(function double(x: number): number {
  return x * 2;
const add = task(function add(x: number, y: number = 1): number {
  return x + y;
});
const load = task(async function load(rows: string[]): Promise<number> {
  console.log(rows);
});
const extract = task(function extract(): number[] {
  return [1, 2, 3];
});
const transform = task((x: number) => x * 10);
const flow = new Flow("My flow");
flow.with(() => {
  const name = new Parameter<string>("name", { default: "
  const n = new Parameter("n", { default: 10 });
  const result = 
  const numbers = extract();
  const doubled = transform.map(numbers);
  load(doubled);
  total(double.map([1, 2, 3]));
});

const state = await flow.run();
state.result.get(
await flow.run({ name: "Marvin" });
@task
def say_hello(name):
    print(f"Hello, {name}!")

@task
def add(x, y=1):
    return x + y

@task
def extract():
    return [1, 2, 3, 4, 5, 6]

@task
def transform(data):
    return [i * 10 for i in data]

@task
def load(data):
    print("Here's your data: {}".format(data))

with Flow("ETL") as flow:
    e = extract()
    t = transform(e)
    l = load(t)

\`\`\`py
import prefect
from prefect import task, Flow, Parameter

@task
def 
with Flow("My first flow!") as flow:
    

state = flow.run()
\`\`\`
\0\`\`\`python
from prefect import task, Flow

@task
def double(x):
    return x * 2

with Flow("flow") as flow:
    result = 

flow.run()
\`\`\`
\0# My flow

\`\`\`ts
import { task, Flow, Parameter } from "prefect";

const say = task(function say(name: string) {
  console.log(

const flow = new Flow("hello");

flow.with(() => {
  say(
});

await flow.run();
\`\`\`
\0\`\`\`ts
import { task, Flow } from "prefect";
\0# Untitled

\`\`\`ts

\`\`\`
\0`;
