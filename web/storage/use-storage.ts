/** What is kept in this browser, measured when somebody looks, and again after each change. */

import { useCallback, useEffect, useRef, useState } from "react";
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
  const latest = useRef(0);
  const measure = useCallback(async () => {
    const turn = ++latest.current;
    const found = await session.ask(async (api) => {
      const [usage, python] = await Promise.all([api.storage.usage(), pythonCacheSize()]);
      return { ...usage, python };
    });
    /* Something was changed meanwhile: it is being measured again. */
    if (turn !== latest.current) return;
    if (found) setMeasured(found);
    setMeasuring(false);
  }, [session]);
  useEffect(() => {
    void measure();
    return () => {
      latest.current += 1;
    };
  }, [measure]);
  const change = useCallback(
    (work: (api: Api) => Promise<unknown>) => {
      setMeasuring(true);
      void session.ask(work).then(measure);
    },
    [session, measure],
  );
  return { measured, isMeasuring, change };
}
