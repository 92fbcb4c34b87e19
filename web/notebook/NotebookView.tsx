/** The notebook: its cells in order, the keys that move among them, and ways to add more. */

import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { CellId, LanguageId } from "../../engine/model/notebook.ts";
import { offerNotebook } from "../editor/notebook-cells.ts";
import { useSession, useSessionState } from "../session/use-session.ts";
import { CellView } from "./CellView.tsx";
import { commandFor } from "./commands.ts";
import { LANGUAGE_IDS, LANGUAGE_NAMES } from "./languages.ts";
import "./notebook.css";

const PROSE = { kind: "prose" } as const;
const codeIn = (language: LanguageId) => ({ kind: "code", language }) as const;

export function NotebookView() {
  const session = useSession();
  const cells = useSessionState((state) => state.notebook.cells);
  const selected = useSessionState((state) => state.selectedCell);
  const [editing, setEditing] = useState<CellId | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const lastKey = useRef<{ key: string; at: number } | null>(null);
  const numbers = new Map(
    (["code", "prose"] as const).flatMap((kind) =>
      cells.filter((cell) => cell.kind === kind).map(({ id }, index) => [id, index + 1] as const),
    ),
  );
  const nameOf = useCallback(
    (cell: CellId) => {
      const code = session.getState().notebook.cells.filter(({ kind }) => kind === "code");
      return `cell ${code.findIndex(({ id }) => id === cell) + 1}`;
    },
    [session],
  );

  const focusCell = useCallback((cell: CellId | null) => {
    if (cell === null) return;
    const element = root.current?.querySelector<HTMLElement>(`[data-cell="${cell}"]`);
    element?.focus({ preventScroll: false });
  }, []);

  const step = useCallback(
    (by: -1 | 1) => {
      const { notebook, selectedCell } = session.getState();
      const index = notebook.cells.findIndex(({ id }) => id === selectedCell);
      const next = notebook.cells[index + by]?.id;
      if (next === undefined) return;
      session.select(next);
      focusCell(next);
    },
    [session, focusCell],
  );

  const edit = useCallback((cell: CellId) => setEditing(cell), []);
  const leave = useCallback(() => {
    setEditing(null);
    focusCell(session.getState().selectedCell);
  }, [session, focusCell]);

  const run = useCallback(
    (cell: CellId, then: "stay" | "next") => {
      void session.runCell(cell);
      if (then === "stay") return;
      setEditing(null);
      session.select(cell);
      step(1);
    },
    [session, step],
  );

  /** Keys of command mode; keys typed into an editor or a field are not ours. */
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (selected === null || isTyping(event.target)) return;
    const command = commandFor(event, lastKey.current);
    lastKey.current = { key: event.key, at: event.timeStamp };
    if (command === null) return;
    event.preventDefault();
    const code = codeIn(session.getState().language);
    const isCode = cells.find(({ id }) => id === selected)?.kind === "code";
    switch (command) {
      case "edit":
        return setEditing(selected);
      case "up":
        return step(-1);
      case "down":
        return step(1);
      case "above": {
        const index = cells.findIndex(({ id }) => id === selected);
        return session.addCell(cells[index - 1]?.id ?? null, code);
      }
      case "below":
        return session.addCell(selected, code);
      case "delete":
        return session.deleteCell(selected);
      case "undo":
        return session.undoDelete();
      case "toProse":
        return session.changeKind(selected, PROSE);
      case "toCode":
        return isCode ? undefined : session.changeKind(selected, code);
      case "run":
        return isCode ? run(selected, "stay") : undefined;
      case "runNext":
        return isCode ? run(selected, "next") : step(1);
    }
  };

  /* Whoever checks types wants all cells, near the view or not. */
  useEffect(() => {
    offerNotebook(() => cells.filter(({ language }) => language === "typescript"));
  }, [cells]);

  /* A cell that was just put in takes the focus; opening a notebook takes it from nobody. */
  const known = useRef<number | null>(null);
  useEffect(() => {
    if (known.current !== null && known.current !== cells.length && editing === null) {
      focusCell(selected);
    }
    known.current = cells.length;
  }, [cells.length, editing, focusCell, selected]);

  return (
    <div aria-label="Notebook" className="notebook" onKeyDown={onKeyDown} ref={root} role="region">
      {cells.map((cell) => (
        <div key={cell.id}>
          <CellView
            cell={cell}
            isEditing={editing === cell.id}
            isSelected={selected === cell.id}
            nameOf={nameOf}
            number={numbers.get(cell.id) ?? 0}
            onEdit={edit}
            onLeave={leave}
            onRun={run}
          />
          <AddCell after={cell.id} />
        </div>
      ))}
      {cells.length === 0 && <AddCell after={null} />}
    </div>
  );
}

const isTyping = (target: EventTarget): boolean =>
  target instanceof HTMLElement &&
  (target.closest("textarea, input, select, .monaco-editor, button") !== null ||
    target.isContentEditable);

function AddCell({ after }: { readonly after: CellId | null }) {
  const session = useSession();
  return (
    <div className="add-cell">
      {LANGUAGE_IDS.map((language) => (
        <button
          className="quiet"
          key={language}
          onClick={() => session.addCell(after, codeIn(language))}
          title={`Add a ${LANGUAGE_NAMES[language]} cell`}
          type="button"
        >
          + {LANGUAGE_NAMES[language]}
        </button>
      ))}
      <button className="quiet" onClick={() => session.addCell(after, PROSE)} type="button">
        + Text
      </button>
    </div>
  );
}
