/** The notebooks that there are, for whoever lists them: read again when one comes or goes. */

import { useEffect, useState } from "react";
import type { ListedNotebook } from "../../engine/ports.ts";
import { useSession, useSessionState } from "../session/use-session.ts";

const changes = new EventTarget();

/** A notebook came, went into the bin, or came out of it: lists of them are read again. */
export function notebooksChanged(): void {
  changes.dispatchEvent(new Event("change"));
}

/** All that are stored, newest first, those in the bin too. */
export function useNotebooks(): readonly ListedNotebook[] {
  const session = useSession();
  const isReady = useSessionState((state) => state.isReady);
  const open = useSessionState(({ notebook }) => notebook.id);
  const [notebooks, setNotebooks] = useState<readonly ListedNotebook[]>([]);
  useEffect(() => {
    if (!isReady) return;
    let isCurrent = true;
    const load = () =>
      void session
        .ask((api) => api.listNotebooks())
        .then((found) => {
          if (isCurrent && found) setNotebooks(found);
        });
    load();
    changes.addEventListener("change", load);
    /* Another tab may have made one meanwhile. */
    addEventListener("focus", load);
    return () => {
      isCurrent = false;
      changes.removeEventListener("change", load);
      removeEventListener("focus", load);
    };
  }, [session, isReady, open]);
  return notebooks;
}
