/** Whole runs and notebooks, out of memory and into it. */

import type { ArchiveStore, TakenIn, WholeNotebook } from "../ports.ts";
import type { MemoryNotebooks } from "./memory-notebooks.ts";
import { takenError, type MemoryRun, type MemoryRuns } from "./memory-runs.ts";
import { toStorageError } from "./storage-error.ts";
import { byCommit } from "./value-records.ts";

const DOING = "taking in runs and notebooks";

export function archiveIn(runs: MemoryRuns, notebooks: MemoryNotebooks): ArchiveStore {
  return {
    async *records(run) {
      yield* runs.kept.get(run)?.records ?? [];
    },
    notebook: async (id) => notebooks.whole(id),
    async takeIn(all) {
      /* Read and cloned to the end before anything is kept: one that cannot be stops all of it. */
      const copy = copyOf(all, runs);
      runs.drop(all.removeRuns);
      for (const run of copy.runs) runs.put(run);
      for (const notebook of copy.notebooks) takeInNotebook(notebooks, notebook);
      for (const each of copy.located) runs.locations.set(each.location, each);
    },
  };
}

function copyOf(all: TakenIn, { kept }: MemoryRuns) {
  try {
    const taken = new Set([...kept.keys()].filter((id) => !all.removeRuns.includes(id)));
    const runs: MemoryRun[] = [];
    for (const { summary, program, records } of all.runs) {
      if (taken.has(summary.id)) throw takenError(`a run "${summary.id}"`, DOING);
      taken.add(summary.id);
      const copy = structuredClone({ summary, program, records: [...records] });
      for (const { values } of copy.records) byCommit(summary.id, values);
      runs.push(copy);
    }
    const notebooks = structuredClone([...all.notebooks]);
    return { runs, notebooks, located: structuredClone([...all.located]) };
  } catch (error) {
    throw toStorageError(error, DOING);
  }
}

function takeInNotebook(notebooks: MemoryNotebooks, whole: WholeNotebook): void {
  const { document, outputs } = whole;
  const stored = notebooks.documents.get(document.id);
  if (stored) {
    notebooks.saveOver({ ...document, revision: stored.revision + 1 }, true);
    notebooks.outputs.set(document.id, outputs);
  } else notebooks.put(whole);
}
