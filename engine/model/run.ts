/** A run: its identity, its task runs, and the events that are its truth. */

import type { Decision } from "./decision.ts";
import type { FlowGraph, FlowId, Slug } from "./graph.ts";
import type { LogLevel } from "./log.ts";
import type { Answer, WorkId } from "./outcome.ts";
import type { Millis, State } from "./state.ts";
import type { InputRef, ResultKey, ResultRef } from "./value.ts";

export type RunId = string;

/** `slug`, or `slug[i]` for a mapped child. */
export type TaskRunId = string;

export const taskRunId = (slug: Slug, mapIndex: number | null): TaskRunId =>
  mapIndex === null ? slug : `${slug}[${mapIndex}]`;

/** The task that a task run is of: `inc` of `inc[3]`. */
export const slugIn = (id: TaskRunId): Slug => id.replace(/\[\d+\]$/, "");

/** The run whose value a key names, and whether it is one of a secret; null if it is no key. */
export function ownerOf(
  key: ResultKey,
): { readonly run: RunId; readonly isSecret: boolean } | null {
  const [, run, secret] = /^([^/]+)\/(?:\d+\/\d+|((?:\d+\/)?secret\/\d+))$/.exec(key) ?? [];
  return run === undefined ? null : { run, isSecret: secret !== undefined };
}

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
  /** A task or a handler of another run asked for it. */
  readonly isNested?: boolean;
  /** The call that asked for it, where it was a task's. */
  readonly parent?: ParentCall;
  /** It is one of its flow's schedule: what those after it need, though this one shows it no more. */
  readonly series?: Series;
}

/** A call that asked for a run: the same call, made again, finds the run again by this. */
export interface ParentCall {
  readonly run: RunId;
  /** The call's work, without the run that it is named after. */
  readonly call: string;
  /** Of the runs that the call asked for, this is the nth; from 0. */
  readonly nth: number;
}

/** What the runs of one schedule have in common. */
export interface Series {
  /** What each of them was named, if anything. */
  readonly runName?: string;
  /** The parameters that a person or program gave: an event of the schedule may set others over them. */
  readonly given: Readonly<Record<string, ResultRef>>;
  /** The parameters' own defaults. */
  readonly defaults: Readonly<Record<string, ResultRef>>;
  /** How far the clock was ahead when this one began: those before it had jumped over waits. */
  readonly ahead: Millis;
}

/** What a task run waits for, if it waits for anybody. */
export type TaskWork =
  | { readonly type: "call"; readonly id: WorkId; readonly dispatched: boolean }
  | { readonly type: "ask"; readonly id: WorkId; readonly question: Question };

/** Something only user code can answer. */
export type Question =
  | { readonly about: "trigger" }
  | { readonly about: "cache" }
  /** Where its result may be already, and will be written if it is not. */
  | { readonly about: "target" }
  /** Where its result will be written. */
  | { readonly about: "location" }
  | { readonly about: "runName" }
  /** State handlers: a change is proposed, and goes on from `decision.step` once they have spoken. */
  | {
      readonly about: "handlers";
      readonly from: State;
      readonly to: State;
      readonly decision: Decision;
    };

export type Answers = Readonly<Partial<Record<Question["about"], CoreAnswer>>>;

/** An answer of user code with its value already in the result store. */
export type CoreAnswer =
  | Extract<Answer, { type: "verdict" | "text" }>
  /** null: keep the proposed state. */
  | { readonly type: "state"; readonly state: State | null }
  | { readonly type: "signalled"; readonly state: State; readonly repr: string }
  | { readonly type: "threw"; readonly message: string; readonly result: ResultRef };

/** A person or program proposes; one task of a run. Folded from the run's events. */
export interface TaskRun {
  readonly id: TaskRunId;
  readonly slug: Slug;
  readonly mapIndex: number | null;
  readonly state: State;
  /** How often it has been called, loops not counted: Prefect's task_run_count. */
  readonly runCount: number;
  /** The iteration to come and what the last one handed on; null before the first LOOP. */
  readonly loop: { readonly count: number; readonly result: ResultRef | null } | null;
  /** The pass in which its pipeline last began; 0: never. */
  readonly begun: number;
  /** The pass in which its pipeline last ended; 0: never. */
  readonly visited: number;
  /** A person approved it (Prefect: context.resume). */
  readonly resumed: boolean;
  /** Whether its last failure may be retried at all (retryOn). */
  readonly retryable: boolean;
  readonly work: TaskWork | null;
  readonly answers: Answers;
  readonly inputs: Readonly<Record<string, InputRef>> | null;
  readonly decision: Decision | null;
  /** Its name for people, when a template gave it one. */
  readonly runName: string | null;
}

/** What the flow itself asks user code. */
export type FlowQuestion =
  | {
      readonly about: "flowHandlers";
      readonly from: State;
      readonly to: State;
      readonly decision: Decision;
    }
  | { readonly about: "terminal"; readonly to: State; readonly decision: Decision };

/** What evolve needs of a map: a Map, or an overlay on one. */
export interface Cells<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

/** Where a run stands. Whoever folds it owns its cells; everybody else only reads. */
export interface FlowRun {
  readonly id: RunId;
  readonly flow: FlowId;
  readonly graph: FlowGraph;
  readonly parameters: Readonly<Record<string, ResultRef>>;
  /** `constants[slug][key]`; a constant task's own value under the key `""`. */
  readonly constants: Readonly<Record<Slug, Readonly<Record<string, ResultRef>>>>;
  readonly options: RunOptions;
  readonly startedAt: Millis;
  readonly state: State;
  /** The pass over the flow under way (Prefect's flow.run goes round until it is finished); 0: none yet. */
  readonly pass: number;
  /** Whether a pass is under way; between passes the run waits. */
  readonly inPass: boolean;
  /** Between passes: when the next begins; null: when somebody says so. */
  readonly waitUntil: Millis | null;
  readonly question: FlowQuestion | null;
  /** How many task runs this pass has yet to visit. */
  readonly open: number;
  readonly taskRuns: Cells<TaskRunId, TaskRun>;
  /** Of each mapped task, how many children this pass has visited. */
  readonly visitedChildren: Cells<Slug, number>;
}

/** A line that a decision adds to the run's log. */
export interface Remark {
  readonly level: LogLevel;
  readonly message: string;
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
  | {
      readonly type: "PassStarted";
      readonly at: Millis;
      readonly pass: number;
      /** Of the wait before it, how much the clock jumped over. */
      readonly skipped?: Millis;
    }
  /** The run goes on where its journal ends: whoever executed it died, or left it. */
  | { readonly type: "RunResumed"; readonly at: Millis }
  /** These task runs are to be done again, as if they had never begun; all else stays. */
  | {
      readonly type: "RunRestarted";
      readonly at: Millis;
      readonly taskRuns: readonly TaskRunId[];
      readonly reason: string;
    }
  | { readonly type: "RunRenamed"; readonly at: Millis; readonly name: string }
  /** The pass is over and something is not finished. */
  | {
      readonly type: "PassEnded";
      readonly at: Millis;
      readonly waitUntil: Millis | null;
      readonly decision: Decision;
    }
  | {
      readonly type: "FlowStateChanged";
      readonly at: Millis;
      readonly state: State;
      readonly decision: Decision;
    }
  | { readonly type: "FlowAsked"; readonly at: Millis; readonly question: FlowQuestion }
  | {
      readonly type: "TaskStateChanged";
      readonly at: Millis;
      readonly taskRun: TaskRunId;
      readonly state: State;
      readonly decision: Decision;
      /** The pipeline ends with it, for this pass. */
      readonly ends: boolean;
      readonly inputs?: Readonly<Record<string, InputRef>>;
      readonly retryable?: boolean;
      /** Milliseconds the function ran for, where it ran. */
      readonly duration?: Millis;
      readonly worker?: string;
      readonly remarks?: readonly Remark[];
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
      readonly runCount: number;
      readonly inputs: Readonly<Record<string, InputRef>>;
    }
  | {
      readonly type: "TaskAsked";
      readonly at: Millis;
      readonly taskRun: TaskRunId;
      readonly question: Question;
      readonly inputs: Readonly<Record<string, InputRef>>;
    }
  | {
      readonly type: "TaskAnswered";
      readonly at: Millis;
      readonly taskRun: TaskRunId;
      readonly about: Question["about"];
      readonly answer: CoreAnswer;
    };
