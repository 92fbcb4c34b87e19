/** A modal dialog with a title and a way out: the browser's own, which keeps the focus and knows Escape. */

import { useEffect, useId, useRef, type ReactNode } from "react";
import "./list-dialog.css";

interface DialogProps {
  readonly title: ReactNode;
  /** What the button that leaves it says. */
  readonly leave?: string;
  readonly isWide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Dialog({ title, leave = "Close", isWide = false, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      aria-labelledby={id}
      className={isWide ? "list-dialog is-wide" : "list-dialog"}
      onClose={({ target, currentTarget }) => {
        /* React lets the end of a dialog within this one come by, too. */
        if (target === currentTarget) onClose();
      }}
      ref={dialog}
    >
      {/* Not a header: a dialog's would count as a second banner of the page. */}
      <div className="dialog-head">
        <h2 id={id}>{title}</h2>
        <button onClick={() => dialog.current?.close()} type="button">
          {leave}
        </button>
      </div>
      {children}
    </dialog>
  );
}
