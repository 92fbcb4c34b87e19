/** What came of files that were brought: new notebooks, what is otherwise in them, and what was refused. */

import { useSession } from "../session/use-session.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { Warnings } from "./ExportDialog.tsx";
import type { ImportedFile } from "./import-notebooks.ts";
import { openNotebook } from "./open.ts";
import "./library.css";

interface ImportedDialogProps {
  readonly files: readonly ImportedFile[];
  readonly onClose: () => void;
}

export function ImportedDialog({ files, onClose }: ImportedDialogProps) {
  const session = useSession();
  return (
    <Dialog
      onClose={onClose}
      title={files.length === 1 ? `Import ${files[0]?.file}` : `Import of ${files.length} files`}
    >
      <ul aria-label="Files">
        {files.map((file, index) => (
          <li key={index}>
            {file.type === "refused" ? (
              <span className="import-name" role="alert">
                <strong>{file.file}</strong> was not taken in. {file.why}
              </span>
            ) : (
              <>
                <span className="import-name">
                  <strong>{file.file}</strong> is the new notebook “{file.title}”.
                  <Warnings warnings={file.warnings} />
                </span>
                <button
                  aria-label={`Open ${file.title}`}
                  onClick={() => {
                    onClose();
                    void openNotebook(session, file.id);
                  }}
                  type="button"
                >
                  Open
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
