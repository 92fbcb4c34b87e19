/** A notebook in somebody else's page: text and code to read, and a button that runs them right there. */

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
  const { title, cells } = notebook;
  /* The page around may have several: their parts are told apart by whose they are. */
  return (
    <SessionContext value={live?.session ?? null}>
      <div className="embed">
        <header aria-label={title} className="embed-head" data-height="">
          <h1>
            <img alt="" height="18" src="./icon.svg" width="18" /> {title}
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
        <main aria-label={title} className="embed-body">
          <div className="embed-cells" data-height="">
            {only === null ? (
              <ReadCells below={outputs} cells={cells} of={title} />
            ) : (
              <OneCell live={live} notebook={notebook} only={only} />
            )}
          </div>
        </main>
        {live && <live.parts.RunStage />}
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
          <ReadCells below={outputs} cells={above} of={notebook.title} />
        </details>
      )}
      <ReadCells before={number - 1} below={outputs} cells={[cell]} of={notebook.title} />
    </>
  );
}

const cellCount = (count: number): string =>
  count === 1 ? "one code cell" : `${count} code cells`;
