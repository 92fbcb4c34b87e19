/** What is kept in this browser, measured when somebody looks, and again after each change. */

import { useEffect, useState } from "react";
import type { StorageUsage } from "../../engine/api/storage.ts";
import type { Api } from "../session/session.ts";
import { useSession } from "../session/use-session.ts";
import { pythonCacheSize } from "./python-cache.ts";

export interface Measured extends StorageUsage {
  /** Bytes of the Python runtime; null: none can be kept. */
  readonly python: number | null;
}

export interface StorageView {
  /** As it was last measured; null: not yet. */
  readonly measured: Measured | null;
  readonly isMeasuring: boolean;
  /** Changes something, and measures again. What goes wrong is said by the page. */
  readonly change: (work: (api: Api) => Promise<unknown>) => void;
}

export function useStorage(): StorageView {
  const session = useSession();
  const [measured, setMeasured] = useState<Measured | null>(null);
  const [isMeasuring, setMeasuring] = useState(true);
  /* Counts the changes: each is followed by a measurement. */
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    void session
      .ask(async (api) => {
        const [usage, python] = await Promise.all([api.storage.usage(), pythonCacheSize()]);
        return { ...usage, python };
      })
      .then((found) => {
        /* Something was changed meanwhile: it is being measured again. */
        if (!isCurrent) return;
        if (found) setMeasured(found);
        setMeasuring(false);
      });
    return () => {
      isCurrent = false;
    };
  }, [session, changes]);
  const change = (work: (api: Api) => Promise<unknown>): void => {
    setMeasuring(true);
    void session.ask(work).then(() => setChanges((count) => count + 1));
  };
  return { measured, isMeasuring, change };
}
