/** Asks the browser not to clear by itself what is kept here: once unasked, after the first run. */

import { keepSetting, keptSetting } from "../kept-settings.ts";
import { useEffect } from "react";
import { useSessionState } from "../session/use-session.ts";

const KEY = "flowbook:asked-to-persist";

/** persistent: it promised. refused: it may clear it. unsupported: it cannot be asked. */
export type Persistence = "persistent" | "refused" | "unsupported";

/** Asks the browser; some of them ask the person. */
export async function askToPersist(): Promise<Persistence> {
  keepSetting(KEY, "yes");
  /* Absent where the page is not secure. */
  const storage: Partial<StorageManager> | undefined = navigator.storage;
  if (!storage?.persist) return "unsupported";
  return (await storage.persist()) ? "persistent" : "refused";
}

/** Whether it was asked before, by itself or by a person. */
export const hasAskedToPersist = (): boolean => keptSetting(KEY) === "yes";

/** Asks once, when the first run has finished: then there is something to lose. */
export function useAskToPersist(): void {
  const hasFinished = useSessionState(({ runs }) =>
    [...runs.values()].some(({ endedAt }) => endedAt !== null),
  );
  useEffect(() => {
    /* The outcome is told where somebody looks for it: the storage dialog. */
    if (hasFinished && !hasAskedToPersist()) void askToPersist();
  }, [hasFinished]);
}
