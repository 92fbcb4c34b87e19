/** What can be done with the run on show as a whole. */

import type { Standing } from "../../engine/api/runs.ts";
import { isSuccessful } from "../../engine/model/state.ts";
import { runAgain } from "../history/up-to-date.ts";
import { useGoOn } from "../history/use-go-on.tsx";
import type { RunView } from "../session/run-view.ts";
import { useSession } from "../session/use-session.ts";
import { useWhyNotRun } from "../tabs/use-why-not.ts";

interface RunActionsProps {
  readonly run: RunView;
  readonly standing: Standing;
  /** Whether one looks back: what is done to the run is done to it as it is now. */
  readonly isRewound: boolean;
}

const REWOUND = "You look at a past moment of the run: go back to its end first.";

export function RunActions({ run, standing, isRewound }: RunActionsProps) {
  const session = useSession();
  const whyNotRun = useWhyNotRun();
  const past = isRewound ? REWOUND : null;
  const whyNot = whyNotRun ?? past;
  const { resume, restart, question } = useGoOn();
  const shared = {
    disabled: whyNot !== null,
    title: whyNot ?? undefined,
    type: "button" as const,
  };
  return (
    <>
      {standing === "interrupted" && (
        <button {...shared} className="primary" onClick={() => resume(run.id)}>
          Resume run
        </button>
      )}
      {standing === "ended" && !isSuccessful(run.state) && (
        <button {...shared} onClick={() => restart(run.id, "failed")}>
          Restart from failed
        </button>
      )}
      {standing === "ended" && (
        <button {...shared} onClick={() => void runAgain(session, run.id)}>
          Run again
        </button>
      )}
      {standing !== "ended" && (
        <button
          disabled={isRewound}
          onClick={() => void session.ask((api) => api.runs.cancel(run.id))}
          title={past ?? undefined}
          type="button"
        >
          Cancel run
        </button>
      )}
      {question}
    </>
  );
}
