/** When a scheduled flow runs next, and with what. */

import type { ReportedValue } from "../model/outcome.ts";
import type { Millis } from "../model/state.ts";
import type { Failure } from "../model/value.ts";
import { reportJson } from "../run/json-value.ts";
import { nextTicks } from "../schedule/next-ticks.ts";
import { parseSchedule } from "../schedule/parse-schedule.ts";

export interface ScheduleEvent {
  readonly at: Millis;
  /** What it sets: these go over what a person gave. */
  readonly parameters: Readonly<Record<string, ReportedValue>>;
}

/** The first event of a schedule strictly after a moment. */
export function nextEvent(
  schedule: unknown,
  after: Millis,
): ScheduleEvent | { readonly failure: Failure } {
  try {
    const [event] = nextTicks(parseSchedule(schedule), 1, after);
    if (!event) {
      const message = "Flow has no more scheduled runs: its schedule has ended.";
      return { failure: { type: "ValueError", message, stack: null } };
    }
    const given = Object.entries(event.parameterDefaults);
    const parameters = Object.fromEntries(
      given.map(([name, value]) => [name, reportJson(value)] as const),
    );
    return { at: event.at, parameters };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { failure: { type: "ValueError", message, stack: null } };
  }
}
