/** What may happen to a run from outside: the core's only input besides the time. */

import type { CallOutcome, WorkId } from "../model/outcome.ts";
import type { CoreAnswer, TaskRunId } from "../model/run.ts";
import type { Millis, State, StateType } from "../model/state.ts";
import type { Failure, ResultRef } from "../model/value.ts";

/** A call's outcome with its value already in the result store. */
export type CoreOutcome =
  | { readonly type: "returned"; readonly result: ResultRef }
  | {
      readonly type: "signalled";
      readonly state: StateType;
      readonly message: string | null;
      readonly result: ResultRef | null;
      readonly startTime?: Millis | null;
      readonly loopCount?: number;
      readonly repr: string;
      readonly retryable: boolean;
    }
  | {
      readonly type: "threw";
      readonly failure: Failure;
      readonly result: ResultRef;
      readonly retryable: boolean;
    }
  | { readonly type: "unserialisable"; readonly failure: Failure; readonly result: ResultRef }
  | Extract<CallOutcome, { type: "timedOut" | "lost" }>;

export type News =
  | { readonly type: "started" }
  /** The run goes on after its journal was read back. */
  | { readonly type: "resumed" }
  /** Part of a run that is over, or was cut off, is to be done again. */
  | {
      readonly type: "restarted";
      readonly from: "failed" | readonly TaskRunId[];
      readonly reason: string;
    }
  | { readonly type: "renamed"; readonly name: string }
  /** The moment waited for has come; `skipped`: so much of the wait was jumped over. */
  | { readonly type: "timeReached"; readonly skipped?: Millis }
  | {
      readonly type: "dispatched";
      readonly work: WorkId;
      readonly taskRun: TaskRunId;
      readonly worker: string;
    }
  | {
      readonly type: "reported";
      readonly work: WorkId;
      readonly taskRun: TaskRunId;
      readonly outcome: CoreOutcome;
      readonly duration: Millis;
    }
  | {
      readonly type: "answered";
      readonly work: WorkId;
      readonly taskRun: TaskRunId;
      readonly answer: CoreAnswer;
    }
  | { readonly type: "flowAnswered"; readonly answer: CoreAnswer }
  | { readonly type: "cancelRun"; readonly reason: string }
  /** After a cancellation: nothing of the run is at work any more. */
  | { readonly type: "stopped" }
  | { readonly type: "cancelTaskRun"; readonly taskRun: TaskRunId }
  | { readonly type: "approved"; readonly taskRun: TaskRunId }
  | { readonly type: "stateSet"; readonly taskRun: TaskRunId; readonly state: State }
  /** Something of ours broke: the run fails, and says so. */
  | { readonly type: "broke"; readonly message: string };
