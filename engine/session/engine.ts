/** The engine: notebooks at work, their stores, and the runs anybody asks about. Implements the page's door. */

import type {
  AutomationRequest,
  CellText,
  EngineApi,
  EngineEvent,
  EngineSettings,
  RunReport,
} from "../api.ts";
import { FlowbookError } from "../model/errors.ts";
import type { FlowId } from "../model/graph.ts";
import type { CellId, LanguageId } from "../model/notebook.ts";
import type { RunId } from "../model/run.ts";
import type { Millis } from "../model/state.ts";
import type { Failure, StoredValue } from "../model/value.ts";
import type {
  Clock,
  Language,
  LocationStore,
  NotebookRecord,
  NotebookStore,
  RunStore,
  Sandbox,
  Saved,
} from "../ports.ts";
import { HIDDEN, isSecretKey } from "../run/values.ts";
import type { PreviewNode } from "../sandbox/protocol.ts";
import { automate } from "./automation.ts";
import { reportedParameters } from "./notebook-runs.ts";
import { NotebookSession } from "./notebook-session.ts";
import { Outlet } from "./outlet.ts";
import { randomId } from "./run-names.ts";
import { RunsRoom } from "./runs-room.ts";
import type { Pool } from "./runtimes.ts";

export interface EngineOptions {
  readonly runs: RunStore;
  readonly notebooks: NotebookStore;
  readonly locations: LocationStore;
  readonly sandbox: Sandbox;
  readonly languages: Readonly<Partial<Record<LanguageId, Language>>>;
  readonly pool: (language: LanguageId, size: number) => Pool;
  /** @param ahead  by how much it is to be ahead of the machine's from the start */
  readonly clock: (skipWaits: boolean, ahead?: Millis) => Clock;
  readonly previewStored: (stored: StoredValue, line: string) => PreviewNode;
  readonly settings: EngineSettings;
  readonly deliver: (events: readonly EngineEvent[]) => void;
}

/** The part of a notebook that the page hands over; the rest is the engine's. */
type Document = Parameters<EngineApi["saveNotebook"]>[1];

export class Engine implements EngineApi {
  readonly runs: RunsRoom;
  readonly #options: EngineOptions;
  readonly #outlet: Outlet;
  readonly #sessions = new Map<string, NotebookSession>();
  readonly #lastRuns = new Map<string, RunId | null>();
  /** By notebook. Never stored, and gone with the page. */
  readonly #secrets = new Map<string, Readonly<Record<string, string>>>();
  #settings: EngineSettings;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#settings = options.settings;
    this.#outlet = new Outlet(options.deliver);
    this.runs = new RunsRoom({
      store: options.runs,
      session: (notebook) => this.#sessions.get(notebook) ?? null,
      findRun: (run) => first(this.#sessions, (session) => session.findRun(run)),
      tellRun: (run, news) => [...this.#sessions.values()].some((each) => each.tellRun(run, news)),
      isElsewhere: () => Promise.resolve(false),
      tell: (event) => this.#outlet.tell(event),
      now: () => this.#now(),
      freed: () => this.#freed(),
    });
  }

  async openNotebook(id: string): Promise<NotebookRecord | null> {
    await this.closeNotebook(id);
    const record = await this.#options.notebooks.load(id);
    this.#open(id, (event) => this.#outlet.tell(event), record);
    this.#lastRuns.set(id, record?.lastRun ?? null);
    await this.runs.closeOrphans(id);
    if (this.#settings.resumeAtOnce === true) this.#goOn(id);
    return record;
  }

  async closeNotebook(id: string): Promise<void> {
    await this.#sessions.get(id)?.park("The notebook was closed.");
    this.#sessions.delete(id);
  }

  async takeOver(notebook: string): Promise<void> {
    await this.openNotebook(notebook);
  }

  async listNotebooks(): ReturnType<EngineApi["listNotebooks"]> {
    return this.#options.notebooks.list();
  }

  async saveNotebook(
    notebook: string,
    { title, text, cells }: Document,
    base: number,
    keep = false,
  ): Promise<Saved> {
    const document = { id: notebook, title, text, cells, updatedAt: this.#now() };
    const saved = await this.#options.notebooks.save(document, base, keep);
    if (saved.isSaved) await this.#saveOutputs(notebook, cells);
    return saved;
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
    const ended = await this.#session(notebook).runs.ofFlow(flow, {
      parameters: reportedParameters(parameters),
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

  async setSecrets(notebook: string, values: Readonly<Record<string, string>>): Promise<void> {
    this.#secrets.set(notebook, { ...values });
  }

  async setSettings(settings: EngineSettings): Promise<void> {
    this.#settings = settings;
    for (const session of this.#sessions.values()) {
      session.resizePools((language) => this.#poolSize(language));
    }
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
      clock: (ahead) => clock(this.#settings.skipWaits, ahead),
      secrets: () => this.#secrets.get(notebook) ?? {},
      records: record?.records ?? [],
      changed: () => void this.#saveOutputs(notebook).catch((error: unknown) => this.#warn(error)),
    });
  }

  #poolSize(language: LanguageId): number {
    const { poolSize, poolSizes } = this.#settings;
    return Math.min(8, Math.max(1, Math.round(poolSizes?.[language] ?? poolSize)));
  }

  /** Keeps what the cells of a notebook show now; of those that it has, where they are named. */
  async #saveOutputs(notebook: string, cells?: readonly CellId[]): Promise<void> {
    const session = this.#sessions.get(notebook);
    if (!session) return;
    const lastRun = session.lastRun ?? this.#lastRuns.get(notebook) ?? null;
    const records = session.outputs.records(cells ?? session.cells.ids);
    await this.#options.notebooks.saveOutputs(notebook, { records, lastRun });
  }

  /** In the background: the page need not wait for it. */
  #goOn(notebook: string): void {
    this.runs.resumeInterrupted(notebook).catch((error: unknown) => this.#warn(error));
  }

  #now(): Millis {
    return this.#options.clock(false).now();
  }

  /** Something was removed from the store: runs that wait for room try again. */
  #freed(): void {
    for (const session of this.#sessions.values()) session.runs.flowRuns.retryStore();
  }

  #warn(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.#outlet.tell({ type: "problem", notebook: null, message });
  }
}

/** What the first of the sessions that knows says. */
function first<T>(
  sessions: ReadonlyMap<string, NotebookSession>,
  ask: (session: NotebookSession) => T | null,
): T | null {
  for (const session of sessions.values()) {
    const answer = ask(session);
    if (answer !== null) return answer;
  }
  return null;
}
