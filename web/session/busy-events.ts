/** After which events of a journal some call was wanted or under way. */

import type { RunEvent, TaskRunId } from "../../engine/model/run.ts";
import { isFinished } from "../../engine/model/state.ts";

/** Is told the events of a run in order. */
export class BusyEvents {
  readonly #busy: boolean[] = [];
  readonly #calls = new Set<TaskRunId>();

  add(events: readonly RunEvent[]): void {
    for (const event of events) {
      this.#take(event);
      this.#busy.push(this.#calls.size > 0);
    }
  }

  /** @param event  its number, from 0 */
  isBusyAfter(event: number): boolean {
    return this.#busy[event] ?? false;
  }

  #take(event: RunEvent): void {
    switch (event.type) {
      case "TaskCallWanted":
        this.#calls.add(event.taskRun);
        return;
      case "TaskStateChanged": {
        const { type } = event.state;
        if (type === "Running" || type === "Cancelling") this.#calls.add(event.taskRun);
        else this.#calls.delete(event.taskRun);
        return;
      }
      case "FlowStateChanged":
        if (isFinished(event.state)) this.#calls.clear();
        return;
      /* Whoever made its calls is no more, and asks for them anew. */
      case "RunResumed":
      case "RunRestarted":
        this.#calls.clear();
        return;
      default:
    }
  }
}
