/** What the page asks of the engine worker, and what it is told. Both ends are trusted. */

import type { ArchiveApi } from "./api/archive.ts";
import type { GivenTaskStates, RunsApi } from "./api/runs.ts";
import type { StorageApi } from "./api/storage.ts";
import type { Assumptions, Foresight } from "./model/forecast.ts";
import type { FlowDescription, FlowGraph, FlowId } from "./model/graph.ts";
import type { LogRecord } from "./model/log.ts";
import type { NetworkSettings } from "./model/network.ts";
import type { CellId, Diagnostic, LanguageId } from "./model/notebook.ts";
import type { CellFacts } from "./model/program.ts";
import type { RunEvent, RunId } from "./model/run.ts";
import type { Millis } from "./model/state.ts";
import type { ResultRef } from "./model/value.ts";
import type {
  CellOutput,
  ListedNotebook,
  NotebookDocument,
  NotebookRecord,
  Saved,
} from "./ports.ts";
import type { PreviewNode } from "./sandbox/protocol.ts";

/** A cell as the page hands it over. */
export interface CellText {
  readonly id: CellId;
  readonly language: LanguageId;
  readonly text: string;
  /** It checks an exercise, and nothing builds on it: the cells that wait run where it fails too. */
  readonly isCheck?: true;
}

export interface EngineSettings {
  /** Workers in the pool: 1 to 8. */
  readonly poolSize: number;
  /** For languages whose workers take more: as many instead. */
  readonly poolSizes?: Readonly<Partial<Record<LanguageId, number>>>;
  /** Jump over waits: retry delays, schedules, start times. */
  readonly skipWaits: boolean;
  /** Runs that were cut off go on when their notebook is opened; else when somebody says so. */
  readonly resumeAtOnce?: boolean;
}

/** A stored value, prepared for looking at. */
export interface PreparedValue extends PreviewNode {
  /** Of an exception: the code cells, in order, that the "cell 3" of its traceback counts. */
  readonly cells?: readonly CellId[];
}

/** What a search among the items of a stored list found. */
export interface FoundItems {
  /** The items that have the text in their one line: that line, by index. */
  readonly lines: ReadonlyMap<number, string>;
  /** How many items were searched, from the first on. */
  readonly searched: number;
  /** Whether those are all of them: a search ends where there is too much to find or to look at. */
  readonly isAll: boolean;
}

/** The engine worker's door. Exposed to the page only. */
export interface EngineApi {
  /** The stored notebook, or null. */
  openNotebook(id: string): Promise<NotebookRecord | null>;
  /** Ends its work in this tab: a run under way is left as it is, and can go on later. */
  closeNotebook(id: string): Promise<void>;
  /** Becomes the tab that executes the notebook, whichever was: runs under way go on here. */
  takeOver(notebook: string): Promise<void>;
  /** Newest first, those in the bin too. */
  listNotebooks(): Promise<readonly ListedNotebook[]>;
  /**
   * Autosave: the document and its cells, in order; outputs are the engine's own business.
   * @param base  the revision that was edited (0: none is stored yet). Where another tab has saved
   * since, nothing is written, and the answer is what is there
   * @param keep  keep the replaced text as a version, whatever its age
   */
  saveNotebook(
    notebook: string,
    document: {
      title: string;
      text: string;
      cells: readonly CellId[];
      /** Cells that another tab had changed too, and whose text there this one replaces. */
      overwrites?: readonly CellId[];
    },
    base: number,
    keep?: boolean,
  ): Promise<Saved>;
  /** Compiles the code cells in order; events `checked` and `staleChanged` (and drafts) follow. */
  setCells(notebook: string, cells: readonly CellText[]): Promise<void>;
  /** Runs a cell, and before it what it depends on and is not fresh. Resolves when all is done. */
  runCell(notebook: string, cell: CellId): Promise<void>;
  runAll(notebook: string): Promise<void>;
  /**
   * Runs a flow that a cell built, now, with these parameters (JSON values). Resolves when it ends.
   * @param taskStates  tasks that have ended so before the run begins, as `flow.run(taskStates)` has them
   * @throws FlowbookError `notFound` if it is gone, `badParameters` if it does not take the parameters
   * or has no task that could have such a state
   */
  runFlow(
    notebook: string,
    flow: FlowId,
    parameters: Readonly<Record<string, unknown>>,
    taskStates?: GivenTaskStates,
  ): Promise<void>;
  /** What each task of a flow would come to if some had these states before the run. Runs nothing. */
  foresee(graph: FlowGraph, assumptions: Assumptions): Promise<Foresight>;
  /** Stops what runs; cells that had run keep their names. */
  interrupt(notebook: string): Promise<void>;
  /** Ends the kernel; every cell is stale afterwards. */
  restart(notebook: string): Promise<void>;
  /**
   * The secrets of a notebook, all of them, for the runs that begin from now on. Kept in memory only:
   * never stored, never logged. A text that is JSON is read as JSON by `Secret.get`.
   */
  setSecrets(notebook: string, values: Readonly<Record<string, string>>): Promise<void>;
  /**
   * What code of a notebook may reach from now on; until it is said, nothing. What is under way to a
   * host that is allowed no more is given up. Not kept: the page says it before it opens a notebook.
   */
  setNetwork(notebook: string, settings: NetworkSettings): Promise<void>;
  setSettings(settings: EngineSettings): Promise<void>;
  /** A stored value, prepared for looking at; its one line, where only its own language can. */
  preview(result: Pick<ResultRef, "key" | "preview">): Promise<PreparedValue>;
  /**
   * The items of a stored list that have this text in them, whatever its case; null where the engine
   * cannot look into the list.
   */
  findItems(list: Pick<ResultRef, "key">, text: string): Promise<FoundItems | null>;
  /** `window.flowbook.run`. Never rejects for a fault in the flow. */
  automate(request: AutomationRequest): Promise<RunReport>;
  readonly runs: RunsApi;
  readonly storage: StorageApi;
  readonly archive: ArchiveApi;
}

/** What the engine tells the page, in batches of at most some sixty a second. */
export type EngineEvent =
  | {
      readonly type: "checked";
      readonly notebook: string;
      readonly facts: readonly CellFacts[];
      readonly diagnostics: readonly Diagnostic[];
    }
  | {
      readonly type: "staleChanged";
      readonly notebook: string;
      readonly cells: Readonly<Record<CellId, CellStatus>>;
    }
  | {
      readonly type: "cellStarted";
      readonly notebook: string;
      readonly cell: CellId;
      readonly at: Millis;
    }
  | {
      readonly type: "cellOutput";
      readonly notebook: string;
      readonly cell: CellId;
      readonly outputs: readonly CellOutput[];
    }
  | {
      readonly type: "cellEnded";
      readonly notebook: string;
      readonly cell: CellId;
      readonly status: "ok" | "failed" | "interrupted";
    }
  | {
      readonly type: "kernelChanged";
      readonly notebook: string;
      readonly status: "none" | "starting" | "idle" | "busy" | "ended";
      readonly reason?: string;
    }
  /** A flow was built (or `draft`: would be built by the text as it stands). */
  | {
      readonly type: "flowBuilt";
      readonly notebook: string;
      readonly cell: CellId;
      readonly description: FlowDescription;
      readonly draft: boolean;
      /** Told again, to a page that was not there: nothing was built just now. */
      readonly isRetold?: boolean;
    }
  /** Run events, durable by now, with the log lines that go with them. */
  | {
      readonly type: "runProgress";
      readonly notebook: string;
      readonly run: RunId;
      /** How many events of the run's journal, and how many lines of its log, came before these. */
      readonly from: { readonly events: number; readonly logs: number };
      readonly events: readonly RunEvent[];
      readonly logs: readonly LogRecord[];
    }
  /** A run waits for room in the browser's storage (null: no more); nothing of it is lost. */
  | {
      readonly type: "runHeld";
      readonly notebook: string;
      readonly run: RunId;
      readonly why: string | null;
    }
  /** The list of a notebook's runs, or what one of them may do, is not what it was. */
  | { readonly type: "runsChanged"; readonly notebook: string }
  /** Code of the notebook asked for a host that it may not reach: all of them so far. */
  | {
      readonly type: "networkAsked";
      readonly notebook: string;
      readonly hosts: readonly string[];
    }
  /** Of the notebook something was taken in that somebody else may have made: its text, or a run. */
  | { readonly type: "takenIn"; readonly notebook: string }
  /** leader: this tab executes the notebook. follower: another one does, and is followed here. */
  | {
      readonly type: "roleChanged";
      readonly notebook: string;
      readonly role: "leader" | "follower";
    }
  /** Another tab has saved the notebook. */
  | {
      readonly type: "documentChanged";
      readonly notebook: string;
      readonly document: NotebookDocument;
      /** Cells of which it knew that they were changed here too. */
      readonly overwrites?: readonly CellId[];
    }
  /** What a language runs on, once it is wanted for the first time. */
  | {
      readonly type: "runtimeLoading";
      readonly notebook: null;
      readonly language: LanguageId;
      readonly step: "download" | "start" | "ready" | "failed";
      /** Bytes; 0 of 0 where nothing has to be fetched. */
      readonly loaded: number;
      readonly total: number;
      /** Why it failed. */
      readonly message?: string;
    }
  | { readonly type: "problem"; readonly notebook: string | null; readonly message: string };

/** never: not run in this session. stale: it or something it depends on changed since. */
export type CellStatus = "never" | "fresh" | "stale" | "queued" | "running";

export interface AutomationRequest {
  readonly language: LanguageId;
  readonly source: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly timeoutMs?: number;
}

export interface ReportTask {
  state: string;
  result?: unknown;
  message?: string;
  mapped?: ReportTask[];
}

/** The contract of the automation API (`flow-api`, "The report of a run"). */
export interface RunReport {
  state: string;
  message: string;
  tasks: Record<string, ReportTask>;
  /** upstream, downstream, key, mapped, flattened */
  edges: [string, string, string | null, boolean, boolean][];
  logs: {
    at: number;
    level: string;
    logger: string;
    message: string;
    taskSlug?: string;
    mapIndex?: number;
  }[];
  error?: {
    phase: "compile" | "build" | "run";
    type: string;
    message: string;
    cell: CellId | null;
    line: number | null;
    column: number | null;
  };
}
