/** The place of a cell among the others: another one can be dropped before or after it. */

import {
  dropTargetForElements,
  type ElementDropTargetGetFeedbackArgs,
} from "@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { CellId } from "../../engine/model/notebook.ts";
import { useSession } from "../session/use-session.ts";
import { dropIndex, edgeAt, type Edge } from "./drop-place.ts";

interface CellSlotProps {
  readonly cell: CellId;
  readonly children: ReactNode;
}

export function CellSlot({ cell, children }: CellSlotProps) {
  const session = useSession();
  const slot = useRef<HTMLDivElement>(null);
  const [edge, setEdge] = useState<Edge | null>(null);
  useEffect(() => {
    const element = slot.current;
    if (!element) return;
    const edgeUnder = (y: number) => edgeAt(y, element.getBoundingClientRect());
    return dropTargetForElements({
      element,
      canDrop: (args) => draggedCell(args) !== null,
      onDrag: ({ location }) => setEdge(edgeUnder(location.current.input.clientY)),
      onDragLeave: () => setEdge(null),
      onDrop: (args) => {
        setEdge(null);
        const { cells } = session.getState().notebook;
        const from = cells.findIndex(({ id }) => id === draggedCell(args));
        const over = cells.findIndex(({ id }) => id === cell);
        const moved = cells[from];
        if (!moved || over === -1) return;
        const side = edgeUnder(args.location.current.input.clientY);
        session.cells.place(moved.id, dropIndex(from, over, side));
      },
    });
  }, [session, cell]);
  return (
    <div className={edge === null ? "cell-slot" : `cell-slot is-drop-${edge}`} ref={slot}>
      {children}
    </div>
  );
}

/** The cell that is dragged; null: it is something else. */
function draggedCell({ source }: Pick<ElementDropTargetGetFeedbackArgs, "source">): CellId | null {
  const { cell } = source.data;
  return typeof cell === "string" ? cell : null;
}
