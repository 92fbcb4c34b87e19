/** Runs that were cut off, said when their notebook is opened: what is done of them, and how to go on. */

import { useEffect, useState } from "react";
import type { ListedRun } from "../../engine/api/runs.ts";
import { isFinished } from "../../engine/model/state.ts";
import { foldRun } from "../session/fold-run.ts";
import { useSession, useSessionState } from "../session/use-session.ts";
import { useWhyNotRun } from "../tabs/use-why-not.ts";
import { keepResumesAtOnce } from "./resume-setting.ts";
import { useGoOn } from "./use-go-on.tsx";
import { useRuns } from "./use-runs.ts";
import "./history.css";

/** As many are said by name; the rest are in the history. */
const MOST = 3;

export function InterruptedRuns() {
  const session = useSession();
  const whyNot = useWhyNotRun();
  const settings = useSessionState((state) => state.settings);
  const { resume, question } = useGoOn();
  const cutOff = useRuns().filter(
    ({ standing, isNested }) => standing === "interrupted" && !isNested,
  );
  const setAtOnce = (resumeAtOnce: boolean) => {
    keepResumesAtOnce(resumeAtOnce);
    void session.setSettings({ ...settings, resumeAtOnce });
  };
  if (cutOff.length === 0) return question;
  return (
    <section aria-label="Interrupted runs" className="interrupted">
      {cutOff.slice(0, MOST).map((run) => (
        <Interrupted key={run.id} onResume={() => resume(run.id)} run={run} whyNot={whyNot} />
      ))}
      {cutOff.length > MOST && <p>{cutOff.length - MOST} more are in the history.</p>}
      <label>
        <input
          checked={settings.resumeAtOnce === true}
          onChange={({ target }) => setAtOnce(target.checked)}
          type="checkbox"
        />
        Resume by itself when the notebook is opened
      </label>
      {question}
    </section>
  );
}

interface InterruptedProps {
  readonly run: ListedRun;
  /** Why nothing can be run here. */
  readonly whyNot: string | null;
  readonly onResume: () => void;
}

function Interrupted({ run, whyNot, onResume }: InterruptedProps) {
  const session = useSession();
  const done = useDone(run);
  return (
    <p>
      <span>
        <strong>{run.runName}</strong>, a run of {run.flowName}, was interrupted
        {done && `: ${done.finished} of ${done.all} task runs are done`}. Begun{" "}
        {new Date(run.startedAt).toLocaleString()}.
      </span>
      <span className="interrupted-actions">
        <button
          className="primary"
          disabled={whyNot !== null}
          onClick={onResume}
          title={whyNot ?? undefined}
          type="button"
        >
          Resume
        </button>
        <button onClick={() => void session.showRun(run.id)} type="button">
          Look at it
        </button>
        <button
          disabled={whyNot !== null}
          onClick={() => void session.ask((api) => api.runs.cancel(run.id))}
          type="button"
        >
          Cancel it
        </button>
      </span>
    </p>
  );
}

interface Done {
  readonly finished: number;
  readonly all: number;
}

/** How much of a run is done, read from its journal. */
function useDone({ id }: ListedRun): Done | null {
  const session = useSession();
  const [done, setDone] = useState<Done | null>(null);
  useEffect(() => {
    let isStale = false;
    void session
      .ask((api) => api.runs.open(id))
      .then((details) => {
        const view = details && foldRun(null, details.events, []);
        if (!view || isStale) return;
        const all = [...view.taskRuns.values()].filter(({ state }) => state.type !== "Mapped");
        const finished = all.filter(({ state }) => isFinished(state)).length;
        setDone({ finished, all: all.length });
      });
    return () => {
      isStale = true;
    };
  }, [session, id]);
  return done;
}
