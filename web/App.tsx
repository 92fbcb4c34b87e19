/** The page: the notebook on one side, what it runs on the other, side by side or as tabs. */

import { useState, useSyncExternalStore } from "react";
import { Find } from "./find/Find.tsx";
import { Header } from "./Header.tsx";
import { StartPage } from "./learning/StartPage.tsx";
import { Welcome } from "./learning/Welcome.tsx";
import { isStartShown, subscribeAddress } from "./library/start-address.ts";
import { NetworkBar } from "./network/NetworkBar.tsx";
import { NotebookView } from "./notebook/NotebookView.tsx";
import { CommandPalette } from "./palette/CommandPalette.tsx";
import { RunPane } from "./run/RunPane.tsx";
import { UpdateBar } from "./offline/UpdateBar.tsx";
import { Problem } from "./ui/Problem.tsx";
import { Splitter } from "./ui/Splitter.tsx";
import { useSession, useSessionState } from "./session/use-session.ts";
import { FollowerBar } from "./tabs/FollowerBar.tsx";
import "./app.css";

export function App() {
  const [hasRunView, setRunView] = useState(true);
  const isStart = useSyncExternalStore(subscribeAddress, isStartShown);
  return (
    <div className="app">
      <Header hasRunView={hasRunView} onRunView={setRunView} />
      <Problem />
      <FollowerBar />
      <NetworkBar />
      <UpdateBar />
      {isStart ? (
        <main className="pane">
          <StartPage />
        </main>
      ) : (
        <Panes hasRunView={hasRunView} onRunView={setRunView} />
      )}
      <Deleted />
      <CommandPalette />
    </div>
  );
}

interface PanesProps {
  readonly hasRunView: boolean;
  readonly onRunView: (hasRunView: boolean) => void;
}

function Panes({ hasRunView, onRunView }: PanesProps) {
  const isReady = useSessionState((state) => state.isReady);
  const notebook = useSessionState((state) => state.notebook.id);
  const [share, setShare] = useState(52);
  const [pane, setPane] = useState<"notebook" | "run">("notebook");
  return (
    <>
      <Welcome />
      <Find />
      <nav aria-label="Panes" className="pane-tabs">
        {(["notebook", "run"] as const).map((each) => (
          <button
            aria-current={pane === each}
            key={each}
            onClick={() => {
              setPane(each);
              onRunView(true);
            }}
            type="button"
          >
            {each === "notebook" ? "Notebook" : "Run"}
          </button>
        ))}
      </nav>
      <main
        className={`panes shows-${pane}${hasRunView ? "" : " is-one"}`}
        style={{ "--share": `${share}%` }}
      >
        <div className="pane pane-notebook">
          {/* Another notebook has other editors: drafts and undo of one are none of the next one's. */}
          {isReady ? (
            <NotebookView key={notebook} />
          ) : (
            <p className="loading">Opening the notebook…</p>
          )}
        </div>
        {hasRunView && (
          <>
            <Splitter
              label="Width of the notebook"
              onChange={setShare}
              place="beside"
              value={share}
            />
            <div className="pane pane-run">
              <RunPane />
            </div>
          </>
        )}
      </main>
    </>
  );
}

function Deleted() {
  const session = useSession();
  const deleted = useSessionState((state) => state.deleted);
  if (deleted === null) return null;
  return (
    <div className="toast" role="status">
      {deleted}.
      <button onClick={() => session.cells.undo()} type="button">
        Undo
      </button>
    </div>
  );
}
