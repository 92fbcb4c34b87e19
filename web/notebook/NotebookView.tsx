/** The notebook: its cells in order, the keys that move among them, and ways to add more. */

import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { CellId, LanguageId } from "../../engine/model/notebook.ts";
import { plainCells } from "../../engine/notebook/bounded.ts";
import { offerNotebook } from "../editor/notebook-cells.ts";
import { useSession, useSessionState } from "../session/use-session.ts";
import { useCommands } from "../palette/commands.ts";
import { CellSlot } from "./CellSlot.tsx";
import { CellView } from "./CellView.tsx";
import { COMMAND_KEYS, commandFor } from "./commands.ts";
import { KeysDialog } from "./KeysDialog.tsx";
import { LANGUAGE_IDS, LANGUAGE_NAMES } from "./languages.ts";
import { useCellCommands } from "./use-cell-commands.ts";
import "./notebook.css";

/** Whether the focus is well where it is: outside of the notebook, or on a button of the cell. */
function keepsFocus(root: HTMLElement | null, cell: CellId | null): boolean {
  const at = document.activeElement;
  if (at === null || at === document.body) return false;
  return !root?.contains(at) || at.closest("[data-cell]")?.getAttribute("data-cell") === cell;
}

const PROSE = { kind: "prose" } as const;
const codeIn = (language: LanguageId) => ({ kind: "code", language }) as const;

export function NotebookView() {
  const session = useSession();
  const cells = useSessionState((state) => state.notebook.cells);
  const notebook = useSessionState((state) => state.notebook.id);
  const selected = useSessionState((state) => state.selectedCell);
  const [hasHelp, setHelp] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const lastKey = useRef<{ key: string; at: number } | null>(null);
  const plain = plainCells(cells);
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

  const { editing, edit, leave, blur, run, focusCell, perform } = useCellCommands(root, () =>
    setHelp(true),
  );

  useCommands(() =>
    COMMAND_KEYS.filter(({ isMove }) => isMove !== true).map(({ command, keys, does }) => ({
      id: `cell-${command}`,
      title: does,
      group: "Cell",
      keys,
      run: () => {
        leave();
        perform(command);
      },
    })),
  );

  /** Keys of command mode; keys typed into an editor or a field are not ours. */
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (isTyping(event.target) || isFollowing(event)) return;
    const command = commandFor(event, lastKey.current);
    lastKey.current = { key: event.key, at: event.timeStamp };
    if (command === null) return;
    /* The second stroke of two is not the first of the next two. */
    lastKey.current = null;
    event.preventDefault();
    perform(command);
  };

  /* Whoever checks types wants all cells, near the view or not. */
  useEffect(() => {
    offerNotebook(notebook, () => cells.filter(({ language }) => language === "typescript"));
  }, [notebook, cells]);

  /* A cell that was just put in or moved takes the focus; opening a notebook takes it from nobody. */
  const order = `${notebook} ${cells.map(({ id }) => id).join(" ")}`;
  const known = useRef<{ readonly notebook: string; readonly order: string } | null>(null);
  useEffect(() => {
    const isSameNotebook = known.current?.notebook === notebook;
    const isChanged = isSameNotebook && known.current?.order !== order;
    known.current = { notebook, order };
    /* The editor that was left tells so a little later: only the selected cell's own counts. */
    if (isChanged && editing !== selected && !keepsFocus(root.current, selected)) {
      focusCell(selected);
    }
  }, [order, notebook, editing, focusCell, selected]);

  return (
    <div aria-label="Notebook" className="notebook" onKeyDown={onKeyDown} ref={root} role="region">
      {cells.map((cell) => (
        <CellSlot cell={cell.id} key={cell.id}>
          <CellView
            cell={cell}
            isEditing={editing === cell.id}
            isPlain={plain.has(cell.id)}
            isSelected={selected === cell.id}
            nameOf={nameOf}
            number={numbers.get(cell.id) ?? 0}
            onBlur={blur}
            onEdit={edit}
            onLeave={leave}
            onRun={run}
          />
          <AddCell after={cell.id} />
        </CellSlot>
      ))}
      {cells.length === 0 && <AddCell after={null} />}
      {hasHelp && <KeysDialog onClose={() => setHelp(false)} />}
    </div>
  );
}

const isTyping = (target: EventTarget): boolean =>
  target instanceof HTMLElement &&
  (target.closest("textarea, input, select, .monaco-editor, button") !== null ||
    target.isContentEditable);

/** A key that opens what has the focus: a link, or what is folded. */
const isFollowing = ({ key, target }: KeyboardEvent): boolean =>
  (key === "Enter" || key === " ") &&
  target instanceof Element &&
  target.closest("a[href], summary") !== null;

function AddCell({ after }: { readonly after: CellId | null }) {
  const session = useSession();
  return (
    <div className="add-cell">
      {LANGUAGE_IDS.map((language) => (
        <button
          className="quiet"
          key={language}
          onClick={() => session.cells.add(after, codeIn(language))}
          title={`Add a ${LANGUAGE_NAMES[language]} cell`}
          type="button"
        >
          + {LANGUAGE_NAMES[language]}
        </button>
      ))}
      <button className="quiet" onClick={() => session.cells.add(after, PROSE)} type="button">
        + Text
      </button>
    </div>
  );
}
