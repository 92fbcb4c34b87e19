/** The notebooks that are open in this tab: at work here, or followed while another tab executes them. */

import type { CellText, EngineApi, EngineEvent, EngineSettings } from "../api.ts";
import { NO_NETWORK, type NetworkSettings } from "../model/network.ts";
import type { CellId, LanguageId } from "../model/notebook.ts";
import type { RunId } from "../model/run.ts";
import type { Millis } from "../model/state.ts";
import type {
  Clock,
  Language,
  LocationStore,
  Network,
  NotebookRecord,
  NotebookStore,
  RunStore,
  Sandbox,
  Saved,
} from "../ports.ts";
import type { TabRequest, Tabs } from "../tab-ports.ts";
import { Followed } from "./followed.ts";
import { NetworkDesk } from "./network-desk.ts";
import { networked, refusing, type AnswerFetch } from "./networked.ts";
import { NotebookSession } from "./notebook-session.ts";
import type { Pool } from "./runtimes.ts";
import { Seats } from "./seats.ts";

export interface OpenNotebooksOptions {
  readonly runs: RunStore;
  readonly notebooks: NotebookStore;
  readonly locations: LocationStore;
  readonly sandbox: Sandbox;
  readonly languages: Readonly<Partial<Record<LanguageId, Language>>>;
  readonly pool: (language: LanguageId, size: number, sandbox: Sandbox) => Pool;
  /** What code of a notebook reaches once a person has allowed it. */
  readonly network: Network;
  /** @param ahead  by how much it is to be ahead of the machine's from the start */
  readonly clock: (skipWaits: boolean, ahead?: Millis) => Clock;
  readonly settings: EngineSettings;
  /** The tabs that share the stores. */
  readonly tabs: Tabs;
}

export interface NotebookDuties {
  readonly tell: (event: EngineEvent) => void;
  /** Hands over at once what was told. */
  readonly flush: () => void;
  /** Tells the page at once what other tabs told. */
  readonly show: (events: readonly EngineEvent[]) => void;
  /** Does what the page of a tab that follows asks. */
  readonly answer: (request: TabRequest) => Promise<void>;
  /** Sees to runs that cannot go on by themselves. */
  readonly closeOrphans: (notebook: string) => Promise<void>;
  /** Goes on with runs that were cut off, in the background. */
  readonly goOn: (notebook: string) => void;
  /** Something that nobody waits for went wrong. */
  readonly warn: (error: unknown) => void;
}

/** The part of a notebook that the page hands over; the rest is the engine's. */
export type Document = Parameters<EngineApi["saveNotebook"]>[1];

/** A draft is evaluated as one types, and nobody has pressed Run: nothing goes out for it. */
const DRAFTS = "A draft of a flow is built without the network.";

export class OpenNotebooks {
  readonly seats: Seats;
  readonly #options: OpenNotebooksOptions;
  readonly #duties: NotebookDuties;
  readonly #sessions = new Map<string, NotebookSession>();
  /** Notebooks that another tab executes. */
  readonly #followed = new Map<string, Followed>();
  readonly #lastRuns = new Map<string, RunId | null>();
  /** By notebook. Never stored, and gone with the page. */
  readonly #secrets = new Map<string, Readonly<Record<string, string>>>();
  /** By notebook. What they may reach is with the page, which tells it anew each time. */
  readonly #desks = new Map<string, NetworkDesk>();
  #settings: EngineSettings;

  constructor(options: OpenNotebooksOptions, duties: NotebookDuties) {
    this.#options = options;
    this.#duties = duties;
    this.#settings = options.settings;
    const { flush, show, answer } = duties;
    this.seats = new Seats({
      tabs: options.tabs,
      lead: (notebook) => this.#takeUp(notebook),
      follow: (notebook) => this.#follow(notebook),
      flush,
      show,
      answer,
    });
  }

  /** The sessions of the notebooks that this tab executes. */
  get sessions(): NotebookSession[] {
    return [...this.#sessions.values()];
  }

  /** The session of a notebook that this tab executes; null: it does not. */
  get(notebook: string): NotebookSession | null {
    return this.#sessions.get(notebook) ?? null;
  }

  /** The same, begun if need be. @throws FlowbookError `wrongMoment` where another tab executes it */
  at(notebook: string): NotebookSession {
    this.seats.refuseElsewhere(notebook);
    return this.get(notebook) ?? this.#begin(notebook, null);
  }

  /** Opens it: executes it, or follows. One that is open already goes on as it is. */
  async open(notebook: string): Promise<NotebookRecord | null> {
    const role = await this.seats.join(notebook);
    const isOpen = this.#sessions.has(notebook) || this.#followed.has(notebook);
    if (role === "leader" && !isOpen) {
      const record = await this.#beginStored(notebook);
      if (this.#settings.resumeAtOnce === true) this.#duties.goOn(notebook);
      return record;
    }
    if (role === "follower" && !isOpen) await this.#follow(notebook);
    else this.#retell(notebook);
    return this.#options.notebooks.load(notebook);
  }

  /** Leaves it; a run under way is left as it is. */
  async close(notebook: string): Promise<void> {
    await this.#park(notebook);
    this.#followed.delete(notebook);
    await this.seats.leave(notebook);
  }

  async save(
    notebook: string,
    { title, text, cells, overwrites = [] }: Document,
    { base, keep }: { readonly base: number; readonly keep: boolean },
  ): Promise<Saved> {
    const { notebooks, clock } = this.#options;
    const document = { id: notebook, title, text, cells, updatedAt: clock(false).now() };
    const saved = await notebooks.save(document, base, keep);
    if (!saved.isSaved) return saved;
    const changed = { ...document, revision: saved.revision };
    this.seats.tellOthers({ type: "documentChanged", notebook, document: changed, overwrites });
    await this.#saveOutputs(notebook, cells);
    return saved;
  }

  /** What is stored of a notebook was replaced: whoever has it open is told. */
  async reload(notebook: string): Promise<void> {
    /* What was allowed was allowed to other code. */
    this.setNetwork(notebook, NO_NETWORK);
    this.#duties.tell({ type: "takenIn", notebook });
    try {
      const record = await this.#options.notebooks.load(notebook);
      this.#duties.tell({ type: "runsChanged", notebook });
      if (!record) return;
      const { records: _, lastRun: __, ...document } = record;
      this.#duties.tell({ type: "documentChanged", notebook, document });
      this.seats.tellOthers({ type: "documentChanged", notebook, document });
    } catch (error) {
      this.#duties.warn(error);
    }
  }

  setCells(notebook: string, cells: readonly CellText[]): void {
    (this.#followed.get(notebook) ?? this.at(notebook)).setCells(cells);
  }

  setSecrets(notebook: string, values: Readonly<Record<string, string>>): void {
    this.#secrets.set(notebook, { ...values });
  }

  setNetwork(notebook: string, settings: NetworkSettings): void {
    this.#desk(notebook).setSettings(settings);
  }

  setSettings(settings: EngineSettings): void {
    this.#settings = settings;
    for (const session of this.sessions) {
      session.resizePools((language) => this.#poolSize(language));
    }
  }

  /**
   * A session that is nowhere on record.
   * @param answer  what its code gets that asks for something of the network
   */
  make(
    notebook: string,
    tell: (event: EngineEvent) => void,
    record: NotebookRecord | null,
    answer: AnswerFetch,
  ): NotebookSession {
    const { languages, runs, locations, pool, clock } = this.#options;
    const sandbox = networked(this.#options.sandbox, answer);
    const { warn } = this.#duties;
    return new NotebookSession({
      notebook,
      languages,
      sandbox,
      draftSandbox: networked(this.#options.sandbox, refusing(DRAFTS)),
      store: runs,
      locations,
      tell,
      pool: (language) => pool(language, this.#poolSize(language), sandbox),
      clock: (ahead) => clock(this.#settings.skipWaits, ahead),
      secrets: () => this.#secrets.get(notebook) ?? {},
      records: record?.records ?? [],
      changed: () => void this.#saveOutputs(notebook).catch(warn),
    });
  }

  #desk(notebook: string): NetworkDesk {
    const known = this.#desks.get(notebook);
    if (known) return known;
    const desk = new NetworkDesk({
      network: this.#options.network,
      asked: (hosts) => this.#duties.tell({ type: "networkAsked", notebook, hosts }),
    });
    this.#desks.set(notebook, desk);
    return desk;
  }

  #begin(notebook: string, record: NotebookRecord | null): NotebookSession {
    const { answer } = this.#desk(notebook);
    const session = this.make(notebook, this.#duties.tell, record, answer);
    this.#sessions.set(notebook, session);
    return session;
  }

  /** Executes a notebook from now on, from what is stored of it. */
  async #beginStored(notebook: string): Promise<NotebookRecord | null> {
    const record = await this.#options.notebooks.load(notebook);
    this.#begin(notebook, record);
    this.#lastRuns.set(notebook, record?.lastRun ?? null);
    this.#tellRole(notebook);
    /* It writes, and the disk may be full: a notebook is there all the same. */
    this.#duties.closeOrphans(notebook).catch(this.#duties.warn);
    return record;
  }

  /** Another tab died, or let this one have it. The page is there already, and its runs go on. */
  async #takeUp(notebook: string): Promise<void> {
    const cells = this.#followed.get(notebook)?.texts ?? [];
    this.#followed.delete(notebook);
    await this.#beginStored(notebook);
    this.get(notebook)?.setCells(cells);
    this.#duties.goOn(notebook);
  }

  async #follow(notebook: string): Promise<void> {
    const { languages } = this.#options;
    const followed = new Followed({ notebook, languages, tell: this.#duties.tell });
    this.#followed.set(notebook, followed);
    this.#tellRole(notebook);
    followed.setCells(this.get(notebook)?.cells.texts ?? []);
    await this.#park(notebook);
  }

  async #park(notebook: string): Promise<void> {
    const session = this.get(notebook);
    this.#sessions.delete(notebook);
    await session?.park("The notebook was closed.");
  }

  #tellRole(notebook: string): void {
    const role = this.#followed.has(notebook) ? "follower" : "leader";
    this.#duties.tell({ type: "roleChanged", notebook, role });
  }

  /** To a page that has come back to it. */
  #retell(notebook: string): void {
    this.#tellRole(notebook);
    for (const event of this.seats.standing(notebook)) this.#duties.tell(event);
  }

  #poolSize(language: LanguageId): number {
    const { poolSize, poolSizes } = this.#settings;
    return Math.min(8, Math.max(1, Math.round(poolSizes?.[language] ?? poolSize)));
  }

  /** Keeps what the cells of a notebook show now; of those that it has, where they are named. */
  async #saveOutputs(notebook: string, cells?: readonly CellId[]): Promise<void> {
    const session = this.get(notebook);
    if (!session) return;
    const lastRun = session.lastRun ?? this.#lastRuns.get(notebook) ?? null;
    const records = session.outputs.records(cells ?? session.cells.ids);
    await this.#options.notebooks.saveOutputs(notebook, { records, lastRun });
  }
}
