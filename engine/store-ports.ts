/** What is kept, and the stores it is kept in: runs, results by location, notebooks. */

import type { CellOutput } from "./model/cell-output.ts";
import type { FlowId } from "./model/graph.ts";
import type { LogRecord } from "./model/log.ts";
import type { CellId, LanguageId } from "./model/notebook.ts";
import type { CompiledCell } from "./model/program.ts";
import type { ParentCall, RunEvent, RunId } from "./model/run.ts";
import type { Millis, StateType } from "./model/state.ts";
import type { ResultKey, ResultRef, StoredValue } from "./model/value.ts";
import type { RunReply } from "./sandbox/protocol.ts";

export type { CellOutput };

/** One group commit of a run: all of it is durable, or none. */
export interface Commit {
  readonly run: RunId;
  /** Counts from 0, without gaps. */
  readonly seq: number;
  readonly events: readonly RunEvent[];
  readonly logs: readonly LogRecord[];
  /** What the run runs: with its first commit, and again if it goes on with another. */
  readonly program?: RunProgram;
  /** Results that user code wants to find again by a name: task targets and result locations. */
  readonly locations?: readonly { readonly location: string; readonly ref: ResultRef }[];
  /** Values first seen in this commit, by key. */
  readonly values: readonly { readonly key: ResultKey; readonly stored: StoredValue }[];
}

/** One cell of a run's program, as it was evaluated when the run began. */
export interface ProgramCell extends CompiledCell {
  /** As the person wrote it. */
  readonly text: string;
  /** Absent, and `runs` too: it was not evaluated, so whoever loads it evaluates everything. */
  readonly captures?: Readonly<Record<string, unknown>>;
  readonly runs?: readonly RunReply[];
}

/** What a run runs: kept with it, so that it can go on though its notebook has changed or is gone. */
export interface RunProgram {
  readonly language: LanguageId;
  /** In document order. */
  readonly cells: readonly ProgramCell[];
}

/** What a list of runs shows, kept beside the journal so that listing need not fold it. */
export interface RunSummary {
  readonly id: RunId;
  readonly notebook: string;
  readonly flow: FlowId;
  readonly flowName: string;
  readonly runName: string;
  /** Each on one line, by name. */
  readonly parameters: Readonly<Record<string, string>>;
  /** A task or a handler of another run asked for it. */
  readonly isNested: boolean;
  /** The call that asked for it, where it was a task's. */
  readonly parent?: ParentCall;
  readonly startedAt: Millis;
  readonly endedAt: Millis | null;
  readonly state: StateType;
  readonly message: string | null;
}

/** A run as its journal has it at one moment. */
export interface StoredJournal {
  readonly summary: RunSummary;
  readonly program: RunProgram | null;
  readonly events: readonly RunEvent[];
  readonly logs: readonly LogRecord[];
  /** The number of the commit to come: two who go on with one run cannot both write it. */
  readonly nextSeq: number;
}

export interface RunStore {
  /**
   * Durable once resolved.
   * @throws FlowbookError `storage`: naming the task whose value could not be stored; with
   * `data.quota` where there is no room; with `data.taken` where somebody else wrote the commit
   */
  commit(commits: readonly Commit[], summary: RunSummary): Promise<void>;
  /** All of a run but its values, as of one moment: no commit comes in between. null if unknown. */
  journal(run: RunId): Promise<StoredJournal | null>;
  /** The events of a run, in order; empty if unknown. */
  events(run: RunId): Promise<RunEvent[]>;
  logs(run: RunId): Promise<LogRecord[]>;
  /** The number of the commit to come. */
  nextSeq(run: RunId): Promise<number>;
  /** What a run last ran; null if unknown, or begun by a version that kept no programs. */
  program(run: RunId): Promise<RunProgram | null>;
  summary(run: RunId): Promise<RunSummary | null>;
  /** @throws FlowbookError `notFound`. */
  value(key: ResultKey): Promise<StoredValue>;
  /** Newest first. */
  runs(notebook: string): Promise<RunSummary[]>;
  /** Ids of all notebooks that have runs. */
  notebooks(): Promise<string[]>;
  /** All of them go, or none; what refers to their results by location goes with them. */
  remove(runs: readonly RunId[]): Promise<void>;
  /** Bytes a run takes: journal, values, program. Measured, so it takes a while. */
  size(run: RunId): Promise<number>;
}

/** A result written at a location, as a list of them shows it. */
export interface LocatedResult {
  readonly location: string;
  readonly ref: ResultRef;
  readonly writtenAt: Millis;
}

/** Results by location. They belong to all notebooks, as files would. Written by commits. */
export interface LocationStore {
  find(location: string): Promise<LocatedResult | null>;
  /** By location, in alphabetical order. */
  list(): Promise<LocatedResult[]>;
  /** The location is free again; the value stays as long as its run. */
  remove(location: string): Promise<void>;
}

/** What a cell showed when it last ran. */
export interface CellRecord {
  readonly cell: CellId;
  /** Of the compiled text that ran. */
  readonly hash: string;
  readonly status: "ok" | "failed" | "interrupted";
  readonly outputs: readonly CellOutput[];
  readonly ranAt: Millis;
}

/** A notebook's document as it is kept. */
export interface NotebookDocument {
  readonly id: string;
  readonly title: string;
  /** Its Markdown, byte for byte. */
  readonly text: string;
  /** The ids of its cells in order, so that outputs find their cells again. */
  readonly cells: readonly CellId[];
  /** Counts the times it was saved, from 1: who saves says which one the edit was made to. */
  readonly revision: number;
  readonly updatedAt: Millis;
}

/** What the cells of a notebook showed when they last ran. Written only by whoever executes it. */
export interface NotebookOutputs {
  readonly records: readonly CellRecord[];
  readonly lastRun: RunId | null;
}

export interface NotebookRecord extends NotebookDocument, NotebookOutputs {}

/** An earlier text of a notebook. */
export interface NotebookVersion {
  readonly revision: number;
  readonly savedAt: Millis;
  readonly title: string;
  /** Characters. */
  readonly length: number;
}

export type Saved =
  | { readonly isSaved: true; readonly revision: number }
  /** Somebody else saved meanwhile: nothing was changed, and this is what is there. */
  | { readonly isSaved: false; readonly stored: NotebookDocument };

export interface ListedNotebook {
  readonly id: string;
  readonly title: string;
  readonly updatedAt: Millis;
  /** When it was put into the bin; null: it is not in there. */
  readonly deletedAt: Millis | null;
}

export interface NotebookStore {
  load(id: string): Promise<NotebookRecord | null>;
  /** The same without what its cells showed, which may be much. */
  document(id: string): Promise<NotebookDocument | null>;
  /**
   * Saves if what is stored is still the revision that the edit was made to (0: nothing is stored).
   * Texts that are replaced are kept as versions: the last of each five minutes, fifty at most.
   * @param keep  keep the replaced text as a version whatever its age
   */
  save(document: Omit<NotebookDocument, "revision">, base: number, keep?: boolean): Promise<Saved>;
  saveOutputs(notebook: string, outputs: NotebookOutputs): Promise<void>;
  /** Newest first, those in the bin too. */
  list(): Promise<readonly ListedNotebook[]>;
  /** Newest first. */
  versions(notebook: string): Promise<readonly NotebookVersion[]>;
  /** @throws FlowbookError `notFound`. */
  version(notebook: string, revision: number): Promise<string>;
  /**
   * Puts a notebook into the bin, its runs with it: there it has the id that is given back, and its
   * own is free again.
   */
  bin(id: string, now: Millis): Promise<string>;
  /** Takes it out again, under its old id, or a new one if that is taken; gives the id. */
  restore(binned: string): Promise<string>;
  /** Gone for good, with its runs, outputs and versions. */
  remove(id: string): Promise<void>;
  /** Bytes of document, outputs and versions, without its runs. */
  size(id: string): Promise<number>;
}

/** Commits of a run that were written together, with their values. */
export interface WholeRecord {
  /** The numbers of the first and the last of these commits. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly events: readonly RunEvent[];
  readonly logs: readonly LogRecord[];
  /** Keys are `<run>/<seq>/<index>`, `index` counting from 0 in each commit, in that order. */
  readonly values: readonly { readonly key: ResultKey; readonly stored: StoredValue }[];
}

/** All that is kept of a run. */
export interface WholeRun {
  readonly summary: RunSummary;
  readonly program: RunProgram | null;
  /** In order, without gaps, from commit 0. Asked for once: it may be made as it is read. */
  readonly records: Iterable<WholeRecord>;
}

/** All that is kept of a notebook, without its runs. */
export interface WholeNotebook {
  readonly document: NotebookDocument;
  readonly outputs: NotebookOutputs;
  readonly versions: readonly (Omit<NotebookVersion, "length"> & { readonly text: string })[];
}

/** What is taken in at one go. */
export interface TakenIn {
  /**
   * One whose id is here already is saved over it: the next revision, the text that was here a
   * version. The versions that it brings along are then left out.
   */
  readonly notebooks: Iterable<WholeNotebook>;
  /** Ids must be free, or be of `removeRuns`. */
  readonly runs: Iterable<WholeRun>;
  /** What is at the same locations is replaced. */
  readonly located: Iterable<LocatedResult>;
  /** Runs that go first. */
  readonly removeRuns: readonly RunId[];
}

/** Whole runs and notebooks, out of the store and into it. */
export interface ArchiveStore {
  /**
   * A run's records, one after the other, so that only one is in memory; `RunStore` has its summary
   * and its program. Commits that come meanwhile may be among them.
   */
  records(run: RunId): AsyncIterable<WholeRecord>;
  /** null if unknown. */
  notebook(id: string): Promise<WholeNotebook | null>;
  /**
   * All of it is durable once resolved, or nothing has changed. The iterables are read within one
   * transaction, so they must not wait for anything.
   * @throws FlowbookError `storage`; with `data.taken` where a run's id is not free, with `data.quota`
   * where there is no room. A FlowbookError that an iterable throws is passed on.
   */
  takeIn(all: TakenIn): Promise<void>;
}
