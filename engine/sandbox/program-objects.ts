/** The flow API's own objects among the values of user code: they have names, and stay where they are. */

import { Flow } from "../flow/flow.ts";
import { nameTask } from "../flow/internal.ts";
import { State } from "../flow/states.ts";
import { Task } from "../flow/task.ts";
import { TaskStates } from "../flow/task-states.ts";
import type { Namer } from "./preview.ts";

/** What to call an object of the flow API where data was expected; null for everything else. */
export function foreignName(value: object): string | null {
  if (value instanceof Task) return `the task "${value.name}" (call it inside a flow instead)`;
  if (value instanceof Flow) return `the flow "${value.name}"`;
  if (value instanceof State) return `the state ${value.type} (return its result or its message)`;
  if (value instanceof TaskStates) return "the states of a run (return their results)";
  return null;
}

export const nameProgramObject: Namer = (value) => {
  if (value instanceof Task) return { type: "Task", text: Task.prototype.toString.call(value) };
  if (value instanceof Flow) return { type: "Flow", text: Flow.prototype.toString.call(value) };
  if (value instanceof State)
    return { type: value.type, text: State.prototype.toString.call(value) };
  return null;
};

/** A task or resource manager that was given no name takes that of its variable. */
export function nameAfterVariable(value: unknown, variable: string): void {
  /* What a pattern takes apart has a capture name, not a variable's. */
  if (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(variable)) nameTask(value, variable);
}
