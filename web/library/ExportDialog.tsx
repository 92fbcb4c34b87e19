/** The notebook as a file: in which format, and what a format cannot hold. */

import { useState } from "react";
import type { NotebookFormat } from "../../engine/notebook/formats/format.ts";
import { useSession, useSessionState } from "../session/use-session.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { Problem } from "../ui/Problem.tsx";
import { saveText } from "../ui/save-text.ts";
import { fileNameFor } from "./file-name.ts";
import { useFormats } from "./use-formats.ts";
import "./library.css";

interface Exported {
  readonly name: string;
  readonly warnings: readonly string[];
}

export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const session = useSession();
  const notebook = useSessionState((state) => state.notebook);
  const formats = useFormats();
  const [exported, setExported] = useState<Exported | null>(null);
  const save = (format: NotebookFormat) =>
    void session.ask(async () => {
      setExported(null);
      const { text, warnings } = format.write(notebook);
      const name = fileNameFor(notebook.title, format.extensions[0]);
      saveText(name, text, format.mediaType);
      setExported({ name, warnings });
    });
  return (
    <Dialog onClose={onClose} title={`Export ${notebook.title}`}>
      <Problem />
      {formats === null ? (
        <p>Loading…</p>
      ) : (
        <ul aria-label="Formats" className="export-formats">
          {formats.map((format) => (
            <FormatRow
              format={format}
              key={format.id}
              onSave={() => save(format)}
              whyNot={format.whyNot(notebook)}
            />
          ))}
        </ul>
      )}
      <div className="export-outcome" role="status">
        {exported !== null && (
          <>
            <p>Saved as {exported.name}.</p>
            <Warnings warnings={exported.warnings} />
          </>
        )}
      </div>
    </Dialog>
  );
}

interface FormatRowProps {
  readonly format: NotebookFormat;
  readonly whyNot: string | null;
  readonly onSave: () => void;
}

function FormatRow({ format: { id, title, about, extensions }, whyNot, onSave }: FormatRowProps) {
  return (
    <li>
      <span className="export-format">
        <strong>
          {title} <small>{extensions[0]}</small>
        </strong>
        <span id={`export-${id}`}>{whyNot ?? about}</span>
      </span>
      <button
        aria-describedby={`export-${id}`}
        aria-label={`Download as ${title}`}
        disabled={whyNot !== null}
        onClick={onSave}
        type="button"
      >
        Download
      </button>
    </li>
  );
}

/** What is otherwise in a file, in plain words. */
export function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className="file-warnings">
      {warnings.map((warning) => (
        <li key={warning}>{warning}</li>
      ))}
    </ul>
  );
}
