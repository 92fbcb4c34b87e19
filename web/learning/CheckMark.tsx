/** Under an exercise: its check, whether it is passed, and if not what is missing. */

import { useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import type { CellOutput } from "../../engine/ports.ts";
import { useSessionState } from "../session/use-session.ts";
import { outcomeOf, type CheckOutcome } from "./check-outcome.ts";
import { keepPassed, passedChecks, subscribeProgress } from "./progress.ts";
import "./learning.css";

const SIGNS: Readonly<Record<CheckOutcome["mark"], string>> = {
  passed: "✓",
  notYet: "○",
  broken: "✕",
  open: "◇",
};

export interface CheckMarkProps {
  readonly cell: string;
  readonly check: string;
  readonly outputs: readonly CellOutput[];
}

export function CheckMark({ cell, check, outputs }: CheckMarkProps) {
  const notebook = useSessionState((state) => state.notebook.id);
  const status = useSessionState((state) => state.statuses[cell] ?? "never");
  const end = useSessionState((state) => state.ends[cell]);
  const passed = useSyncExternalStore(subscribeProgress, () => passedChecks(notebook).join(" "));
  useEffect(() => {
    if (end === "ok") keepPassed(notebook, check);
  }, [end, notebook, check]);
  const wasPassed = passed.split(" ").includes(check);
  const { mark, text } = outcomeOf({ status, end, outputs, wasPassed });
  return (
    <p className={`check-mark is-${mark}`} role="status">
      <span aria-hidden="true" className="check-sign">
        {SIGNS[mark]}
      </span>
      {text}
    </p>
  );
}

/** The check's own code: folded, so that the exercise is not spoilt by reading on. */
export function CheckCode({
  isEditing,
  children,
}: {
  readonly isEditing: boolean;
  readonly children: ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className="check-code"
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      open={isOpen || isEditing}
    >
      <summary>How this is checked</summary>
      {(isOpen || isEditing) && children}
    </details>
  );
}
