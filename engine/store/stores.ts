/** What opening a store gives, whichever it is. */

import type { ArchiveStore, LocationStore, NotebookStore, RunStore } from "../ports.ts";

export interface Stores {
  readonly runs: RunStore;
  readonly notebooks: NotebookStore;
  readonly locations: LocationStore;
  readonly archive: ArchiveStore;
  close(): Promise<void>;
}
