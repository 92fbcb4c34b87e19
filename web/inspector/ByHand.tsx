/** What a person can do with one task run: approve, cancel, restart from it, give it a state. */

import { useState } from "react";
import { createPortal } from "react-dom";
import { isFinished, isRunning } from "../../engine/model/state.ts";
import { SetStateDialog } from "../history/SetStateDialog.tsx";
import { useGoOn } from "../history/use-go-on.tsx";
import type { RunView, TaskRunView } from "../session/run-view.ts";
import { useSession } from "../session/use-session.ts";

interface ByHandProps {
  readonly run: RunView;
  readonly taskRun: TaskRunView;
}

export function ByHand({ run, taskRun }: ByHandProps) {
  const session = useSession();
  const [isSetting, setSetting] = useState(false);
  const { restart, question } = useGoOn();
  const { id, state } = taskRun;
  const isOver = isFinished(run.state);
  /* In a run under way only what has not ended can be set; of a mapped task only its children. */
  const canSet = state.type !== "Mapped" && (isOver || !isFinished(state));
  return (
    <>
      {!isOver && state.type === "Paused" && (
        <button
          className="primary"
          onClick={() => void session.ask((api) => api.runs.approve(run.id, id))}
          type="button"
        >
          Approve
        </button>
      )}
      {!isOver && isRunning(state) && (
        <button
          onClick={() => void session.ask((api) => api.runs.cancelTaskRun(run.id, id))}
          type="button"
        >
          Cancel
        </button>
      )}
      {isOver && (
        <button onClick={() => restart(run.id, [id])} type="button">
          Restart from here
        </button>
      )}
      {canSet && (
        <button onClick={() => setSetting(true)} type="button">
          Set state…
        </button>
      )}
      {/* Not within the inspector: its title would stand among the inspector's own headings. */}
      {isSetting &&
        createPortal(
          <SetStateDialog
            onClose={() => setSetting(false)}
            onGiven={(given) => void session.ask((api) => api.runs.setState(run.id, id, given))}
            taskRun={id}
          />,
          document.body,
        )}
      {question}
    </>
  );
}
