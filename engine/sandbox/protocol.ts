/**
 * The wire between the engine (trusted) and one sandboxed worker (not trusted). Types only; the
 * trusted side parses every message with `host/parse-reports.ts` before it believes it.
 *
 * Two ports per worker. On the first the worker `Comlink.expose`s a `SandboxWorkerApi`, and the
 * engine `wrap`s it: never the other way round, for who exposes can be made to run code. On the
 * second, a plain one, the worker posts `Report`s.
 */

import type { Display, Printed } from "../model/cell-output.ts";
import type { FlowDescription, FlowId, Signature, Slug } from "../model/graph.ts";
import type { LogLevel } from "../model/log.ts";
import type { FetchReply, FetchRequest } from "../model/network.ts";
import type { CellId, LanguageId } from "../model/notebook.ts";
import type { Answer, TaskOutcome, WorkId } from "../model/outcome.ts";
import type { Millis } from "../model/state.ts";
import type { Failure, InputValue } from "../model/value.ts";
import type { RunReply, WireRunRequest, WireState } from "./wire-run.ts";

export type * from "./wire-run.ts";

/** What the sandboxed worker does for the engine. */
export interface SandboxWorkerApi {
  /**
   * Evaluates the cells again in silence, so that their tasks exist here too: nothing is printed,
   * captured values are taken over, `flow.run` is answered from the record and, past its end, never.
   * Resolves as soon as nothing but such an unanswered `flow.run` is waited for.
   */
  load(program: WireProgram): Promise<LoadReply>;
  /** Evaluates one cell for the person: prints, captures, and asks the engine to run flows. */
  evaluate(request: EvaluateRequest): Promise<EvaluateReply>;
  /** The end of a run that this worker asked for with a `runFlow` report. */
  settleRun(request: number, reply: RunReply): Promise<void>;
  /** What came of a request that this worker made with a `fetch` report. */
  settleFetch(request: number, reply: FetchReply): Promise<void>;
  /**
   * Calls tasks one after the other. Outcomes already sent as a report are not in the answer. While
   * one of them waits for a run that it asked for, other batches and questions are heard.
   */
  call(batch: CallBatch): Promise<TaskOutcome[]>;
  /** Takes calls back that have not begun; answers which ones those were. */
  revoke(works: readonly WorkId[]): Promise<WorkId[]>;
  /** Puts questions to user code: triggers, handlers, validators, templates. */
  ask(questions: readonly WireQuestion[], run: RunContext, flow: FlowId): Promise<Answer[]>;
}

/**
 * What every method of the API really answers. Reports travel on another port than answers and may
 * come later than an answer that was sent after them: the engine waits for `reports` of them first.
 */
export interface Counted<T> {
  /** How many reports this worker had sent when it answered. */
  readonly reports: number;
  readonly answer: T;
}

/** The API as it is exposed. */
export type ExposedApi = {
  readonly [K in keyof SandboxWorkerApi]: (
    ...given: Parameters<SandboxWorkerApi[K]>
  ) => Promise<Counted<Awaited<ReturnType<SandboxWorkerApi[K]>>>>;
};

/** One compiled cell with all that is needed to evaluate it again. */
export interface WireCell {
  readonly cell: CellId;
  readonly language: LanguageId;
  readonly code: string;
  readonly signatures: readonly Signature[];
  /** Values captured when the kernel evaluated it; absent: evaluate everything. */
  readonly captures?: Readonly<Record<string, unknown>>;
  /** What its `flow.run` calls came to, in order. */
  readonly runs?: readonly RunReply[];
}

export interface WireProgram {
  /** In document order. A cell sees the names of the ones before it, nearest first. */
  readonly cells: readonly WireCell[];
  /** Draft: build only. A `flow.run` past the record ends its cell quietly instead of waiting. */
  readonly draft?: boolean;
}

export interface LoadReply {
  /** The flows that now exist, each with its slugs in order: to be compared with the kernel's. */
  readonly flows: readonly { readonly id: FlowId; readonly slugs: readonly Slug[] }[];
  /** Cells that threw while they were evaluated again. */
  readonly failures: readonly { readonly cell: CellId; readonly failure: Failure }[];
  /** Draft only: the flows in full. */
  readonly descriptions?: readonly FlowDescription[];
}

export interface EvaluateRequest {
  readonly cell: WireCell;
  /** The cells above that have been evaluated, in document order: where names are looked up. */
  readonly above: readonly CellId[];
}

export interface EvaluateReply {
  /** The value of the cell's last expression, if it ends in one that is not undefined. */
  readonly value?: PreviewNode;
  /** The same value where it shows itself in another form. */
  readonly display?: Display;
  readonly failure?: Failure;
  /** The text itself was refused: nothing of it ran. */
  readonly isRefused?: boolean;
  readonly captures: Readonly<Record<string, unknown>>;
  /** Top-level values that could not be captured: name and why (functions and tasks are no news). */
  readonly flows: readonly { readonly id: FlowId; readonly variable?: string }[];
}

/** A value prepared for looking at: bounded in depth and width, never the value itself. */
export interface PreviewNode {
  /** `number`, `string`, `Array(3)`, `Map(2)`, `Flow`, `Error`, a class name… */
  readonly type: string;
  /** One line. */
  readonly text: string;
  readonly entries?: readonly { readonly key: string; readonly node: PreviewNode }[];
  /** Entries left out. */
  readonly more?: number;
}

/** What is the same for all calls of one run. */
export interface RunContext {
  readonly flowRunId: string;
  readonly flowRunName: string;
  readonly flowName: string;
  readonly parameters: Readonly<Record<string, InputValue>>;
  readonly scheduledStartTime: Millis;
  /** What to add to the worker's clock: a run with skipped waits lives in the future. */
  readonly clockOffset: Millis;
  readonly checkpointing: boolean;
  /** Given by the user: `flow.run({…}, { context })`. */
  readonly user: Readonly<Record<string, unknown>>;
  /** Names and values the person entered; only for notebooks that may have them. */
  readonly secrets: Readonly<Record<string, unknown>>;
}

/** What differs from call to call. */
export interface CallContext {
  readonly taskRunId: string;
  readonly taskRunName: string | null;
  /** Prefect's task_run_count: 1 on the first call. */
  readonly runCount: number;
  readonly mapIndex: number | null;
  /** Unset on the first iteration. */
  readonly loop: { readonly count: number; readonly result: InputValue } | null;
  readonly resumed: boolean;
}

export interface WireCall {
  readonly work: WorkId;
  readonly slug: Slug;
  readonly inputs: Readonly<Record<string, InputValue>>;
  readonly context: CallContext;
  /** Report the lengths of the items too: somebody flattens the result. */
  readonly wantsNested: boolean;
}

export interface CallBatch {
  readonly flow: FlowId;
  readonly run: RunContext;
  readonly calls: readonly WireCall[];
}

export type WireQuestion = {
  readonly work: WorkId;
  /** null: the flow's own handler. */
  readonly slug: Slug | null;
  readonly context: CallContext | null;
  readonly inputs: Readonly<Record<string, InputValue>>;
} & (
  | {
      readonly about: "trigger";
      readonly upstream: readonly {
        readonly edge: {
          readonly upstream: Slug;
          readonly downstream: Slug;
          readonly key: string | null;
          readonly mapped: boolean;
          readonly flattened: boolean;
        };
        readonly state: WireState;
      }[];
    }
  | {
      readonly about: "handlers";
      readonly from: WireState;
      readonly to: WireState;
      readonly runnerHandlers: boolean;
    }
  | {
      readonly about: "terminal";
      readonly state: WireState;
      readonly reference: readonly { readonly slug: Slug; readonly state: WireState }[];
    }
  | {
      readonly about: "cache";
      readonly cached: WireState;
      /** What the cached value was made from, secrets left out. */
      readonly madeFrom: {
        readonly inputs: Readonly<Record<string, InputValue>>;
        readonly hashes: Readonly<Record<string, string>>;
        readonly parameters: Readonly<Record<string, InputValue>>;
      };
    }
  | { readonly about: "target" | "runName" | "location" }
);

/** Text that was printed: one line or several. */
export interface WirePrint extends Printed {
  readonly level: LogLevel;
  readonly node?: PreviewNode;
}

/** What a sandboxed worker tells without being asked. */
export type Report =
  /** Printed by a cell (not by a task run: those are call logs), in order. */
  | { readonly type: "prints"; readonly cell: CellId; readonly prints: readonly WirePrint[] }
  /** Shown by a cell. What comes later under the same id takes its place. */
  | {
      readonly type: "display";
      readonly cell: CellId;
      readonly display: Display;
      readonly id?: string;
    }
  /** A flow was built or changed: sent before anything runs. */
  | { readonly type: "flowBuilt"; readonly description: FlowDescription }
  | {
      readonly type: "runFlow";
      readonly request: number;
      /** The cell under evaluation; null: a task, a handler or a trigger asks. */
      readonly cell: CellId | null;
      /** The call that asks, where a task does. */
      readonly work: WorkId | null;
      /** What that cell has captured so far: the workers of this run need it to replay the cell. */
      readonly captures: Readonly<Record<string, unknown>>;
      readonly run: WireRunRequest;
    }
  /** User code asks for something of the network: the engine decides, and does it. */
  | { readonly type: "fetch"; readonly request: number; readonly asked: FetchRequest }
  /** Nobody waits any more for what was asked for. */
  | { readonly type: "dropFetch"; readonly request: number }
  /** Log lines of a call that goes on for long; the rest come with the outcome. */
  | {
      readonly type: "callLogs";
      readonly work: WorkId;
      readonly logs: readonly {
        readonly at: Millis;
        readonly level: LogLevel;
        readonly logger: string;
        readonly message: string;
      }[];
    }
  /** Outcomes of the front of a batch that takes long. */
  | { readonly type: "outcomes"; readonly outcomes: readonly TaskOutcome[] };
