/** What is kept in this browser: measured, and removed when somebody says so. */

import type { KeptNotebook, KeptRun, StorageApi, StorageUsage } from "../api/storage.ts";
import { FlowbookError } from "../model/errors.ts";
import type { RunId } from "../model/run.ts";
import type { Millis } from "../model/state.ts";
import type {
  ListedNotebook,
  LocatedResult,
  LocationStore,
  NotebookDocument,
  NotebookStore,
  NotebookVersion,
  RunStore,
} from "../ports.ts";

/** What the browser says of its storage; null where it does not say. */
export type Estimate = Pick<StorageUsage, "quota" | "used" | "isPersistent">;

export interface StorageOptions {
  readonly runs: RunStore;
  readonly notebooks: NotebookStore;
  readonly locations: LocationStore;
  readonly now: () => Millis;
  /** Whether a run is under way, here or in another tab. */
  readonly isLive: (run: RunId) => boolean | Promise<boolean>;
  /** Whether another tab has this notebook open. */
  readonly isElsewhere: (notebook: string) => Promise<boolean>;
  readonly estimate: () => Promise<Estimate>;
  /** Something was removed: there may be room now. */
  readonly freed: () => void;
}

export class Storage implements StorageApi {
  readonly #options: StorageOptions;

  constructor(options: StorageOptions) {
    this.#options = options;
  }

  async usage(): Promise<StorageUsage> {
    const { notebooks, runs, locations, estimate } = this.#options;
    const [listed, owners] = await Promise.all([notebooks.list(), runs.notebooks()]);
    const known = new Set(listed.map(({ id }) => id));
    /* Runs whose notebook was never saved, or is gone: they take room too. */
    const strays = owners.filter((id) => !known.has(id));
    const kept: KeptNotebook[] = [];
    for (const each of listed) kept.push(await this.#measure(each));
    for (const id of strays) {
      kept.push(await this.#measure({ id, title: id, updatedAt: 0, deletedAt: null }));
    }
    return { ...(await estimate()), notebooks: kept, results: await locations.list() };
  }

  document(notebook: string): Promise<NotebookDocument | null> {
    return this.#options.notebooks.document(notebook);
  }

  async documents(): Promise<readonly NotebookDocument[]> {
    const { notebooks } = this.#options;
    const kept = (await notebooks.list()).filter(({ deletedAt }) => deletedAt === null);
    const documents = await Promise.all(kept.map(({ id }) => notebooks.document(id)));
    /* One of them may have gone meanwhile. */
    return documents.filter((each) => each !== null);
  }

  versions(notebook: string): Promise<readonly NotebookVersion[]> {
    return this.#options.notebooks.versions(notebook);
  }

  version(notebook: string, revision: number): Promise<string> {
    return this.#options.notebooks.version(notebook, revision);
  }

  async binNotebook(id: string): Promise<string> {
    await this.#refuseInUse(id);
    const { notebooks, now } = this.#options;
    return notebooks.bin(id, now());
  }

  restoreNotebook(id: string): Promise<string> {
    return this.#options.notebooks.restore(id);
  }

  async removeNotebook(id: string): Promise<void> {
    await this.#refuseInUse(id);
    await this.#options.notebooks.remove(id);
    this.#options.freed();
  }

  results(): Promise<readonly LocatedResult[]> {
    return this.#options.locations.list();
  }

  async removeResult(location: string): Promise<void> {
    await this.#options.locations.remove(location);
    this.#options.freed();
  }

  /** One after the other: measuring reads every record, and all of them need not be at hand at once. */
  async #measure(notebook: ListedNotebook): Promise<KeptNotebook> {
    const { runs, notebooks, isLive } = this.#options;
    const measured: KeptRun[] = [];
    for (const { id, runName, flowName, startedAt } of await runs.runs(notebook.id)) {
      const bytes = await runs.size(id);
      measured.push({ id, name: runName, flowName, startedAt, bytes, isLive: await isLive(id) });
    }
    return { ...notebook, bytes: await notebooks.size(notebook.id), runs: measured };
  }

  /**
   * What another tab has open would be made again by the next letter that is typed there.
   * @throws FlowbookError `wrongMoment` then, and while a run of the notebook is under way
   */
  async #refuseInUse(notebook: string): Promise<void> {
    if (await this.#options.isElsewhere(notebook)) {
      const message =
        "This notebook is open in another tab. Close it there first; nothing is lost.";
      throw new FlowbookError("wrongMoment", message);
    }
    for (const { id, runName } of await this.#options.runs.runs(notebook)) {
      if (!(await this.#options.isLive(id))) continue;
      const message = `"${runName}" of this notebook is under way. Cancel it first.`;
      throw new FlowbookError("wrongMoment", message);
    }
  }
}
