/** Flow runs on the wire: what `flow.run` was called with, and what came of it. */

import type { FlowDescription, Slug } from "../model/graph.ts";
import type { ReportedValue } from "../model/outcome.ts";
import type { Millis, StateType } from "../model/state.ts";
import type { Failure, InputValue } from "../model/value.ts";

/** A state with its value in place. */
export interface WireState {
  readonly type: StateType;
  readonly message: string | null;
  readonly value: InputValue | null;
  readonly startTime?: Millis | null;
  readonly runCount?: number;
  readonly loopCount?: number;
  readonly mapCount?: number;
  readonly cachedUntil?: Millis | null;
  /** Mapped: the children's states. */
  readonly children?: readonly WireState[];
}

/** The end of a run, for the code that called `flow.run`. */
export type RunReply =
  | {
      readonly ok: true;
      readonly state: WireState;
      readonly tasks: Readonly<Record<Slug, WireState>>;
    }
  | { readonly ok: false; readonly failure: Failure };

/** What `flow.run` was called with. */
export interface WireRunRequest {
  readonly description: FlowDescription;
  readonly parameters: Readonly<Record<string, ReportedValue>>;
  readonly runName?: string;
  readonly executor?: "pool" | "local";
  readonly runOnSchedule?: boolean;
  readonly context?: Readonly<Record<string, unknown>>;
  /** Those of the context: they are for this run alone, and on no record. */
  readonly secrets?: Readonly<Record<string, unknown>>;
  /** Whether results are kept at their locations; on, if it is not said. */
  readonly checkpointing?: boolean;
  readonly taskStates?: Readonly<
    Record<
      Slug,
      {
        readonly state: Omit<WireState, "value" | "children">;
        readonly value: ReportedValue | null;
      }
    >
  >;
  readonly state?: {
    readonly state: Omit<WireState, "value" | "children">;
    readonly value: ReportedValue | null;
  };
  readonly taskRunnerStateHandlers: number;
}
