/** What is kept, ordered and counted for the storage dialog. Pure. */

import type { KeptNotebook, KeptRun } from "../../engine/api/storage.ts";

export interface KeptView {
  readonly notebook: KeptNotebook;
  /** Of the notebook and its runs. */
  readonly bytes: number;
  /** Largest first. */
  readonly runs: readonly KeptRun[];
}

/** Largest first; those in the bin apart, those put there last first. */
export function viewKept(notebooks: readonly KeptNotebook[]): {
  readonly here: readonly KeptView[];
  readonly bin: readonly KeptView[];
} {
  const views = notebooks.map((notebook) => ({
    notebook,
    bytes: notebook.runs.reduce((sum, { bytes }) => sum + bytes, notebook.bytes),
    runs: notebook.runs.toSorted((a, b) => b.bytes - a.bytes),
  }));
  const inBin = ({ notebook }: KeptView) => notebook.deletedAt !== null;
  return {
    here: views.filter((view) => !inBin(view)).toSorted((a, b) => b.bytes - a.bytes),
    bin: views
      .filter(inBin)
      .toSorted((a, b) => (b.notebook.deletedAt ?? 0) - (a.notebook.deletedAt ?? 0)),
  };
}

/** `1 run`, `5 runs`. */
export const runsText = (count: number): string => `${count} run${count === 1 ? "" : "s"}`;
