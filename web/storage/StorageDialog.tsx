/** What is kept in this browser: how much it takes, how safe it is, and away with it. */

import { useState } from "react";
import type { KeptRun } from "../../engine/api/storage.ts";
import { sizeText } from "../archive/item-text.ts";
import { deleteNotebook } from "../library/open.ts";
import { notebooksChanged } from "../library/use-notebooks.ts";
import { OfflineState } from "../offline/OfflineState.tsx";
import { useSession, useSessionState } from "../session/use-session.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { Bin } from "./Bin.tsx";
import { KeptNotebooks } from "./KeptNotebooks.tsx";
import { viewKept } from "./kept.ts";
import { askToPersist, hasAskedToPersist, type Persistence } from "./persist.ts";
import { clearPythonCache } from "./python-cache.ts";
import { useStorage, type Measured } from "./use-storage.ts";
import "./storage.css";

export function StorageDialog({ onClose }: { readonly onClose: () => void }) {
  const session = useSession();
  const problem = useSessionState((state) => state.problem);
  const { measured, isMeasuring, change } = useStorage();
  const removeRuns = (runs: readonly KeptRun[], what: string) => {
    if (!confirm(`Delete ${what}, with results and logs? This cannot be undone.`)) return;
    change((api) => api.runs.remove(runs.map(({ id }) => id)));
  };
  const changeNotebooks = (work: Parameters<typeof change>[0]) =>
    change((api) => work(api).finally(notebooksChanged));
  const { here, bin } = viewKept(measured?.notebooks ?? []);
  return (
    <Dialog onClose={onClose} title="Storage">
      <p className="storage-measuring" role="status">
        {isMeasuring ? "Measuring…" : ""}
      </p>
      {problem !== null && (
        <p className="storage-problem" role="alert">
          {problem}
        </p>
      )}
      {measured && (
        <div className="storage">
          <Used measured={measured} />
          <Safety isPersistent={measured.isPersistent} onAsk={(ask) => change(ask)} />
          <KeptNotebooks
            notebooks={here}
            onBin={(id) => changeNotebooks(() => deleteNotebook(session, id))}
            onRemoveRuns={removeRuns}
          />
          <Bin
            notebooks={bin}
            onRemove={(ids, what) => {
              if (!confirm(`Delete ${what} for good? This cannot be undone.`)) return;
              changeNotebooks(async (api) => {
                for (const id of ids) await api.storage.removeNotebook(id);
              });
            }}
            onRestore={(id) => changeNotebooks((api) => api.storage.restoreNotebook(id))}
          />
          <OfflineState />
          {measured.python !== null && (
            <section aria-label="Python runtime">
              <h3>Python runtime</h3>
              <p className="storage-row">
                <span>
                  Kept so that Python starts without fetching it again: {sizeText(measured.python)}
                </span>
                <button
                  disabled={measured.python === 0}
                  onClick={() => change(clearPythonCache)}
                  type="button"
                >
                  Clear
                </button>
              </p>
            </section>
          )}
        </div>
      )}
    </Dialog>
  );
}

function Used({ measured: { used, quota } }: { readonly measured: Measured }) {
  if (used === null) return <p>This browser does not say how much is used.</p>;
  return (
    <p className="storage-used">
      <span>
        {sizeText(used)} used{quota !== null && ` of ${sizeText(quota)}`}, as the browser estimates
      </span>
      {quota !== null && <meter aria-label="Storage used" max={quota} min={0} value={used} />}
    </p>
  );
}

interface SafetyProps {
  readonly isPersistent: boolean;
  readonly onAsk: (ask: () => Promise<void>) => void;
}

function Safety({ isPersistent, onAsk }: SafetyProps) {
  const [outcome, setOutcome] = useState<Persistence | null>(null);
  if (isPersistent || outcome === "persistent") {
    return <p>Kept safe: the browser does not clear it by itself.</p>;
  }
  return (
    <p className="storage-row">
      <span>
        {outcome === null &&
          !hasAskedToPersist() &&
          "The browser may clear it when space is short."}
        {(outcome === "refused" || (outcome === null && hasAskedToPersist())) &&
          "The browser was asked and did not agree: it may clear it when space is short. Export what you want to keep, or bookmark this page and ask again."}
        {outcome === "unsupported" &&
          "This browser cannot be asked: it may clear it when space is short. Export what you want to keep."}
      </span>
      <button onClick={() => onAsk(async () => setOutcome(await askToPersist()))} type="button">
        Keep it safe
      </button>
    </p>
  );
}
