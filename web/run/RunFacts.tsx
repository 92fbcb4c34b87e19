/** How the run on show stands, in words. */

import { useEffect, useState, type ReactNode } from "react";
import { isFinished } from "../../engine/model/state.ts";
import type { RunView } from "../session/run-view.ts";
import { durationText } from "./duration-text.ts";

interface RunFactsProps {
  readonly run: RunView;
  readonly isInterrupted: boolean;
  readonly name: ReactNode;
}

export function RunFacts({ run, isInterrupted, name }: RunFactsProps) {
  const isLive = !isFinished(run.state) && !isInterrupted;
  const now = useNow(isLive);
  /* With skipped waits the run's clock is ahead of ours, by what it skipped. */
  const end = run.endedAt ?? Math.max(now + run.skipped, run.startedAt);
  const duration = durationText(end - run.startedAt - run.skipped);
  const waits = run.waitUntil !== null && isLive;
  return (
    <p aria-label="Flow run" className="run-facts" role="status">
      <strong className={`flow-state state-${run.state.type.toLowerCase()}`}>
        {isInterrupted ? "Interrupted" : run.state.type}
      </strong>
      {name}
      {!isInterrupted && <span>{duration}</span>}
      {run.skipped > 0 && <span>{durationText(run.skipped)} of waiting skipped</span>}
      {waits && <span>waiting until {new Date(run.waitUntil ?? 0).toLocaleTimeString()}</span>}
      {!isInterrupted && run.state.message !== null && (
        <span className="run-message">{run.state.message}</span>
      )}
    </p>
  );
}

/** The time, four times a second while it matters. */
function useNow(isLive: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isLive) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [isLive]);
  return now;
}
