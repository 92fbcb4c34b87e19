/** Runs a flow in thought: the rules are the run's own, calls and questions are answered at once. */

import type { ConstantRef, FlowGraph } from "../model/graph.ts";
import type { CoreAnswer, FlowRun, Question, RunEvent, RunOptions, TaskRun } from "../model/run.ts";
import { isFinished } from "../model/state.ts";
import type { ResultRef, ValueInfo } from "../model/value.ts";
import { decide } from "./decide.ts";
import { evolve } from "./evolve.ts";
import { allTaskRuns } from "./final.ts";
import type { CoreOutcome, News } from "./news.ts";

/** How a run in thought is answered. */
export interface Imagination {
  /** What a call comes to. */
  readonly call: (taskRun: TaskRun) => CoreOutcome;
  /** What user code answers. */
  readonly answer: (taskRun: TaskRun, question: Question) => CoreAnswer;
}

/** A run in thought that is over, and who waited in it for an approval. */
export interface Imagined {
  readonly run: FlowRun;
  readonly paused: ReadonlySet<string>;
}

/** Stands for a value that nobody knows yet: a list of one list of one item, so that it can be mapped. */
export const UNKNOWN_VALUE: ResultRef = {
  key: "imagined",
  length: 1,
  nested: [1],
  preview: "?",
  size: 0,
};

/** How often a run in thought may be asked per task before something must be wrong. */
const MOST_TURNS = 50;

/**
 * Runs the graph with these initial states to its end; nothing waits, and who asks for an approval
 * gets it.
 * @throws RangeError if it does not end: a fault of ours
 */
export function imagine(
  graph: FlowGraph,
  taskStates: RunOptions["taskStates"],
  imagination: Imagination,
): Imagined {
  const paused = new Set<string>();
  let run = evolve(null, [begin(graph, taskStates)]);
  let news: readonly News[] = [{ type: "started" }];
  for (let turn = 0; turn < MOST_TURNS * (graph.tasks.length + 1); turn++) {
    const events = decide(run, news, 0);
    run = evolve(run, events);
    if (isFinished(run.state)) return { run, paused };
    news = events.flatMap((event) => replyTo(run, event, imagination));
    if (news.length === 0) {
      const waiting = [...allTaskRuns(run)].filter(({ state }) => state.type === "Paused");
      if (waiting.length === 0) return { run, paused };
      for (const { slug } of waiting) paused.add(slug);
      news = waiting.map(({ id }) => ({ type: "approved", taskRun: id }));
    }
  }
  throw new RangeError(`The forecast of "${graph.name}" does not end.`);
}

function begin(graph: FlowGraph, taskStates: RunOptions["taskStates"]): RunEvent {
  const parameters = graph.tasks.flatMap(({ parameter }) => (parameter ? [parameter.name] : []));
  const constants: Record<string, Record<string, ResultRef>> = {};
  for (const [slug, given] of Object.entries(graph.constants)) {
    constants[slug] = Object.fromEntries(
      Object.entries(given).map(([key, constant]) => [key, standIn(constant)]),
    );
  }
  for (const { slug, constant } of graph.tasks) {
    if (constant) constants[slug] = { "": standIn(constant) };
  }
  return {
    type: "RunStarted",
    at: 0,
    id: "imagined",
    flow: "imagined",
    graph,
    parameters: Object.fromEntries(parameters.map((name) => [name, UNKNOWN_VALUE])),
    constants,
    options: {
      runName: "imagined",
      executor: "pool",
      checkpointing: true,
      context: {},
      scheduledStartTime: 0,
      taskStates,
      flowState: null,
      taskRunnerStateHandlers: 0,
    },
  };
}

/** A constant's lengths are known, but what holds for the first item holds for all. */
function standIn(constant: ConstantRef): ResultRef {
  const { length, nested, preview, size } = constant;
  return {
    key: "imagined",
    length: shortened(length),
    ...(nested && { nested: shortenedList(nested) }),
    preview,
    size,
  };
}

const shortened = (length: ValueInfo["length"]): number | null =>
  length === null ? null : Math.min(length, 1);

/** One item that stands for all: something in it if there is something in any of them. */
function shortenedList(nested: readonly (number | null)[]): (number | null)[] {
  if (nested.length === 0) return [];
  if (nested.includes(null)) return [null];
  return [nested.some((length) => length !== 0) ? 1 : 0];
}

function replyTo(run: FlowRun, event: RunEvent, { call, answer }: Imagination): News[] {
  switch (event.type) {
    case "TaskCallWanted": {
      const taskRun = run.taskRuns.get(event.taskRun);
      if (taskRun?.work?.type !== "call") return [];
      const { id, work } = taskRun;
      return [
        { type: "reported", work: work.id, taskRun: id, outcome: call(taskRun), duration: 0 },
      ];
    }
    case "TaskAsked": {
      const taskRun = run.taskRuns.get(event.taskRun);
      if (taskRun?.work?.type !== "ask") return [];
      const { id, work } = taskRun;
      return [
        { type: "answered", work: work.id, taskRun: id, answer: answer(taskRun, work.question) },
      ];
    }
    case "FlowAsked":
      return run.question === null
        ? []
        : [{ type: "flowAnswered", answer: { type: "state", state: null } }];
    default:
      return [];
  }
}
