/** The time by a run's own clock, while it goes on. */

import { useEffect, useState } from "react";
import type { Millis } from "../../engine/model/state.ts";
import type { RunView } from "../session/run-view.ts";

/** How often what goes on is drawn anew. */
const TICK: Millis = 100;

/**
 * Now, in milliseconds: the machine's time, ahead by what the run skipped of its waits. Of a run
 * that does not go on, the time of its last event.
 */
export function useRunClock(run: RunView | null, isLive: boolean): Millis {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isLive) return;
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, TICK);
    return () => clearInterval(timer);
  }, [isLive]);
  if (!run) return now;
  return isLive ? Math.max(run.at, now + run.skipped) : (run.endedAt ?? run.at);
}
