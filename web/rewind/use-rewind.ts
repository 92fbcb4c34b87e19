/** A run on show as it was at a moment that somebody chose, or as it is now. */

import { useCallback, useEffect, useMemo, useReducer, useState, useSyncExternalStore } from "react";
import type { RunDetails } from "../../engine/api/runs.ts";
import type { LogRecord } from "../../engine/model/log.ts";
import type { RunEvent, RunId } from "../../engine/model/run.ts";
import { toldUntil, type Journal } from "../session/journal.ts";
import { Journals } from "../session/journals.ts";
import type { RunView } from "../session/run-view.ts";
import type { Session } from "../session/session.ts";
import { useSession } from "../session/use-session.ts";
import { speedFor, type Speed } from "./playing.ts";
import { AT_NOW, rewind, type RewindAction, type RewindState } from "./rewind-state.ts";

export interface Rewind {
  /** What to show: the run at the chosen moment, or as it is. Without a run: null. */
  readonly view: RunView | null;
  /** The run as it is. */
  readonly live: RunView | null;
  /** Whether `view` is a past moment: nothing can be done to a run then. */
  readonly isRewound: boolean;
  /** The number of the event whose moment is chosen, from 0. */
  readonly position: number;
  /** How many events there are. */
  readonly length: number;
  /** What happened with the event at the position; null: not known before one rewinds. */
  readonly event: RunEvent | null;
  readonly isPlaying: boolean;
  readonly speed: Speed;
  readonly stopsAtFailures: boolean;
  /** The journal is being read; until then the run is shown as it is. */
  readonly isLoading: boolean;
  /** Why the journal could not be read. */
  readonly problem: string | null;
  /** To the moment just after an event. The last one is now, which goes on. */
  readonly goTo: (event: number) => void;
  readonly backToNow: () => void;
  /** So many events on, or back. */
  readonly step: (by: number) => void;
  /** From now, it plays from the beginning. */
  readonly play: () => void;
  readonly pause: () => void;
  readonly setSpeed: (speed: Speed) => void;
  readonly setStopsAtFailures: (stops: boolean) => void;
}

/** More than this between two frames is not played: the page was not looked at. */
const LONGEST_FRAME = 1000;
const NO_LOGS: readonly LogRecord[] = [];

/**
 * @param live  the run on show as it is; another one, or none, goes back to now
 */
export function useRewind(live: RunView | null): Rewind {
  const session = useSession();
  const [journals] = useState(() => new Journals((run) => openRun(session, run)));
  useEffect(() => session.news.follow((news) => journals.follow(news)), [session, journals]);
  const opened = useSyncExternalStore(journals.subscribe, journals.get);
  const [state, dispatch] = useReducer(rewind, AT_NOW);

  const run = live?.id ?? null;
  const known = live?.eventCount ?? 0;
  if (state.run !== null && state.run !== run) dispatch({ type: "wentToNow" });
  const isWanted = run !== null && state.run === run && state.head !== null;
  useEffect(() => {
    if (isWanted) void journals.open(run, known);
  }, [journals, isWanted, run, known]);

  const journal = isWanted && opened.run === run ? opened.journal : null;
  const event = isWanted ? (state.head?.event ?? null) : null;
  usePlaying(state, journal, dispatch);

  const past = useMemo(
    () => (journal && event !== null ? journal.viewAt(event) : null),
    [journal, event],
  );
  const logs = useLogsUntil(live?.logs ?? NO_LOGS, past);
  const graph = live?.graph ?? null;
  const view = useMemo(
    () => (past && graph ? { ...past, graph, logs } : null),
    [past, graph, logs],
  );

  const position = Math.min(event ?? known - 1, known - 1);
  const goTo = useCallback(
    (to: number) => {
      if (run !== null) dispatch({ type: "wentTo", run, event: to, last: known - 1 });
    },
    [run, known],
  );
  const speed = state.speed ?? (live ? speedFor(live) : 1);
  return {
    view: view ?? live,
    live,
    isRewound: view !== null,
    position: Math.max(0, position),
    length: known,
    event: (view && journal?.eventAt(position)) ?? null,
    isPlaying: isWanted && state.isPlaying,
    speed,
    stopsAtFailures: state.stopsAtFailures,
    isLoading: isWanted && journal === null && opened.problem === null,
    problem: isWanted ? opened.problem : null,
    goTo,
    backToNow: () => dispatch({ type: "wentToNow" }),
    step: (by) => {
      dispatch({ type: "paused" });
      goTo(position + by);
    },
    play: () => {
      if (run !== null && known > 1) dispatch({ type: "played", run, speed });
    },
    pause: () => dispatch({ type: "paused" }),
    setSpeed: (chosen) => dispatch({ type: "choseSpeed", speed: chosen }),
    setStopsAtFailures: (stops) => dispatch({ type: "choseStops", stopsAtFailures: stops }),
  };
}

/** What goes wrong is said where one rewinds, not to the page as a whole. */
const openRun = (session: Session, run: RunId): Promise<RunDetails> =>
  new Promise((resolve, reject) => {
    void session.ask((api) => api.runs.open(run).then(resolve, reject));
  });

/** Plays on, once a frame. */
function usePlaying(
  { isPlaying }: RewindState,
  journal: Journal | null,
  dispatch: (action: RewindAction) => void,
): void {
  useEffect(() => {
    if (!isPlaying || !journal) return;
    let before: number | null = null;
    const onFrame = (time: number): void => {
      const elapsed = Math.min(time - (before ?? time), LONGEST_FRAME);
      before = time;
      if (elapsed > 0) dispatch({ type: "passed", elapsed, events: journal });
      frame = requestAnimationFrame(onFrame);
    };
    let frame = requestAnimationFrame(onFrame);
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, journal, dispatch]);
}

/** The log as told by a moment; the same array for the same lines. */
function useLogsUntil(logs: readonly LogRecord[], moment: RunView | null): readonly LogRecord[] {
  const count = moment ? toldUntil(logs, moment.at) : 0;
  return useMemo(() => logs.slice(0, count), [logs, count]);
}
