/** The runs of a schedule, one after the other: each is made at once, and begins when it is due. */

import type { Clock } from "../ports.ts";
import type { RunReply } from "../sandbox/protocol.ts";
import { nextEvent, type ScheduleEvent } from "./next-event.ts";
import type { EndedRun, RunRequest } from "./running.ts";

export interface OnSchedule {
  readonly clock: Clock;
  /** The run after which it goes on; null: it begins. */
  readonly last: EndedRun | null;
  readonly runOnce: (event: ScheduleEvent) => Promise<EndedRun | RunReply>;
}

/** Whether a flow is run time after time, or once. */
export const isScheduled = ({ description, runOnSchedule }: RunRequest): boolean =>
  (description.graph.schedule ?? null) !== null && runOnSchedule !== false;

/**
 * Runs until the schedule ends or somebody cancels; resolves to the last run's end. Events that are
 * past are not made up for. Source: prefect 1.x core/flow.py, Flow._run.
 */
export async function onSchedule(
  { description }: RunRequest,
  { clock, last: before, runOnce }: OnSchedule,
): Promise<EndedRun | RunReply> {
  for (let last = before; ;) {
    if (last?.run.state.type === "Cancelled") return last;
    const event = nextEvent(description.graph.schedule, clock.now());
    if ("failure" in event) return last ?? { ok: false, failure: event.failure };
    const ended = await runOnce(event);
    if (!("run" in ended)) return ended;
    last = ended;
  }
}
