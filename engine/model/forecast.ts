/** What each task of a flow would come to under assumed states, before it runs. */

import type { Decision } from "./decision.ts";
import { isDoneAnew, type Slug, type TaskNode } from "./graph.ts";
import type { StateType } from "./state.ts";

/** How a person has a task end before the run has begun. */
export type AssumedType = "Failed" | "Skipped" | "Success";

/** Whether a task may have its state before the run begins. */
export const isAssumable = ({ kind }: Pick<TaskNode, "kind">): boolean =>
  kind !== "constant" && !isDoneAnew(kind);

/** Of some tasks, how they are taken to end; all others are taken to succeed where they are called. */
export type Assumptions = ReadonlyMap<Slug, AssumedType>;

/** A place where a value or the user's own code decides how a run goes on. */
export interface Fork {
  /**
   * value: which branch a condition picks. trigger: what a trigger of the user's own says. handlers:
   * what state handlers make of a state; they are taken to leave it as it is.
   */
  readonly about: "value" | "trigger" | "handlers";
  /** Whose value it is, or whose trigger or handlers. */
  readonly task: Slug;
}

/** One end that a task may come to. */
export interface ForeseenEnd {
  /** Of a mapped task: what its children come to, if that is no success; else `Mapped`. */
  readonly type: StateType;
  readonly message: string | null;
  /** null: the state was assumed, or nothing decided it. */
  readonly decision: Decision | null;
  /**
   * Where one fork alone decides, the ways there that lead to this end. About a value: the task
   * that stands before the branch, `none` where no branch fits. About a trigger: `run`, `fail`, `skip`.
   */
  readonly when: readonly string[];
}

/** What a task may come to. */
export interface Foreseen {
  /** Each sort of end once; first the one of the run in which all goes plainly. */
  readonly ends: readonly ForeseenEnd[];
  /** Whether it surely comes to the first of them, as far as tasks that are called succeed. */
  readonly isCertain: boolean;
  /** What it depends on: one fork that alone decides, else all that may bear on it. */
  readonly forks: readonly Fork[];
  /** It waits for somebody's approval before it is called. */
  readonly isPaused: boolean;
}

/** What a run would come to. */
export interface Foresight {
  readonly tasks: ReadonlyMap<Slug, Foreseen>;
  readonly flow: StateType | "unknown";
}

/** Where one task would end, for the drawing. */
export interface ForecastEnd {
  /** "unknown" where a value or the user's own code decides. */
  readonly type: StateType | "unknown";
  /** Why, in one sentence. */
  readonly why: string;
}

/** The forecast end of every task of a flow. */
export type Forecast = ReadonlyMap<Slug, ForecastEnd>;
