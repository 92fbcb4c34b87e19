/** The link between text and drawing, as React hooks. */

import { useMemo, useSyncExternalStore } from "react";
import type { FlowGraph, Slug } from "../../engine/model/graph.ts";
import type { CellId } from "../../engine/model/notebook.ts";
import { marksOf, selectedLine, slugsAt, type LineMark } from "./code-marks.ts";
import { useSession, useSessionState } from "./use-session.ts";

/** The tasks of a graph that the line with the cursor called; empty where no editor has the focus. */
export function useLit(graph: FlowGraph): ReadonlySet<Slug> {
  const { pointing } = useSession();
  const cursor = useSyncExternalStore(pointing.subscribe, () => pointing.get().cursor);
  return useMemo(() => slugsAt(graph, cursor), [graph, cursor]);
}

/** What is marked in a cell. */
export interface CellMarks {
  readonly marks: readonly LineMark[];
  /** The line that called the selected task; null: none of this cell. */
  readonly selectedLine: number | null;
  /** The line that called the task that somebody points at in the drawing. */
  readonly pointedLine: number | null;
}

/** The marks of a cell; the same object as long as nothing about them changes. */
export function useCellMarks(cell: CellId): CellMarks {
  const { pointing } = useSession();
  const pointedLine = useSyncExternalStore(pointing.subscribe, () => {
    const { place } = pointing.get();
    return place?.cell === cell ? place.line : null;
  });
  const selected = useSessionState((state) => selectedLine(state, cell));
  /* As text, for a run tells of many states that change nothing in this cell. */
  const text = useSessionState((state) => JSON.stringify(marksOf(state, cell)));
  return useMemo(
    () => ({ marks: JSON.parse(text) as LineMark[], selectedLine: selected, pointedLine }),
    [text, selected, pointedLine],
  );
}
