/** A notebook that came by a link, to be read: nothing of it runs, and nothing of it is stored. */

import { useMemo, useSyncExternalStore } from "react";
import { FlowbookError } from "../../engine/model/errors.ts";
import type { Cell, Notebook } from "../../engine/model/notebook.ts";
import { plainCells } from "../../engine/notebook/bounded.ts";
import { parseNotebook } from "../../engine/notebook/markdown.ts";
import { decodeShare, type Shared } from "../../engine/notebook/share/share.ts";
import { LANGUAGE_NAMES } from "../notebook/languages.ts";
import { Prose } from "../notebook/Prose.tsx";
import { currentTheme, subscribeTheme, toggleTheme } from "../theme/theme.ts";
import "../notebook/notebook.css";
import "./share.css";

export interface SharedNotebookProps {
  /** What stands behind `#s=`. */
  readonly letters: string;
  readonly onKeep: (shared: Shared, then: "read" | "run") => void;
  readonly onLeave: () => void;
}

type Opened =
  | { readonly type: "shared"; readonly shared: Shared; readonly notebook: Notebook }
  | { readonly type: "damaged"; readonly message: string };

function open(letters: string): Opened {
  try {
    const shared = decodeShare(letters);
    return { type: "shared", shared, notebook: parseNotebook("shared", shared.markdown) };
  } catch (error) {
    if (!(error instanceof FlowbookError)) throw error;
    return { type: "damaged", message: error.message };
  }
}

export function SharedNotebook({ letters, onKeep, onLeave }: SharedNotebookProps) {
  const opened = useMemo(() => open(letters), [letters]);
  return (
    <div className="shared">
      <Head onLeave={onLeave} />
      {opened.type === "damaged" ? (
        <main className="shared-damaged">
          <h2>The link could not be opened</h2>
          <p role="alert">{opened.message}</p>
          <button className="primary" onClick={onLeave} type="button">
            Go to your notebooks
          </button>
        </main>
      ) : (
        <>
          <Notice onKeep={(then) => onKeep(opened.shared, then)} shared={opened.shared} />
          <main className="notebook">
            <Cells cells={opened.notebook.cells} />
          </main>
        </>
      )}
    </div>
  );
}

function Head({ onLeave }: { readonly onLeave: () => void }) {
  const theme = useSyncExternalStore(subscribeTheme, currentTheme);
  return (
    <header className="shared-head">
      <h1 className="shared-brand">
        <img alt="" height="22" src="./icon.svg" width="22" /> Flowbook
      </h1>
      <button className="quiet" onClick={onLeave} type="button">
        Your notebooks
      </button>
      <button
        aria-label={theme === "dark" ? "Use the light theme" : "Use the dark theme"}
        className="quiet"
        onClick={toggleTheme}
        type="button"
      >
        {theme === "dark" ? "☀" : "☾"}
      </button>
    </header>
  );
}

interface NoticeProps {
  readonly shared: Shared;
  readonly onKeep: (then: "read" | "run") => void;
}

function Notice({ shared, onKeep }: NoticeProps) {
  const { runOnOpen = false, parameters = {} } = shared;
  const entered = Object.entries(parameters).flatMap(([flow, entries]) =>
    Object.entries(entries).map(([name, text]) => `${name} of ${flow} = ${text}`),
  );
  return (
    <aside aria-label="About this link" className="shared-notice">
      <p>
        This notebook comes from a link. Its code is a stranger’s: it will run in the sandbox when
        you press Run, and nothing of it has run or been stored so far.
        {runOnOpen && " Whoever sent it means it to be run: “Open and run” runs all its cells."}
      </p>
      {entered.length > 0 && <p>It brings parameters: {entered.join("; ")}.</p>}
      <div className="shared-actions">
        <button
          className={runOnOpen ? "primary" : undefined}
          onClick={() => onKeep("run")}
          title="Keeps a copy among your notebooks, and runs all its cells"
          type="button"
        >
          ▶ Open and run
        </button>
        <button
          className={runOnOpen ? undefined : "primary"}
          onClick={() => onKeep("read")}
          title="Puts it among your notebooks, to be changed; nothing runs"
          type="button"
        >
          Keep a copy
        </button>
      </div>
    </aside>
  );
}

const nothing = (): void => undefined;

function Cells({ cells }: { readonly cells: readonly Cell[] }) {
  const plain = plainCells(cells);
  const code = cells.filter(({ kind }) => kind === "code");
  return cells.map(({ id, kind, language, text }) =>
    kind === "prose" ? (
      <Prose
        isEditing={false}
        isPlain={plain.has(id)}
        key={id}
        onBlur={nothing}
        onChange={nothing}
        onDraft={nothing}
        onEdit={nothing}
        onLeave={nothing}
        onRun={nothing}
        text={text}
      />
    ) : (
      <section
        aria-label={`Code cell ${code.findIndex((each) => each.id === id) + 1}`}
        className="shared-code"
        key={id}
      >
        <span className="shared-language">{LANGUAGE_NAMES[language ?? "typescript"]}</span>
        {/* Long lines scroll, by the keys too. */}
        <pre tabIndex={0}>{text}</pre>
      </section>
    ),
  );
}
