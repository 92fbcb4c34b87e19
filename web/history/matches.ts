/** Whether a run is one that somebody looks for. */

import type { ListedRun } from "../../engine/api/runs.ts";

/** Each word of the filter has to be somewhere in the run's name, flow, state or parameters. */
export function matches(run: ListedRun, filter: string): boolean {
  const parameters = Object.entries(run.parameters).map(([name, value]) => `${name}=${value}`);
  const state = run.standing === "interrupted" ? "interrupted" : run.state;
  const text = [run.runName, run.flowName, state, ...parameters].join(" ").toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
