/** Notebooks in memory: documents, what their cells showed, earlier texts, and the bin. */

import type { Millis } from "../model/state.ts";
import type {
  ListedNotebook,
  NotebookDocument,
  NotebookOutputs,
  NotebookRecord,
  NotebookStore,
  NotebookVersion,
  Saved,
  WholeNotebook,
} from "../ports.ts";
import { byteSize } from "./byte-size.ts";
import type { MemoryRuns } from "./memory-runs.ts";
import { NO_OUTPUTS } from "./no-outputs.ts";
import { notebookNotFound, toStorageError, versionNotFound } from "./storage-error.ts";
import {
  asVersion,
  becomesVersion,
  binId,
  firstFree,
  listed,
  MOST_VERSIONS,
  parseBinId,
  restoredId,
  type KeptVersion,
} from "./versions.ts";

export class MemoryNotebooks implements NotebookStore {
  readonly #runs: MemoryRuns;
  readonly documents = new Map<string, NotebookDocument>();
  readonly outputs = new Map<string, NotebookOutputs>();
  /** Oldest first. */
  readonly #versions = new Map<string, readonly KeptVersion[]>();

  constructor(runs: MemoryRuns) {
    this.#runs = runs;
  }

  async load(id: string): Promise<NotebookRecord | null> {
    const document = this.documents.get(id);
    return document ? { ...document, ...(this.outputs.get(id) ?? NO_OUTPUTS) } : null;
  }

  async document(id: string): Promise<NotebookDocument | null> {
    return this.documents.get(id) ?? null;
  }

  async save(
    document: Omit<NotebookDocument, "revision">,
    base: number,
    keep = false,
  ): Promise<Saved> {
    const stored = this.documents.get(document.id);
    if (stored && stored.revision !== base) return { isSaved: false, stored };
    const next = { ...structuredClone(document), revision: base + 1 };
    this.saveOver(next, keep);
    return { isSaved: true, revision: next.revision };
  }

  /** Saves a document over what is stored; its text becomes a version where it is time for one. */
  saveOver(next: NotebookDocument, keep: boolean): void {
    const stored = this.documents.get(next.id);
    const versions = this.#versions.get(next.id) ?? [];
    const newest = versions.at(-1)?.savedAt ?? null;
    if (stored && becomesVersion(stored, next, { newest, keep })) {
      this.#versions.set(next.id, [...versions, asVersion(stored)].slice(-MOST_VERSIONS));
    }
    this.documents.set(next.id, next);
  }

  async saveOutputs(notebook: string, outputs: NotebookOutputs): Promise<void> {
    try {
      this.outputs.set(notebook, structuredClone(outputs));
    } catch (error) {
      throw toStorageError(error, "saving what cells showed");
    }
  }

  async list(): Promise<readonly ListedNotebook[]> {
    return [...this.documents.values()]
      .map(({ id, title, updatedAt }) => {
        return { id, title, updatedAt, deletedAt: parseBinId(id)?.deletedAt ?? null };
      })
      .sort((a, b) => b.updatedAt - a.updatedAt);
  }

  async versions(notebook: string): Promise<readonly NotebookVersion[]> {
    return (this.#versions.get(notebook) ?? []).map(listed).reverse();
  }

  async version(notebook: string, revision: number): Promise<string> {
    const versions = this.#versions.get(notebook) ?? [];
    const found = versions.find((each) => each.revision === revision);
    return found?.text ?? versionNotFound(notebook, revision);
  }

  async bin(id: string, now: Millis): Promise<string> {
    return parseBinId(id) ? id : this.#move(id, (n) => binId(id, now + n));
  }

  async restore(binned: string): Promise<string> {
    const was = parseBinId(binned) ?? notebookNotFound(binned);
    return this.#move(binned, restoredId(was.id));
  }

  /** Gives a notebook, with all that is kept of it, the first free one of these ids. */
  async #move(id: string, idAt: (n: number) => string): Promise<string> {
    const { document, outputs, versions } = this.whole(id) ?? notebookNotFound(id);
    const to = await firstFree(idAt, (each) => this.documents.has(each));
    this.#drop(id);
    this.put({ document: { ...document, id: to }, outputs, versions });
    await this.#runs.move(id, to);
    return to;
  }

  async remove(id: string): Promise<void> {
    this.#drop(id);
    this.#runs.drop((await this.#runs.runs(id)).map((run) => run.id));
  }

  #drop(id: string): void {
    this.documents.delete(id);
    this.outputs.delete(id);
    this.#versions.delete(id);
  }

  async size(id: string): Promise<number> {
    const kept = this.whole(id);
    return kept ? byteSize(kept) : 0;
  }

  whole(id: string): WholeNotebook | null {
    const document = this.documents.get(id);
    if (document === undefined) return null;
    const outputs = this.outputs.get(id) ?? NO_OUTPUTS;
    return { document, outputs, versions: this.#versions.get(id) ?? [] };
  }

  /** Keeps a notebook whose id is free. */
  put({ document, outputs, versions }: WholeNotebook): void {
    this.documents.set(document.id, document);
    this.outputs.set(document.id, outputs);
    this.#versions.set(document.id, versions);
  }
}
