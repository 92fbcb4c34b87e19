/** Trying out one task by itself, with whatever states its upstream tasks would be in. */

import { ValueError } from "./errors.ts";
import { Flow } from "./flow.ts";
import type { Any, Yields } from "./inputs.ts";
import { repr } from "./repr.ts";
import type { FlowRunOptions } from "./run-options.ts";
import type { State } from "./states.ts";
import { isTask, Task } from "./task.ts";

export interface RunTaskOptions extends Pick<FlowRunOptions, "context" | "executor" | "runName"> {
  /**
   * By the argument that each upstream task gives: `{ x: new states.Failed("no") }`; a list where
   * they give none and are only waited for.
   */
  readonly upstreamStates?: Readonly<Record<string, State>> | readonly State[];
  /** Arguments that are plain values. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** The state that the task itself starts in; Pending, if not given. */
  readonly state?: State;
}

/**
 * Runs one task as a flow would, trigger, retries and handlers included, and resolves to its final
 * state. A task that pauses waits for approval, as in any flow.
 * `(await runTask(load, { upstreamStates: { url: new states.Skipped() } })).isSkipped()`
 * @throws ValueError for an upstream state that is not finished: the task would never be due
 */
export async function runTask<T>(task: Yields<T>, options?: RunTaskOptions): Promise<State<T>>;
export async function runTask(task: Any, options: RunTaskOptions = {}): Promise<State> {
  if (!isTask(task)) throw new TypeError(`runTask is given a task to run, not ${repr(task)}.`);
  const { upstreamStates = {}, inputs = {}, state, ...runOptions } = options;
  const flow = new Flow(`Test of ${task.name}`);
  const tested = task.copy();
  const given = new Map<Task, State>(state === undefined ? [] : [[tested, state]]);
  const upstream = (name: string, of: State): Task => {
    checkFinished(name, of);
    const stand = new Task({ name });
    given.set(stand, of);
    return stand;
  };
  const isList = isListOfStates(upstreamStates);
  const byName = isList ? [] : Object.entries(upstreamStates);
  const others = isList ? upstreamStates : [];
  flow.setDependencies(tested, {
    keywordTasks: {
      ...inputs,
      ...Object.fromEntries(byName.map(([name, of]) => [name, upstream(name, of)])),
    },
    upstreamTasks: others.map((of, index) => upstream(`upstream ${index + 1}`, of)),
  });
  const final = await flow.run({}, { ...runOptions, taskStates: given, runOnSchedule: false });
  return final.result.get(tested);
}

const isListOfStates = (
  given: Readonly<Record<string, State>> | readonly State[],
): given is readonly State[] => Array.isArray(given);

function checkFinished(name: string, state: State): void {
  if (state.isFinished() && !state.isMapped()) return;
  throw new ValueError(
    `The state given for "${name}" is ${state.type}. Give one in which a task has ended, like ` +
      "new states.Success({ result: 1 }) or new states.Failed().",
  );
}
