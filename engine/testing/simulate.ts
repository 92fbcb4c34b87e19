/** Runs a graph through the core alone: calls come to what the test says, in the order it says. */

import { decide } from "../core/decide.ts";
import { evolve } from "../core/evolve.ts";
import type { CoreOutcome, News } from "../core/news.ts";
import { allTaskRuns } from "../core/final.ts";
import type { FlowGraph } from "../model/graph.ts";
import type { FlowRun, RunEvent, RunOptions, TaskRun } from "../model/run.ts";
import { isFinished, type Millis } from "../model/state.ts";
import type { ResultRef } from "../model/value.ts";

export interface Simulation {
  readonly graph: FlowGraph;
  /** What calling this task run comes to; by default it returns. */
  readonly call?: (taskRun: TaskRun) => CoreOutcome;
  /** Which of the calls under way ends next; by default the first. */
  readonly choose?: (howMany: number) => number;
  /** After how many decisions the engine dies and goes on from its journal. */
  readonly killAfter?: readonly number[];
  readonly options?: Partial<RunOptions>;
  /** Goes on from a journal instead of beginning, with this news. */
  readonly goOn?: { readonly journal: readonly RunEvent[]; readonly news: News };
}

export interface Simulated {
  readonly run: FlowRun;
  readonly events: readonly RunEvent[];
  readonly calls: readonly string[];
  /** Final states by task run. */
  readonly states: Readonly<Record<string, string>>;
  readonly skipped: Millis;
}

/** A reference to a value of this length (null: not a list). */
export const ref = (length: number | null = null, more: Partial<ResultRef> = {}): ResultRef => ({
  key: "value",
  length,
  preview: length === null ? "1" : "[…]",
  size: 1,
  ...more,
});

export const returned = (
  length: number | null = null,
  more: Partial<ResultRef> = {},
): CoreOutcome => ({
  type: "returned",
  result: ref(length, more),
});

export const threw = (type = "Error", retryable = true): CoreOutcome => ({
  type: "threw",
  failure: { type, message: "boom", stack: null },
  result: ref(),
  retryable,
});

export const signalled = (
  state: Extract<CoreOutcome, { type: "signalled" }>["state"],
  result: ResultRef | null = null,
): CoreOutcome => ({
  type: "signalled",
  state,
  message: null,
  result,
  repr: `${state}()`,
  retryable: true,
});

/** @throws RangeError if the run does not end within a hundred thousand decisions */
export function simulate(simulation: Simulation): Simulated {
  const { graph, call = () => returned(), choose = () => 0 } = simulation;
  const started: RunEvent = {
    type: "RunStarted",
    at: 0,
    id: "run",
    flow: "flow",
    graph,
    parameters: {},
    constants: {},
    options: {
      runName: "run",
      executor: "pool",
      checkpointing: true,
      context: {},
      scheduledStartTime: 0,
      taskStates: {},
      flowState: null,
      taskRunnerStateHandlers: 0,
      ...simulation.options,
    },
  };
  const { goOn } = simulation;
  const events: RunEvent[] = goOn ? [...goOn.journal] : [started];
  const calls: string[] = [];
  let run = evolve(null, events);
  let now = events.at(-1)?.at ?? 0;
  let news: News[] = [goOn?.news ?? { type: "started" }];
  for (let turn = 0; turn < 100_000; turn++) {
    const next = decide(run, news, now);
    events.push(...next);
    run = evolve(run, next);
    if (simulation.killAfter?.includes(turn)) {
      run = evolve(null, structuredClone(events));
      news = [{ type: "resumed" }];
      continue;
    }
    if (isFinished(run.state)) return report(run, events, calls, now);
    news = nextNews(run, { call, choose, calls });
    if (news.length === 0 && !run.inPass && run.waitUntil !== null) {
      now = Math.max(now, run.waitUntil);
      news = [{ type: "timeReached" }];
    }
    if (news.length === 0) return report(run, events, calls, now);
  }
  throw new RangeError("The run does not end.");
}

function nextNews(
  run: FlowRun,
  {
    call,
    choose,
    calls,
  }: { call: (taskRun: TaskRun) => CoreOutcome; choose: (n: number) => number; calls: string[] },
): News[] {
  const busy = [...allTaskRuns(run)].filter(({ work }) => work?.type === "call");
  const chosen = busy[choose(busy.length)];
  if (chosen?.work?.type !== "call") return [];
  calls.push(chosen.id);
  const { id: work } = chosen.work;
  const taskRun = chosen.id;
  return [
    { type: "dispatched", work, taskRun, worker: "w1" },
    { type: "reported", work, taskRun, outcome: call(chosen), duration: 0 },
  ];
}

function report(
  run: FlowRun,
  events: readonly RunEvent[],
  calls: readonly string[],
  now: Millis,
): Simulated {
  const states = Object.fromEntries([...allTaskRuns(run)].map(({ id, state }) => [id, state.type]));
  return { run, events, calls, states, skipped: now };
}
