/** The page's one store: holds the session's state, asks the engine, takes its events. No React, no DOM. */

import type { EngineEvent, EngineSettings } from "../../engine/api.ts";
import type { EngineClient } from "../../engine/browser.ts";
import type { FlowId, Place } from "../../engine/model/graph.ts";
import { NO_NETWORK, type NetworkSettings } from "../../engine/model/network.ts";
import type { CellId, LanguageId, Notebook } from "../../engine/model/notebook.ts";
import type { RunId, TaskRunId } from "../../engine/model/run.ts";
import { withCellText } from "../../engine/notebook/edit.ts";
import { parseNotebook } from "../../engine/notebook/markdown.ts";
import { cellIds } from "./cell-ids.ts";
import { CellEdits } from "./cell-edits.ts";
import {
  endConflict,
  codeCells,
  documentOf,
  openNotebook,
  receiveMerged,
  withText,
} from "./edits.ts";
import { News } from "./news.ts";
import { Pause } from "./pause.ts";
import { Pointing } from "./pointing.ts";
import { ProseDraft } from "./prose-draft.ts";
import { Saving } from "./saving.ts";
import { Listeners } from "./listeners.ts";
import { emptyState, receive, type SessionState } from "./session-state.ts";
import { ShownRuns } from "./shown-runs.ts";
import { StoredValues } from "./stored-values.ts";

/** Quiet time after an edit before it is compiled. */
const CHECK_PAUSE = 150;

/** What may come by the thousand a second. */
const MAY_WAIT: ReadonlySet<EngineEvent["type"]> = new Set(["runProgress", "cellOutput"]);

export type Api = EngineClient;

export class Session {
  readonly pointing = new Pointing();
  readonly news = new News();
  readonly #api: Api;
  readonly #networkOf: (notebook: string) => NetworkSettings;
  readonly #listeners = new Listeners();
  readonly #secrets = new Map<string, string>();
  readonly #shown: ShownRuns;
  readonly #newId = cellIds();
  readonly cells: CellEdits;
  readonly values: StoredValues;
  readonly #draft: ProseDraft;
  #state: SessionState;
  readonly #checkPause = new Pause(CHECK_PAUSE, () => void this.ask(() => this.#check()));
  #saving: Saving | null = null;
  /** What was told while a notebook is being opened: some of it may be of that one. */
  #early: EngineEvent[] | null = null;

  /** @param networkOf  what a person allowed a notebook to reach */
  constructor(
    api: Api,
    settings: EngineSettings,
    networkOf: (notebook: string) => NetworkSettings = () => NO_NETWORK,
  ) {
    this.#api = api;
    this.values = new StoredValues(api);
    this.#networkOf = networkOf;
    this.#state = emptyState(settings);
    this.cells = new CellEdits({
      get: this.getState,
      change: (state) => this.#change(state),
      newId: this.#newId,
    });
    this.#draft = new ProseDraft(
      (cell, text) => this.cells.writeProse(cell, text, false),
      (hasDraft) => this.#set({ ...this.#state, hasDraft }),
    );
    this.#shown = new ShownRuns({
      open: (run) => api.runs.open(run),
      get: this.getState,
      set: (state) => this.#set(state),
      failed: (error) => this.#showProblem(error),
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#listeners.subscribe(listener);

  readonly getState = (): SessionState => this.#state;

  readonly receive = (events: readonly EngineEvent[]): void => {
    this.#early?.push(...events);
    this.#shown.follow(events);
    this.news.tell(events);
    this.#state = receive(this.#state, events);
    this.#listeners.tell(events.every(({ type }) => MAY_WAIT.has(type)));
    for (const event of events) {
      if (event.notebook !== this.#state.notebook.id) continue;
      if (event.type === "documentChanged") this.#saving?.receive(event);
      /* Whoever executes the notebook has to know its cells. */
      if (event.type === "roleChanged" && this.#state.isReady) void this.ask(() => this.#check());
    }
  };

  /** Opens the stored notebook of this id; where there is none, one of this text. */
  async open(id: string, text: string): Promise<void> {
    const early: EngineEvent[] = [];
    this.#early = early;
    /* Before anything of it goes on. */
    await this.#api.setNetwork(id, this.#networkOf(id));
    const stored = await this.#api.openNotebook(id).finally(() => {
      this.#early = null;
    });
    const notebook = parseNotebook(id, stored?.text ?? text, stored?.cells ?? []);
    const left = this.#saving;
    this.#saving = this.#keepStored(notebook, stored?.revision ?? 0);
    this.#set(openNotebook(this.#state, notebook, stored));
    this.receive(early);
    await left?.leave();
    await this.#check();
    if (!stored) await this.flush();
    if (stored?.lastRun) await this.#shown.show(stored.lastRun);
  }

  /** Takes a keystroke's worth of change of code, or the finished text of prose. */
  editCell(id: CellId, text: string): void {
    const language = this.#state.notebook.cells.find((cell) => cell.id === id)?.language;
    if (language === undefined) {
      this.#draft.clear();
      return this.cells.writeProse(id, text);
    }
    this.#remember(language);
    this.#edit(withCellText(this.#state.notebook, id, text, this.#newId));
  }

  /** Takes the text that is being typed into a prose cell: it is written after a while of quiet. */
  draftProse(id: CellId, text: string): void {
    this.#draft.set(id, text);
  }

  /** Ends the conflict over a cell: it stays as it is. */
  keepText(cell: CellId): void {
    this.#change(endConflict(this.#state, cell, "stay", this.#newId));
  }

  /** Ends it with the other text; what the cell is now is kept as a version. */
  takeOther(cell: CellId): Promise<void> {
    return this.#replace((state) => endConflict(state, cell, "other", this.#newId));
  }

  /** Puts another document in place of this one, which is kept as a version. */
  replaceText(markdown: string): Promise<void> {
    return this.#replace((state) => withText(state, markdown, this.#newId));
  }

  select(cell: CellId | null): void {
    this.#set({ ...this.#state, selectedCell: cell });
  }

  selectTask(task: TaskRunId | null): void {
    this.#set({ ...this.#state, selectedTask: task });
  }

  showFlow(flow: FlowId): void {
    this.#set({ ...this.#state, shownFlow: flow, selectedTask: null });
  }

  /** Puts a run on show as it was, or is. */
  showRun(run: RunId): Promise<void> {
    return this.ask(() => this.#shown.show(run));
  }

  showPlace(place: Place): void {
    this.#set({ ...this.#state, selectedCell: place.cell, jump: { ...place } });
  }

  dismissProblem(): void {
    this.#set({ ...this.#state, problem: null });
  }

  runCell(cell: CellId): Promise<void> {
    return this.ask(async (api, id) => {
      await this.#check();
      await api.runCell(id, cell);
    });
  }

  runAll(): Promise<void> {
    return this.ask(async (api, id) => {
      await this.#check();
      await api.runAll(id);
    });
  }

  interrupt(): Promise<void> {
    return this.ask((api, id) => api.interrupt(id));
  }

  restart(): Promise<void> {
    return this.ask((api, id) => api.restart(id));
  }

  /** Becomes the tab that executes the notebook: its runs go on here. */
  takeOver(): Promise<void> {
    return this.ask((api, id) => api.takeOver(id));
  }

  setSettings(settings: EngineSettings): Promise<void> {
    this.#set({ ...this.#state, settings });
    return this.ask((api) => api.setSettings(settings));
  }

  /** Enters a secret of this notebook; null forgets it. */
  setSecret(name: string, value: string | null): Promise<void> {
    if (value === null) this.#secrets.delete(name);
    else this.#secrets.set(name, value);
    this.#set({ ...this.#state, secretNames: [...this.#secrets.keys()].toSorted() });
    return this.ask((api, id) => api.setSecrets(id, Object.fromEntries(this.#secrets)));
  }

  /** Writes at once what is not written yet: the page may be about to go. */
  async flush(): Promise<void> {
    this.#draft.flush();
    await this.#saving?.flush();
  }

  #remember(language: LanguageId): void {
    if (language === this.#state.language) return;
    this.#set({ ...this.#state, language });
  }

  #edit(notebook: Notebook): void {
    this.#change({ ...this.#state, notebook });
  }

  /** @param keep  keep the text that is stored as a version, whatever its age */
  #change(state: SessionState, keep = false): void {
    const isEdit = state.notebook !== this.#state.notebook;
    this.#set(state);
    if (!isEdit) return;
    this.#saving?.changed(state.notebook, keep);
    this.#checkPause.begin();
  }

  /** Changes the document, and keeps what it was as a version. */
  #replace(change: (state: SessionState) => SessionState): Promise<void> {
    return this.ask(async () => {
      await this.flush();
      this.#change(change(this.#state), true);
    });
  }

  async #check(): Promise<void> {
    this.#checkPause.end();
    const { notebook } = this.#state;
    await this.#api.setCells(notebook.id, codeCells(notebook));
  }

  #keepStored(notebook: Notebook, revision: number): Saving {
    return new Saving({
      notebook,
      revision,
      newId: this.#newId,
      save: (edited, base, { keep, overwrites }) =>
        this.#api.saveNotebook(edited.id, { ...documentOf(edited), overwrites }, base, keep),
      listener: {
        merged: (merged, conflicts) => {
          this.#set(receiveMerged(this.#state, merged, conflicts));
          this.#checkPause.begin();
        },
        savedChanged: (isSaved) => {
          if (isSaved !== this.#state.isSaved) this.#set({ ...this.#state, isSaved });
        },
        failed: (error) => this.#showProblem(error),
      },
    });
  }

  /**
   * Asks the engine. What goes wrong is shown, for there is nobody else to tell.
   * @returns undefined where it went wrong
   */
  async ask<T>(ask: (api: Api, notebook: string) => Promise<T>): Promise<T | undefined> {
    try {
      return await ask(this.#api, this.#state.notebook.id);
    } catch (error) {
      this.#showProblem(error);
      return undefined;
    }
  }

  #showProblem(error: unknown): void {
    const problem = error instanceof Error ? error.message : String(error);
    this.#set({ ...this.#state, problem });
  }

  #set(state: SessionState): void {
    this.#state = state;
    this.#listeners.tell(false);
  }
}
