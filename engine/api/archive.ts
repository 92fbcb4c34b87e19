/** What the page asks to take runs and notebooks out of this browser as a file, and in again. */

import type { RunId } from "../model/run.ts";
import type { Millis } from "../model/state.ts";

/** What to do with something of a file that is here already. */
export type OnClash = "keep" | "replace" | "copy";

export interface ArchivedItem {
  readonly kind: "notebook" | "run" | "result";
  readonly id: string;
  readonly title: string;
  readonly at: Millis;
  readonly bytes: number;
  /** new: nothing of this id is here. same: what is here is equal. differs: somebody must decide. */
  readonly here: "new" | "same" | "differs";
}

export interface ArchiveApi {
  /** A run with its program, journal, log and values, and the text of its notebook. */
  exportRun(run: RunId): Promise<Blob>;
  /** All notebooks and runs; secrets are in none of them. */
  exportWorkspace(): Promise<Blob>;
  /**
   * What is in a file; nothing is changed.
   * @throws FlowbookError `badArchive` that says what is wrong with it
   */
  inspect(file: Blob): Promise<readonly ArchivedItem[]>;
  /**
   * Takes a file in: all of it or nothing. `onClash` decides what `differs`: keep what is here,
   * replace it (a notebook's text is kept as a version), or take it in beside, under another id.
   * @throws FlowbookError `badArchive`; `wrongMoment` if it would replace a run under way
   */
  import(file: Blob, onClash: OnClash): Promise<readonly ArchivedItem[]>;
}
