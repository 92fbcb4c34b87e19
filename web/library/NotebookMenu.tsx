/** Which notebook is open, the way to another or a new one, and away with this one. */

import { useEffect, useState } from "react";
import { useSession, useSessionState } from "../session/use-session.ts";
import { VersionsDialog } from "../storage/VersionsDialog.tsx";
import { DeletedNotebook } from "./DeletedNotebook.tsx";
import { isBundled } from "./bundled.ts";
import { choices } from "./listing.ts";
import {
  deleteNotebook,
  followAddress,
  newNotebook,
  openNotebook,
  restoreNotebook,
} from "./open.ts";
import { useNotebooks } from "./use-notebooks.ts";
import "./library.css";

export function NotebookMenu() {
  const session = useSession();
  const open = useSessionState(({ notebook }) => notebook.id);
  const title = useSessionState(({ notebook }) => notebook.title);
  const isReady = useSessionState((state) => state.isReady);
  const stored = useNotebooks();
  const listed = choices(stored);
  const [deleted, setDeleted] = useState<string | null>(null);
  const [hasVersions, setVersions] = useState(false);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    const follow = () => void followAddress(session);
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, [session]);
  /* One way at a time: the next one begins where this one ends. */
  const go = (way: () => Promise<string | null | undefined | void>) => {
    setBusy(true);
    void way()
      .then((binned) => setDeleted(binned ?? null))
      .finally(() => setBusy(false));
  };
  /* It may have come out of the bin by another way. */
  const canUndo = stored.some(({ id }) => id === deleted);
  const isHere = listed.some(({ id }) => id === open);
  return (
    <div aria-label="Notebooks" className="notebook-menu" role="group">
      <select
        aria-label="Notebook"
        className="notebook-title"
        disabled={!isReady || isBusy}
        onChange={({ target }) => go(() => openNotebook(session, target.value))}
        value={open}
      >
        {listed.map((each) => (
          <option key={each.id} value={each.id}>
            {each.id === open && !isBundled(open) ? title : each.title}
          </option>
        ))}
        {!isHere && <option value={open}>{title}</option>}
      </select>
      <button
        className="quiet"
        disabled={!isReady || isBusy}
        onClick={() => go(() => newNotebook(session))}
        type="button"
      >
        New notebook
      </button>
      <button
        className="quiet"
        disabled={!isReady || isBusy}
        onClick={() => go(() => deleteNotebook(session, open))}
        title="Put this notebook and its runs into the bin"
        type="button"
      >
        Delete notebook
      </button>
      <button
        className="quiet"
        disabled={!isReady}
        onClick={() => setVersions(true)}
        title="Earlier texts of this notebook"
        type="button"
      >
        Versions
      </button>
      {hasVersions && <VersionsDialog onClose={() => setVersions(false)} />}
      {deleted !== null && canUndo && (
        <DeletedNotebook
          onDismiss={() => setDeleted(null)}
          onUndo={() => go(() => restoreNotebook(session, deleted))}
        />
      )}
    </div>
  );
}
