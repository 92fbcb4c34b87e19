/** Runs and notebooks in memory: for Node, and for pages that may not store anything. */

import { archiveIn } from "./memory-archive.ts";
import { MemoryNotebooks } from "./memory-notebooks.ts";
import { locationsIn, MemoryRuns } from "./memory-runs.ts";
import type { Stores } from "./stores.ts";

/** Forgotten when the last reference to it goes. */
export function openMemory(): Stores {
  const runs = new MemoryRuns();
  const notebooks = new MemoryNotebooks(runs);
  return {
    runs,
    notebooks,
    locations: locationsIn(runs),
    archive: archiveIn(runs, notebooks),
    close: async () => undefined,
  };
}
