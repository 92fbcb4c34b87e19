/** Export of the workspace, and import of files, chosen or dropped on the page. */

import { useRef, useState } from "react";
import { ImportedDialog } from "../library/ImportedDialog.tsx";
import { importNotebooks, type ImportedFile } from "../library/import-notebooks.ts";
import { openNotebook } from "../library/open.ts";
import { useCommands } from "../palette/commands.ts";
import { useSession } from "../session/use-session.ts";
import { ImportDialog } from "./ImportDialog.tsx";
import { exportWorkspace } from "./export.ts";
import { useDroppedFiles } from "./use-dropped-files.ts";
import "./archive.css";

/** What is offered to be chosen: the formats of notebooks, and our own exports. */
const ACCEPTED = ".md,.markdown,.ipynb,.py,.ts,.flowbook";

const isExport = ({ name }: File): boolean => /\.flowbook$/i.test(name);

export function ArchiveTools() {
  const session = useSession();
  const input = useRef<HTMLInputElement>(null);
  const [isExporting, setIsExporting] = useState(false);
  /** Each is asked about, one after the other. */
  const [exports, setExports] = useState<readonly File[]>([]);
  const [imported, setImported] = useState<readonly ImportedFile[]>([]);
  const take = (files: readonly File[]) => {
    setExports(files.filter(isExport));
    const others = files.filter((file) => !isExport(file));
    if (others.length === 0) return;
    void importNotebooks(session, others).then(async (outcomes) => {
      const [first, ...more] = outcomes;
      const isPlain = first?.type === "taken" && first.warnings.length === 0 && more.length === 0;
      if (!isPlain) setImported(outcomes);
      if (first?.type === "taken" && more.length === 0) await openNotebook(session, first.id);
    });
  };
  const isOver = useDroppedFiles(take);
  useCommands(() => [
    {
      id: "import",
      title: "Import files: Markdown, Jupyter, Python, TypeScript, Flowbook",
      group: "Page",
      run: () => input.current?.click(),
    },
  ]);
  const save = () => {
    setIsExporting(true);
    void exportWorkspace(session).finally(() => setIsExporting(false));
  };
  const [file] = exports;
  return (
    <>
      <button
        aria-busy={isExporting}
        className="quiet"
        disabled={isExporting}
        onClick={save}
        title="Save all notebooks, runs and results as one file"
        type="button"
      >
        Export all
      </button>
      <button
        className="quiet"
        onClick={() => input.current?.click()}
        title="Take in notebooks (.md, .ipynb, .py, .ts) or what was exported (.flowbook)"
        type="button"
      >
        Import…
      </button>
      <input
        accept={ACCEPTED}
        aria-label="Files to import"
        hidden
        multiple
        onChange={({ target }) => {
          take([...(target.files ?? [])]);
          /* The same file can be chosen again. */
          target.value = "";
        }}
        ref={input}
        type="file"
      />
      {isOver && (
        <div className="import-drop">
          Drop notebooks (.md, .ipynb, .py, .ts) or exports (.flowbook) to import them
        </div>
      )}
      {file && (
        <ImportDialog file={file} key={file.name} onClose={() => setExports(exports.slice(1))} />
      )}
      {!file && imported.length > 0 && (
        <ImportedDialog files={imported} onClose={() => setImported([])} />
      )}
    </>
  );
}
