/** What a file holds, once it has been read and checked. */

import type { WholeNotebook, WholeRecord, WholeRun } from "../ports.ts";

export interface ArchivedRun extends WholeRun {
  readonly records: readonly WholeRecord[];
}

export type ArchivedNotebook = WholeNotebook;
export type ArchivedVersion = WholeNotebook["versions"][number];
