/** On the first visit: one line that says how to begin. It blocks nothing, and goes when one has begun. */

import { keepSetting, keptSetting } from "../kept-settings.ts";
import { useEffect, useState } from "react";
import { showStart } from "../library/start-address.ts";
import { useSession, useSessionState } from "../session/use-session.ts";
import type { Session } from "../session/session.ts";
import "./learning.css";

const KEY = "flowbook:welcomed";

export function Welcome() {
  const session = useSession();
  const [isNew, setNew] = useState(() => keptSetting(KEY) === null);
  const hasRun = useSessionState(({ ends }) => Object.keys(ends).length > 0);
  const dismiss = () => {
    keepSetting(KEY, "yes");
    setNew(false);
  };
  useEffect(() => {
    if (hasRun) keepSetting(KEY, "yes");
  }, [hasRun]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Enter" && event.shiftKey && runFirst(session, event)) {
        event.preventDefault();
      }
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [session]);
  if (!isNew || hasRun) return null;
  return (
    <aside aria-label="Welcome" className="welcome">
      <span>
        Press <kbd>Shift</kbd>+<kbd>Enter</kbd> to run the first cell; again for the next one.
      </span>
      <button className="quiet" onClick={showStart} type="button">
        Lessons and examples
      </button>
      <button aria-label="Dismiss the welcome" className="quiet" onClick={dismiss} type="button">
        ✕
      </button>
    </aside>
  );
}

/** Where nothing has the keyboard yet: runs the first code cell from the selected one on, and goes to the next. */
function runFirst(session: Session, { target }: KeyboardEvent): boolean {
  const { notebook, selectedCell, isReady } = session.getState();
  const at = notebook.cells.findIndex(({ id }) => id === selectedCell);
  const [first, second] = notebook.cells
    .slice(Math.max(0, at))
    .filter(({ kind }) => kind === "code");
  if (target !== document.body || !isReady || !first) return false;
  void session.runCell(first.id);
  const next = second ?? first;
  session.select(next.id);
  document.querySelector<HTMLElement>(`[data-cell="${CSS.escape(next.id)}"]`)?.focus();
  return true;
}
