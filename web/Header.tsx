/** The page's head: the notebook's name, and what bears on all of it. */

import { useState, useSyncExternalStore } from "react";
import { ArchiveTools } from "./archive/ArchiveTools.tsx";
import { HistoryDialog } from "./history/HistoryDialog.tsx";
import { showStart, START } from "./library/start-address.ts";
import { NotebookMenu } from "./library/NotebookMenu.tsx";
import { isOn } from "./network/hosts.ts";
import { NetworkDialog } from "./network/NetworkDialog.tsx";
import { useNetwork } from "./network/use-network.ts";
import { runCommand } from "./palette/commands.ts";
import { usePageCommands, type PageDialog } from "./palette/use-page-commands.ts";
import { RuntimeStatus } from "./RuntimeStatus.tsx";
import { ResultsDialog } from "./results/ResultsDialog.tsx";
import { SecretsDialog } from "./secrets/SecretsDialog.tsx";
import { useSession, useSessionState } from "./session/use-session.ts";
import { useAskToPersist } from "./storage/persist.ts";
import { ShareDialog } from "./share/ShareDialog.tsx";
import { StorageDialog } from "./storage/StorageDialog.tsx";
import { useWhyNotRun } from "./tabs/use-why-not.ts";
import { currentTheme, subscribeTheme, toggleTheme } from "./theme/theme.ts";

const KERNEL: Readonly<Record<string, string>> = {
  none: "kernel not started",
  starting: "kernel starting",
  idle: "kernel idle",
  busy: "kernel busy",
  ended: "kernel ended",
};

export interface HeaderProps {
  /** Whether graph, states and logs stand beside the notebook. */
  readonly hasRunView: boolean;
  readonly onRunView: (hasRunView: boolean) => void;
}

export function Header({ hasRunView, onRunView }: HeaderProps) {
  const session = useSession();
  const kernel = useSessionState((state) => state.kernel);
  const isSaved = useSessionState((state) => state.isSaved);
  const hasDraft = useSessionState((state) => state.hasDraft);
  const isReady = useSessionState((state) => state.isReady);
  const settings = useSessionState((state) => state.settings);
  const hasPython = useSessionState(({ notebook }) =>
    notebook.cells.some(({ language }) => language === "python"),
  );
  const network = useNetwork();
  const whyNot = useWhyNotRun();
  const title = whyNot ?? undefined;
  const [dialog, setDialog] = useState<PageDialog | null>(null);
  /** Where there is no room for them the settings are opened by a button. */
  const [isOpen, setOpen] = useState(false);
  useAskToPersist();
  usePageCommands({ onOpen: setDialog, hasRunView, onRunView });
  const theme = useSyncExternalStore(subscribeTheme, currentTheme);
  return (
    <header className="app-header">
      <h1 className="brand">
        <a
          className="brand-link"
          href={START}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            showStart();
          }}
          title="Lessons, examples and your notebooks"
        >
          <img alt="" height="22" src="./icon.svg" width="22" /> Flowbook
        </a>
      </h1>
      <NotebookMenu />
      <span className="saved" role="status">
        {isReady && (hasDraft ? "typing…" : isSaved ? "saved" : "saving…")}
      </span>
      <div className="app-tools" role="toolbar" aria-label="Notebook">
        <button
          className="primary"
          disabled={!isReady || whyNot !== null}
          onClick={() => void session.runAll()}
          title={title}
          type="button"
        >
          ▶ Run all
        </button>
        <button
          disabled={kernel.status !== "busy" || whyNot !== null}
          onClick={() => void session.interrupt()}
          title={title}
          type="button"
        >
          ■ Interrupt
        </button>
        <button
          disabled={!isReady || whyNot !== null}
          onClick={() => void session.restart()}
          title={title}
          type="button"
        >
          ↻ Restart
        </button>
        <RuntimeStatus />
        <span className="kernel" role="status" title={kernel.reason ?? undefined}>
          {KERNEL[kernel.status] ?? kernel.status}
        </span>
      </div>
      <button
        aria-controls="app-settings"
        aria-expanded={isOpen}
        className="quiet app-more"
        onClick={() => setOpen(!isOpen)}
        type="button"
      >
        ☰ More
      </button>
      <div className={`app-settings${isOpen ? " is-open" : ""}`} id="app-settings">
        <label title="Jump over retry delays, schedules and start times">
          <input
            checked={settings.skipWaits}
            onChange={(event) =>
              void session.setSettings({ ...settings, skipWaits: event.target.checked })
            }
            type="checkbox"
          />
          Skip waits
        </label>
        <WorkerCount
          label="Workers"
          onChange={(poolSize) => void session.setSettings({ ...settings, poolSize })}
          value={settings.poolSize}
        />
        {hasPython && (
          <WorkerCount
            label="Python workers"
            onChange={(python) => {
              const poolSizes = { ...settings.poolSizes, python };
              void session.setSettings({ ...settings, poolSizes });
            }}
            value={settings.poolSizes?.python ?? settings.poolSize}
          />
        )}
        <button className="quiet" onClick={showStart} type="button">
          Learn
        </button>
        <button
          className="quiet"
          disabled={!isReady}
          onClick={() => setDialog("share")}
          type="button"
        >
          Share
        </button>
        <button className="quiet" onClick={() => setDialog("history")} type="button">
          History
        </button>
        <button className="quiet" onClick={() => setDialog("results")} type="button">
          Results
        </button>
        <button className="quiet" onClick={() => setDialog("secrets")} type="button">
          Secrets
        </button>
        <button
          className="quiet"
          onClick={() => setDialog("network")}
          title="The hosts that this notebook may reach"
          type="button"
        >
          {isOn(network.settings) ? "Network (on)" : "Network"}
        </button>
        <button className="quiet" onClick={() => setDialog("storage")} type="button">
          Storage
        </button>
        <ArchiveTools />
        <button
          className="quiet"
          onClick={() => runCommand("palette")}
          title="All that can be done, by name (Ctrl+K)"
          type="button"
        >
          Commands
        </button>
        <button
          aria-pressed={hasRunView}
          className="quiet app-run-view"
          onClick={() => onRunView(!hasRunView)}
          title="Show or hide the graph, the states and the logs beside the notebook"
          type="button"
        >
          ◫ Run view
        </button>
        <button
          aria-label={theme === "dark" ? "Use the light theme" : "Use the dark theme"}
          className="quiet"
          onClick={toggleTheme}
          type="button"
        >
          {theme === "dark" ? "☀" : "☾"}
        </button>
      </div>
      {dialog === "history" && <HistoryDialog onClose={() => setDialog(null)} />}
      {dialog === "network" && <NetworkDialog onClose={() => setDialog(null)} />}
      {dialog === "results" && <ResultsDialog onClose={() => setDialog(null)} />}
      {dialog === "secrets" && <SecretsDialog onClose={() => setDialog(null)} />}
      {(dialog === "share" || dialog === "embed") && (
        <ShareDialog isEmbedding={dialog === "embed"} onClose={() => setDialog(null)} />
      )}
      {dialog === "storage" && <StorageDialog onClose={() => setDialog(null)} />}
    </header>
  );
}

interface WorkerCountProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (count: number) => void;
}

function WorkerCount({ label, value, onChange }: WorkerCountProps) {
  return (
    <label title="Task workers that run side by side, 1 to 8">
      {label}
      <input
        max={8}
        min={1}
        onChange={(event) => onChange(event.target.valueAsNumber || 1)}
        type="number"
        value={value}
      />
    </label>
  );
}
