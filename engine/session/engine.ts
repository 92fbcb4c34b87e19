/** The engine: notebooks at work, their stores, and the runs anybody asks about. Implements the page's door. */

import type {
  AutomationRequest,
  CellText,
  EngineApi,
  EngineEvent,
  EngineSettings,
  RunReport,
} from "../api.ts";
import { evolve } from "../core/evolve.ts";
import type { News } from "../core/news.ts";
import { FlowbookError } from "../model/errors.ts";
import type { FlowId } from "../model/graph.ts";
import type { CellId, LanguageId } from "../model/notebook.ts";
import type { RunId, TaskRunId } from "../model/run.ts";
import type { Failure, StoredValue } from "../model/value.ts";
import type {
  Clock,
  Language,
  LocationStore,
  NotebookRecord,
  NotebookStore,
  RunStore,
  RunSummary,
  Sandbox,
} from "../ports.ts";
import { reportJson } from "../run/json-value.ts";
import { HIDDEN, isSecretKey } from "../run/values.ts";
import type { PreviewNode } from "../sandbox/protocol.ts";
import { automate } from "./automation.ts";
import { NotebookSession } from "./notebook-session.ts";
import { Outlet } from "./outlet.ts";
import { randomId } from "./run-names.ts";
import type { Pool } from "./runtimes.ts";

export interface EngineOptions {
  readonly runs: RunStore;
  readonly notebooks: NotebookStore;
  readonly locations: LocationStore;
  readonly sandbox: Sandbox;
  readonly languages: Readonly<Partial<Record<LanguageId, Language>>>;
  readonly pool: (language: LanguageId, size: number) => Pool;
  readonly clock: (skipWaits: boolean) => Clock;
  readonly previewStored: (stored: StoredValue, line: string) => PreviewNode;
  readonly settings: EngineSettings;
  readonly deliver: (events: readonly EngineEvent[]) => void;
}

/** The part of a notebook that the page hands over; the rest is the engine's. */
type Document = Parameters<EngineApi["saveNotebook"]>[1];

export class Engine implements EngineApi {
  readonly #options: EngineOptions;
  readonly #outlet: Outlet;
  readonly #sessions = new Map<string, NotebookSession>();
  readonly #documents = new Map<string, Document>();
  readonly #lastRuns = new Map<string, RunId | null>();
  /** By notebook. Never stored, and gone with the page. */
  readonly #secrets = new Map<string, Readonly<Record<string, string>>>();
  #settings: EngineSettings;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#settings = options.settings;
    this.#outlet = new Outlet(options.deliver);
  }

  async openNotebook(id: string): Promise<NotebookRecord | null> {
    const record = await this.#options.notebooks.load(id);
    this.#sessions.get(id)?.restart("The notebook was opened anew.");
    this.#open(id, (event) => this.#outlet.tell(event), record);
    this.#lastRuns.set(id, record?.lastRun ?? null);
    return record;
  }

  async listNotebooks(): ReturnType<EngineApi["listNotebooks"]> {
    return this.#options.notebooks.list();
  }

  async saveNotebook(notebook: string, document: Document): Promise<void> {
    this.#documents.set(notebook, document);
    await this.#save(notebook);
  }

  async setCells(notebook: string, cells: readonly CellText[]): Promise<void> {
    this.#session(notebook).setCells(cells);
  }

  async runCell(notebook: string, cell: CellId): Promise<void> {
    await this.#session(notebook).runCell(cell);
  }

  async runFlow(
    notebook: string,
    flow: FlowId,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const given = Object.entries(parameters).map(
      ([name, value]) => [name, reportJson(value)] as const,
    );
    const ended = await this.#session(notebook).runBuilt(flow, {
      parameters: Object.fromEntries(given),
      taskRunnerStateHandlers: 0,
      runOnSchedule: false,
    });
    if (ended === null) {
      throw new FlowbookError("notFound", "The flow is gone. Run the cell that builds it again.");
    }
    if ("ok" in ended && !ended.ok) throw new FlowbookError("badParameters", ended.failure.message);
  }

  async runAll(notebook: string): Promise<void> {
    await this.#session(notebook).runAll();
  }

  async interrupt(notebook: string): Promise<void> {
    this.#session(notebook).interrupt();
  }

  async restart(notebook: string): Promise<void> {
    this.#session(notebook).restart();
  }

  async cancelRun(run: RunId): Promise<void> {
    this.#tellRun(run, { type: "cancelRun", reason: "Cancelled by hand." });
  }

  async cancelTaskRun(run: RunId, taskRun: TaskRunId): Promise<void> {
    this.#tellRun(run, { type: "cancelTaskRun", taskRun });
  }

  async approve(run: RunId, taskRun: TaskRunId): Promise<void> {
    this.#tellRun(run, { type: "approved", taskRun });
  }

  async setSecrets(notebook: string, values: Readonly<Record<string, string>>): Promise<void> {
    this.#secrets.set(notebook, { ...values });
  }

  async setSettings(settings: EngineSettings): Promise<void> {
    this.#settings = settings;
    for (const session of this.#sessions.values()) {
      session.resizePools((language) => this.#poolSize(language));
    }
  }

  async runs(notebook: string): Promise<readonly RunSummary[]> {
    return this.#options.runs.runs(notebook);
  }

  async run(run: RunId): ReturnType<EngineApi["run"]> {
    const [events, logs] = await Promise.all([
      this.#options.runs.events(run),
      this.#options.runs.logs(run),
    ]);
    if (events.length === 0) {
      throw new FlowbookError("notFound", `There is no run "${run}" in this browser's storage.`);
    }
    return { run: evolve(null, events), logs, events };
  }

  async results(): ReturnType<EngineApi["results"]> {
    return this.#options.locations.list();
  }

  async removeResult(location: string): Promise<void> {
    await this.#options.locations.remove(location);
  }

  async preview({ key, preview }: Parameters<EngineApi["preview"]>[0]): Promise<PreviewNode> {
    if (isSecretKey(key)) return { type: "secret", text: HIDDEN };
    const stored = await this.#options.runs.value(key);
    if (stored.kind !== "failure" || stored.failure.stack === null)
      return this.#options.previewStored(stored, preview);
    const failure = this.#explain(stored.failure);
    return this.#options.previewStored({ ...stored, failure }, preview);
  }

  /** With a stack in the positions of the notebook that knows its cells: it says the most. */
  #explain(failure: Failure): Failure {
    const [most] = [...this.#sessions.values()]
      .map(({ cells }) => cells.explain(failure))
      .toSorted((a, b) => (b.stack?.length ?? 0) - (a.stack?.length ?? 0));
    return most ?? failure;
  }

  /** Hands over at once what the page is to be told. */
  flush(): void {
    this.#outlet.flush();
  }

  async automate(request: AutomationRequest): Promise<RunReport> {
    return automate(request, {
      open: (notebook, tell) => this.#makeSession(notebook, tell, null),
      store: this.#options.runs,
      notebook: `automation-${randomId()}`,
    });
  }

  #session(notebook: string): NotebookSession {
    return (
      this.#sessions.get(notebook) ??
      this.#open(notebook, (event) => this.#outlet.tell(event), null)
    );
  }

  #open(
    notebook: string,
    tell: (event: EngineEvent) => void,
    record: NotebookRecord | null,
  ): NotebookSession {
    const session = this.#makeSession(notebook, tell, record);
    this.#sessions.set(notebook, session);
    return session;
  }

  #makeSession(
    notebook: string,
    tell: (event: EngineEvent) => void,
    record: NotebookRecord | null,
  ): NotebookSession {
    const { sandbox, languages, runs, locations, pool, clock } = this.#options;
    return new NotebookSession({
      notebook,
      languages,
      sandbox,
      store: runs,
      locations,
      tell,
      pool: (language) => pool(language, this.#poolSize(language)),
      clock: () => clock(this.#settings.skipWaits),
      secrets: () => this.#secrets.get(notebook) ?? {},
      records: record?.records ?? [],
      changed: () => void this.#save(notebook).catch((error: unknown) => this.#warn(error)),
    });
  }

  #poolSize(language: LanguageId): number {
    const { poolSize, poolSizes } = this.#settings;
    return Math.min(8, Math.max(1, Math.round(poolSizes?.[language] ?? poolSize)));
  }

  /** Writes the document as the page last gave it, with what its cells show now. */
  async #save(notebook: string): Promise<void> {
    const document = this.#documents.get(notebook);
    const session = this.#sessions.get(notebook);
    if (!document || !session) return;
    const lastRun = session.lastRun ?? this.#lastRuns.get(notebook) ?? null;
    await this.#options.notebooks.save({
      id: notebook,
      ...document,
      records: session.outputs.records(document.cells),
      lastRun,
      updatedAt: this.#options.clock(false).now(),
    });
  }

  #warn(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.#outlet.tell({ type: "problem", notebook: null, message });
  }

  /** @throws FlowbookError `wrongMoment` if the run is not under way */
  #tellRun(run: RunId, news: News): void {
    for (const session of this.#sessions.values()) {
      if (session.tellRun(run, news)) return;
    }
    throw new FlowbookError("wrongMoment", `The run "${run}" is not under way any more.`);
  }
}
