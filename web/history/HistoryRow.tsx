/** One run in the history: what it was, how it ended, and what can be done with it. */

import type { ListedRun } from "../../engine/api/runs.ts";
import type { RunId } from "../../engine/model/run.ts";
import { isSuccessful } from "../../engine/model/state.ts";
import { exportRun } from "../archive/export.ts";
import { durationText } from "../run/duration-text.ts";
import { useSession } from "../session/use-session.ts";
import { StateIcon } from "../theme/StateIcon.tsx";
import { RunName } from "./RunName.tsx";
import { runAgain } from "./up-to-date.ts";

interface HistoryRowProps {
  readonly run: ListedRun;
  readonly isChosen: boolean;
  /** Why nothing can be run here. */
  readonly whyNot: string | null;
  readonly onChoose: (run: RunId, isChosen: boolean) => void;
  readonly onOpen: (run: RunId) => void;
  readonly onResume: (run: RunId) => void;
  readonly onRestart: (run: RunId) => void;
}

export function HistoryRow({ run, isChosen, onChoose, ...actions }: HistoryRowProps) {
  const { id, runName, flowName, startedAt, endedAt, parameters } = run;
  const entries = Object.entries(parameters);
  return (
    <>
      <input
        aria-label={`Choose ${runName}`}
        checked={isChosen}
        onChange={({ target }) => onChoose(id, target.checked)}
        type="checkbox"
      />
      <div>
        <RunName name={runName} run={id} />
        <br />
        <Standing run={run} />
      </div>
      <div>
        {flowName}
        {run.isNested && <small> (inside a task)</small>}
        <br />
        <small>
          {new Date(startedAt).toLocaleString()}
          {endedAt !== null && `, ${durationText(endedAt - startedAt)}`}
        </small>
      </div>
      <div className="one-line" title={run.message ?? undefined}>
        {entries.length === 0 ? (
          <small>{run.message}</small>
        ) : (
          entries.map(([name, value]) => `${name} = ${value}`).join(", ")
        )}
      </div>
      <Actions {...actions} run={run} />
    </>
  );
}

function Standing({ run: { standing, state } }: Pick<HistoryRowProps, "run">) {
  return (
    <span className="history-state">
      <StateIcon type={standing === "interrupted" ? "Paused" : state} />
      {standing === "interrupted" ? "Interrupted" : state}
    </span>
  );
}

type ActionsProps = Omit<HistoryRowProps, "isChosen" | "onChoose">;

function Actions({ run, whyNot, onOpen, onResume, onRestart }: ActionsProps) {
  const session = useSession();
  const { id, standing, isNested, runName } = run;
  const shared = {
    disabled: whyNot !== null,
    title: whyNot ?? undefined,
    type: "button" as const,
  };
  return (
    <div aria-label={`What to do with ${runName}`} className="dialog-actions" role="group">
      <button onClick={() => onOpen(id)} type="button">
        Open
      </button>
      {standing === "interrupted" && !isNested && (
        <button {...shared} onClick={() => onResume(id)}>
          Resume
        </button>
      )}
      {standing === "ended" && !isNested && !isSuccessful({ type: run.state }) && (
        <button {...shared} onClick={() => onRestart(id)}>
          Restart from failed
        </button>
      )}
      {standing !== "live" && !isNested && (
        <button {...shared} onClick={() => void runAgain(session, id)}>
          Run again
        </button>
      )}
      <button onClick={() => void exportRun(session, id, runName)} type="button">
        Export
      </button>
    </div>
  );
}
