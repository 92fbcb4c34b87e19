/** The runs of the open notebook, listed anew whenever something about them changes. */

import { useEffect, useState } from "react";
import type { ListedRun } from "../../engine/api/runs.ts";
import { useSession, useSessionState } from "../session/use-session.ts";

const NONE: readonly ListedRun[] = [];

/** Newest first; empty while they are not listed yet. */
export function useRuns(): readonly ListedRun[] {
  const session = useSession();
  const notebook = useSessionState((state) => state.notebook.id);
  const isReady = useSessionState((state) => state.isReady);
  const changed = useSessionState((state) => state.runsChanged);
  const role = useSessionState((state) => state.role);
  const [listed, setListed] = useState({ notebook: "", runs: NONE });
  useEffect(() => {
    if (!isReady) return;
    let isStale = false;
    void session
      .ask((api) => api.runs.list(notebook))
      .then((runs) => {
        if (runs && !isStale) setListed({ notebook, runs });
      });
    return () => {
      isStale = true;
    };
  }, [session, notebook, isReady, changed, role]);
  return listed.notebook === notebook ? listed.runs : NONE;
}
