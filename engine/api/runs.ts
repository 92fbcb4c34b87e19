/** What the page asks about runs, under way or over. */

import type { LogRecord } from "../model/log.ts";
import type { AssumedType } from "../model/forecast.ts";
import type { Slug } from "../model/graph.ts";
import type { CellId } from "../model/notebook.ts";
import type { RunEvent, RunId, TaskRunId } from "../model/run.ts";
import type { StateType } from "../model/state.ts";
import type { RunSummary } from "../ports.ts";

/** live: at work, here or in another tab. interrupted: cut off, and can go on. */
export type Standing = "ended" | "live" | "interrupted";

export interface ListedRun extends RunSummary {
  readonly standing: Standing;
}

/** Which program a run goes on with: its own, or the notebook as it is now. */
export type ProgramChoice = "stored" | "current";

/** The program that a run was started with, beside the notebook as it is now. */
export interface ProgramFacts {
  readonly cells: readonly { readonly cell: CellId; readonly text: string }[];
  /** Some cell of it reads differently in the notebook now, or is gone. */
  readonly isChanged: boolean;
}

export interface RunDetails {
  readonly summary: RunSummary;
  readonly standing: Standing;
  readonly events: readonly RunEvent[];
  readonly logs: readonly LogRecord[];
  /** null: it was begun by a version that kept no programs, so it can only go on with the current one. */
  readonly program: ProgramFacts | null;
}

/** A task run in two runs. */
export interface ComparedTaskRun {
  readonly id: TaskRunId;
  /** null: it is not in that run. */
  readonly states: readonly [StateType | null, StateType | null];
  /** Of the results, each on one line; null: none. */
  readonly results: readonly [string | null, string | null];
  /** Milliseconds that its function ran for; null: it did not. */
  readonly durations: readonly [number | null, number | null];
  readonly isSameResult: boolean;
}

export interface RunComparison {
  readonly runs: readonly [RunSummary, RunSummary];
  /** By name: each parameter on one line, as the two runs had it. */
  readonly parameters: Readonly<Record<string, readonly [string | null, string | null]>>;
  /** Every task run of either, in the order of the graph, children after their parent. */
  readonly taskRuns: readonly ComparedTaskRun[];
}

/** A state that a person gives a task run. `Pending`: it is to be done again. */
export interface GivenState {
  readonly type: "Success" | "Failed" | "Skipped" | "Pending";
  /** Why: it becomes the state's message. */
  readonly reason: string;
}

/** States that tasks have before their run begins. The message says why. */
export type GivenTaskStates = Readonly<
  Record<Slug, { readonly type: AssumedType; readonly message: string }>
>;

export interface RunsApi {
  /** Newest first. */
  list(notebook: string): Promise<readonly ListedRun[]>;
  /** @throws FlowbookError `notFound` */
  open(run: RunId): Promise<RunDetails>;
  compare(one: RunId, other: RunId): Promise<RunComparison>;
  rename(run: RunId, name: string): Promise<void>;
  /** @throws FlowbookError `wrongMoment` if one of them is under way: cancel it first */
  remove(runs: readonly RunId[]): Promise<void>;
  /**
   * Goes on with an interrupted run. Resolves once it is under way; progress comes as events.
   * @throws FlowbookError `notDeterministic` where the current notebook builds another flow
   */
  resume(run: RunId, program: ProgramChoice): Promise<void>;
  /**
   * Does part of a run again: what failed or never ran, or these task runs; and in either case all
   * that depends on it. Results of the rest are kept.
   */
  restart(run: RunId, from: "failed" | readonly TaskRunId[], program: ProgramChoice): Promise<void>;
  /** A new run of the same flow with the same parameters, of the notebook as it is now. */
  again(run: RunId): Promise<void>;
  /** A run that is cut off is cancelled too; the others end what they are doing first. */
  cancel(run: RunId): Promise<void>;
  cancelTaskRun(run: RunId, taskRun: TaskRunId): Promise<void>;
  /** Lets a paused task run go on; one of an interrupted run too, which is resumed for it. */
  approve(run: RunId, taskRun: TaskRunId): Promise<void>;
  /** What depends on it is done again. A mapped task has no state of its own to set: set its children's. */
  setState(run: RunId, taskRun: TaskRunId, state: GivenState): Promise<void>;
}
