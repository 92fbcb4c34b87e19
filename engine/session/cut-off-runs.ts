/** Runs of a notebook that were cut off: seen to when it is opened, or when the tab that ran them has died. */

import type { EngineEvent } from "../api.ts";
import type { ListedRun } from "../api/runs.ts";
import { messageOf } from "../model/errors.ts";
import type { RunId } from "../model/run.ts";
import type { RunStore } from "../ports.ts";
import { CUT_OFF, loadRun, type StoredRun } from "./stored-run.ts";

export interface CutOffRunsOptions {
  readonly store: RunStore;
  /** Newest first. */
  readonly list: (notebook: string) => Promise<readonly ListedRun[]>;
  /** Whether this tab executes the notebook. */
  readonly isOpen: (notebook: string) => boolean;
  readonly goOn: (stored: StoredRun) => Promise<void>;
  readonly close: (run: RunId, reason: string) => Promise<void>;
  readonly tell: (event: EngineEvent) => void;
}

export class CutOffRuns {
  readonly #options: CutOffRunsOptions;

  constructor(options: CutOffRunsOptions) {
    this.#options = options;
  }

  /**
   * Goes on with all that was cut off, as nobody need say so: another tab died under it, or the person
   * wants it always. Runs with secrets wait, for those are nowhere any more.
   */
  async resumeAll(notebook: string): Promise<void> {
    const { list, store, isOpen, goOn } = this.#options;
    const cutOff = (await list(notebook)).filter(
      ({ standing, isNested }) => standing === "interrupted" && !isNested,
    );
    await this.#forEach(cutOff.toReversed(), "could not go on", async ({ id }) => {
      const stored = await loadRun(id, store);
      const hasSecrets = stored.run.graph.tasks.some(({ kind }) => kind === "secret");
      /* Closed meanwhile, and nobody waits for it here. */
      if (hasSecrets || !isOpen(notebook)) return;
      await goOn(stored);
    });
  }

  /**
   * Runs inside tasks that were cut off, and that nobody will ask for any more: what asked for them was
   * no task, or is over. The others go on with the run whose task asked.
   */
  async closeOrphans(notebook: string): Promise<void> {
    const { list, close } = this.#options;
    const open = new Set<RunId>();
    const orphans: ListedRun[] = [];
    /* Oldest first: what asked comes before what it asked for. */
    for (const run of (await list(notebook)).toReversed()) {
      const { id, standing, isNested, parent } = run;
      if (standing === "ended") continue;
      if (!isNested || (parent && open.has(parent.run))) open.add(id);
      else if (standing === "interrupted") orphans.push(run);
    }
    await this.#forEach(orphans, "could not be closed", ({ id }) => close(id, CUT_OFF));
  }

  /** One that cannot be seen to does not stand in the way of the others: the person is told. */
  async #forEach(
    runs: readonly ListedRun[],
    failed: string,
    seeTo: (run: ListedRun) => Promise<void>,
  ): Promise<void> {
    for (const run of runs) {
      const { notebook, runName } = run;
      await seeTo(run).catch((error: unknown) => {
        const message = `The run "${runName}" ${failed}: ${messageOf(error)}`;
        this.#options.tell({ type: "problem", notebook, message });
      });
    }
  }
}
