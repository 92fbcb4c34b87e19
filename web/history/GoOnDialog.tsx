/**
 * Before a run goes on: with which program, if the notebook is not what it was. Where it is, there is
 * nothing to ask.
 */

import { useEffect, useRef, useState } from "react";
import type { ProgramChoice, RunDetails } from "../../engine/api/runs.ts";
import type { RunId } from "../../engine/model/run.ts";
import { useSession } from "../session/use-session.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { DiffView } from "./DiffView.tsx";
import { handOver } from "./up-to-date.ts";

export interface GoOnProps {
  readonly run: RunId;
  /** What is to be done: "Resume", "Restart from failed". */
  readonly title: string;
  readonly onChosen: (program: ProgramChoice) => void;
  readonly onClose: () => void;
}

/** Asks if need be, and then says which. */
export function GoOnDialog({ run, title, onChosen, onClose }: GoOnProps) {
  const session = useSession();
  const [details, setDetails] = useState<RunDetails | null>(null);
  const asked = useRef({ onChosen, onClose });
  useEffect(() => {
    asked.current = { onChosen, onClose };
  });
  useEffect(() => {
    let isStale = false;
    const look = async () => {
      await handOver(session);
      const found = await session.ask((api) => api.runs.open(run));
      if (isStale) return;
      if (found?.program?.isChanged === true) {
        setDetails(found);
        return;
      }
      asked.current.onClose();
      if (found) asked.current.onChosen(found.program ? "stored" : "current");
    };
    void look();
    return () => {
      isStale = true;
    };
  }, [session, run]);
  if (!details) return null;
  return <Question {...{ details, title, onChosen, onClose }} />;
}

interface QuestionProps extends Omit<GoOnProps, "run"> {
  readonly details: RunDetails;
}

function Question({ details, title, onChosen, onClose }: QuestionProps) {
  const session = useSession();
  const choose = (program: ProgramChoice) => {
    onClose();
    onChosen(program);
  };
  const now = new Map(session.getState().notebook.cells.map((cell) => [cell.id, cell.text]));
  const changed = (details.program?.cells ?? []).filter(({ cell, text }) => now.get(cell) !== text);
  return (
    <Dialog leave="Cancel" onClose={onClose} title={`${title}: the notebook has changed`}>
      <p>
        Since &ldquo;{details.summary.runName}&rdquo; began, {changed.length} of its cells{" "}
        {changed.length === 1 ? "reads" : "read"} differently. What is done already stays as it is;
        what is still to do can be done with either.
      </p>
      {changed.map(({ cell, text }, index) => (
        <DiffView
          after={now.get(cell) ?? ""}
          before={text}
          key={cell}
          label={`Changed cell ${index + 1}`}
        />
      ))}
      <div className="dialog-actions">
        <button className="primary" onClick={() => choose("stored")} type="button">
          With the program it was started with
        </button>
        <button onClick={() => choose("current")} type="button">
          With the notebook as it is now
        </button>
      </div>
    </Dialog>
  );
}
