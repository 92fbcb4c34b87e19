/** One cell: its text or editor, its state in words, its buttons, its output. */

import { memo, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import type { CellStatus } from "../../engine/api.ts";
import type { Cell } from "../../engine/model/notebook.ts";
import { checkNameOf } from "../../engine/notebook/check-cells.ts";
import { LazyEditor } from "../editor/LazyEditor.tsx";
import { useFinds } from "../find/found.ts";
import { CheckCode, CheckMark } from "../learning/CheckMark.tsx";
import { isHint } from "../learning/check-outcome.ts";
import { callsAt, nextCall } from "../session/code-marks.ts";
import { useCellMarks } from "../session/use-pointing.ts";
import { useSession, useSessionState } from "../session/use-session.ts";
import type { Session } from "../session/session.ts";
import type { CellEnd } from "../session/session-state.ts";
import { ConflictBar } from "../tabs/ConflictBar.tsx";
import { useWhyNotRun } from "../tabs/use-why-not.ts";
import { currentTheme, subscribeTheme } from "../theme/theme.ts";
import type { Then } from "./commands.ts";
import { Elapsed } from "./Elapsed.tsx";
import { LANGUAGE_IDS, LANGUAGE_NAMES } from "./languages.ts";
import { MoveButtons } from "./MoveButtons.tsx";
import { Outputs } from "./Outputs.tsx";
import { Prose } from "./Prose.tsx";

export interface CellViewProps {
  readonly cell: Cell;
  /** Its place among the cells of its kind, from 1. */
  readonly number: number;
  readonly isSelected: boolean;
  readonly isEditing: boolean;
  /** Text that is too much to be read as Markdown. */
  readonly isPlain: boolean;
  readonly nameOf: (cell: string) => string;
  readonly onEdit: (cell: string) => void;
  readonly onLeave: () => void;
  /** The focus left the cell's editor, for wherever it is now. */
  readonly onBlur: (cell: string) => void;
  readonly onRun: (cell: string, then: Then) => void;
}

const NOTHING: readonly never[] = [];

export const CellView = memo(function CellView(props: CellViewProps) {
  const { cell, number, isSelected, isEditing } = props;
  const session = useSession();
  const { id } = cell;
  const section = useRef<HTMLElement>(null);
  const { current, reveal } = useFinds(id);
  /* Text shows no match of its own: the cell as a whole is framed, and brought into sight. */
  const isFound = cell.kind === "prose" && current !== null;
  useEffect(() => {
    if (isFound && reveal > 0) section.current?.scrollIntoView({ block: "nearest" });
  }, [isFound, reveal]);
  const label = `${cell.kind === "code" ? "Code" : "Text"} cell ${number}`;
  return (
    <section
      aria-current={isSelected}
      aria-label={label}
      className={`cell cell-${cell.kind}${isSelected ? " is-selected" : ""}${isFound ? " has-current-match" : ""}`}
      data-cell={id}
      data-language={cell.language}
      onFocus={() => session.select(id)}
      onMouseDown={() => session.select(id)}
      ref={section}
      tabIndex={-1}
    >
      <CellTools {...props} label={label} />
      <ConflictBar cell={id} label={label} />
      {cell.kind === "prose" ? (
        <Prose
          isEditing={isEditing}
          isPlain={props.isPlain}
          onBlur={() => props.onBlur(id)}
          onChange={(text) => session.editCell(id, text)}
          onDraft={(text) => session.draftProse(id, text)}
          onEdit={() => props.onEdit(id)}
          onLeave={props.onLeave}
          onRun={(then) => props.onRun(id, then)}
          text={cell.text}
        />
      ) : (
        <Code {...props} label={label} />
      )}
    </section>
  );
});

function Code(props: CellViewProps & { readonly label: string }) {
  const { cell, isEditing, label, nameOf } = props;
  const { id } = cell;
  const session = useSession();
  const theme = useSyncExternalStore(subscribeTheme, currentTheme);
  const all = useSessionState((state) => state.diagnostics);
  const jump = useSessionState((state) => (state.jump?.cell === id ? state.jump : null));
  const marks = useCellMarks(id);
  const selectedTask = useSessionState((state) => state.selectedTask);
  const check = checkNameOf(cell);
  const editor = (
    <LazyEditor
      above={() => textsAbove(session.getState().notebook.cells, cell)}
      cell={id}
      diagnostics={all.filter((each) => each.cell === id)}
      isEditing={isEditing}
      jump={jump}
      label={label}
      language={cell.language ?? "typescript"}
      notebook={session.getState().notebook.id}
      marks={marks}
      onBlur={() => props.onBlur(id)}
      onChange={(text) => session.editCell(id, text)}
      onCursor={(line) => session.pointing.toCursor(line === null ? null : { cell: id, line })}
      onFocus={() => props.onEdit(id)}
      onLeave={props.onLeave}
      onRun={(then) => props.onRun(id, then)}
      onShowTask={(line) => showTask(session, id, line)}
      selectedTask={marks.selectedLine === null ? null : selectedTask}
      text={cell.text}
      theme={theme}
    />
  );
  return (
    <>
      {check === null ? editor : <CheckCode isEditing={isEditing}>{editor}</CheckCode>}
      <Below cell={id} check={check} nameOf={nameOf} />
    </>
  );
}

interface BelowProps {
  readonly cell: string;
  readonly check: string | null;
  readonly nameOf: (cell: string) => string;
}

/** By itself: what a cell prints changes many times a second, and its editor does not. */
function Below({ cell, check, nameOf }: BelowProps) {
  const session = useSession();
  const outputs = useSessionState((state) => state.outputs[cell] ?? NOTHING);
  const shown = useMemo(
    () => (check === null ? outputs : outputs.filter((each) => !isHint(each))),
    [check, outputs],
  );
  return (
    <>
      {check !== null && <CheckMark cell={cell} check={check} outputs={outputs} />}
      <Outputs nameOf={nameOf} onShowPlace={(place) => session.showPlace(place)} outputs={shown} />
    </>
  );
}

/** Selects the task that a line called: of several the next, each time. */
function showTask(session: Session, cell: string, line: number): boolean {
  const state = session.getState();
  const call = nextCall(callsAt(state, { cell, line }), state);
  if (!call) return false;
  if (call.flow !== state.shownFlow) session.showFlow(call.flow);
  session.selectTask(call.slug);
  return true;
}

/** What the cells above of the same language say. */
function textsAbove(cells: readonly Cell[], { id, language }: Cell): readonly string[] {
  const index = cells.findIndex((each) => each.id === id);
  const above = cells.slice(0, Math.max(0, index));
  return above.filter((each) => each.language === language).map(({ text }) => text);
}

function CellTools({ cell, label, onRun, onEdit }: CellViewProps & { readonly label: string }) {
  const session = useSession();
  const whyNot = useWhyNotRun();
  const { id, kind } = cell;
  return (
    <div className="cell-tools">
      {kind === "code" && (
        <>
          <button
            aria-label={`Run ${label.toLowerCase()}`}
            className="run"
            disabled={whyNot !== null}
            onClick={() => onRun(id, "stay")}
            title={whyNot ?? "Run this cell (Ctrl+Enter)"}
            type="button"
          >
            ▶ Run
          </button>
          <Status cell={id} />
          <LanguageChoice cell={cell} label={label} />
        </>
      )}
      <span className="cell-tools-rest">
        {kind === "prose" && (
          <button className="quiet" onClick={() => onEdit(id)} type="button">
            Edit
          </button>
        )}
        <MoveButtons cell={id} name={label.toLowerCase()} />
        <button
          aria-label={`Delete ${label.toLowerCase()}`}
          className="quiet"
          onClick={() => session.cells.remove(id)}
          type="button"
        >
          ✕
        </button>
      </span>
    </div>
  );
}

function LanguageChoice({ cell, label }: { readonly cell: Cell; readonly label: string }) {
  const session = useSession();
  return (
    <select
      aria-label={`Language of ${label.toLowerCase()}`}
      className="cell-language"
      onChange={({ target }) => {
        const language = LANGUAGE_IDS.find((each) => each === target.value);
        if (language) session.cells.changeKind(cell.id, { kind: "code", language });
      }}
      value={cell.language}
    >
      {LANGUAGE_IDS.map((each) => (
        <option key={each} value={each}>
          {LANGUAGE_NAMES[each]}
        </option>
      ))}
    </select>
  );
}

const WORDS: Readonly<Record<CellStatus, string>> = {
  never: "○ not run",
  fresh: "✓ up to date",
  stale: "◐ stale",
  queued: "… queued",
  running: "▸ running",
};

const ENDS: Readonly<Record<CellEnd, string>> = {
  ok: "✓ up to date",
  failed: "✕ failed",
  interrupted: "■ interrupted",
};

function Status({ cell }: { readonly cell: string }) {
  const status = useSessionState((state) => state.statuses[cell] ?? "never");
  const end = useSessionState((state) => state.ends[cell]);
  const isSettled = status === "fresh" || status === "stale";
  const isBad = end === "failed" || end === "interrupted";
  const word = isSettled && isBad ? ENDS[end] : WORDS[status];
  return (
    <>
      <span className={`cell-status is-${isSettled && isBad ? end : status}`} role="status">
        {word}
      </span>
      {status === "running" && <Elapsed cell={cell} />}
    </>
  );
}
