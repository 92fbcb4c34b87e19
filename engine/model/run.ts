/** A run: its identity, its task runs, and the events that are its truth. */

import type { Decision } from "./decision.ts";
import type { FlowGraph, FlowId, Slug } from "./graph.ts";
import type { Answer, WorkId } from "./outcome.ts";
import type { Millis, State } from "./state.ts";
import type { InputRef, ResultRef } from "./value.ts";

export type RunId = string;

/** `slug`, or `slug[i]` for a mapped child. */
export type TaskRunId = string;

export const taskRunId = (slug: Slug, mapIndex: number | null): TaskRunId =>
  mapIndex === null ? slug : `${slug}[${mapIndex}]`;

/** Which executor runs the task runs: the pool of workers, or the kernel itself, one by one. */
export type ExecutorName = "pool" | "local";

/** What a run is started with, apart from its graph. */
export interface RunOptions {
  readonly runName: string;
  readonly executor: ExecutorName;
  readonly checkpointing: boolean;
  /** User context: `flow.run({…}, { context })`. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly scheduledStartTime: Millis;
  /** Initial states a person or program gave, by slug. */
  readonly taskStates: Readonly<Record<Slug, State>>;
  readonly flowState: State | null;
  /** How many handlers were given for every task (`taskRunnerStateHandlers`). */
  readonly taskRunnerStateHandlers: number;
  readonly runOnSchedule: boolean;
}

/** Where a flow run stands; folded from its events. */
export interface TaskRun {
  readonly id: TaskRunId;
  readonly slug: Slug;
  readonly mapIndex: number | null;
  readonly state: State;
  /** How often it has been called, loops not counted: Prefect's task_run_count. */
  readonly runCount: number;
  /** Iteration in progress and the value the last one handed on; null before the first LOOP. */
  readonly loop: { readonly count: number; readonly result: ResultRef | null } | null;
  /** The pass in which its pipeline last ended; 0: never. */
  readonly visited: number;
  /** A person approved it (Prefect: context.resume). */
  readonly resumed: boolean;
  /** The work under way or wanted for it: its call, or a question put to user code. */
  readonly work: TaskWork | null;
  readonly inputs: Readonly<Record<string, InputRef>> | null;
  readonly decision: Decision | null;
  /** Its name for people, when a template gave it one. */
  readonly runName: string | null;
}

/** What a task run waits for, if it waits for anybody. */
export type TaskWork =
  | { readonly type: "call"; readonly id: WorkId; readonly dispatched: boolean }
  | {
      readonly type: "ask";
      readonly id: WorkId;
      readonly question: Question;
      readonly answers: Answers;
    };

/** Something only user code can answer. */
export type Question =
  | { readonly about: "trigger" }
  | { readonly about: "cache" }
  | { readonly about: "target" }
  | { readonly about: "runName" }
  /** State handlers: a change is proposed; `step` says where the pipeline goes on. */
  | {
      readonly about: "handlers";
      readonly from: State;
      readonly to: State;
      readonly decision: Decision;
    };

export type Answers = Readonly<Partial<Record<Question["about"], Answer>>>;

export interface FlowRun {
  readonly id: RunId;
  readonly flow: FlowId;
  readonly graph: FlowGraph;
  readonly parameters: Readonly<Record<string, ResultRef>>;
  /** `constants[slug][key]`, and a constant task's own value under the key `""`. */
  readonly constants: Readonly<Record<Slug, Readonly<Record<string, ResultRef>>>>;
  readonly options: RunOptions;
  readonly startedAt: Millis;
  readonly state: State;
  /** Which pass over the flow is under way (Prefect: `flow.run` goes round until finished). */
  readonly pass: number;
  /** Between passes: when the next one begins; null while a pass is under way. */
  readonly waitUntil: Millis | null;
  readonly taskRuns: ReadonlyMap<TaskRunId, TaskRun>;
}

/** The journal's records. Only these change a run. */
export type RunEvent =
  | {
      readonly type: "RunStarted";
      readonly at: Millis;
      readonly id: RunId;
      readonly flow: FlowId;
      readonly graph: FlowGraph;
      readonly parameters: Readonly<Record<string, ResultRef>>;
      readonly constants: Readonly<Record<Slug, Readonly<Record<string, ResultRef>>>>;
      readonly options: RunOptions;
    }
  | { readonly type: "PassStarted"; readonly at: Millis; readonly pass: number }
  /** The pass is over and something waits. */
  | { readonly type: "PassEnded"; readonly at: Millis; readonly waitUntil: Millis | null }
  | {
      readonly type: "FlowStateChanged";
      readonly at: Millis;
      readonly state: State;
      readonly decision: Decision;
    }
  | {
      readonly type: "TaskStateChanged";
      readonly at: Millis;
      readonly taskRun: TaskRunId;
      readonly state: State;
      readonly decision: Decision;
      readonly inputs?: Readonly<Record<string, InputRef>>;
      /** Milliseconds the function ran for, where it ran. */
      readonly duration?: Millis;
      readonly worker?: string;
    }
  /** The pipeline ended without a change: not ready in this pass. */
  | {
      readonly type: "TaskVisited";
      readonly at: Millis;
      readonly taskRun: TaskRunId;
      readonly decision: Decision;
    }
  | {
      readonly type: "TaskCallWanted";
      readonly at: Millis;
      readonly taskRun: TaskRunId;
      readonly inputs: Readonly<Record<string, InputRef>>;
    }
  | {
      readonly type: "TaskAsked";
      readonly at: Millis;
      readonly taskRun: TaskRunId;
      readonly question: Question;
    }
  | {
      readonly type: "TaskAnswered";
      readonly at: Millis;
      readonly taskRun: TaskRunId;
      readonly answer: Answer;
    }
  | {
      readonly type: "TaskNamed";
      readonly at: Millis;
      readonly taskRun: TaskRunId;
      readonly name: string;
    };
