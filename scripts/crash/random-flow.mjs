/** Random flows as data: what tasks there are, what each reads, and how the flow is run. */

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

/**
 * What a task may be, as often as it is to come up.
 * map: one child an item; sum: of a list; add: of two numbers; flaky, flakyMap: fail when they are first
 * called; loop: three iterations; flatMap: one child for each item of a list of lists; patient: has a timeout
 * that it keeps; asked, askedMap: a function of the notebook is their trigger; target, targetMap: keep their
 * results at a place; cached: keeps its result for later runs; paused: waits for a person; nesting, nestingMap:
 * run a small flow of their own, twice.
 */
const KINDS = [
  ...["map", "map", "sum", "add", "flaky", "loop", "flakyMap", "flatMap", "patient"],
  ...["asked", "askedMap", "target", "targetMap", "cached", "paused"],
  ...["nesting", "nesting", "nestingMap"],
];

const MAPS = ["map", "flakyMap", "askedMap", "targetMap", "nestingMap"];

/**
 * A flow as data: tasks in order, each of a kind, with the tasks above that it reads. Besides the kinds
 * above: list and number give one; parameter: one of the flow's; nest: gives a list of lists; found: its
 * target is another task's; broken: fails until the world outside is mended; skip, fail and refused (by its
 * trigger) end so; rescue: runs whatever happened.
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
  const breaksAt = chance() < 0.3 ? Math.floor(chance() * count) : null;
  for (let i = 0; i < count; i += 1) {
    if (i === breaksAt) add("broken", [pick(numbers())], "number");
    const kind = pick(KINDS);
    if (MAPS.includes(kind)) add(kind, [pick(lists())], "list");
    else if (kind === "flatMap") {
      add("nest", [pick(lists())], "lists");
      add(kind, [tasks.at(-1).name], "list");
    } else if (kind === "sum") add(kind, [pick(lists())], "number");
    else if (kind === "add") add(kind, [pick(numbers()), pick(numbers())], "number");
    else add(kind, [pick(numbers())], "number");
    if (kind === "target" && chance() < 0.5) add("found", [tasks.at(-1).name], "number");
  }
  const end = pick(["skip", "fail", "refused", "none"]);
  if (end !== "none") {
    add(end, [pick(numbers())], "nothing");
    add("rescue", [tasks.at(-1).name], "nothing");
  }
  add("sum", [pick(lists())], "number");
  /* In the kernel, one by one. */
  const isLocal = chance() < 0.2;
  return { tasks, isLocal };
}

export const isMapped = ({ kind }) => kind === "flatMap" || MAPS.includes(kind);

/** A parameter is no function of the notebook's: it notes nothing. */
export const isParameter = ({ kind }) => kind === "parameter";

/** Whether a task of it fails until the world outside is mended. */
export const isBroken = ({ tasks }) => tasks.some(({ kind }) => kind === "broken");

/** Whether tasks of it run flows of their own. */
export const isNesting = ({ tasks }) => tasks.some(({ kind }) => kind.startsWith("nesting"));

/** What a task is called with: the same words in both languages. */
export const readsOf = ({ kind, reads }) =>
  reads.map((name) => (kind === "flatMap" ? `flatten(${name}_)` : `${name}_`)).join(", ");

/** Whose place a task's result is kept at: one in each run, and of a map one a child. */
export const targetOf = ({ kind, name, reads }, run, mapIndex) => {
  if (kind === "found") return `{${run}}-${reads[0]}`;
  return kind === "targetMap" ? `{${run}}-${name}-{${mapIndex}}` : `{${run}}-${name}`;
};
