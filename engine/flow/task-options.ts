/** What a task can be told about how it is to be run, and the rules about it. */

import type { CacheValidator } from "../model/graph.ts";
import type { Millis } from "../model/state.ts";
import type { Trigger } from "../model/trigger.ts";
import { buildScope } from "./build-scope.ts";
import { durationOnly, neverUse, toCacheValidator } from "./cache-validators.ts";
import type { CacheValidatorFunction } from "./cache-validators.ts";
import { toStateHandlers } from "./callbacks.ts";
import type { StateHandler } from "./callbacks.ts";
import { toMillisOrNull } from "./durations.ts";
import type { Duration } from "./durations.ts";
import { ValueError } from "./errors.ts";
import type { Any } from "./inputs.ts";
import { Result } from "./results.ts";
import type { Location } from "./results.ts";
import type { State } from "./states.ts";
import type { Task } from "./task.ts";
import { allSuccessful, toTrigger } from "./triggers.ts";
import type { TriggerFunction } from "./triggers.ts";
import { warn } from "./warnings.ts";

/** The class of an exception, as `retryOn` names it. */
export type ErrorClass = new (...args: Any) => Error;

/** The options of a task. All may be left out. */
export interface TaskOptions {
  /** The function's name, else that of the variable or the class. */
  readonly name?: string;
  /** A stable name in the flow, in place of `name-1`. */
  readonly slug?: string;
  readonly tags?: Iterable<string>;
  /** 2 means three runs at most. Needs `retryDelay`. */
  readonly maxRetries?: number;
  readonly retryDelay?: Duration;
  /** Only these exceptions are worth another run. */
  readonly retryOn?: ErrorClass | readonly ErrorClass[];
  readonly timeout?: Duration;
  readonly trigger?: Trigger | TriggerFunction;
  /** true: is skipped if an upstream task was. */
  readonly skipOnUpstreamSkip?: boolean;
  readonly cacheFor?: Duration;
  readonly cacheValidator?: CacheValidator | CacheValidatorFunction;
  /** Shares the cache with other tasks; the name, if not given. */
  readonly cacheKey?: string;
  readonly checkpoint?: boolean | null;
  readonly result?: Result;
  /** A location that serves as cache: if something is there, it is the result. */
  readonly target?: Location;
  readonly stateHandlers?: readonly StateHandler<Task>[];
  /** Called on each failure, before a retry too. */
  readonly onFailure?: (task: Task, state: State) => unknown;
  readonly logStdout?: boolean;
  readonly taskRunName?: Location;
  /** How many parts the result has, so that it can be taken apart. */
  readonly nout?: number | null;
}

/** The options as a task keeps them. */
export interface TaskSettings {
  name: string;
  slug: string | null;
  tags: Set<string>;
  maxRetries: number;
  retryDelay: Millis | null;
  /** null: every exception is worth another run. */
  retryOn: readonly ErrorClass[] | null;
  timeout: Millis | null;
  trigger: Trigger | TriggerFunction;
  skipOnUpstreamSkip: boolean;
  cacheFor: Millis | null;
  cacheValidator: CacheValidator | CacheValidatorFunction;
  cacheKey: string | null;
  /** null: not opted out. */
  checkpoint: boolean | null;
  result: Result | null;
  target: Location | null;
  stateHandlers: readonly StateHandler<Task>[];
  logStdout: boolean;
  taskRunName: Location | null;
  nout: number | null;
}

/**
 * The settings of a new task.
 * @throws TypeError, ValueError for options that cannot be, alone or together
 */
export function toSettings(options: TaskOptions, name: string, nout: number | null): TaskSettings {
  const settings: TaskSettings = {
    name: options.name ?? name,
    slug: options.slug ?? null,
    tags: new Set([...toTags(options.tags), ...buildScope().tags]),
    ...toRetrySettings(options),
    timeout: toMillisOrNull(options.timeout, "timeout"),
    trigger: options.trigger ?? allSuccessful,
    skipOnUpstreamSkip: options.skipOnUpstreamSkip ?? true,
    ...toCacheSettings(options),
    checkpoint: options.checkpoint ?? null,
    result: options.result ?? null,
    target: options.target ?? null,
    stateHandlers: toStateHandlers(options.stateHandlers, options.onFailure),
    logStdout: options.logStdout ?? false,
    taskRunName: options.taskRunName ?? null,
    nout: options.nout === undefined ? nout : options.nout,
  };
  toTrigger(settings.trigger);
  pointResultAtTarget(settings);
  return settings;
}

/**
 * The settings that some options replace, as `taskArgs` and `copy` do. Prefect sets attributes
 * there and looks no further; so rules about options that belong together do not apply.
 */
export function toOverrides(options: TaskOptions, before: TaskSettings): Partial<TaskSettings> {
  const over: Partial<TaskSettings> = {};
  if (options.name !== undefined) over.name = options.name;
  if (options.slug !== undefined) over.slug = options.slug;
  if (options.tags !== undefined) over.tags = new Set([...before.tags, ...toTags(options.tags)]);
  if (options.maxRetries !== undefined) over.maxRetries = toMaxRetries(options.maxRetries);
  if (options.retryDelay !== undefined) {
    over.retryDelay = toMillisOrNull(options.retryDelay, "retryDelay");
  }
  if (options.retryOn !== undefined) over.retryOn = toRetryOn(options.retryOn);
  if (options.timeout !== undefined) over.timeout = toMillisOrNull(options.timeout, "timeout");
  if (options.trigger !== undefined) {
    toTrigger(options.trigger);
    over.trigger = options.trigger;
  }
  if (options.skipOnUpstreamSkip !== undefined)
    over.skipOnUpstreamSkip = options.skipOnUpstreamSkip;
  if (options.cacheFor !== undefined) over.cacheFor = toMillisOrNull(options.cacheFor, "cacheFor");
  if (options.cacheValidator !== undefined) {
    toCacheValidator(options.cacheValidator);
    over.cacheValidator = options.cacheValidator;
  }
  if (options.cacheKey !== undefined) over.cacheKey = options.cacheKey;
  if (options.checkpoint !== undefined) over.checkpoint = options.checkpoint;
  if (options.result !== undefined) over.result = options.result;
  if (options.target !== undefined) over.target = options.target;
  if (options.stateHandlers !== undefined || options.onFailure !== undefined) {
    over.stateHandlers = toStateHandlers(
      options.stateHandlers ?? before.stateHandlers,
      options.onFailure,
    );
  }
  if (options.logStdout !== undefined) over.logStdout = options.logStdout;
  if (options.taskRunName !== undefined) over.taskRunName = options.taskRunName;
  if (options.nout !== undefined) over.nout = options.nout;
  return over;
}

/** Where a target is given, the result is kept there. */
export function pointResultAtTarget(settings: TaskSettings): void {
  const { target, result } = settings;
  if (target === null || result === null) return;
  if (result.location !== null && result.location !== target) {
    warn(
      `Task "${settings.name}" has both a result with a location and a target. ` +
        "The target is used; leave the location out.",
    );
  }
  settings.result = result.at(target);
}

function toTags(tags: unknown): readonly string[] {
  if (tags === undefined) return [];
  if (typeof tags === "string") {
    throw new TypeError(`tags must be a list of texts, not one text: tags: ["${tags}"].`);
  }
  if (typeof tags !== "object" || tags === null || !(Symbol.iterator in tags)) {
    throw new TypeError('tags must be a list of texts: tags: ["etl"].');
  }
  return Array.from(tags as Iterable<unknown>, (tag) => {
    if (typeof tag === "string") return tag;
    throw new TypeError(`A tag is a text, not ${String(tag)}.`);
  });
}

type RetrySettings = Pick<TaskSettings, "maxRetries" | "retryDelay" | "retryOn">;

function toRetrySettings(options: TaskOptions): RetrySettings {
  const maxRetries = toMaxRetries(options.maxRetries ?? 0);
  const retryDelay = toMillisOrNull(options.retryDelay, "retryDelay");
  const retryOn = toRetryOn(options.retryOn);
  if (maxRetries > 0 && retryDelay === null) {
    throw new ValueError("maxRetries needs a retryDelay: retryDelay: { seconds: 10 }.");
  }
  if (maxRetries === 0 && retryDelay !== null) {
    throw new ValueError("retryDelay needs maxRetries above 0: maxRetries: 3.");
  }
  if (maxRetries === 0 && retryOn !== null) {
    throw new ValueError("retryOn needs maxRetries above 0: maxRetries: 3.");
  }
  return { maxRetries, retryDelay, retryOn };
}

function toMaxRetries(given: unknown): number {
  if (typeof given === "number" && Number.isInteger(given) && given >= 0) return given;
  throw new TypeError(`maxRetries must be a whole number from 0 on, not ${String(given)}.`);
}

function toRetryOn(given: unknown): readonly ErrorClass[] | null {
  if (given === undefined || given === null) return null;
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  return list.map((each) => {
    const isClass = typeof each === "function" && (each as unknown) !== undefined;
    if (isClass && (each === Error || each.prototype instanceof Error)) return each as ErrorClass;
    throw new TypeError(
      `retryOn takes classes of errors, like retryOn: [ValueError], not ${String(each)}.`,
    );
  });
}

type CacheSettings = Pick<TaskSettings, "cacheFor" | "cacheValidator" | "cacheKey">;

function toCacheSettings(options: TaskOptions): CacheSettings {
  const cacheFor = toMillisOrNull(options.cacheFor, "cacheFor");
  const given = options.cacheValidator;
  const cacheValidator = given ?? (cacheFor === null ? neverUse : durationOnly);
  if (toCacheValidator(cacheValidator).name !== "neverUse" && cacheFor === null) {
    warn("cacheValidator is given without cacheFor: this task will not be cached.");
  }
  return { cacheFor, cacheValidator, cacheKey: options.cacheKey ?? null };
}
