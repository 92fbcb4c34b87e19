/** Makes a link of the notebook: what goes into it, how long it is, and the file where that is better. */

import { useMemo, useRef, useState } from "react";
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
import { lengthText, MOST_PLACES_LETTERS, reachOf, SAFE_LETTERS } from "./length.ts";
import "./share.css";

export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const notebook = useSessionState((state) => state.notebook);
  const [hasParameters, setParameters] = useState(false);
  const [runOnOpen, setRunOnOpen] = useState(false);
  const entries = allEntriesOf(notebook.id);
  const entered = Object.values(entries).flatMap((each) => Object.keys(each));
  const link = useMemo(
    () =>
      linkFor({
        markdown: toMarkdown(notebook),
        parameters: hasParameters ? allEntriesOf(notebook.id) : {},
        runOnOpen,
      }),
    [notebook, hasParameters, runOnOpen],
  );
  return (
    <Dialog onClose={onClose} title={`Share ${notebook.title}`}>
      <div className="share">
        <p>
          The link holds the whole notebook. No server sees it: whoever has the link has the
          notebook as it is now.
        </p>
        {link.type === "link" ? (
          <LinkField link={link.link} />
        ) : (
          <p className="share-refused" role="alert">
            {link.message}
          </p>
        )}
        <label>
          <input
            checked={hasParameters}
            disabled={entered.length === 0}
            onChange={(event) => setParameters(event.target.checked)}
            type="checkbox"
          />
          Include the parameters entered here
          {entered.length === 0 ? " (none are)" : `: ${entered.join(", ")}`}
        </label>
        <label>
          <input
            checked={runOnOpen}
            onChange={(event) => setRunOnOpen(event.target.checked)}
            type="checkbox"
          />
          Meant to be run when it is opened: the reader is asked first
        </label>
        <div className="dialog-actions">
          <button onClick={() => saveFile(notebook)} type="button">
            Download as a file
          </button>
        </div>
      </div>
    </Dialog>
  );
}

function LinkField({ link }: { readonly link: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<string | null>(null);
  const reach = reachOf(link.length);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(link);
      setCopied(link);
    } catch {
      /* The browser forbids it: the link stands selected, and a key copies it. */
      setCopied(null);
    }
  };
  return (
    <>
      <div className="share-link">
        <input
          aria-label="Link"
          onFocus={(event) => event.target.select()}
          readOnly
          ref={field}
          value={link}
        />
        <button className="primary" onClick={() => void copy()} type="button">
          Copy
        </button>
        <span className="share-copied" role="status">
          {copied === link ? "Copied." : ""}
        </span>
      </div>
      <meter
        aria-label="Length of the link"
        className={`is-${reach}`}
        high={MOST_PLACES_LETTERS}
        low={SAFE_LETTERS}
        max={MOST_PLACES_LETTERS * 1.25}
        min={0}
        optimum={0}
        value={link.length}
      />
      <p className="share-length" role="status">
        {lengthText(link.length)}
      </p>
    </>
  );
}

type Link =
  | { readonly type: "link"; readonly link: string }
  | { readonly type: "refused"; readonly message: string };

function linkFor(shared: Shared): Link {
  try {
    const link = linkOf(encodeShare(shared), location.href);
    if (reachOf(link.length) !== "nowhere") return { type: "link", link };
    return { type: "refused", message: lengthText(link.length) };
  } catch (error) {
    if (!(error instanceof FlowbookError)) throw error;
    return { type: "refused", message: error.message };
  }
}

function saveFile(notebook: Notebook): void {
  saveText(fileNameFor(notebook.title, ".md"), toMarkdown(notebook), "text/markdown");
}
