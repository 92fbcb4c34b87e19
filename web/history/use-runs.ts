/** The runs of the open notebook, listed anew whenever something about them changes. */

import { useEffect, useSyncExternalStore } from "react";
import type { ListedRun } from "../../engine/api/runs.ts";
import type { Session } from "../session/session.ts";
import { useSession, useSessionState } from "../session/use-session.ts";
import { RunList } from "./run-list.ts";

const LISTS = new WeakMap<Session, RunList>();

function listOf(session: Session): RunList {
  const known = LISTS.get(session);
  if (known) return known;
  const list = new RunList((notebook) => session.ask((api) => api.runs.list(notebook)));
  LISTS.set(session, list);
  return list;
}

/** Newest first; empty while they are not listed yet. */
export function useRuns(): readonly ListedRun[] {
  const session = useSession();
  const notebook = useSessionState((state) => state.notebook.id);
  const isReady = useSessionState((state) => state.isReady);
  const changed = useSessionState((state) => state.runsChanged);
  const role = useSessionState((state) => state.role);
  const list = listOf(session);
  useEffect(() => {
    if (isReady) list.refresh(notebook);
  }, [list, notebook, isReady, changed, role]);
  const runs = () => list.runsOf(notebook);
  return useSyncExternalStore(list.subscribe, runs, runs);
}
