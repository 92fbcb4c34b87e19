/** What the commands of the notebook do, whichever way they are given: by a key, or from the palette. */

import { useCallback, useState, type RefObject } from "react";
import type { CellId, LanguageId } from "../../engine/model/notebook.ts";
import { useSession } from "../session/use-session.ts";
import type { Command, Then } from "./commands.ts";

const codeIn = (language: LanguageId) => ({ kind: "code", language }) as const;

export interface CellCommands {
  /** The cell that is edited; null: command mode. */
  readonly editing: CellId | null;
  readonly edit: (cell: CellId) => void;
  /** Ends editing, and gives the cell the keyboard. */
  readonly leave: () => void;
  /** Editing of this cell ended, for the focus went elsewhere: it stays there. */
  readonly blur: (cell: CellId) => void;
  /** Runs a cell (of prose there is nothing to run), and goes where one goes then. */
  readonly run: (cell: CellId, then: Then) => void;
  readonly focusCell: (cell: CellId | null) => void;
  /** Does a command to the selected cell. */
  readonly perform: (command: Command) => void;
}

/** @param onHelp  all keys are to be shown */
export function useCellCommands(
  root: RefObject<HTMLElement | null>,
  onHelp: () => void,
): CellCommands {
  const session = useSession();
  const [editing, setEditing] = useState<CellId | null>(null);

  const focusCell = useCallback(
    (cell: CellId | null) => {
      if (cell === null) return;
      root.current?.querySelector<HTMLElement>(`[data-cell="${cell}"]`)?.focus();
    },
    [root],
  );

  const edit = useCallback((cell: CellId) => setEditing(cell), []);
  const leave = useCallback(() => {
    setEditing(null);
    focusCell(session.getState().selectedCell);
  }, [session, focusCell]);

  const blur = useCallback(
    (cell: CellId) => setEditing((current) => (current === cell ? null : current)),
    [],
  );

  /** @returns whether there is a cell that way */
  const step = useCallback(
    (by: -1 | 1): boolean => {
      const { notebook, selectedCell } = session.getState();
      const index = notebook.cells.findIndex(({ id }) => id === selectedCell);
      const next = notebook.cells[index + by]?.id;
      if (next === undefined) return false;
      session.select(next);
      focusCell(next);
      return true;
    },
    [session, focusCell],
  );

  const run = useCallback(
    (cell: CellId, then: Then) => {
      const { notebook, language } = session.getState();
      const isCode = notebook.cells.find(({ id }) => id === cell)?.kind === "code";
      if (isCode) void session.runCell(cell);
      if (then === "stay") return;
      setEditing(null);
      session.select(cell);
      if (then === "next" && step(1)) return;
      session.cells.add(cell, codeIn(language));
      setEditing(session.getState().selectedCell);
    },
    [session, step],
  );

  const perform = (command: Command): void => {
    const { notebook, selectedCell: cell, language } = session.getState();
    const { cells } = session;
    const code = codeIn(language);
    if (command === "help") return onHelp();
    if (command === "undo") return cells.undo();
    if (command === "redo") return cells.redo();
    if (command === "pasteBelow") return cells.paste(cell, "below");
    if (command === "pasteAbove") return cells.paste(cell, "above");
    if (cell === null) {
      if (command === "above" || command === "below") cells.add(null, code);
      return;
    }
    const index = notebook.cells.findIndex(({ id }) => id === cell);
    switch (command) {
      case "edit":
        return setEditing(cell);
      case "up":
        return void step(-1);
      case "down":
        return void step(1);
      case "above":
        return cells.add(notebook.cells[index - 1]?.id ?? null, code);
      case "below":
        return cells.add(cell, code);
      case "delete":
        return cells.remove(cell);
      case "cut":
        return cells.cut(cell);
      case "copy":
        return cells.copy(cell);
      case "merge":
        return cells.mergeBelow(cell);
      case "moveUp":
        return cells.move(cell, -1);
      case "moveDown":
        return cells.move(cell, 1);
      case "toProse":
        return cells.changeKind(cell, { kind: "prose" });
      case "toCode":
        return notebook.cells[index]?.kind === "code" ? undefined : cells.changeKind(cell, code);
      case "run":
        return run(cell, "stay");
      case "runNext":
        return run(cell, "next");
      case "runInsert":
        return run(cell, "insert");
    }
  };

  return { editing, edit, leave, blur, run, focusCell, perform };
}
