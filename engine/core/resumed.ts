/** Whether a person, or the end of a pause, lets a task run pass. Source: prefect 1.x initialize_run. */

import type { FlowRun, TaskRun } from "../model/run.ts";

/**
 * Prefect's `context.resume`: in the pass in which a paused task run goes on, through all of its
 * iterations; not for its retries. A pause whose time has not come never gets as far as to be asked.
 */
export const isResumed = (
  { pass }: Pick<FlowRun, "pass">,
  { state: { type }, resumed, begun }: TaskRun,
): boolean => type === "Resume" || type === "Paused" || (resumed && begun === pass);
