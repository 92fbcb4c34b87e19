/** Prefect's context: what a running task can know of its run, and values of the user's own. */

import { contextDates } from "./context-dates.ts";
import type { ContextDates } from "./context-dates.ts";
import type { Any } from "./inputs.ts";
import { getLogger } from "./logger.ts";
import type { Logger } from "./logger.ts";

/** What Prefect puts into the context of a task run. Outside of one, all of it is missing. */
export interface ContextValues extends ContextDates {
  readonly scheduledStartTime: Date;
  /** The flow's name, as in Prefect without a backend. */
  readonly flowId: string;
  readonly flowName: string;
  readonly flowRunId: string;
  readonly flowRunName: string;
  readonly parameters: Readonly<Record<string, Any>>;
  /** The task's slug, as in Prefect without a backend. */
  readonly taskId: string;
  readonly taskName: string;
  /** `add`, or `add[3]` for the child of a mapped task. */
  readonly taskFullName: string;
  readonly taskSlug: string;
  readonly taskTags: readonly string[];
  readonly taskRunId: string;
  readonly taskRunName: string;
  /** 1 on the first run, 2 on the first retry… */
  readonly taskRunCount: number;
  /** null if the task is not mapped. */
  readonly mapIndex: number | null;
  /** Unset on the first iteration. */
  readonly taskLoopCount: number;
  readonly taskLoopResult: Any;
  readonly checkpointing: boolean;
  /** Whether a person approved this run of the task. */
  readonly resume: boolean;
  readonly secrets: Readonly<Record<string, unknown>>;
}

type Values = Readonly<Record<string, unknown>>;

export interface Context extends Readonly<Partial<ContextValues>> {
  /** Runs `fn` with these values in the context besides those that are there. */
  <T>(values: Values, fn: () => T): T;
  get(name: "logger"): Logger;
  get<K extends keyof ContextValues>(name: K): ContextValues[K];
  get<K extends keyof ContextValues, D>(name: K, fallback: D): ContextValues[K] | D;
  get<D = Any>(name: string, fallback?: D): D;
  has(name: string): boolean;
  /** All of it, as it is now. */
  toObject(): Values;
  /** Writes to the run's log under the name of the task. */
  readonly logger: Logger;
}

/** Of the call under way. */
let ofCall: Values = {};
/** Set by `context(values, fn)`, innermost last. */
let ofBlocks: readonly Values[] = [];

/**
 * The context of the call that starts now; `{}` once it has ended. Its dates are worked out from a
 * `date` among the values, else from the run's clock.
 */
export function setCallContext(values: Values): void {
  ofCall = Object.keys(values).length === 0 ? {} : withDates(values);
}

/** Takes note of the context as it stands, while another call has its turn; the answer puts it back. */
export function keepCallContext(): () => void {
  const kept = { ofCall, ofBlocks };
  return () => ({ ofCall, ofBlocks } = kept);
}

/** The values, the dates that follow from their `date`, and that date as a Date. */
function withDates(values: Values): Values {
  const dates = contextDates(values["date"]);
  return { ...dates, ...values, date: dates.date };
}

const allValues = (): Values => Object.assign({}, ofCall, ...ofBlocks) as Values;

/** undefined: not there. */
function read(name: string): unknown {
  for (let index = ofBlocks.length - 1; index >= 0; index--) {
    const block = ofBlocks[index];
    if (block !== undefined && Object.hasOwn(block, name)) return block[name];
  }
  return Object.hasOwn(ofCall, name) ? ofCall[name] : undefined;
}

/* An arrow: a function of the older kind has a `prototype` that a Proxy may not hide. */
const runWithin = <T>(values: Values, fn: () => T): T => {
  if (typeof values !== "object" || values === null || typeof fn !== "function") {
    throw new TypeError(
      "context is called with values and a function: context({ a: 1 }, () => …).",
    );
  }
  const block = values["date"] === undefined ? { ...values } : withDates(values);
  ofBlocks = [...ofBlocks, block];
  const leave = (): void => {
    ofBlocks = ofBlocks.filter((each) => each !== block);
  };
  let result: T;
  try {
    result = fn();
  } catch (error) {
    leave();
    throw error;
  }
  if (!(result instanceof Promise)) leave();
  /* The promise of a promise's own end is of the same type. */
  return result instanceof Promise ? (result.finally(leave) as T) : result;
};

function loggerName(): string {
  const name = read("taskFullName");
  return typeof name === "string" ? `prefect.${name}` : "prefect";
}

/** `context.get("taskRunCount")`, `context.logger.info("…")`, `context({ a: 1 }, () => …)`. */
export const context: Context = new Proxy(runWithin as Context, {
  get: (_target, name) => {
    switch (name) {
      case "get":
        return (key: string, fallback?: unknown) => {
          /* Prefect: `prefect.context.get("logger")` is how a task comes by its logger. */
          const own = read(key);
          const value = own === undefined && key === "logger" ? getLogger(loggerName()) : own;
          return value === undefined ? fallback : value;
        };
      case "has":
        return (key: string) => read(key) !== undefined;
      case "toObject":
        return allValues;
      case "logger":
        return getLogger(loggerName());
      default:
        return typeof name === "string" ? read(name) : undefined;
    }
  },
  has: (_target, name) => typeof name === "string" && read(name) !== undefined,
});
