/** What of the shown flow is looked at: its last run, or the draft of what its text would build. */

import { useState } from "react";
import type { FlowDescription } from "../../engine/model/graph.ts";
import type { RunId } from "../../engine/model/run.ts";
import { useRuns } from "../history/use-runs.ts";
import { useCommands } from "../palette/commands.ts";
import type { RunView } from "../session/run-view.ts";
import type { ShownFlow } from "../session/session-state.ts";
import { standingOf } from "./standing.ts";

export interface Look extends Pick<FlowDescription, "graph" | "warnings"> {
  /** The run whose states are shown; null: the flow is shown as it stands before one. */
  readonly run: RunView | null;
  /** Whether it is a draft that is looked at. */
  readonly isDraft: boolean;
  /** What could be looked at instead; null: there is no choice. */
  readonly choice: LookChoice | null;
}

export interface LookChoice {
  readonly isDraft: boolean;
  readonly choose: (what: "run" | "draft") => void;
}

/**
 * A draft that is drawn as the run was leaves it on show, and none is laid over a run under way.
 * @param latest  the last run of the flow
 */
export function useLook(shown: ShownFlow, latest: RunView | null): Look {
  const { description, draft, isLikeRun } = shown;
  const listed = useRuns();
  /* For that run only: what the next one is drafted over is to be seen first. */
  const [kept, setKept] = useState<RunId | null>(null);
  const isApart = draft && !isLikeRun && latest !== null;
  const isLive = latest !== null && standingOf(latest, listed) === "live";
  const isDraft = draft && !isLikeRun && !(isApart && (isLive || kept === latest.id));
  const choice: LookChoice | null =
    isApart && !isLive
      ? { isDraft, choose: (what) => setKept(what === "run" ? latest.id : null) }
      : null;
  useCommands(() =>
    choice === null
      ? []
      : [
          {
            id: "look-at-draft",
            title: isDraft ? "Look at the last run, not the draft" : "Look at the draft",
            group: "Notebook",
            run: () => choice.choose(isDraft ? "run" : "draft"),
          },
        ],
  );
  if (isDraft) return { ...description, run: null, isDraft, choice };
  const { graph, warnings } =
    isApart && latest ? { graph: latest.graph, warnings: [] } : description;
  return { graph, warnings, run: latest, isDraft, choice };
}
