/** The page's one store: holds the session's state, asks the engine, takes its events. No React, no DOM. */

import type { Remote } from "comlink";
import type { CellText, EngineApi, EngineEvent, EngineSettings } from "../../engine/api.ts";
import type { FlowId, Place } from "../../engine/model/graph.ts";
import type { CellId, LanguageId, Notebook } from "../../engine/model/notebook.ts";
import type { RunId, TaskRunId } from "../../engine/model/run.ts";
import type { ResultRef } from "../../engine/model/value.ts";
import {
  changeKind,
  insertCell,
  moveCell,
  removeCell,
  withCellText,
  type CellKind,
} from "../../engine/notebook/edit.ts";
import { parseNotebook, toMarkdown } from "../../engine/notebook/markdown.ts";
import type { LocatedResult } from "../../engine/ports.ts";
import type { PreviewNode } from "../../engine/sandbox/protocol.ts";
import { foldRun } from "./run-view.ts";
import { emptyState, receive, showRun, type SessionState } from "./session-state.ts";

/** Quiet time after an edit before it is compiled, and before it is written. */
const CHECK_PAUSE = 150;
const SAVE_PAUSE = 500;

type Api = Remote<EngineApi>;

export class Session {
  readonly #api: Api;
  readonly #listeners = new Set<() => void>();
  readonly #secrets = new Map<string, string>();
  #state: SessionState;
  #checkTimer: ReturnType<typeof setTimeout> | null = null;
  #saveTimer: ReturnType<typeof setTimeout> | null = null;
  #count = 0;

  constructor(api: Api, settings: EngineSettings) {
    this.#api = api;
    this.#state = emptyState(settings);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): SessionState => this.#state;

  readonly receive = (events: readonly EngineEvent[]): void => {
    this.#set(receive(this.#state, events));
  };

  /** Opens the stored notebook of this id; where there is none, one of this text. */
  async open(id: string, text: string): Promise<void> {
    const stored = await this.#api.openNotebook(id);
    const notebook = parseNotebook(id, stored?.text ?? text, stored?.cells ?? []);
    const records = stored?.records ?? [];
    this.#set({
      ...emptyState(this.#state.settings),
      runtime: this.#state.runtime,
      notebook,
      language: notebook.cells.findLast(({ kind }) => kind === "code")?.language ?? "typescript",
      isReady: true,
      outputs: Object.fromEntries(records.map(({ cell, outputs }) => [cell, outputs])),
      ends: Object.fromEntries(records.map(({ cell, status }) => [cell, status])),
      selectedCell: notebook.cells[0]?.id ?? null,
    });
    await this.#check();
    if (!stored) await this.#save();
    if (stored?.lastRun) await this.#showStored(stored.lastRun);
  }

  /** Leaves this notebook, and opens another one that ships with the app. */
  openFrom(id: string, load: (id: string) => Promise<string>): Promise<void> {
    if (id === this.#state.notebook.id) return Promise.resolve();
    return this.#ask(async () => {
      await this.flush();
      await this.open(id, await load(id));
    });
  }

  /** Takes a keystroke's worth of change. */
  editCell(id: CellId, text: string): void {
    this.#remember(this.#state.notebook.cells.find((cell) => cell.id === id)?.language);
    this.#edit(withCellText(this.#state.notebook, id, text, this.#newId));
  }

  /** Puts an empty cell after another (null: first), and selects it. */
  addCell(after: CellId | null, kind: CellKind): void {
    if (kind.kind === "code") this.#remember(kind.language);
    const { cells } = this.#state.notebook;
    const index = after === null ? 0 : cells.findIndex((cell) => cell.id === after) + 1;
    const id = this.#newId();
    let isFirst = true;
    const newId = (): CellId => {
      if (!isFirst) return this.#newId();
      isFirst = false;
      return id;
    };
    const text = kind.kind === "prose" ? "New text" : "";
    this.#edit(insertCell(this.#state.notebook, index, { ...kind, text }, newId));
    this.select(id);
  }

  deleteCell(id: CellId): void {
    const before = this.#state.notebook;
    const index = before.cells.findIndex((cell) => cell.id === id);
    const what = before.cells[index]?.kind === "code" ? "Code cell deleted" : "Text deleted";
    this.#edit(removeCell(before, id, this.#newId));
    const { cells } = this.#state.notebook;
    const selectedCell = cells[Math.min(index, cells.length - 1)]?.id ?? null;
    this.#set({ ...this.#state, deleted: { before, what }, selectedCell });
  }

  /** Takes the last deletion back. */
  undoDelete(): void {
    const { deleted } = this.#state;
    if (!deleted) return;
    this.#edit(deleted.before);
    this.#set({ ...this.#state, deleted: null });
  }

  moveCell(id: CellId, by: -1 | 1): void {
    const { cells } = this.#state.notebook;
    const index = cells.findIndex((cell) => cell.id === id) + by;
    if (index < 0 || index >= cells.length) return;
    this.#edit(moveCell(this.#state.notebook, id, index, this.#newId));
  }

  changeKind(id: CellId, kind: CellKind): void {
    if (kind.kind === "code") this.#remember(kind.language);
    this.#edit(changeKind(this.#state.notebook, id, kind, this.#newId));
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

  showPlace(place: Place): void {
    this.#set({ ...this.#state, selectedCell: place.cell, jump: { ...place } });
  }

  dismissProblem(): void {
    this.#set({ ...this.#state, problem: null });
  }

  runCell(cell: CellId): Promise<void> {
    return this.#ask(async (api, id) => {
      await this.#check();
      await api.runCell(id, cell);
    });
  }

  /** Runs a flow that a cell built, with these parameters. */
  runFlow(flow: FlowId, parameters: Readonly<Record<string, unknown>>): Promise<void> {
    return this.#ask((api, id) => api.runFlow(id, flow, parameters));
  }

  runAll(): Promise<void> {
    return this.#ask(async (api, id) => {
      await this.#check();
      await api.runAll(id);
    });
  }

  interrupt(): Promise<void> {
    return this.#ask((api, id) => api.interrupt(id));
  }

  restart(): Promise<void> {
    return this.#ask((api, id) => api.restart(id));
  }

  cancelRun(run: RunId): Promise<void> {
    return this.#ask((api) => api.cancelRun(run));
  }

  cancelTaskRun(run: RunId, taskRun: TaskRunId): Promise<void> {
    return this.#ask((api) => api.cancelTaskRun(run, taskRun));
  }

  approve(run: RunId, taskRun: TaskRunId): Promise<void> {
    return this.#ask((api) => api.approve(run, taskRun));
  }

  setSettings(settings: EngineSettings): Promise<void> {
    this.#set({ ...this.#state, settings });
    return this.#ask((api) => api.setSettings(settings));
  }

  loadPreview({ key, preview }: ResultRef): Promise<PreviewNode> {
    return this.#api.preview({ key, preview });
  }

  /** Enters a secret of this notebook; null forgets it. */
  setSecret(name: string, value: string | null): Promise<void> {
    if (value === null) this.#secrets.delete(name);
    else this.#secrets.set(name, value);
    this.#set({ ...this.#state, secretNames: [...this.#secrets.keys()].toSorted() });
    return this.#ask((api, id) => api.setSecrets(id, Object.fromEntries(this.#secrets)));
  }

  /** Results that tasks wrote at a location; none, and a problem shown, if they cannot be read. */
  async listResults(): Promise<readonly LocatedResult[]> {
    let results: readonly LocatedResult[] = [];
    await this.#ask(async (api) => {
      results = await api.results();
    });
    return results;
  }

  removeResult(location: string): Promise<void> {
    return this.#ask((api) => api.removeResult(location));
  }

  /** Writes at once what is not written yet: the page may be about to go. */
  async flush(): Promise<void> {
    if (!this.#state.isSaved) await this.#save();
  }

  #remember(language: LanguageId | undefined): void {
    if (!language || language === this.#state.language) return;
    this.#set({ ...this.#state, language });
  }

  #edit(notebook: Notebook): void {
    if (notebook === this.#state.notebook) return;
    this.#set({ ...this.#state, notebook, isSaved: false });
    if (this.#checkTimer) clearTimeout(this.#checkTimer);
    this.#checkTimer = setTimeout(() => void this.#ask(() => this.#check()), CHECK_PAUSE);
    if (this.#saveTimer) clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => void this.#ask(() => this.#save()), SAVE_PAUSE);
  }

  async #check(): Promise<void> {
    if (this.#checkTimer) clearTimeout(this.#checkTimer);
    this.#checkTimer = null;
    const { notebook } = this.#state;
    await this.#api.setCells(notebook.id, codeCells(notebook));
  }

  async #save(): Promise<void> {
    if (this.#saveTimer) clearTimeout(this.#saveTimer);
    this.#saveTimer = null;
    const { notebook } = this.#state;
    await this.#api.saveNotebook(notebook.id, {
      title: notebook.title,
      text: toMarkdown(notebook),
      cells: notebook.cells.map(({ id }) => id),
    });
    if (this.#state.notebook === notebook) this.#set({ ...this.#state, isSaved: true });
  }

  async #showStored(id: RunId): Promise<void> {
    const { events, logs } = await this.#api.run(id);
    const run = foldRun(null, events, logs);
    if (run) this.#set(showRun(this.#state, run));
  }

  /** Asks the engine; what goes wrong is shown, for there is nobody else to tell. */
  async #ask(ask: (api: Api, notebook: string) => Promise<void>): Promise<void> {
    try {
      await ask(this.#api, this.#state.notebook.id);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.#set({ ...this.#state, problem });
    }
  }

  readonly #newId = (): CellId => {
    this.#count += 1;
    const random = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    return `${random.toString(36)}${this.#count.toString(36)}`;
  };

  #set(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

const codeCells = ({ cells }: Notebook): CellText[] =>
  cells.flatMap(({ id, language, text }) => (language ? [{ id, language, text }] : []));
