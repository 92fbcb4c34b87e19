/** What is written of a run: the summary beside its journal, and the results it put at locations. Pure. */

import type { FlowRun, RunEvent } from "../model/run.ts";
import { isFinished } from "../model/state.ts";
import type { Commit, RunSummary } from "../ports.ts";

/** The results that these events write to a location. */
export const locationsIn = (events: readonly RunEvent[]): NonNullable<Commit["locations"]> =>
  events.flatMap((event) => {
    if (event.type !== "TaskStateChanged" || event.decision.step !== "getTaskRunState") return [];
    const ref = event.state.result;
    return ref?.location === undefined ? [] : [{ location: ref.location, ref }];
  });

/** What the list of runs shows of a run. */
export const summaryOf = (run: FlowRun, notebook: string, now: number): RunSummary => ({
  id: run.id,
  notebook,
  flow: run.flow,
  flowName: run.graph.name,
  runName: run.options.runName,
  parameters: Object.fromEntries(
    Object.entries(run.parameters).map(([name, { preview }]) => [name, preview]),
  ),
  isNested: run.options.isNested === true,
  ...(run.options.parent && { parent: run.options.parent }),
  startedAt: run.startedAt,
  endedAt: isFinished(run.state) ? now : null,
  state: run.state.type,
  message: run.state.message,
});
