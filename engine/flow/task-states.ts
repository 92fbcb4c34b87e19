/** The result of a flow's final state: the state of each task. */

import { KeyError } from "./errors.ts";
import type { Any, Yields } from "./inputs.ts";
import type { State } from "./state.ts";
import type { Task } from "./task.ts";

/** Tasks and their states. Reads like a Map, but a task that did not take part is an error. */
export class TaskStates implements Iterable<[Task, State]> {
  readonly #states: ReadonlyMap<Task, State>;

  constructor(states: Iterable<readonly [Task, State]>) {
    this.#states = new Map(states);
  }

  get size(): number {
    return this.#states.size;
  }

  /** @throws KeyError if the task was no part of the run */
  get<T>(task: Yields<T>): State<T>;
  get(task: Any): State {
    const state = this.#states.get(task);
    if (state !== undefined) return state;
    throw new KeyError(
      `${String(task)} was no part of this run. Look up what the call in the flow returned, ` +
        "not the task that was called.",
    );
  }

  has(task: Yields<unknown>): boolean;
  has(task: Any): boolean {
    return this.#states.has(task);
  }

  keys(): IterableIterator<Task> {
    return this.#states.keys();
  }

  values(): IterableIterator<State> {
    return this.#states.values();
  }

  entries(): IterableIterator<[Task, State]> {
    return this.#states.entries();
  }

  [Symbol.iterator](): IterableIterator<[Task, State]> {
    return this.#states.entries();
  }

  forEach(fn: (state: State, task: Task) => void): void {
    this.#states.forEach((state, task) => fn(state, task));
  }
}
