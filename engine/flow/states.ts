/** Prefect's state classes, one for each state and each deriving from the one it belongs to. */

import type { StateType } from "../model/state.ts";
import { context } from "./context.ts";
import { toDate } from "./moments.ts";
import type { MomentInput } from "./moments.ts";
import type { Any } from "./inputs.ts";
import { now } from "./realm-clock.ts";
import { optionsOf, registerStateClass, State } from "./state.ts";
import type { StateOptions } from "./state.ts";

export { State };
export type { SerializedState, StateClass, StateOptions } from "./state.ts";

export class Pending<T = Any> extends State<T> {
  static override readonly type: StateType = "Pending";
}

export interface ScheduledOptions<T = Any> extends StateOptions<T> {
  /** When it may start; now, if it is not given. null: not before somebody says so. */
  readonly startTime?: MomentInput | null;
}

export class Scheduled<T = Any> extends Pending<T> {
  static override readonly type: StateType = "Scheduled";
  readonly startTime: Date | null;

  constructor(first?: string | ScheduledOptions<T> | null, more?: ScheduledOptions<T>) {
    super(first, more);
    this.startTime = startTimeOf(optionsOf(first, more).startTime, new Date(now()));
  }
}

/** Waits for approval. Without a start time it waits until somebody approves. */
export class Paused<T = Any> extends Scheduled<T> {
  static override readonly type: StateType = "Paused";

  constructor(first?: string | ScheduledOptions<T> | null, more?: ScheduledOptions<T>) {
    super({ startTime: null, ...optionsOf(first, more) });
  }
}

export class Resume<T = Any> extends Scheduled<T> {
  static override readonly type: StateType = "Resume";
}

export interface RetryingOptions<T = Any> extends ScheduledOptions<T> {
  /** How many times the task has run so far. */
  readonly runCount?: number;
}

export class Retrying<T = Any> extends Scheduled<T> {
  static override readonly type: StateType = "Retrying";
  readonly runCount: number;

  constructor(first?: string | RetryingOptions<T> | null, more?: RetryingOptions<T>) {
    super(first, more);
    this.runCount = optionsOf(first, more).runCount ?? context.get("taskRunCount") ?? 1;
  }
}

export interface MetaStateOptions<T = Any> extends StateOptions<T> {
  /** The state this one says something about. */
  readonly state?: State | null;
}

abstract class MetaState<T = Any> extends State<T> {
  readonly state: State | null;

  constructor(first?: string | MetaStateOptions<T> | null, more?: MetaStateOptions<T>) {
    super(first, more);
    const given = optionsOf(first, more).state ?? null;
    this.state = given instanceof MetaState ? given.state : given;
  }
}

export class Submitted<T = Any> extends MetaState<T> {
  static override readonly type: StateType = "Submitted";
}

export class Queued<T = Any> extends MetaState<T> {
  static override readonly type: StateType = "Queued";
  readonly startTime: Date | null;

  constructor(
    first?: string | (MetaStateOptions<T> & ScheduledOptions<T>) | null,
    more?: MetaStateOptions<T> & ScheduledOptions<T>,
  ) {
    super(first, more);
    this.startTime = startTimeOf(optionsOf(first, more).startTime, new Date(now()));
  }
}

export class ClientFailed<T = Any> extends MetaState<T> {
  static override readonly type: StateType = "ClientFailed";
}

export class Running<T = Any> extends State<T> {
  static override readonly type: StateType = "Running";
}

export class Cancelling<T = Any> extends Running<T> {
  static override readonly type: StateType = "Cancelling";
}

export class Finished<T = Any> extends State<T> {
  static override readonly type: StateType = "Finished";
}

export interface LoopedOptions<T = Any> extends StateOptions<T> {
  /** Which iteration ended. */
  readonly loopCount?: number;
}

export class Looped<T = Any> extends Finished<T> {
  static override readonly type: StateType = "Looped";
  readonly loopCount: number;

  constructor(first?: string | LoopedOptions<T> | null, more?: LoopedOptions<T>) {
    super(first, more);
    this.loopCount = optionsOf(first, more).loopCount ?? context.get("taskLoopCount") ?? 1;
  }
}

export class Success<T = Any> extends Finished<T> {
  static override readonly type: StateType = "Success";
}

export interface CachedOptions<T = Any> extends StateOptions<T> {
  /** What the value was made from, by argument. */
  readonly cachedInputs?: Readonly<Record<string, unknown>> | null;
  readonly hashedInputs?: unknown;
  readonly cachedParameters?: Readonly<Record<string, unknown>> | null;
  /** Until when the value holds; null or nothing means for ever. */
  readonly cachedResultExpiration?: MomentInput | null;
}

export class Cached<T = Any> extends Success<T> {
  static override readonly type: StateType = "Cached";
  readonly cachedInputs: Readonly<Record<string, unknown>> | null;
  readonly hashedInputs: unknown;
  readonly cachedParameters: Readonly<Record<string, unknown>> | null;
  readonly cachedResultExpiration: Date | null;

  constructor(first?: string | CachedOptions<T> | null, more?: CachedOptions<T>) {
    super(first, more);
    const options = optionsOf(first, more);
    this.cachedInputs = options.cachedInputs ?? null;
    this.hashedInputs = options.hashedInputs ?? null;
    this.cachedParameters = options.cachedParameters ?? null;
    const until = options.cachedResultExpiration ?? null;
    this.cachedResultExpiration = until === null ? null : toDate(until, "cachedResultExpiration");
  }
}

export interface MappedOptions<T = Any> extends StateOptions<T> {
  /** The states of the children, in order. */
  readonly mapStates?: readonly State[];
  readonly nMapStates?: number;
}

export class Mapped<T = Any> extends Success<T> {
  static override readonly type: StateType = "Mapped";
  readonly mapStates: readonly State[];
  readonly nMapStates: number;

  constructor(first?: string | MappedOptions<T> | null, more?: MappedOptions<T>) {
    super(first, more);
    const options = optionsOf(first, more);
    this.mapStates = options.mapStates ?? [];
    this.nMapStates = options.nMapStates ?? this.mapStates.length;
  }
}

export class Skipped<T = Any> extends Success<T> {
  static override readonly type: StateType = "Skipped";
}

export class Failed<T = Any> extends Finished<T> {
  static override readonly type: StateType = "Failed";
}

export class TimedOut<T = Any> extends Failed<T> {
  static override readonly type: StateType = "TimedOut";
}

export class TriggerFailed<T = Any> extends Failed<T> {
  static override readonly type: StateType = "TriggerFailed";
}

export class ValidationFailed<T = Any> extends Failed<T> {
  static override readonly type: StateType = "ValidationFailed";
}

/** Finished, but neither failed nor successful. */
export class Cancelled<T = Any> extends Finished<T> {
  static override readonly type: StateType = "Cancelled";
}

for (const stateClass of [
  Pending,
  Scheduled,
  Paused,
  Resume,
  Retrying,
  Submitted,
  Queued,
  ClientFailed,
  Running,
  Cancelling,
  Finished,
  Looped,
  Success,
  Cached,
  Mapped,
  Skipped,
  Failed,
  TimedOut,
  TriggerFailed,
  ValidationFailed,
  Cancelled,
]) {
  registerStateClass(stateClass);
}

function startTimeOf(given: MomentInput | null | undefined, otherwise: Date): Date | null {
  if (given === undefined) return otherwise;
  return given === null ? null : toDate(given, "startTime");
}
