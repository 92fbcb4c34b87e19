/** How long a cell has been running. */

import { useEffect, useState } from "react";
import { useSessionState } from "../session/use-session.ts";
import { elapsedText } from "./elapsed-text.ts";

export function Elapsed({ cell }: { readonly cell: string }) {
  const begun = useSessionState((state) => state.begun[cell]);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  if (begun === undefined) return null;
  /* A timer says nothing by itself to a screen reader, as a status would each second. */
  return (
    <span aria-label="Running for" className="cell-elapsed" role="timer">
      {elapsedText(now - begun)}
    </span>
  );
}
