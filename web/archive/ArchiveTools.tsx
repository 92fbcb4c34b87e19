/** Export and import of the workspace: two buttons, and files dropped on the page. */

import { useRef, useState } from "react";
import { useSession } from "../session/use-session.ts";
import { ImportDialog } from "./ImportDialog.tsx";
import { exportWorkspace } from "./export.ts";
import { useDroppedFile } from "./use-dropped-file.ts";
import "./archive.css";

export function ArchiveTools() {
  const session = useSession();
  const input = useRef<HTMLInputElement>(null);
  const [isExporting, setIsExporting] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const isOver = useDroppedFile(setFile);
  const save = () => {
    setIsExporting(true);
    void exportWorkspace(session).finally(() => setIsExporting(false));
  };
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
        title="Take in a file that was exported"
        type="button"
      >
        Import…
      </button>
      <input
        accept=".flowbook"
        aria-label="File to import"
        hidden
        onChange={(event) => {
          setFile(event.target.files?.[0] ?? null);
          /* The same file can be chosen again. */
          event.target.value = "";
        }}
        ref={input}
        type="file"
      />
      {isOver && <div className="import-drop">Drop a .flowbook file to import it</div>}
      {file && <ImportDialog file={file} key={file.name} onClose={() => setFile(null)} />}
    </>
  );
}
