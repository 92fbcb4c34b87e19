/** Earlier texts of the notebook: what each would change, and the way back to it. */

import { useEffect, useMemo, useState } from "react";
import { toMarkdown } from "../../engine/notebook/markdown.ts";
import type { NotebookVersion } from "../../engine/ports.ts";
import { DiffView } from "../history/DiffView.tsx";
import { useSession, useSessionState } from "../session/use-session.ts";
import { Dialog } from "../ui/Dialog.tsx";
import "./storage.css";

interface Chosen {
  readonly revision: number;
  readonly text: string;
}

export function VersionsDialog({ onClose }: { readonly onClose: () => void }) {
  const session = useSession();
  const notebook = useSessionState((state) => state.notebook);
  const present = useMemo(() => toMarkdown(notebook), [notebook]);
  const [versions, setVersions] = useState<readonly NotebookVersion[] | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const { id } = notebook;
  useEffect(() => {
    let isCurrent = true;
    void session
      .ask((api) => api.storage.versions(id))
      .then((found) => {
        if (isCurrent) setVersions(found ?? []);
      });
    return () => {
      isCurrent = false;
    };
  }, [session, id]);
  const choose = (revision: number) =>
    void session
      .ask((api) => api.storage.version(id, revision))
      .then((text) => text !== undefined && setChosen({ revision, text }));
  return (
    <Dialog isWide onClose={onClose} title={`Versions of ${notebook.title}`}>
      {versions === null && <p>Reading…</p>}
      {versions?.length === 0 && (
        <p>None yet. Texts that are written over are kept, the last of each five minutes.</p>
      )}
      {versions !== null && versions.length > 0 && (
        <div className="versions">
          <ul aria-label="Versions" className="versions-list">
            {versions.map(({ revision, savedAt, title, length }) => (
              <li key={revision}>
                <button
                  aria-pressed={chosen?.revision === revision}
                  onClick={() => choose(revision)}
                  type="button"
                >
                  {new Date(savedAt).toLocaleString()}
                  <small>
                    {title}, {length} characters
                  </small>
                </button>
              </li>
            ))}
          </ul>
          {chosen === null ? (
            <p>Choose one to see what it would change.</p>
          ) : (
            <Difference
              onRestore={() => void session.replaceText(chosen.text).then(onClose)}
              present={present}
              text={chosen.text}
            />
          )}
        </div>
      )}
    </Dialog>
  );
}

interface DifferenceProps {
  readonly present: string;
  readonly text: string;
  readonly onRestore: () => void;
}

function Difference({ present, text, onRestore }: DifferenceProps) {
  const isSame = present === text;
  return (
    <div>
      <button className="primary" disabled={isSame} onClick={onRestore} type="button">
        Restore this text
      </button>{" "}
      <small>
        {isSame
          ? "This is the text as it is now."
          : "The text as it is now is kept as a version, too."}
      </small>
      <DiffView after={text} before={present} label="What restoring it changes" />
    </div>
  );
}
