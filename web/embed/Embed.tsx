/** A notebook in somebody else's page: text and code to read, and a button that runs them right there. */

import { useEffect, useRef } from "react";
import type { Cell, Notebook } from "../../engine/model/notebook.ts";
import { SessionContext } from "../session/use-session.ts";
import { ReadCells } from "../share/ReadCells.tsx";
import type { NamedCell } from "./cell-reference.ts";
import { useLive, type Live, type LiveState } from "./use-live.ts";
import "./embed.css";

export interface EmbedProps {
  readonly notebook: Notebook;
  readonly markdown: string;
  /** The one cell to show; null: all. */
  readonly only: NamedCell | null;
  /** The address of the whole notebook, in Flowbook itself. */
  readonly whole: string;
}

export function Embed({ notebook, markdown, only, whole }: EmbedProps) {
  const cell = only?.cell.id ?? null;
  const { live, state, problem, run, stop } = useLive({ id: notebook.id, markdown, cell });
  const outputs = live ? (each: Cell) => <live.parts.CellOutputs cell={each} /> : undefined;
  return (
    <SessionContext value={live?.session ?? null}>
      <div className="embed">
        <header className="embed-head" data-height="">
          <h1>
            <img alt="" height="18" src="./icon.svg" width="18" /> {notebook.title}
          </h1>
          <RunButton isOne={only !== null} onRun={run} onStop={stop} state={state} />
          <a className="embed-whole" href={whole} rel="noopener" target="_blank">
            Open in Flowbook
          </a>
        </header>
        {problem !== null && (
          <p className="embed-problem" data-height="" role="alert">
            {problem}
          </p>
        )}
        <main className="embed-body">
          <div className="embed-cells" data-height="">
            {only === null ? (
              <ReadCells below={outputs} cells={notebook.cells} />
            ) : (
              <OneCell live={live} notebook={notebook} only={only} />
            )}
          </div>
        </main>
        {live && <Stage live={live} />}
      </div>
    </SessionContext>
  );
}

interface RunButtonProps {
  readonly isOne: boolean;
  readonly state: LiveState;
  readonly onRun: () => void;
  readonly onStop: () => void;
}

/** One button for both: it has the keyboard still when what it does is another thing. */
function RunButton({ isOne, state, onRun, onStop }: RunButtonProps) {
  const what = isOne ? "this cell" : "all cells";
  const title = `Runs ${what} in a sandbox of this page; nothing is stored`;
  return (
    <button
      aria-disabled={state === "starting"}
      className="primary"
      onClick={state === "idle" ? onRun : state === "running" ? onStop : undefined}
      title={state === "idle" ? title : undefined}
      type="button"
    >
      {state === "idle" ? "▶ Run" : state === "running" ? "■ Stop" : "Starting…"}
    </button>
  );
}

interface OneCellProps {
  readonly live: Live | null;
  readonly notebook: Notebook;
  readonly only: NamedCell;
}

function OneCell({ live, notebook, only: { cell, number } }: OneCellProps) {
  const above = notebook.cells
    .slice(0, notebook.cells.indexOf(cell))
    .filter(({ kind, language }) => kind === "code" && language === cell.language);
  const outputs = live ? (each: Cell) => <live.parts.CellOutputs cell={each} /> : undefined;
  return (
    <>
      {above.length > 0 && (
        <details className="embed-above">
          <summary>
            {live ? (
              <live.parts.RanBefore cells={above} />
            ) : (
              `Runs first what it needs of the ${cellCount(above.length)} above`
            )}
          </summary>
          <ReadCells below={outputs} cells={above} />
        </details>
      )}
      <ReadCells before={number - 1} below={outputs} cells={[cell]} />
    </>
  );
}

const cellCount = (count: number): string =>
  count === 1 ? "one code cell" : `${count} code cells`;

/** Where the frame is low it stands below all else: whoever has pressed Run is led to it. */
function Stage({ live }: { readonly live: Live }) {
  const stage = useRef<HTMLDivElement>(null);
  useEffect(() => stage.current?.scrollIntoView({ block: "nearest" }), []);
  return (
    <div className="embed-stage" ref={stage}>
      <live.parts.RunStage />
    </div>
  );
}
