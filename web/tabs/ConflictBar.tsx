/** Says that a cell was changed in another tab too, and lets the person choose. */

import { useId, useState, type MouseEvent } from "react";
import type { CellId } from "../../engine/model/notebook.ts";
import { useSession, useSessionState } from "../session/use-session.ts";
import "./tabs.css";

const WORDS = {
  mine: {
    says: "What you see is yours.",
    other: "theirs",
    name: "The other tab’s text",
    keep: "Keep mine",
  },
  theirs: {
    says: "What you see is the other tab’s.",
    other: "mine",
    name: "Your text",
    keep: "Keep theirs",
  },
} as const;

export function ConflictBar({ cell, label }: { readonly cell: CellId; readonly label: string }) {
  const conflict = useSessionState(({ conflicts }) => conflicts.find((each) => each.cell === cell));
  const [isShown, setIsShown] = useState(false);
  const id = useId();
  if (!conflict) return null;
  if (conflict.other === null)
    return <RemovedBar cell={cell} label={label} stays={conflict.stays} />;
  const { text } = conflict.other;
  const { says, other, name, keep } = WORDS[conflict.stays];
  return (
    <div aria-label={`Conflict in ${label.toLowerCase()}`} className="conflict-bar" role="group">
      <p role="status">This cell was changed in another tab too. {says}</p>
      <div className="conflict-choices">
        <button
          aria-controls={id}
          aria-expanded={isShown}
          onClick={() => setIsShown(!isShown)}
          type="button"
        >
          {isShown ? `Hide ${other}` : `Show ${other}`}
        </button>
        <Choices cell={cell} keep={keep} take={`Take ${other}`} />
      </div>
      <pre aria-label={name} hidden={!isShown} id={id} tabIndex={0}>
        {text === "" ? "(empty)" : text}
      </pre>
    </div>
  );
}

const REMOVED_WORDS = {
  mine: "Another tab deleted this cell while you changed it. What you see is yours.",
  theirs: "You deleted this cell while another tab changed it. What you see is the other tab’s.",
} as const;

/** A cell that one side deleted and the other changed is kept, so that nothing written is lost. */
function RemovedBar({
  cell,
  label,
  stays,
}: {
  readonly cell: CellId;
  readonly label: string;
  readonly stays: "mine" | "theirs";
}) {
  return (
    <div aria-label={`Conflict in ${label.toLowerCase()}`} className="conflict-bar" role="group">
      <p role="status">{REMOVED_WORDS[stays]}</p>
      <div className="conflict-choices">
        <Choices cell={cell} keep="Keep it" take="Delete it" />
      </div>
    </div>
  );
}

/** The two ways out. The bar goes with either, and the keyboard stays with the cell. */
function Choices({
  cell,
  take,
  keep,
}: {
  readonly cell: CellId;
  readonly take: string;
  readonly keep: string;
}) {
  const session = useSession();
  const choose = (end: () => void) => (event: MouseEvent<HTMLButtonElement>) => {
    event.currentTarget.closest<HTMLElement>("[data-cell]")?.focus({ preventScroll: true });
    end();
  };
  return (
    <>
      <button onClick={choose(() => void session.takeOther(cell))} type="button">
        {take}
      </button>
      <button onClick={choose(() => session.keepText(cell))} type="button">
        {keep}
      </button>
    </>
  );
}
