/** The flows that are timed. Tasks that cost nothing, so that what is left is ours. */

/** Each task waits for the one before: nothing can be batched. */
const chain = (length) => ({
  name: `chain of ${length}`,
  language: "typescript",
  taskRuns: length,
  source: `
import { task, Flow } from "prefect";
const inc = task(function inc(x: number) { return x + 1; });
const flow = new Flow("chain");
flow.with(() => {
  let last = inc(0);
  for (let i = 1; i < ${length}; i += 1) last = inc(last);
});`,
  isRight: ({ tasks }) =>
    Object.keys(tasks).length === length &&
    Object.values(tasks).some(({ result }) => result === length),
});

/** One list, one mapped task over it. */
const map = (width) => ({
  name: `map of ${width.toLocaleString("en")}`,
  language: "typescript",
  taskRuns: width + 2,
  source: `
import { task, Flow } from "prefect";
const numbers = task(function numbers() { return Array.from({ length: ${width} }, (_, i) => i); });
const double = task(function double(x: number) { return x * 2; });
const flow = new Flow("map");
flow.with(() => double.map(numbers()));`,
  isRight: ({ tasks }) =>
    Object.values(tasks).some(
      ({ mapped }) => mapped?.length === width && mapped.at(-1).result === 2 * (width - 1),
    ),
});

/** Two mapped tasks, the second over the first: children go on without waiting for each other. */
const mapTwice = (width) => ({
  name: `2 × map of ${width.toLocaleString("en")}`,
  language: "typescript",
  taskRuns: 2 * width + 3,
  source: `
import { task, Flow } from "prefect";
const numbers = task(function numbers() { return Array.from({ length: ${width} }, (_, i) => i); });
const double = task(function double(x: number) { return x * 2; });
const inc = task(function inc(x: number) { return x + 1; });
const flow = new Flow("map twice");
flow.with(() => inc.map(double.map(numbers())));`,
  isRight: ({ tasks }) =>
    Object.values(tasks).some(
      ({ mapped }) => mapped?.length === width && mapped.at(-1).result === 2 * (width - 1) + 1,
    ),
});

/** Many tasks side by side, each a task of its own, and one that takes all they give. */
const wide = (width) => ({
  name: `wide ${width.toLocaleString("en")} → reduce`,
  language: "typescript",
  taskRuns: width + 2,
  source: `
import { task, Flow } from "prefect";
const give = task(function give(x: number) { return x; });
const sum = task(function sum(xs: number[]) { return xs.reduce((a, b) => a + b, 0); });
const flow = new Flow("wide");
flow.with(() => sum(Array.from({ length: ${width} }, (_, i) => give(i))));`,
  isRight: ({ tasks }) => tasks["sum-1"]?.result === (width * (width - 1)) / 2,
});

/** Layers of tasks that all wait for two of the layer above. */
const layers = (count, width) => ({
  name: `diamond layers ${count} × ${width}`,
  language: "typescript",
  taskRuns: count * width,
  source: `
import { task, Flow } from "prefect";
const start = task(function start() { return 1; });
const join = task(function join(a: number, b: number) { return Math.max(a, b) + 1; });
const flow = new Flow("layers");
flow.with(() => {
  let layer = Array.from({ length: ${width} }, () => start());
  for (let i = 1; i < ${count}; i += 1) {
    layer = layer.map((each, j) => join(each, layer[(j + 1) % ${width}]));
  }
});`,
  isRight: ({ tasks }) => Object.values(tasks).some(({ result }) => result === count),
});

/** The same in Python: one chain, one list with a task mapped over it. */
const pythonChain = (length) => ({
  name: `Python: chain of ${length}`,
  language: "python",
  taskRuns: length,
  source: `
from prefect import task, Flow

@task
def inc(x):
    return x + 1

with Flow("chain") as flow:
    last = inc(0)
    for _ in range(${length - 1}):
        last = inc(last)
`,
  isRight: ({ tasks }) =>
    Object.keys(tasks).length === length &&
    Object.values(tasks).some(({ result }) => result === length),
});

const pythonMap = (width) => ({
  name: `Python: map of ${width.toLocaleString("en")}`,
  language: "python",
  taskRuns: width + 2,
  source: `
from prefect import task, Flow

@task
def numbers():
    return list(range(${width}))

@task
def inc(x):
    return x + 1

with Flow("map") as flow:
    inc.map(numbers())
`,
  isRight: ({ tasks }) =>
    Object.values(tasks).some(
      ({ mapped }) => mapped?.length === width && mapped.at(-1).result === width,
    ),
});

/** What a run costs before its first task: compile, workers, loading. */
export const SMALLEST = chain(1);

export const FLOWS = [
  chain(100),
  chain(500),
  map(1000),
  map(5000),
  mapTwice(1000),
  wide(5000),
  layers(50, 40),
];
export const LARGE = [chain(2000), map(10_000), map(50_000), mapTwice(10_000)];

export const PYTHON_SMALLEST = pythonChain(1);
export const PYTHON = [pythonChain(100), pythonMap(1000), pythonMap(5000)];
