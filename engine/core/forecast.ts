/**
 * What each task of a flow would come to under assumed states, before it runs: the run's own rules,
 * applied to runs in thought, one for each way that values and user code may send it.
 */

import type { Assumptions, Foreseen, ForeseenEnd, Foresight, Fork } from "../model/forecast.ts";
import type { FlowGraph, Slug } from "../model/graph.ts";
import { taskRunId, type CoreAnswer, type FlowRun, type Question } from "../model/run.ts";
import { state, type State, type StateType } from "../model/state.ts";
import { Forks, Picker, type Choice, type Pick } from "./forks.ts";
import { imagine, UNKNOWN_VALUE } from "./imagine.ts";
import type { CoreOutcome } from "./news.ts";

/** As many runs in thought as one forecast takes, and as many task runs in all of them. */
const MOST_RUNS = 64;
const MOST_TASK_RUNS = 20_000;

/** One run in thought that is over. */
interface Thought {
  readonly run: FlowRun;
  readonly paused: ReadonlySet<string>;
  readonly picks: ReadonlyMap<string, Pick>;
}

/**
 * Foresees a run: tasks with an assumed state have it from the start, as `flow.run(taskStates)` gives
 * it; all others succeed where they are called, at once and the first time. A mapped task is taken to
 * have one child, unless what it maps over is known to be empty or no list.
 */
export function foresee(graph: FlowGraph, assumptions: Assumptions): Foresight {
  const forks = new Forks(graph, (slug) => assumptions.has(slug));
  const { thoughts, isComplete } = thinkThrough(graph, assumptions, forks);
  const choices = new Map<string, Choice>();
  for (const { picks } of thoughts) {
    for (const [key, { choice }] of picks) choices.set(key, choice);
  }
  const reaches = [...choices.values()].map((choice) => [choice, forks.reachOf(choice)] as const);
  const tasks = graph.tasks.map(({ slug, stateHandlers }) => {
    const bearing = reaches.filter(([, reach]) => reach.has(slug)).map(([choice]) => choice);
    const foreseen = foreseenOf(slug, thoughts, isComplete ? "all" : "some", bearing);
    const isHandled = stateHandlers > 0 && !assumptions.has(slug);
    return [slug, isHandled ? withHandlers(slug, foreseen) : foreseen] as const;
  });
  return { tasks: new Map(tasks), flow: flowEnd(graph, thoughts, isComplete) };
}

function thinkThrough(graph: FlowGraph, assumptions: Assumptions, forks: Forks) {
  const given = Object.fromEntries([...assumptions].map(([slug, type]) => [slug, state(type)]));
  const limit = Math.min(MOST_RUNS, Math.ceil(MOST_TASK_RUNS / (graph.tasks.length + 1)));
  const thoughts: Thought[] = [];
  let script: number[] | null = [];
  while (script !== null && thoughts.length < limit) {
    const picker = new Picker(script);
    const imagined = imagine(graph, given, {
      call: ({ slug }) => callOf(slug, forks, picker),
      answer: ({ slug }, question) => answerTo(question, () => picker.pick(forks.triggerOf(slug))),
    });
    thoughts.push({ ...imagined, picks: picker.picks });
    script = picker.next();
  }
  return { thoughts, isComplete: script === null };
}

/** A call returns; one that compares a value is skipped if another branch is taken. */
function callOf(slug: Slug, forks: Forks, picker: Picker): CoreOutcome {
  const branch = forks.branchAt(slug);
  if (branch === null || picker.pick(branch.choice) === branch.way) {
    return { type: "returned", result: UNKNOWN_VALUE };
  }
  const more = { message: null, result: null, repr: "SKIP()", retryable: true };
  return { type: "signalled", state: "Skipped", ...more };
}

/** What user code is taken to say: nothing is cached, nothing is there already, no state is changed. */
function answerTo({ about }: Question, pickVerdict: () => string): CoreAnswer {
  switch (about) {
    case "runName":
    case "target":
    case "location":
      return { type: "text", text: "" };
    case "cache":
    case "handlers":
      return { type: "state", state: null };
    case "trigger": {
      const verdict = pickVerdict();
      if (verdict !== "skip") return { type: "verdict", ok: verdict === "run" };
      return { type: "signalled", state: state("Skipped"), repr: "SKIP()" };
    }
  }
}

/** A mapped task stands for its children: what they come to is what there is to say of it. */
function stateOf(run: FlowRun, slug: Slug) {
  const taskRun = run.taskRuns.get(slug);
  if (!taskRun) throw new RangeError(`The forecast has no task "${slug}".`);
  const child = taskRun.state.type === "Mapped" ? run.taskRuns.get(taskRunId(slug, 0)) : undefined;
  return child && !isPlain(child.state) ? child : taskRun;
}

const isPlain = ({ type }: State): boolean => type === "Success" || type === "Cached";

function foreseenOf(
  slug: Slug,
  thoughts: readonly Thought[],
  seen: "all" | "some",
  bearing: readonly Choice[],
): Foreseen {
  const ends = new Map<StateType, ForeseenEnd>();
  const types = thoughts.map(({ run }) => {
    const { state: end, decision } = stateOf(run, slug);
    const { type, message } = end;
    if (!ends.has(type)) ends.set(type, { type, message, decision, when: [] });
    return type;
  });
  const isPaused = thoughts.some(({ paused }) => paused.has(slug));
  if (ends.size === 1 && (seen === "all" || bearing.length === 0)) {
    return { ends: [...ends.values()], isCertain: true, forks: [], isPaused };
  }
  const alone = seen === "all" ? firstDecisive(thoughts, types, bearing) : null;
  return {
    ends: [...ends.values()].map((end) => ({ ...end, when: alone?.when.get(end.type) ?? [] })),
    isCertain: false,
    forks: (alone ? [alone.choice] : bearing).map(forkOf),
    isPaused,
  };
}

const forkOf = ({ about, task }: Choice): Fork => ({ about, task });

/** The fork, if there is one, from whose way alone the end follows; and which ways lead to which. */
function firstDecisive(
  thoughts: readonly Thought[],
  types: readonly StateType[],
  bearing: readonly Choice[],
) {
  for (const choice of bearing) {
    const endOf = new Map<number | null, StateType>();
    const isDecisive = thoughts.every(({ picks }, index) => {
      const way = picks.get(choice.key)?.way ?? null;
      const type = types[index];
      if (type === undefined) return false;
      const before = endOf.get(way);
      endOf.set(way, before ?? type);
      return before === undefined || before === type;
    });
    if (!isDecisive) continue;
    const when = new Map<StateType, string[]>();
    for (const [way, type] of endOf) {
      const name = way === null ? undefined : choice.ways[way];
      when.set(type, [...(when.get(type) ?? []), ...(name === undefined ? [] : [name])]);
    }
    return { choice, when };
  }
  return null;
}

/** State handlers may give any state; they are taken to leave it, and said to be there. */
function withHandlers(slug: Slug, foreseen: Foreseen): Foreseen {
  const forks: Fork[] = [...foreseen.forks, { about: "handlers", task: slug }];
  return { ...foreseen, isCertain: false, forks };
}

function flowEnd(
  graph: FlowGraph,
  thoughts: readonly Thought[],
  isComplete: boolean,
): StateType | "unknown" {
  const [first, ...others] = thoughts.map(({ run }) => run.state.type);
  const isHandled = graph.stateHandlers > 0 || graph.hasTerminalStateHandler;
  if (first === undefined || isHandled || !isComplete) return "unknown";
  return others.every((type) => type === first) ? first : "unknown";
}
