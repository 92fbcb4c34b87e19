/** Which flow is shown, how its run stands, and the buttons that bear on the run as a whole. */

import { useEffect, useState } from "react";
import { isFinished } from "../../engine/model/state.ts";
import type { RunView } from "../session/run-view.ts";
import type { SessionState } from "../session/session-state.ts";
import { useSession, useSessionState } from "../session/use-session.ts";
import { durationText } from "./duration-text.ts";

const flowsOf = (state: SessionState) => state.flows;
const shownOf = (state: SessionState) => state.shownFlow;

export function RunHeader() {
  const session = useSession();
  const flows = useSessionState(flowsOf);
  const shown = useSessionState(shownOf);
  const run = useSessionState(({ runs, shownFlow }) =>
    shownFlow === null ? null : (runs.get(shownFlow) ?? null),
  );
  const flow = shown === null ? null : flows.get(shown);
  if (!flow) return null;
  const isLive = run !== null && !isFinished(run.state);
  return (
    <header className="run-header">
      <h2>
        <label>
          <span className="visually-hidden">Flow shown</span>
          <select onChange={(event) => session.showFlow(event.target.value)} value={shown ?? ""}>
            {[...flows].map(([id, { description }]) => (
              <option key={id} value={id}>
                {description.graph.name}
              </option>
            ))}
          </select>
        </label>
      </h2>
      {flow.draft && <span className="badge">draft: not built yet</span>}
      {run && !flow.draft && <RunFacts run={run} />}
      {isLive && (
        <button onClick={() => void session.cancelRun(run.id)} type="button">
          Cancel run
        </button>
      )}
    </header>
  );
}

function RunFacts({ run }: { readonly run: RunView }) {
  const isLive = !isFinished(run.state);
  const now = useNow(isLive);
  /* With skipped waits the run's clock is ahead of ours, by what it skipped. */
  const end = run.endedAt ?? Math.max(now + run.skipped, run.startedAt);
  const duration = durationText(end - run.startedAt - run.skipped);
  const waits = run.waitUntil !== null && isLive;
  return (
    <p aria-label="Flow run" className="run-facts" role="status">
      <strong className={`flow-state state-${run.state.type.toLowerCase()}`}>
        {run.state.type}
      </strong>
      <span>{run.runName}</span>
      <span>{duration}</span>
      {run.skipped > 0 && <span>{durationText(run.skipped)} of waiting skipped</span>}
      {waits && <span>waiting until {new Date(run.waitUntil ?? 0).toLocaleTimeString()}</span>}
      {run.state.message !== null && <span className="run-message">{run.state.message}</span>}
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
