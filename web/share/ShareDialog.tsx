/** Makes a link of the notebook: what goes into it, how long it is, and the file where that is better. */

import { useMemo, useState } from "react";
import { FlowbookError } from "../../engine/model/errors.ts";
import type { Notebook } from "../../engine/model/notebook.ts";
import { toMarkdown } from "../../engine/notebook/markdown.ts";
import { encodeShare, type Shared } from "../../engine/notebook/share/share.ts";
import { fileNameFor } from "../library/file-name.ts";
import { allEntriesOf } from "../run/parameter-entries.ts";
import { useSessionState } from "../session/use-session.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { saveText } from "../ui/save-text.ts";
import { linkOf } from "./address.ts";
import { CopyField } from "./CopyField.tsx";
import { EmbedPart } from "./EmbedPart.tsx";
import { ParametersPart, type EntriesByFlow } from "./ParametersPart.tsx";
import { lengthText, MOST_PLACES_LETTERS, reachOf, SAFE_LETTERS } from "./length.ts";
import "./share.css";

interface ShareDialogProps {
  readonly onClose: () => void;
  /** Somebody asked for the part that embeds it. */
  readonly isEmbedding?: boolean;
}

export function ShareDialog({ onClose, isEmbedding = false }: ShareDialogProps) {
  const notebook = useSessionState((state) => state.notebook);
  const [parameters, setParameters] = useState<EntriesByFlow>({});
  const [runOnOpen, setRunOnOpen] = useState(false);
  const link = useMemo(
    () =>
      linkFor({
        markdown: toMarkdown(notebook),
        parameters,
        runOnOpen,
      }),
    [notebook, parameters, runOnOpen],
  );
  return (
    <Dialog onClose={onClose} title={`Share ${notebook.title}`}>
      <div className="share">
        <p>
          The link holds the whole notebook. No server sees it: whoever has the link has the
          notebook as it is now.
        </p>
        {link.type === "link" ? (
          <>
            <CopyField label="Link" text={link.link} />
            <Length letters={link.link.length} />
          </>
        ) : (
          <p className="share-refused" role="alert">
            {link.message}
          </p>
        )}
        <ParametersPart
          chosen={parameters}
          entries={allEntriesOf(notebook.id)}
          onChoose={setParameters}
        />
        <label>
          <input
            checked={runOnOpen}
            onChange={(event) => setRunOnOpen(event.target.checked)}
            type="checkbox"
          />
          Meant to be run when it is opened: the reader is asked first
        </label>
        {link.type === "link" && (
          <EmbedPart isOpen={isEmbedding} letters={link.letters} notebook={notebook} />
        )}
        <div className="dialog-actions">
          <button onClick={() => saveFile(notebook)} type="button">
            Download as a file
          </button>
        </div>
      </div>
    </Dialog>
  );
}

function Length({ letters }: { readonly letters: number }) {
  return (
    <>
      <meter
        aria-label="Length of the link"
        className={`is-${reachOf(letters)}`}
        high={MOST_PLACES_LETTERS}
        low={SAFE_LETTERS}
        max={MOST_PLACES_LETTERS * 1.25}
        min={0}
        optimum={0}
        value={letters}
      />
      <p className="share-length" role="status">
        {lengthText(letters)}
      </p>
    </>
  );
}

type Link =
  | { readonly type: "link"; readonly link: string; readonly letters: string }
  | { readonly type: "refused"; readonly message: string };

function linkFor(shared: Shared): Link {
  try {
    const letters = encodeShare(shared);
    const link = linkOf(letters, location.href);
    if (reachOf(link.length) !== "nowhere") return { type: "link", link, letters };
    return { type: "refused", message: lengthText(link.length) };
  } catch (error) {
    if (!(error instanceof FlowbookError)) throw error;
    return { type: "refused", message: error.message };
  }
}

function saveFile(notebook: Notebook): void {
  saveText(fileNameFor(notebook.title, ".md"), toMarkdown(notebook), "text/markdown");
}
