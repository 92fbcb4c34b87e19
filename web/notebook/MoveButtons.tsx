/** What moves a cell: a handle that is dragged, or moved with the arrow keys, and two buttons. */

import { draggable } from "@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter";
import { useEffect, useRef } from "react";
import type { CellId } from "../../engine/model/notebook.ts";
import { useSession } from "../session/use-session.ts";

interface MoveButtonsProps {
  readonly cell: CellId;
  /** What the cell is called: `code cell 2`. */
  readonly name: string;
}

export function MoveButtons({ cell, name }: MoveButtonsProps) {
  const session = useSession();
  const handle = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const element = handle.current;
    if (!element) return;
    return draggable({
      element,
      getInitialData: () => ({ cell }),
      onGenerateDragPreview: ({ nativeSetDragImage }) => {
        const whole = element.closest("[data-cell]");
        if (whole) nativeSetDragImage?.(whole, 16, 16);
      },
    });
  }, [cell]);
  /** A button that moves with its cell in the page loses the focus: it is given back. */
  const move = (button: HTMLElement, by: -1 | 1) => {
    session.cells.move(cell, by);
    requestAnimationFrame(() => button.focus());
  };
  return (
    <>
      <button
        aria-label={`Drag ${name}, or move it with the arrow keys`}
        className="quiet drag-handle"
        onKeyDown={(event) => {
          if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
          event.preventDefault();
          move(event.currentTarget, event.key === "ArrowUp" ? -1 : 1);
        }}
        ref={handle}
        title="Drag to move the cell, or press ↑ or ↓ here"
        type="button"
      >
        ⠿
      </button>
      <button
        aria-label={`Move ${name} up`}
        className="quiet"
        onClick={({ currentTarget }) => move(currentTarget, -1)}
        title="Move up (Ctrl+Shift+↑)"
        type="button"
      >
        ↑
      </button>
      <button
        aria-label={`Move ${name} down`}
        className="quiet"
        onClick={({ currentTarget }) => move(currentTarget, 1)}
        title="Move down (Ctrl+Shift+↓)"
        type="button"
      >
        ↓
      </button>
    </>
  );
}
