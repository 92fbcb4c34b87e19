/** What a worker says came of a piece of work: data, never a live object. */

import type { LogLevel } from "./log.ts";
import type { Millis, State, StateType } from "./state.ts";
import type { Failure, StoredValue, ValueInfo } from "./value.ts";

/** Names one piece of work: a task run's attempt and iteration. Late answers carry a stale one. */
export type WorkId = string;

/** A value together with what its worker says of it. */
export interface ReportedValue {
  readonly stored: StoredValue;
  readonly info: ValueInfo;
}

/** What calling a task's function came to. */
export type CallOutcome =
  | { readonly type: "returned"; readonly value: ReportedValue }
  /** A signal: the state it stands for. `value` is the result it was given, or the signal itself. */
  | {
      readonly type: "signalled";
      readonly state: StateType;
      readonly message: string | null;
      readonly value: ReportedValue | null;
      readonly startTime?: Millis | null;
      readonly loopCount?: number;
      /** How the signal prints: `SKIP('why')`. */
      readonly repr: string;
      readonly retryable: boolean;
    }
  | {
      readonly type: "threw";
      readonly failure: Failure;
      readonly value: ReportedValue;
      /** Its `retryOn` admits this exception. */
      readonly retryable: boolean;
    }
  /** Stopped because it took longer than its timeout. */
  | { readonly type: "timedOut"; readonly retryable: boolean }
  /** It returned something that cannot leave the worker. */
  | { readonly type: "unserialisable"; readonly failure: Failure; readonly value: ReportedValue }
  /** Its worker ended before it answered: the call is made again. */
  | { readonly type: "lost" };

/** A log line that user code wrote during a call. */
export interface CallLog {
  readonly at: Millis;
  readonly level: LogLevel;
  readonly logger: string;
  readonly message: string;
}

export interface TaskOutcome {
  readonly work: WorkId;
  readonly outcome: CallOutcome;
  readonly startedAt: Millis;
  readonly endedAt: Millis;
  readonly logs: readonly CallLog[];
}

/** What user code answered when it was asked: a trigger, a handler, a validator, a template. */
export type Answer =
  | { readonly type: "verdict"; readonly ok: boolean }
  | { readonly type: "text"; readonly text: string }
  /** A handler gave a state (null: keep the one it was shown). */
  | {
      readonly type: "state";
      readonly state: Omit<State, "result"> | null;
      readonly value: ReportedValue | null;
    }
  | {
      readonly type: "signalled";
      readonly state: StateType;
      readonly message: string | null;
      readonly value: ReportedValue | null;
      readonly startTime?: Millis | null;
      readonly repr: string;
    }
  | { readonly type: "threw"; readonly failure: Failure; readonly value: ReportedValue };
