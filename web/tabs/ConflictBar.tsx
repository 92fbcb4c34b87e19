/** Says that a cell was changed in another tab too, and lets the person choose. */

import { useId, useState } from "react";
import type { CellId } from "../../engine/model/notebook.ts";
import { useSession, useSessionState } from "../session/use-session.ts";
import "./tabs.css";

export function ConflictBar({ cell, label }: { readonly cell: CellId; readonly label: string }) {
  const session = useSession();
  const conflict = useSessionState(({ conflicts }) => conflicts.find((each) => each.cell === cell));
  const [isShown, setIsShown] = useState(false);
  const id = useId();
  if (!conflict) return null;
  const { text } = conflict.theirs;
  return (
    <div aria-label={`Conflict in ${label.toLowerCase()}`} className="conflict-bar" role="group">
      <p role="status">This cell was changed in another tab too. What you see is yours.</p>
      <div className="conflict-choices">
        <button
          aria-controls={id}
          aria-expanded={isShown}
          onClick={() => setIsShown(!isShown)}
          type="button"
        >
          {isShown ? "Hide theirs" : "Show theirs"}
        </button>
        <button onClick={() => void session.takeTheirs(cell)} type="button">
          Take theirs
        </button>
        <button onClick={() => session.keepMine(cell)} type="button">
          Keep mine
        </button>
      </div>
      <pre aria-label="The other tab’s text" hidden={!isShown} id={id} tabIndex={0}>
        {text === "" ? "(empty)" : text}
      </pre>
    </div>
  );
}
