/** How the run on show stands, as far as the page knows. Pure. */

import type { ListedRun, Standing } from "../../engine/api/runs.ts";
import { isFinished } from "../../engine/model/state.ts";
import type { RunView } from "../session/run-view.ts";

/** Before the list of runs has come, a run that has not ended is taken for one under way. */
export function standingOf(run: RunView, listed: readonly ListedRun[]): Standing {
  if (isFinished(run.state)) return "ended";
  return listed.find(({ id }) => id === run.id)?.standing === "interrupted"
    ? "interrupted"
    : "live";
}
