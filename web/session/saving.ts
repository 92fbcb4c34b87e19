/**
 * Keeps the document of an open notebook stored: a while after each edit, and merged with what other
 * tabs saved meanwhile. Who saves says which revision was edited, so nothing is overwritten unseen.
 */

import type { CellId, Notebook } from "../../engine/model/notebook.ts";
import { parseNotebook } from "../../engine/notebook/markdown.ts";
import { findOverwritten, mergeNotebooks, type Conflict } from "../../engine/notebook/merge.ts";
import type { NotebookDocument, Saved } from "../../engine/ports.ts";

/** Quiet time after an edit before it is written, in milliseconds. */
export const SAVE_PAUSE = 500;

/** Somebody who writes without a pause has it written this long after the first edit. */
export const LONGEST_UNSAVED = 2000;

/** How long after a failed save it is tried again: a while, then longer. */
export const PATIENCE = [2000, 10_000, 30_000] as const;

export interface SavingOptions {
  /** As it was opened. */
  readonly notebook: Notebook;
  /** What is stored of it; 0: nothing. */
  readonly revision: number;
  readonly newId: () => CellId;
  /** Stores the document if `base` is still what is stored. */
  readonly save: (notebook: Notebook, base: number, replaced: Replaced) => Promise<Saved>;
  readonly listener: SavingListener;
}

/** What becomes of the text that a save replaces. */
export interface Replaced {
  /** It is kept as a version, whatever its age. */
  readonly keep: boolean;
  /** Cells that another tab had changed too: it is told that its text was replaced. */
  readonly overwrites: readonly CellId[];
}

/** What another tab saved. */
export interface SavedElsewhere {
  readonly document: NotebookDocument;
  /** Cells of which it knew that they were changed here too. */
  readonly overwrites?: readonly CellId[];
}

const NOTHING: Replaced = { keep: false, overwrites: [] };

export interface SavingListener {
  /** Edits of another tab were taken in. */
  merged(notebook: Notebook, conflicts: readonly Conflict[]): void;
  savedChanged(isSaved: boolean): void;
  /** It could not be stored; it is tried again after a while, and with the next edit. */
  failed(error: unknown): void;
}

export class Saving {
  readonly #options: SavingOptions;
  #listener: SavingListener | null;
  /** What is stored, as far as this tab knows. */
  #stored: { readonly notebook: Notebook; readonly revision: number };
  #mine: Notebook;
  /** Cells that were written, or removed, in this tab last. */
  readonly #own = new Set<CellId>();
  #replaced = NOTHING;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** When the first edit that is not written yet was made. */
  #unsavedSince: number | null = null;
  /** How often in a row it could not be stored. */
  #failures = 0;
  #underway: Promise<void> | null = null;
  /** Of another tab, come while a save was under way. */
  #news: SavedElsewhere | null = null;

  constructor(options: SavingOptions) {
    this.#options = options;
    const { notebook, revision, listener } = options;
    this.#listener = listener;
    this.#stored = { notebook, revision };
    this.#mine = notebook;
  }

  get isSaved(): boolean {
    return this.#mine === this.#stored.notebook && this.#stored.revision > 0;
  }

  /** @param keep  keep the text that it replaces as a version, whatever its age */
  changed(notebook: Notebook, keep = false): void {
    for (const { id, text } of notebook.cells) {
      if (this.#mine.cells.find((cell) => cell.id === id)?.text !== text) this.#own.add(id);
    }
    for (const { id } of this.#mine.cells) {
      if (!notebook.cells.some((cell) => cell.id === id)) this.#own.add(id);
    }
    this.#mine = notebook;
    if (keep) this.#replaced = { ...this.#replaced, keep };
    this.#listener?.savedChanged(this.isSaved);
    this.#schedule();
  }

  /** Writes at once what is not written yet. Rejects where it cannot be. */
  async flush(): Promise<void> {
    this.#unschedule();
    while (!this.isSaved) await this.#saveOnce();
  }

  /** Another tab has saved. */
  receive({ document, overwrites = [] }: SavedElsewhere): void {
    const before = this.#news?.overwrites ?? [];
    if (this.#underway) this.#news = { document, overwrites: [...before, ...overwrites] };
    else this.#hear({ document, overwrites });
  }

  /** The notebook is left: what is not written yet is written, and nobody is told any more. */
  async leave(): Promise<void> {
    this.#listener = null;
    await this.flush();
  }

  #schedule(): void {
    this.#unsavedSince ??= Date.now();
    const left = this.#unsavedSince + LONGEST_UNSAVED - Date.now();
    this.#saveIn(Math.max(0, Math.min(SAVE_PAUSE, left)));
  }

  #saveIn(wait: number): void {
    this.#unschedule();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#saveOnce().catch((error: unknown) => this.#fail(error));
    }, wait);
  }

  /** Whoever is told may free some room; where nobody is, the notebook was left. */
  #fail(error: unknown): void {
    if (this.#listener === null) return;
    const wait = PATIENCE[Math.min(this.#failures, PATIENCE.length - 1)] ?? 0;
    this.#failures += 1;
    if (this.#timer === null) this.#saveIn(wait);
    /* Said once: it is being tried again and again. */
    if (this.#failures === 1) this.#listener.failed(error);
  }

  #unschedule(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #saveOnce(): Promise<void> {
    this.#underway ??= this.#save().finally(() => {
      this.#underway = null;
      const news = this.#news;
      this.#news = null;
      if (news) this.#hear(news);
    });
    return this.#underway;
  }

  async #save(): Promise<void> {
    while (!this.isSaved) {
      const notebook = this.#mine;
      this.#unsavedSince = null;
      const saved = await this.#write(notebook);
      if (saved.isSaved) {
        this.#stored = { notebook, revision: saved.revision };
        this.#failures = 0;
        this.#listener?.savedChanged(this.isSaved);
        /* What was edited meanwhile has its own turn. */
        return;
      }
      this.#take(saved.stored);
    }
  }

  async #write(notebook: Notebook): Promise<Saved> {
    const replaced = this.#replaced;
    this.#replaced = NOTHING;
    let isSaved = false;
    try {
      const saved = await this.#options.save(notebook, this.#stored.revision, replaced);
      isSaved = saved.isSaved;
      return saved;
    } finally {
      if (!isSaved) this.#replace(replaced);
    }
  }

  #replace({ keep, overwrites }: Replaced): void {
    this.#replaced = {
      keep: this.#replaced.keep || keep,
      overwrites: [...this.#replaced.overwrites, ...overwrites],
    };
  }

  #hear({ document, overwrites = [] }: SavedElsewhere): void {
    if (document.revision <= this.#stored.revision) return;
    this.#take(document, overwrites);
    if (!this.isSaved) this.#schedule();
  }

  #take(document: NotebookDocument, overwrites: readonly CellId[] = []): void {
    const { id, text, cells, revision } = document;
    const theirs = parseNotebook(id, text, cells);
    const mine = this.#mine;
    const sides = { base: this.#stored.notebook, mine, theirs };
    const { notebook, conflicts } = mergeNotebooks(sides, this.#options.newId);
    const own = overwrites.filter((cell) => this.#own.has(cell));
    const lost = findOverwritten({ mine, theirs: notebook }, own);
    for (const { cell } of lost) this.#own.delete(cell);
    this.#stored = { notebook: theirs, revision };
    this.#replace({
      keep: conflicts.length > 0,
      overwrites: conflicts.map(({ cell }) => cell),
    });
    this.#mine = notebook;
    this.#listener?.merged(notebook, [...conflicts, ...lost]);
    this.#listener?.savedChanged(this.isSaved);
  }
}
