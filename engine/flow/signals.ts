/**
 * Prefect's signals: what a task throws to choose its own state. They extend Error only so that
 * they carry a stack; what counts as an exception elsewhere (`retryOn`, `FilterTask`) leaves them out.
 */

import type { StateType } from "../model/state.ts";
import { ValueError } from "./errors.ts";
import { toDate } from "./moments.ts";
import type { MomentInput } from "./moments.ts";
import { repr } from "./repr.ts";
import { stateClassOf } from "./state.ts";
import type { State } from "./states.ts";

export interface SignalOptions {
  /** The value the state is to have. Without one it is the signal itself (for LOOP, its text). */
  readonly result?: unknown;
  /** RETRY, PAUSE: when to go on. */
  readonly startTime?: MomentInput | null;
  /** LOOP: counted by itself, if not given. */
  readonly loopCount?: number;
}

/** The base of all signals. */
export abstract class PrefectSignal extends Error {
  static readonly stateType: StateType = "State";

  readonly result: unknown;
  readonly startTime: Date | null;
  readonly loopCount: number | null;
  readonly #hasMessage: boolean;
  readonly #hasResult: boolean;

  constructor(message?: string | null, options: SignalOptions = {}) {
    super(message ?? "");
    this.#hasMessage = message !== undefined && message !== null;
    this.#hasResult = options.result !== undefined;
    this.startTime = options.startTime ? toDate(options.startTime, "startTime") : null;
    this.loopCount = options.loopCount ?? null;
    this.result = this.#hasResult ? options.result : this.#ownResult();
  }

  /** The class of the state it stands for. */
  get stateType(): StateType {
    const type: unknown = Reflect.get(this.constructor, "stateType");
    return typeof type === "string" ? (type as StateType) : "State";
  }

  /** Its message, null if it was thrown without one. */
  get stateMessage(): string | null {
    return this.#hasMessage ? this.message : null;
  }

  /** The state it stands for. */
  get state(): State {
    const { startTime, loopCount } = this;
    return new (stateClassOf(this.stateType))({
      message: this.stateMessage,
      result: this.result,
      ...(startTime === null ? {} : { startTime }),
      ...(loopCount === null ? {} : { loopCount }),
    });
  }

  /** Whether it was given a result. */
  hasResult(): boolean {
    return this.#hasResult;
  }

  /** As Prefect prints it: `SKIP('why')`. */
  override toString(): string {
    return `${this.name}(${this.#hasMessage ? repr(this.message) : ""})`;
  }

  #ownResult(): unknown {
    return this.stateType === "Looped"
      ? `LOOP(${this.#hasMessage ? repr(this.message) : ""})`
      : this;
  }
}

export class FAIL extends PrefectSignal {
  static override readonly stateType: StateType = "Failed";
  override readonly name = "FAIL";
}

export class TRIGGERFAIL extends PrefectSignal {
  static override readonly stateType: StateType = "TriggerFailed";
  override readonly name = "TRIGGERFAIL";
}

export class VALIDATIONFAIL extends PrefectSignal {
  static override readonly stateType: StateType = "ValidationFailed";
  override readonly name = "VALIDATIONFAIL";
}

export class SUCCESS extends PrefectSignal {
  static override readonly stateType: StateType = "Success";
  override readonly name = "SUCCESS";
}

/** Runs again, now or at `startTime`, even beyond `maxRetries`. */
export class RETRY extends PrefectSignal {
  static override readonly stateType: StateType = "Retrying";
  override readonly name = "RETRY";
}

export class SKIP extends PrefectSignal {
  static override readonly stateType: StateType = "Skipped";
  override readonly name = "SKIP";
}

/** Waits for approval, or until `startTime`. */
export class PAUSE extends PrefectSignal {
  static override readonly stateType: StateType = "Paused";
  override readonly name = "PAUSE";
}

/** Runs once more, with `result` as `context.get("taskLoopResult")`. */
export class LOOP extends PrefectSignal {
  static override readonly stateType: StateType = "Looped";
  override readonly name = "LOOP";
}

/** Ends a run in the given state, past all further steps. Thrown by state handlers. */
export class ENDRUN extends PrefectSignal {
  override readonly name = "ENDRUN";
  readonly endState: State;

  constructor(state: State) {
    super(state.message, { result: state.result });
    this.endState = state;
  }

  override get stateType(): StateType {
    return this.endState.type;
  }

  override get state(): State {
    return this.endState;
  }
}

const SIGNALS = [FAIL, TRIGGERFAIL, VALIDATIONFAIL, SUCCESS, RETRY, SKIP, PAUSE, LOOP];

/** @throws ValueError if no signal stands for a state of this class */
export function signalFromState(state: State): PrefectSignal {
  const signal = SIGNALS.find((each) => each.stateType === state.type);
  if (signal === undefined) throw new ValueError(`No signal stands for the state ${state.type}.`);
  const startTime: unknown = Reflect.get(state, "startTime");
  return new signal(state.message, {
    ...(state.hasResult() ? { result: state.result as unknown } : {}),
    ...(startTime instanceof Date ? { startTime } : {}),
  });
}
