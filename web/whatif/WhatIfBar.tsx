/** What is assumed before a run, what would come of it, and the way to run it so. */

import { useState } from "react";
import { useRuns } from "../history/use-runs.ts";
import { useRunFlow } from "../run/use-run-flow.tsx";
import { ForecastList } from "./ForecastList.tsx";
import { answerOf, questionOf } from "./summary.ts";
import { statesOf, type WhatIf } from "./use-what-if.ts";
import "./what-if.css";

interface WhatIfBarProps {
  readonly whatIf: WhatIf;
  /** Why it cannot be run now, where that is not for the tab's sake; null: it can. */
  readonly whyNotNow?: string | null;
  readonly onSelect: (slug: string) => void;
}

const RUNS = "The flow is running: wait until its run has ended, or cancel it.";

/** Nothing where nothing is assumed. */
export function WhatIfBar({ whatIf, whyNotNow = null, onSelect }: WhatIfBarProps) {
  const { flow, graph, assumptions, forecast, end, clear } = whatIf;
  const { whyNot, run, form } = useRunFlow(flow, graph, clear);
  const [isListed, setListed] = useState(false);
  const isLive = useRuns().some((each) => each.flow === flow && each.standing === "live");
  if (assumptions.size === 0) return null;
  const why = whyNot ?? whyNotNow ?? (isLive ? RUNS : null);
  return (
    <section aria-label="What if" className="what-if-bar">
      <p role="status">
        <strong>{questionOf(graph, assumptions)}</strong>{" "}
        {forecast && answerOf(assumptions, forecast, end)}
      </p>
      <div className="what-if-actions">
        <button
          className="primary"
          disabled={why !== null}
          onClick={() => run(statesOf(assumptions))}
          title={why ?? undefined}
          type="button"
        >
          Run it so
        </button>
        <button disabled={!forecast} onClick={() => setListed(true)} type="button">
          Task by task…
        </button>
        <button onClick={clear} type="button">
          Clear
        </button>
      </div>
      {form}
      {isListed && forecast && (
        <ForecastList
          forecast={forecast}
          onClose={() => setListed(false)}
          onSelect={(slug) => {
            setListed(false);
            onSelect(slug);
          }}
        />
      )}
    </section>
  );
}
