/** Says that a notebook was deleted, and takes it back. */

interface DeletedNotebookProps {
  readonly onUndo: () => void;
  readonly onDismiss: () => void;
}

export function DeletedNotebook({ onUndo, onDismiss }: DeletedNotebookProps) {
  return (
    <div className="toast notebook-toast" role="status">
      Notebook deleted.
      <button onClick={onUndo} type="button">
        Undo
      </button>
      <button aria-label="Dismiss" className="quiet" onClick={onDismiss} type="button">
        ✕
      </button>
    </div>
  );
}
