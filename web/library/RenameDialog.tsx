/** Asks for another title of a notebook. */

import { useId, useState } from "react";
import { Dialog } from "../ui/Dialog.tsx";

interface RenameDialogProps {
  readonly title: string;
  readonly onRename: (title: string) => void;
  readonly onClose: () => void;
}

export function RenameDialog({ title, onRename, onClose }: RenameDialogProps) {
  const [name, setName] = useState(title);
  const id = useId();
  return (
    <Dialog leave="Cancel" onClose={onClose} title={`Rename ${title}`}>
      <form
        className="list-dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          onRename(name);
          onClose();
        }}
      >
        <label htmlFor={id}>Title</label>
        <input
          autoComplete="off"
          className="rename-title"
          id={id}
          maxLength={200}
          onChange={({ target }) => setName(target.value)}
          ref={startHere}
          value={name}
        />
        <button className="primary" disabled={name.trim() === ""} type="submit">
          Rename
        </button>
      </form>
      <p>The title is the first heading of the notebook. Undo takes it back.</p>
    </Dialog>
  );
}

/** The browser gives it the focus as the dialog opens. React has an attribute for it, but does not write it. */
export const startHere = (field: HTMLInputElement | null): void => {
  field?.setAttribute("autofocus", "");
};
