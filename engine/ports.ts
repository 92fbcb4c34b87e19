/** Every interface between the engine and the outside world. Implemented at the rim, faked in tests. */

import type { FlowbookError } from "./model/errors.ts";
import type { FetchReply, FetchRequest } from "./model/network.ts";
import type { CellId, LanguageId } from "./model/notebook.ts";
import type { Place } from "./model/graph.ts";
import type { Answer, TaskOutcome, WorkId } from "./model/outcome.ts";
import type { CompileResult, CompiledCell } from "./model/program.ts";
import type { Millis } from "./model/state.ts";
import type { FlowId } from "./model/graph.ts";
import type {
  CallBatch,
  EvaluateReply,
  EvaluateRequest,
  LoadReply,
  Report,
  RunContext,
  RunReply,
  WireProgram,
  WireQuestion,
} from "./sandbox/protocol.ts";

/** The time, and waiting for it. A run with skipped waits has a clock that jumps. */
export interface Clock {
  now(): Millis;
  /** Resolves when `now()` has reached `at`, or early when the signal aborts. */
  sleepUntil(at: Millis, signal: AbortSignal): Promise<void>;
  /** How far this clock is ahead of the machine's. */
  offset(): Millis;
}

/** One frame of a stack that stands in a cell, in positions of the compiled text (from 1). */
export interface StackFrame {
  readonly cell: CellId;
  readonly line: number;
  readonly column: number;
  /** The function's name; empty for the code of the cell itself. */
  readonly callee: string;
}

/** A programming language of cells. One folder under `lang/` each. */
export interface Language {
  readonly id: LanguageId;
  /** Compiles one cell. Faults in the text are diagnostics, never throws. */
  compile(cell: CellId, text: string): CompileResult;
  /** Leads a position in the compiled text (1-based) back to the user's text; null: not theirs. */
  placeOf(cell: CompiledCell, line: number, column: number): Place | null;
  /** The frames of a stack, as this language's workers write it, that stand in cells; innermost first. */
  framesOf(stack: string): readonly StackFrame[];
}

/** Why a sandboxed worker is no more. */
export type EndReason =
  | { readonly type: "ended"; readonly why: string }
  | { readonly type: "crashed"; readonly message: string }
  /** It broke the rules of the wire: a malformed, oversized or too frequent message. */
  | { readonly type: "misbehaved"; readonly message: string };

/** One sandboxed worker, as the engine holds it. Every answer is parsed; every call ends with it. */
export interface SandboxWorker {
  readonly id: string;
  /** Resolves once, when it has ended for whatever reason. Never rejects. */
  readonly ended: Promise<EndReason>;
  /** Whether it is still there: one that was kept for later may have vanished without a word. */
  isThere(): Promise<boolean>;
  /** These reject with FlowbookError `workerEnded` if it ends first, `badMessage` if it answers nonsense. */
  load(program: WireProgram): Promise<LoadReply>;
  evaluate(request: EvaluateRequest): Promise<EvaluateReply>;
  settleRun(request: number, reply: RunReply): Promise<void>;
  settleFetch(request: number, reply: FetchReply): Promise<void>;
  call(batch: CallBatch): Promise<TaskOutcome[]>;
  revoke(works: readonly WorkId[]): Promise<WorkId[]>;
  ask(questions: readonly WireQuestion[], run: RunContext, flow: FlowId): Promise<Answer[]>;
  /** At most one listener; reports that came before it are handed over first, in order. */
  onReport(listener: (report: Report) => void): void;
  /** At most one listener; what was asked for before it came is handed over first. */
  onFetch(listener: (report: FetchReport) => void): void;
  /** Ends it at once, whatever it is doing. */
  end(why: string): void;
}

/** What a worker tells of the requests that its code makes for something of the network. */
export type FetchReport = Extract<Report, { type: "fetch" | "dropFetch" }>;

/** The network, as trusted code reaches it for a notebook whose person has allowed the host. */
export interface Network {
  /** Where the app itself comes from: no code of a notebook ever reaches it. */
  readonly own: string;
  /**
   * Makes a request without cookies, without a referrer, and without following a redirect.
   * @throws FlowbookError `network` that says why there is no answer, or none that may be read
   */
  fetch(request: FetchRequest, signal: AbortSignal): Promise<FetchReply>;
}

/** Starts sandboxed workers. */
export interface Sandbox {
  /** @throws FlowbookError `cannotIsolate` where the browser cannot start one safely. */
  open(language: LanguageId): Promise<SandboxWorker>;
  /** Gets ready, in the background, to open workers of this language soon. Faults are told by `open`. */
  prepare?(language: LanguageId): void;
}

/** What a sandboxed worker of one language is started from. */
export interface SandboxProgram {
  /** A classic script, which starts itself. */
  readonly text: string;
  /**
   * What each worker is handed while it boots; those named `.wasm` as compiled modules. Their memory
   * moves to the sandbox, so a program is used once.
   */
  readonly parts?: Readonly<Record<string, ArrayBuffer>>;
  /** How long a worker may take to boot. */
  readonly patience?: Millis;
  /** The first worker makes parts from which the others boot: they wait for it. */
  readonly firstAlone?: boolean;
  /** Parts that a worker made while it booted, and which those after it get, to be kept for later. */
  keep?(parts: Readonly<Record<string, ArrayBuffer>>): void;
  /** A worker of it is up. */
  started?(): void;
  /** A worker of it did not come up. */
  failed?(error: FlowbookError): void;
}

/** The workers of one run: each has loaded its program. Two kinds: the pool, and the kernel alone. */
export interface Crew {
  /** How many calls can be under way at once. */
  readonly size: number;
  /** A free worker; null while none is free, and then `whenFree` is called once one may be. */
  lend(whenFree: () => void): SandboxWorker | null;
  giveBack(worker: SandboxWorker): void;
  /** It has ended, or must not be used again: another takes its place. */
  discard(worker: SandboxWorker): void;
  /** Resolves if no worker can be had any more, with the reason. */
  readonly broken: Promise<Error>;
  /** The run is over: workers that are free go back where they came from. */
  close(): void;
}

export type * from "./store-ports.ts";
