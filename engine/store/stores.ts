/** What opening a store gives, whichever it is. */

import type { LocationStore, NotebookStore, RunStore } from "../ports.ts";

export interface Stores {
  readonly runs: RunStore;
  /** Lists the newest first. Removing a notebook removes its runs. */
  readonly notebooks: NotebookStore;
  readonly locations: LocationStore;
  close(): Promise<void>;
}
