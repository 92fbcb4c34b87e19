/** Which notebook is open, the way to another or a new one, and away with this one. */

import { useEffect, useState } from "react";
import { useCommands } from "../palette/commands.ts";
import { useSession, useSessionState } from "../session/use-session.ts";
import { VersionsDialog } from "../storage/VersionsDialog.tsx";
import { DeletedNotebook } from "./DeletedNotebook.tsx";
import { ExportDialog } from "./ExportDialog.tsx";
import { EXAMPLE_NAME, LibraryDialog } from "./LibraryDialog.tsx";
import { RenameDialog } from "./RenameDialog.tsx";
import { isBundled } from "./bundled.ts";
import { choices } from "./listing.ts";
import {
  deleteNotebook,
  duplicateNotebook,
  followAddress,
  newNotebook,
  openNotebook,
  renameNotebook,
  restoreNotebook,
} from "./open.ts";
import { useNotebooks } from "./use-notebooks.ts";
import "./library.css";

type MenuDialog = "library" | "rename" | "export" | "versions";

export function NotebookMenu() {
  const session = useSession();
  const open = useSessionState(({ notebook }) => notebook.id);
  const title = useSessionState(({ notebook }) => notebook.title);
  const isReady = useSessionState((state) => state.isReady);
  const stored = useNotebooks();
  const listed = choices(stored);
  const [deleted, setDeleted] = useState<string | null>(null);
  const [dialog, setDialog] = useState<MenuDialog | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    const follow = () => void followAddress(session);
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, [session]);
  /* One way at a time: the next one begins where this one ends. */
  const go = (way: () => Promise<string | null | undefined | void>) => {
    setBusy(true);
    void way()
      .then((binned) => setDeleted(binned ?? null))
      .finally(() => setBusy(false));
  };
  const leaveFor = (way: () => Promise<void>) => {
    setDialog(null);
    go(way);
  };
  useMenuCommands({ isReady, isExample: isBundled(open), onOpen: setDialog, go });
  /* It may have come out of the bin by another way. */
  const canUndo = stored.some(({ id }) => id === deleted);
  const isHere = listed.some(({ id }) => id === open);
  const undo = () => {
    if (deleted !== null) go(() => restoreNotebook(session, deleted));
  };
  const close = () => setDialog(null);
  return (
    <div aria-label="Notebooks" className="notebook-menu" role="group">
      <select
        aria-label="Notebook"
        className="notebook-title"
        disabled={!isReady || isBusy}
        onChange={({ target }) => go(() => openNotebook(session, target.value))}
        value={open}
      >
        {listed.map((each) => (
          <option key={each.id} value={each.id}>
            {each.id === open && !isBundled(open) ? title : each.title}
          </option>
        ))}
        {!isHere && <option value={open}>{title}</option>}
      </select>
      <MenuButton
        isOff={!isReady}
        onChoose={() => setDialog("library")}
        title="Search, rename and copy notebooks"
      >
        All notebooks
      </MenuButton>
      <MenuButton isOff={!isReady || isBusy} onChoose={() => go(() => newNotebook(session))}>
        New notebook
      </MenuButton>
      <MenuButton
        isOff={!isReady || isBusy}
        onChoose={() => go(() => deleteNotebook(session, open))}
        title="Put this notebook and its runs into the bin"
      >
        Delete notebook
      </MenuButton>
      <MenuButton
        isOff={!isReady}
        onChoose={() => setDialog("versions")}
        title="Earlier texts of this notebook"
      >
        Versions
      </MenuButton>
      <MenuButton
        isOff={!isReady}
        onChoose={() => setDialog("export")}
        title="Save this notebook as Markdown, for Jupyter, or as a script"
      >
        Export
      </MenuButton>
      {dialog === "versions" && <VersionsDialog onClose={close} />}
      {dialog === "export" && <ExportDialog onClose={close} />}
      {dialog === "rename" && (
        <RenameDialog
          onClose={close}
          onRename={(name) => go(() => renameNotebook(session, open, name))}
          title={title}
        />
      )}
      {dialog === "library" && (
        <LibraryDialog
          isBusy={isBusy}
          onClose={close}
          onDelete={(id) => go(() => deleteNotebook(session, id))}
          onDuplicate={(id) => leaveFor(() => duplicateNotebook(session, id))}
          onNew={() => leaveFor(() => newNotebook(session))}
          onOpen={(id) => leaveFor(() => openNotebook(session, id))}
          onRename={(id, name) => go(() => renameNotebook(session, id, name))}
          onUndo={canUndo ? undo : null}
        />
      )}
      {deleted !== null && canUndo && (
        <DeletedNotebook onDismiss={() => setDeleted(null)} onUndo={undo} />
      )}
    </div>
  );
}

interface MenuWays {
  readonly isReady: boolean;
  readonly isExample: boolean;
  readonly onOpen: (dialog: MenuDialog) => void;
  readonly go: (way: () => Promise<string | null | undefined | void>) => void;
}

function useMenuCommands({ isReady, isExample, onOpen, go }: MenuWays): void {
  const session = useSession();
  useCommands(() => {
    const whyNot = isReady ? null : "The notebook is being opened.";
    const open = () => session.getState().notebook.id;
    return [
      {
        id: "library",
        title: "All notebooks: search, open, rename, copy",
        group: "Open",
        whyNot,
        run: () => onOpen("library"),
      },
      {
        id: "rename-notebook",
        title: "Rename notebook",
        group: "Notebook",
        whyNot: whyNot ?? (isExample ? EXAMPLE_NAME : null),
        run: () => onOpen("rename"),
      },
      {
        id: "duplicate-notebook",
        title: "Duplicate notebook",
        group: "Notebook",
        whyNot,
        run: () => go(() => duplicateNotebook(session, open())),
      },
      {
        id: "delete-notebook",
        title: "Delete notebook",
        group: "Notebook",
        whyNot,
        run: () => go(() => deleteNotebook(session, open())),
      },
      {
        id: "export-notebook",
        title: "Export notebook: Markdown, Jupyter, Python, TypeScript",
        group: "Notebook",
        whyNot,
        run: () => onOpen("export"),
      },
      {
        id: "versions",
        title: "Versions of this notebook",
        group: "Open",
        whyNot,
        run: () => onOpen("versions"),
      },
    ];
  });
}

interface MenuButtonProps {
  readonly children: string;
  readonly isOff: boolean;
  readonly onChoose: () => void;
  readonly title?: string;
}

function MenuButton({ children, isOff, onChoose, title }: MenuButtonProps) {
  return (
    <button className="quiet" disabled={isOff} onClick={onChoose} title={title} type="button">
      {children}
    </button>
  );
}
