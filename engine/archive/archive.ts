/** Takes runs and notebooks out of the stores as a file, and takes a file in: all of it, or nothing. */

import type { ArchiveApi, ArchivedItem, OnClash } from "../api/archive.ts";
import { FlowbookError } from "../model/errors.ts";
import { ownerOf, type RunId } from "../model/run.ts";
import type { Millis } from "../model/state.ts";
import type { ArchiveStore, LocationStore, NotebookStore, RunStore } from "../ports.ts";
import type { ArchivedRun } from "./archived.ts";
import { openFileInput, openFileOutput, type FileOutput } from "./file.ts";
import { look, noting } from "./look.ts";
import { DamagedRun, loadRun } from "./stored.ts";
import { checkNoneIsLive, takeIn } from "./take-in.ts";

export interface ArchiveOptions {
  readonly store: ArchiveStore;
  readonly runs: RunStore;
  readonly notebooks: NotebookStore;
  readonly locations: LocationStore;
  readonly now: () => Millis;
  readonly randomId: () => string;
  /** Whether a run is under way, here or in another tab. */
  readonly isLive: (run: RunId) => boolean | Promise<boolean>;
  /** A file was taken in, and with it something of this notebook. */
  readonly changed: (notebook: string) => void;
  /** Something could not be exported, though the rest was: says what, and what to do. */
  readonly warn: (message: string) => void;
}

export class Archive implements ArchiveApi {
  readonly #options: ArchiveOptions;

  constructor(options: ArchiveOptions) {
    this.#options = options;
  }

  /**
   * With the run go those whose values it uses (cached results, results at locations), for without
   * them it would not be whole.
   * @throws FlowbookError `notFound`
   */
  async exportRun(run: RunId): Promise<Blob> {
    const file = await openFileOutput(this.#options.now());
    const notebooks = new Map<string, RunId>();
    const seen = new Set([run]);
    /* Grows while it is walked. */
    for (const id of seen) {
      const loaded = await loadRun(this.#options, id, noting(seen));
      if (loaded !== null) {
        await file.addRun(loaded);
        const { notebook } = loaded.summary;
        if (!notebooks.has(notebook)) notebooks.set(notebook, id);
      } else if (id === run) {
        throw new FlowbookError("notFound", `There is no run "${run}": it was removed.`, { run });
      }
    }
    for (const [id, lastRun] of notebooks) {
      const notebook = await this.#options.store.notebook(id);
      if (notebook === null) continue;
      await file.addNotebook({ ...notebook, outputs: { records: [], lastRun }, versions: [] });
    }
    return file.close([]);
  }

  /** What is in the bin stays out; so does a run that is damaged here, and a warning says so. */
  async exportWorkspace(): Promise<Blob> {
    const { notebooks, runs, locations, store, now } = this.#options;
    const file = await openFileOutput(now());
    const listed = await notebooks.list();
    const binned = new Set(
      listed.filter(({ deletedAt }) => deletedAt !== null).map(({ id }) => id),
    );
    const ids = [...listed.map(({ id }) => id), ...(await runs.notebooks())];
    const exported = new Set<RunId>();
    for (const id of new Set(ids)) {
      if (binned.has(id)) continue;
      const notebook = await store.notebook(id);
      if (notebook !== null) await file.addNotebook(notebook);
      await this.#addRuns(file, id, exported);
    }
    const results = await locations.list();
    return file.close(results.filter(({ ref }) => exported.has(ownerOf(ref.key)?.run ?? "")));
  }

  async #addRuns(file: FileOutput, notebook: string, exported: Set<RunId>): Promise<void> {
    for (const { id } of await this.#options.runs.runs(notebook)) {
      const run = await this.#load(id);
      if (run === null) continue;
      await file.addRun(run);
      exported.add(id);
    }
  }

  /** null: it was removed meanwhile, or is no run any more. */
  async #load(id: RunId): Promise<ArchivedRun | null> {
    try {
      return await loadRun(this.#options, id);
    } catch (error) {
      if (!(error instanceof DamagedRun)) throw error;
      this.#options.warn(error.message);
      return null;
    }
  }

  async inspect(file: Blob): Promise<readonly ArchivedItem[]> {
    const { notebooks, runs, results } = await look(await openFileInput(file), this.#options);
    return [...notebooks, ...runs, ...results].map(({ item }) => item);
  }

  /** Gives what was taken in, under the ids that it got. */
  async import(file: Blob, onClash: OnClash): Promise<readonly ArchivedItem[]> {
    const { store, locations, randomId, isLive, changed } = this.#options;
    const input = await openFileInput(file);
    const looked = await look(input, this.#options);
    const listed = await this.#options.notebooks.list();
    const taking = await takeIn(input, looked, {
      onClash,
      titles: listed.map(({ title }) => title),
      randomId,
      isTaken: async (location) => (await locations.find(location)) !== null,
    });
    await checkNoneIsLive(taking.all.removeRuns, looked, isLive);
    await store.takeIn(taking.all);
    for (const notebook of taking.notebooks) changed(notebook);
    return taking.items;
  }
}
