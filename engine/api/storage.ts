/** What the page asks about what is kept in this browser: how much, since when, and away with it. */

import type { LocatedResult, NotebookDocument, NotebookVersion } from "../ports.ts";
import type { RunId } from "../model/run.ts";
import type { Millis } from "../model/state.ts";

export interface KeptRun {
  readonly id: RunId;
  readonly name: string;
  readonly flowName: string;
  readonly startedAt: Millis;
  readonly bytes: number;
  /** Under way: cannot be removed. */
  readonly isLive: boolean;
}

export interface KeptNotebook {
  readonly id: string;
  readonly title: string;
  readonly updatedAt: Millis;
  /** null: not in the bin. */
  readonly deletedAt: Millis | null;
  /** Of document, outputs and versions. */
  readonly bytes: number;
  readonly runs: readonly KeptRun[];
}

export interface StorageUsage {
  /** As the browser estimates; null where it does not say. */
  readonly quota: number | null;
  readonly used: number | null;
  /** The browser promised not to clear it by itself. */
  readonly isPersistent: boolean;
  readonly notebooks: readonly KeptNotebook[];
  readonly results: readonly LocatedResult[];
}

export interface StorageApi {
  /** Measures everything, so it takes a while. */
  usage(): Promise<StorageUsage>;
  /** A notebook as it is kept, without what its cells showed; null: none is kept. */
  document(notebook: string): Promise<NotebookDocument | null>;
  /** All of them that are not in the bin, for whoever looks for words in them. */
  documents(): Promise<readonly NotebookDocument[]>;
  /** Earlier texts of a notebook, newest first. */
  versions(notebook: string): Promise<readonly NotebookVersion[]>;
  version(notebook: string, revision: number): Promise<string>;
  /**
   * Into the bin; gives the id it has there.
   * @throws FlowbookError `wrongMoment` where another tab has it open, or a run of it is under way
   */
  binNotebook(id: string): Promise<string>;
  /** Out of the bin; gives the id it has from then on. */
  restoreNotebook(id: string): Promise<string>;
  /** For good. Throws as `binNotebook` does. */
  removeNotebook(id: string): Promise<void>;
  /** Results that tasks wrote at a location (targets, result locations), by location. */
  results(): Promise<readonly LocatedResult[]>;
  removeResult(location: string): Promise<void>;
}
