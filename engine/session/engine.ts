/** The engine: notebooks at work, their stores, and the runs anybody asks about. Implements the page's door. */

import type {
  AutomationRequest,
  CellText,
  EngineApi,
  EngineEvent,
  EngineSettings,
  RunReport,
} from "../api.ts";
import type { ArchiveApi } from "../api/archive.ts";
import type { GivenTaskStates } from "../api/runs.ts";
import { foresee } from "../core/forecast.ts";
import { FlowbookError } from "../model/errors.ts";
import type { Assumptions, Foresight } from "../model/forecast.ts";
import type { FlowGraph, FlowId } from "../model/graph.ts";
import type { NetworkSettings } from "../model/network.ts";
import type { CellId } from "../model/notebook.ts";
import type { StoredValue } from "../model/value.ts";
import type { RunId } from "../model/run.ts";
import type { NotebookRecord, Saved } from "../ports.ts";
import type { PreviewNode } from "../sandbox/protocol.ts";
import { automate } from "./automation.ts";
import { reportedParameters } from "./notebook-runs.ts";
import type { NotebookSession } from "./notebook-session.ts";
import { refusing } from "./networked.ts";
import { OpenNotebooks, type Document, type OpenNotebooksOptions } from "./open-notebooks.ts";
import { Outlet } from "./outlet.ts";
import { randomId } from "./run-names.ts";
import { RunsRoom } from "./runs-room.ts";
import { StoredPreviews } from "./stored-previews.ts";
import { Storage, type Estimate } from "./storage.ts";
import { TabRuns } from "./tab-runs.ts";

/** What an archive has to know of what is going on. */
export interface ArchiveDuties {
  /** Whether a run is under way, here or in another tab. */
  readonly isLive: (run: RunId) => Promise<boolean>;
  /** Something of this notebook was taken in. */
  readonly changed: (notebook: string) => void;
  /** Something could not be exported, though the rest was. */
  readonly warn: (message: string) => void;
}

export interface EngineOptions extends OpenNotebooksOptions {
  /** Takes runs and notebooks out of the stores as files, and in again. */
  readonly archive: (duties: ArchiveDuties) => ArchiveApi;
  /** What the browser says of its storage. */
  readonly estimate: () => Promise<Estimate>;
  readonly previewStored: (stored: StoredValue, line: string) => PreviewNode;
  readonly itemLines: (stored: StoredValue) => Iterable<string> | null;
  readonly deliver: (events: readonly EngineEvent[]) => void;
}

/** What the notebooks' ids begin with that automation makes for each source, and throws away. */
const AUTOMATION = "automation-";

const NO_NETWORK = "A source that window.flowbook.run runs has no network: nobody is asked for it.";

export class Engine implements EngineApi {
  readonly runs: TabRuns;
  readonly storage: Storage;
  readonly archive: ArchiveApi;
  readonly #options: EngineOptions;
  readonly #outlet: Outlet;
  readonly #open: OpenNotebooks;
  readonly #room: RunsRoom;
  readonly #previews: StoredPreviews;

  constructor(options: EngineOptions) {
    this.#options = options;
    const { runs: store, deliver } = options;
    this.#outlet = new Outlet((events) => {
      deliver(events);
      seats.handOn(events);
    });
    const tell = (event: EngineEvent): void => this.#outlet.tell(event);
    this.#open = new OpenNotebooks(options, {
      tell,
      flush: () => this.flush(),
      show: (events) => {
        /* What this tab itself told before comes before. */
        this.flush();
        deliver(events);
      },
      answer: (request) => this.runs.answer(request),
      closeOrphans: (notebook) => this.#room.closeOrphans(notebook),
      goOn: (notebook) => this.#goOn(notebook),
      warn: (error) => this.#warn(error),
    });
    const { seats } = this.#open;
    this.#room = new RunsRoom({
      store,
      session: (notebook) => this.#open.get(notebook),
      findRun: (run) => first(this.#open.sessions, (session) => session.findRun(run)),
      tellRun: (run, news) => this.#open.sessions.some((each) => each.tellRun(run, news)),
      isElsewhere: (notebook) => seats.isElsewhere(notebook),
      tell,
      now: () => options.clock(false).now(),
      freed: () => this.#freed(),
    });
    this.#previews = new StoredPreviews({
      ...options,
      store,
      sessions: () => this.#open.sessions,
      session: (notebook) => this.#open.get(notebook),
    });
    this.runs = new TabRuns({ own: this.#room, seats, store });
    const isLive = (run: RunId): Promise<boolean> => this.#room.isLive(run);
    this.storage = new Storage({
      ...options,
      now: () => options.clock(false).now(),
      isLive,
      isElsewhere: (notebook) => seats.isElsewhere(notebook),
      freed: () => this.#freed(),
    });
    this.archive = options.archive({
      isLive,
      changed: (notebook) => void this.#open.reload(notebook),
      warn: (message) => this.#warn(message),
    });
  }

  openNotebook(id: string): Promise<NotebookRecord | null> {
    return this.#open.open(id);
  }

  closeNotebook(id: string): Promise<void> {
    return this.#open.close(id);
  }

  takeOver(notebook: string): Promise<void> {
    return this.#open.seats.takeOver(notebook);
  }

  async listNotebooks(): ReturnType<EngineApi["listNotebooks"]> {
    return this.#options.notebooks.list();
  }

  async saveNotebook(
    notebook: string,
    document: Document,
    base: number,
    keep = false,
  ): Promise<Saved> {
    return this.#open.save(notebook, document, { base, keep });
  }

  async setCells(notebook: string, cells: readonly CellText[]): Promise<void> {
    this.#open.setCells(notebook, cells);
  }

  async runCell(notebook: string, cell: CellId): Promise<void> {
    await this.#open.at(notebook).runCell(cell);
  }

  async runFlow(
    notebook: string,
    flow: FlowId,
    parameters: Readonly<Record<string, unknown>>,
    taskStates: GivenTaskStates = {},
  ): Promise<void> {
    const request = {
      parameters: reportedParameters(parameters),
      taskRunnerStateHandlers: 0,
      runOnSchedule: false,
    };
    const ended = await this.#open.at(notebook).runs.ofFlow(flow, request, taskStates);
    if (ended === null) {
      throw new FlowbookError("notFound", "The flow is gone. Run the cell that builds it again.");
    }
    if ("ok" in ended && !ended.ok) throw new FlowbookError("badParameters", ended.failure.message);
  }

  async foresee(graph: FlowGraph, assumptions: Assumptions): Promise<Foresight> {
    return foresee(graph, assumptions);
  }

  async runAll(notebook: string): Promise<void> {
    await this.#open.at(notebook).runAll();
  }

  async interrupt(notebook: string): Promise<void> {
    this.#open.at(notebook).interrupt();
  }

  async restart(notebook: string): Promise<void> {
    this.#open.at(notebook).restart();
  }

  async setSecrets(notebook: string, values: Readonly<Record<string, string>>): Promise<void> {
    this.#open.setSecrets(notebook, values);
  }

  async setNetwork(notebook: string, settings: NetworkSettings): Promise<void> {
    this.#open.setNetwork(notebook, settings);
  }

  async setSettings(settings: EngineSettings): Promise<void> {
    this.#open.setSettings(settings);
  }

  preview(result: Parameters<EngineApi["preview"]>[0]): ReturnType<EngineApi["preview"]> {
    return this.#previews.of(result);
  }

  findItems(...asked: Parameters<EngineApi["findItems"]>): ReturnType<EngineApi["findItems"]> {
    return this.#previews.find(...asked);
  }

  /** Hands over at once what the page is to be told. */
  flush(): void {
    this.#outlet.flush();
  }

  async automate(request: AutomationRequest): Promise<RunReport> {
    const notebook = `${AUTOMATION}${randomId()}`;
    /* Held as long as it runs: what nobody holds is left over, and removed. */
    await this.#open.seats.join(notebook);
    try {
      return await automate(request, {
        open: (id, tell) => this.#open.make(id, tell, null, refusing(NO_NETWORK)),
        store: this.#options.runs,
        notebook,
      });
    } finally {
      await this.#open.seats.leave(notebook);
    }
  }

  /** Removes what automation left behind in tabs that are no more. */
  async tidy(): Promise<void> {
    try {
      await this.#removeLeftovers();
    } catch (error) {
      this.#warn(error);
    }
  }

  async #removeLeftovers(): Promise<void> {
    const { runs, tabs } = this.#options;
    const kept = (await runs.notebooks()).filter((id) => id.startsWith(AUTOMATION));
    /* Asked for later than the list: who had runs by then held its notebook before. */
    const taken = kept.length === 0 ? null : await tabs.taken();
    if (!taken) return;
    const left = await Promise.all(kept.filter((id) => !taken.has(id)).map((id) => runs.runs(id)));
    await runs.remove(left.flat().map(({ id }) => id));
  }

  /** In the background: the page need not wait for it. */
  #goOn(notebook: string): void {
    this.#room.resumeInterrupted(notebook).catch((error: unknown) => this.#warn(error));
  }

  /** Something was removed from the store: runs that wait for room try again. */
  #freed(): void {
    for (const session of this.#open.sessions) session.runs.flowRuns.retryStore();
  }

  #warn(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.#outlet.tell({ type: "problem", notebook: null, message });
  }
}

/** What the first of the sessions that knows says. */
function first<T>(
  sessions: readonly NotebookSession[],
  ask: (session: NotebookSession) => T | null,
): T | null {
  for (const session of sessions) {
    const answer = ask(session);
    if (answer !== null) return answer;
  }
  return null;
}
