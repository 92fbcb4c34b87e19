/** All notebooks: found by words, opened, made, renamed, copied and deleted. */

import { useEffect, useState } from "react";
import type { NotebookDocument } from "../../engine/ports.ts";
import { useSession, useSessionState } from "../session/use-session.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { Problem } from "../ui/Problem.tsx";
import { RenameDialog, startHere } from "./RenameDialog.tsx";
import { rowsOf, type ShelfRow } from "./shelf.ts";
import { useNotebooks } from "./use-notebooks.ts";
import "./library.css";

export interface LibraryWays {
  readonly onOpen: (id: string) => void;
  readonly onNew: () => void;
  readonly onRename: (id: string, title: string) => void;
  readonly onDuplicate: (id: string) => void;
  readonly onDelete: (id: string) => void;
}

interface LibraryDialogProps extends LibraryWays {
  /** Something else is under way. */
  readonly isBusy: boolean;
  /** Takes the last deletion back; null: there is none. */
  readonly onUndo: (() => void) | null;
  readonly onClose: () => void;
}

export function LibraryDialog({ onClose, onUndo, ...ways }: LibraryDialogProps) {
  const stored = useNotebooks();
  const documents = useDocuments();
  const open = useSessionState(({ notebook }) => notebook.id);
  const [words, setWords] = useState("");
  const [renamed, setRenamed] = useState<ShelfRow | null>(null);
  const rows = rowsOf({ stored, documents }, words);
  return (
    <Dialog isWide onClose={onClose} title="Notebooks">
      <Problem />
      <div className="library-tools">
        <input
          aria-label="Search notebooks"
          onChange={({ target }) => setWords(target.value)}
          placeholder="Words in titles and texts"
          ref={startHere}
          type="search"
          value={words}
        />
        <button disabled={ways.isBusy} onClick={ways.onNew} type="button">
          New notebook
        </button>
      </div>
      <p className="library-count" role="status">
        {rows.length === 1 ? "1 notebook" : `${rows.length} notebooks`}
        {words.trim() === "" ? "" : " found"}
      </p>
      {onUndo !== null && (
        <p className="library-deleted" role="status">
          Deleted.{" "}
          <button disabled={ways.isBusy} onClick={onUndo} type="button">
            Undo the deletion
          </button>
        </p>
      )}
      <ul aria-label="Notebooks" className="library-rows">
        {rows.map((row) => (
          <Row isOpen={row.id === open} key={row.id} onAskName={setRenamed} row={row} {...ways} />
        ))}
      </ul>
      {renamed !== null && (
        <RenameDialog
          onClose={() => setRenamed(null)}
          onRename={(title) => ways.onRename(renamed.id, title)}
          title={renamed.title}
        />
      )}
    </Dialog>
  );
}

interface RowProps extends LibraryWays {
  readonly row: ShelfRow;
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly onAskName: (row: ShelfRow) => void;
}

function Row({ row, isOpen, isBusy, onAskName, onOpen, onDuplicate, onDelete }: RowProps) {
  const { id, title, updatedAt, isExample, found } = row;
  return (
    <li>
      <span className="library-name">
        <button
          aria-current={isOpen ? "page" : undefined}
          className="library-open"
          disabled={isBusy}
          onClick={() => onOpen(id)}
          type="button"
        >
          {title}
        </button>
        <small>
          {isExample ? "example" : ""}
          {isExample && updatedAt !== null ? ", " : ""}
          {updatedAt !== null && (
            <time dateTime={new Date(updatedAt).toISOString()}>
              changed {new Date(updatedAt).toLocaleString()}
            </time>
          )}
          {isOpen ? ", open" : ""}
        </small>
        {found !== null && <q className="library-found">{found}</q>}
      </span>
      <button
        aria-label={`Rename ${title}`}
        disabled={isBusy || isExample}
        onClick={() => onAskName(row)}
        title={isExample ? EXAMPLE_NAME : undefined}
        type="button"
      >
        Rename
      </button>
      <button
        aria-label={`Duplicate ${title}`}
        disabled={isBusy}
        onClick={() => onDuplicate(id)}
        type="button"
      >
        Duplicate
      </button>
      <button
        aria-label={`Delete ${title}`}
        disabled={isBusy || updatedAt === null}
        onClick={() => onDelete(id)}
        title={updatedAt === null ? "Nothing of it is kept in this browser yet" : undefined}
        type="button"
      >
        Delete
      </button>
    </li>
  );
}

export const EXAMPLE_NAME = "An example keeps its name. Duplicate it, and rename the copy.";

/** The texts to look through, read as the library opens. */
function useDocuments(): readonly NotebookDocument[] {
  const session = useSession();
  const [documents, setDocuments] = useState<readonly NotebookDocument[]>([]);
  useEffect(() => {
    let isCurrent = true;
    const read = async () => {
      /* What was typed last is looked through, too. */
      await session.flush();
      const found = await session.ask((api) => api.storage.documents());
      if (isCurrent && found) setDocuments(found);
    };
    void read();
    return () => {
      isCurrent = false;
    };
  }, [session]);
  return documents;
}
