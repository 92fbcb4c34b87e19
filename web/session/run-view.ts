/** A run as the page shows it: one record per task run, replaced and never changed. */

import type { Decision } from "../../engine/model/decision.ts";
import type { FlowGraph, Slug } from "../../engine/model/graph.ts";
import type { LogRecord } from "../../engine/model/log.ts";
import type { RunEvent, RunId, TaskRunId } from "../../engine/model/run.ts";
import type { Millis, State, StateType } from "../../engine/model/state.ts";
import type { InputRef, ResultRef } from "../../engine/model/value.ts";

export interface StateAt {
  readonly state: State;
  readonly at: Millis;
  /** The number of its event in the run's journal, from 0. */
  readonly event: number;
  readonly decision: Decision;
  /** Since when its call waited for a worker; null: this state is no answer to a call. */
  readonly wantedAt: Millis | null;
  /** The number of the event with which that wait began. */
  readonly wantedEvent: number | null;
  readonly worker: string | null;
  /** Milliseconds the function ran for, if this state ends a call. */
  readonly duration: Millis | null;
}

/** Something that bore on the run as a whole. */
export type Milestone = Extract<
  RunEvent,
  { type: "PassStarted" | "PassEnded" | "FlowStateChanged" | "RunResumed" | "RunRestarted" }
>;

/** One task run. Replaced, never changed, when something happens to it. */
export interface TaskRunView {
  readonly id: TaskRunId;
  readonly slug: Slug;
  readonly mapIndex: number | null;
  readonly state: State;
  readonly decision: Decision | null;
  readonly inputs: Readonly<Record<string, InputRef>> | null;
  readonly history: readonly StateAt[];
  /** Milliseconds the function ran for, when it last ran. */
  readonly duration: Millis | null;
  readonly worker: string | null;
  /** Since when its call waits for a worker; null: it does not. */
  readonly wantedAt: Millis | null;
  /** The number of the event with which that wait began. */
  readonly wantedEvent: number | null;
  /** How often it was called, retries included. */
  readonly calls: number;
}

/** Of a mapped task, how many children are in each state. */
export type ChildCounts = Readonly<Partial<Record<StateType, number>>>;

export interface RunView {
  readonly id: RunId;
  readonly flow: string;
  readonly graph: FlowGraph;
  readonly runName: string;
  /** A task or a handler of another run asked for it. */
  readonly isNested: boolean;
  readonly parameters: Readonly<Record<string, ResultRef>>;
  readonly constants: Readonly<Record<Slug, Readonly<Record<string, ResultRef>>>>;
  readonly state: State;
  readonly startedAt: Millis;
  readonly endedAt: Millis | null;
  /** How much of its waits was jumped over. */
  readonly skipped: Millis;
  /** Between passes: until when the run waits. */
  readonly waitUntil: Millis | null;
  readonly taskRuns: ReadonlyMap<TaskRunId, TaskRunView>;
  readonly children: ReadonlyMap<Slug, ChildCounts>;
  /** What children came to of which it is not known yet whether there will be such again. */
  readonly formerChildren: ReadonlyMap<TaskRunId, readonly StateAt[]>;
  readonly milestones: readonly Milestone[];
  /** The time of its last event, by the run's own clock. */
  readonly at: Millis;
  readonly logs: readonly LogRecord[];
  /** How many events are in it: what comes next must begin there. */
  readonly eventCount: number;
}
